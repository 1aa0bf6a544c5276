//! Units: the codes that OTLP has, the words that Prometheus has.

/// A row of the table: the code, the word that the specification asks for, and words that implementations in use write instead.
type Row = (&'static str, &'static str, &'static [&'static str]);

/// Every unit that the specification maps. Case matters in the codes.
const UNITS: &[Row] = &[
    ("d", "days", &[]),
    ("h", "hours", &[]),
    ("min", "minutes", &[]),
    ("s", "seconds", &[]),
    ("ms", "milliseconds", &[]),
    ("us", "microseconds", &[]),
    ("ns", "nanoseconds", &[]),
    ("By", "bytes", &[]),
    ("KiBy", "kibibytes", &[]),
    ("MiBy", "mebibytes", &[]),
    ("GiBy", "gibibytes", &[]),
    // Two rows of which released implementations make something else.
    ("TiBy", "tebibytes", &["tibibytes"]),
    ("kBy", "kilobytes", &["kBy"]),
    ("MBy", "megabytes", &[]),
    ("GBy", "gigabytes", &[]),
    ("TBy", "terabytes", &[]),
    ("m", "meters", &[]),
    ("V", "volts", &[]),
    ("A", "amperes", &[]),
    ("J", "joules", &[]),
    ("W", "watts", &[]),
    ("g", "grams", &[]),
    ("Cel", "celsius", &[]),
    ("Hz", "hertz", &[]),
    ("%", "percent", &[]),
];

/// What stands behind the slash of a rate. `m` is a minute here, and a metre above the slash; `min` has no word.
const PER: &[(&str, &str)] = &[
    ("s", "second"),
    ("m", "minute"),
    ("h", "hour"),
    ("d", "day"),
    ("w", "week"),
    ("mo", "month"),
    ("y", "year"),
];

/// A spelling that is no code, and that implementations map all the same.
const LEGACY: &[(&str, &str)] = &[("KBy", "kilobytes")];

/// The words of a unit: all that a name may end with, the specified one first. An empty word is none at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitWords {
    words: Vec<String>,
}

impl UnitWords {
    /// The word that the specification asks for; empty where the unit adds nothing to a name.
    #[must_use]
    pub fn specified(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// All words that a reader has to expect.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }
}

/// The words of a unit as they are appended to names.
///
/// ```
/// use meterstick::bridge::unit_words;
///
/// assert_eq!(unit_words("By/s").specified(), "bytes_per_second");
/// assert_eq!(unit_words("{request}").specified(), "");
/// assert_eq!(unit_words("TiBy").accepted().collect::<Vec<_>>(), ["tebibytes", "tibibytes"]);
/// ```
#[must_use]
pub fn unit_words(unit: &str) -> UnitWords {
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: String| {
        if !words.contains(&word) {
            words.push(word);
        }
    };
    let trimmed = unit.trim();
    // The specification: what is in braces goes, the rest stays.
    let bare = without_braces(trimmed);
    let (top, bottom) = bare.split_once('/').unwrap_or((&bare, ""));
    for top in numerators(top.trim()) {
        add(composed(&top, per(bottom.trim())));
    }
    // Prometheus' own translator: a part with a brace goes as a whole.
    let (top, bottom) = trimmed.split_once('/').unwrap_or((trimmed, ""));
    let whole = |part: &str| if part.contains(['{', '}']) { String::new() } else { part.trim().to_owned() };
    for top in numerators(&whole(top)) {
        add(composed(&top, per(&whole(bottom))));
    }
    // OpenTelemetry Python: not trimmed, other characters dropped before the look-up, and no look-up before an empty denominator.
    let bare = without_braces(unit);
    let python = match bare.split_once('/') {
        None => numerators(&bare).pop().unwrap_or_default(),
        Some((top, bottom)) if per(&sanitised(bottom)).is_empty() => sanitised(top),
        Some((top, bottom)) => {
            composed(&numerators(&sanitised(top)).pop().unwrap_or_default(), per(&sanitised(bottom)))
        }
    };
    add(if unit == "1" { String::new() } else { python });
    UnitWords { words }
}

/// The code of a word, as a metric takes it that goes from Prometheus to OTLP; a word without a row stays what it is.
#[must_use]
pub fn ucum_of_word(word: &str) -> &str {
    UNITS.iter().find(|(_, known, others)| *known == word || others.contains(&word)).map_or(word, |row| row.0)
}

/// The word of a code, if the specification maps it.
pub(crate) fn word_of_ucum(code: &str) -> Option<&'static str> {
    UNITS.iter().find(|row| row.0 == code).map(|row| row.1)
}

/// Whether a word stands for a unit of the table.
pub(crate) fn is_unit_word(word: &str) -> bool {
    UNITS.iter().any(|row| row.1 == word)
}

/// The words of what stands above the slash.
fn numerators(code: &str) -> Vec<String> {
    if code.is_empty() || code == "1" {
        return vec![String::new()];
    }
    if let Some((_, word, others)) = UNITS.iter().find(|row| row.0 == code) {
        return std::iter::once(word).chain(*others).map(|word| (*word).to_owned()).collect();
    }
    vec![LEGACY.iter().find(|row| row.0 == code).map_or(code, |row| row.1).to_owned()]
}

fn per(code: &str) -> &str {
    PER.iter().find(|row| row.0 == code).map_or(code, |row| row.1)
}

