//! Names for readers that know only `[a-zA-Z_:][a-zA-Z0-9_:]*`, by the escaping schemes of Prometheus' content negotiation.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// How a name with other characters is written, as the `escaping` parameter of a Content-Type says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Escaping {
    /// As it is, in quotes where the format asks for them.
    AllowUtf8,
    /// Each other character as an underscore. What it was cannot be told any more.
    Underscores,
    /// A dot as `_dot_`, an underscore as two, and each other character as two underscores.
    Dots,
    /// With `U__` before it, an underscore as two, and each other character as `_` with its hexadecimal number and `_`.
    Values,
}

impl Escaping {
    /// Every scheme.
    pub const ALL: [Self; 4] = [Self::AllowUtf8, Self::Underscores, Self::Dots, Self::Values];

    /// The word of the `escaping` parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AllowUtf8 => "allow-utf-8",
            Self::Underscores => "underscores",
            Self::Dots => "dots",
            Self::Values => "values",
        }
    }

    /// The name as a reader of this scheme gets it.
    ///
    /// ```
    /// use meterstick::exposition::Escaping;
    ///
    /// assert_eq!(Escaping::Underscores.escape("http.server.duration"), "http_server_duration");
    /// assert_eq!(Escaping::Dots.escape("http.server.duration"), "http_dot_server_dot_duration");
    /// assert_eq!(Escaping::Values.escape("http.server.duration"), "U__http_2e_server_2e_duration");
    /// ```
    #[must_use]
    pub fn escape(self, name: &str) -> Cow<'_, str> {
        let is_legacy = is_legacy_name(name);
        match self {
            Self::AllowUtf8 => Cow::Borrowed(name),
            Self::Underscores | Self::Values if is_legacy || name.is_empty() => Cow::Borrowed(name),
            Self::Underscores => {
                Cow::Owned(map(name, |out, c| out.push(c.filter(|&c| c != '.').unwrap_or('_'))))
            }
            Self::Dots => Cow::Owned(map(name, |out, c| match c {
                Some('_') | None => out.push_str("__"),
                Some('.') => out.push_str("_dot_"),
                Some(c) => out.push(c),
            })),
            Self::Values => {
                let mut escaped = String::from("U__");
                for (place, c) in name.chars().enumerate() {
                    match c {
                        '_' => escaped.push_str("__"),
                        c if belongs(c, place == 0) => escaped.push(c),
                        c => {
                            use fmt::Write as _;
                            let _ = write!(escaped, "_{:x}_", u32::from(c));
                        }
                    }
                }
                Cow::Owned(escaped)
            }
        }
    }

    /// The name that was escaped, as far as the scheme lets it be told; what is not escaped by the scheme stays as it is.
    #[must_use]
    pub fn unescape(self, name: &str) -> Cow<'_, str> {
        match self {
            Self::AllowUtf8 | Self::Underscores => Cow::Borrowed(name),
            Self::Dots => Cow::Owned(name.replace("_dot_", ".").replace("__", "_")),
            Self::Values => {
                let Some(escaped) = name.strip_prefix("U__") else { return Cow::Borrowed(name) };
                values(escaped).map_or(Cow::Borrowed(name), Cow::Owned)
            }
        }
    }
}

impl fmt::Display for Escaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// There is no escaping scheme of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEscaping(String);

impl fmt::Display for UnknownEscaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown escaping scheme `{}`", self.0)
    }
}

impl std::error::Error for UnknownEscaping {}

impl FromStr for Escaping {
    type Err = UnknownEscaping;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scheme| scheme.name() == name)
            .ok_or_else(|| UnknownEscaping(name.to_owned()))
    }
}

/// Whether a metric name needs neither quotes nor escapes.
pub(super) fn is_legacy_name(name: &str) -> bool {
    !name.is_empty() && name.chars().enumerate().all(|(place, c)| belongs(c, place == 0))
}

/// Whether a label name needs neither quotes nor escapes.
pub(super) fn is_legacy_label(name: &str) -> bool {
    is_legacy_name(name) && !name.contains(':')
}

fn belongs(c: char, is_first: bool) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !is_first && c.is_ascii_digit()
}

/// Writes a name character by character; one that does not belong into a name, but for the dot, comes as `None`.
fn map(name: &str, mut write: impl FnMut(&mut String, Option<char>)) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for (place, c) in name.chars().enumerate() {
        write(&mut out, belongs(c, place == 0).then_some(c).or((c == '.').then_some(c)));
    }
    out
}

/// The name whose characters were written as values.
fn values(escaped: &str) -> Option<String> {
    let mut name = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(underscore) = rest.find('_') {
        name.push_str(&rest[..underscore]);
        rest = &rest[underscore + 1..];
        if let Some(after) = rest.strip_prefix('_') {
            name.push('_');
            rest = after;
            continue;
        }
        let (digits, after) = rest.split_once('_')?;
        name.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        rest = after;
    }
    name.push_str(rest);
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, and what the schemes underscores, dots and values make of it.
    const CASES: &[(&str, &str, &str, &str)] = &[
        ("plain_name", "plain_name", "plain__name", "plain_name"),
        ("a.b.c", "a_b_c", "a_dot_b_dot_c", "U__a_2e_b_2e_c"),
        ("a.b_c", "a_b_c", "a_dot_b__c", "U__a_2e_b__c"),
        ("x y", "x_y", "x__y", "U__x_20_y"),
        ("7up", "_up", "__up", "U___37_up"),
        ("job:rate", "job:rate", "job:rate", "job:rate"),
        ("größe", "gr__e", "gr____e", "U__gr_f6__df_e"),
        ("🦀", "_", "__", "U___1f980_"),
        ("U__x", "U__x", "U____x", "U__x"),
        ("", "", "", ""),
    ];

    #[test]
    fn each_scheme_writes_names_in_its_way() {
        for &(name, underscores, dots, values) in CASES {
            let schemes = [Escaping::Underscores, Escaping::Dots, Escaping::Values];
            assert_eq!(schemes.map(|scheme| scheme.escape(name).into_owned()), [underscores, dots, values]);
            assert_eq!(Escaping::AllowUtf8.escape(name), name);
        }
    }

    #[test]
    fn values_bring_every_name_back() {
        for &(name, _, dots, values) in CASES.iter().filter(|case| case.0 != "U__x") {
            assert_eq!(Escaping::Values.unescape(values), name);
            if name.chars().all(|c| belongs(c, false) || c == '.') && !name.starts_with('7') {
                assert_eq!(Escaping::Dots.unescape(dots), name);
            }
        }
        for odd in ["U__a_zz_", "U__a_2e", "U___110000_", "a_2e_b"] {
            assert_eq!(Escaping::Values.unescape(odd), odd, "what nobody has escaped stays as it is");
        }
    }

    #[test]
    fn every_scheme_is_found_by_its_name() {
        for scheme in Escaping::ALL {
            assert_eq!(scheme.to_string().parse(), Ok(scheme));
        }
        assert!("none".parse::<Escaping>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn escaped_names_need_no_quotes_and_values_bring_them_back(name in "\\PC+") {
            for scheme in [Escaping::Underscores, Escaping::Dots, Escaping::Values] {
                proptest::prop_assert!(is_legacy_name(&scheme.escape(&name)), "{} {}", scheme, name);
            }
            if !is_legacy_name(&name) {
                let escaped = Escaping::Values.escape(&name).into_owned();
                proptest::prop_assert_eq!(Escaping::Values.unescape(&escaped), name);
            }
        }
    }
}