fn composed(top: &str, bottom: &str) -> String {
    match (top, bottom) {
        (top, "") => top.to_owned(),
        ("", bottom) => format!("per_{bottom}"),
        (top, bottom) => format!("{top}_per_{bottom}"),
    }
}

fn without_braces(unit: &str) -> String {
    let mut rest = unit;
    let mut out = String::with_capacity(unit.len());
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = rest[open..].find('}').map_or("", |close| &rest[open + close + 1..]);
    }
    out.push_str(rest);
    out
}

/// Letters, digits and colons, and an underscore for each run of anything else, none of them at an end.
pub(super) fn sanitised(text: &str) -> String {
    let parts =
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units with what Prometheus' translator appends to a gauge, and the word of OpenTelemetry Python, both measured.
    const MEASURED: &[(&str, &str, &str)] = &[
        ("KBy", "kilobytes", "kilobytes"),
        ("PiBy", "PiBy", "PiBy"),
        ("PBy", "PBy", "PBy"),
        ("KiB", "KiB", "KiB"),
        ("B", "B", "B"),
        ("bytes", "bytes", "bytes"),
        ("sec", "sec", "sec"),
        ("MS", "MS", "MS"),
        ("\u{b5}s", "s", "s"),
        ("\u{3bc}s", "s", "s"),
        ("a", "a", "a"),
        ("wk", "wk", "wk"),
        ("mo", "mo", "mo"),
        ("bit", "bit", "bit"),
        ("K", "K", "K"),
        ("km", "km", "km"),
        ("Pa", "Pa", "Pa"),
        ("[degF]", "degF", "degF"),
        ("L", "L", "L"),
        ("{request}", "", ""),
        ("{requests}", "", ""),
        ("By{used}", "", "bytes"),
        ("{packet}/s", "per_second", "per_second"),
        ("m/s", "meters_per_second", "meters_per_second"),
        ("By/s", "bytes_per_second", "bytes_per_second"),
        ("1/s", "per_second", "per_second"),
        ("/s", "per_second", "per_second"),
        ("By/min", "bytes_per_min", "bytes_per_min"),
        ("By/m", "bytes_per_minute", "bytes_per_minute"),
        ("m/m", "meters_per_minute", "meters_per_minute"),
        ("m/h", "meters_per_hour", "meters_per_hour"),
        ("By/d", "bytes_per_day", "bytes_per_day"),
        ("1/h", "per_hour", "per_hour"),
        ("1/wk", "per_wk", "per_wk"),
        ("1/w", "per_week", "per_week"),
        ("1/mo", "per_month", "per_month"),
        ("1/a", "per_a", "per_a"),
        ("1/y", "per_year", "per_year"),
        ("m/s2", "meters_per_s2", "meters_per_s2"),
        ("m2", "m2", "m2"),
        ("W.h", "W_h", "W_h"),
        ("W/m2", "watts_per_m2", "watts_per_m2"),
        ("%/s", "percent_per_second", "per_second"),
        ("{a}/{b}", "", ""),
        ("s/{op}", "seconds", "s"),
        ("By/{op}", "bytes", "By"),
        ("MiBy/s", "mebibytes_per_second", "mebibytes_per_second"),
        ("kBy/s", "kBy_per_second", "kBy_per_second"),
        ("TiBy/s", "tibibytes_per_second", "tibibytes_per_second"),
        ("bit/s", "bit_per_second", "bit_per_second"),
        ("10*3", "10_3", "10_3"),
        ("kHz", "kHz", "kHz"),
        ("J/s", "joules_per_second", "joules_per_second"),
        ("s.s", "s_s", "s_s"),
        ("ms/s", "milliseconds_per_second", "milliseconds_per_second"),
        ("{Cel}", "", ""),
        (" s ", "seconds", "s"),
        ("s ", "seconds", "s"),
        ("1", "", ""),
        ("1{ratio}", "", ""),
        ("", "", ""),
    ];

    #[test]
    fn what_implementations_write_is_accepted() {
        for &(unit, translator, python) in MEASURED {
            let words: Vec<String> = unit_words(unit).accepted().map(sanitised).collect();
            for word in [translator, python] {
                assert!(words.iter().any(|known| known == word), "{unit}: `{word}` is not among {words:?}");
            }
        }
    }

    #[test]
    fn the_specified_word_comes_first() {
        for (unit, word) in [
            ("TiBy", "tebibytes"),
            ("kBy", "kilobytes"),
            ("By{used}", "bytes"),
            ("s/{op}", "seconds"),
            ("%/s", "percent_per_second"),
            ("kBy/s", "kilobytes_per_second"),
            ("1", ""),
            ("m", "meters"),
            ("widgets", "widgets"),
        ] {
            assert_eq!(unit_words(unit).specified(), word, "{unit}");
        }
        for &(code, word, _) in UNITS {
            assert_eq!(unit_words(code).specified(), word);
            assert_eq!(ucum_of_word(word), code);
        }
        assert_eq!(ucum_of_word("requests"), "requests");
        assert_eq!(ucum_of_word("tibibytes"), "TiBy");
    }

    #[test]
    fn words_are_exactly_those_that_somebody_writes() {
        for (unit, words) in [
            ("s", &["seconds"][..]),
            ("m/s", &["meters_per_second"]),
            ("TiBy", &["tebibytes", "tibibytes"]),
            ("By{used}", &["bytes", ""]),
            ("{request}", &[""]),
            ("By/{op}", &["bytes", "By"]),
        ] {
            assert_eq!(unit_words(unit).accepted().collect::<Vec<_>>(), words, "{unit}");
        }
    }
}
