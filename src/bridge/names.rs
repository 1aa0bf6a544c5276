//! Names of metrics as they are translated.

use std::borrow::Cow;

use super::strategy::Strategy;
use super::units::{sanitised, unit_words};
use crate::exposition::Escaping;
use crate::model::Kind;

/// What a metric may be called in Prometheus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricNames {
    names: Vec<String>,
}

impl MetricNames {
    /// The name that follows from the specification.
    #[must_use]
    pub fn specified(&self) -> &str {
        &self.names[0]
    }

    /// All names that a reader has to expect of implementations in use, the specified one first.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a name is one of them. Runs of underscores count as one: that they were not joined is another question.
    #[must_use]
    pub fn accepts(&self, name: &str) -> bool {
        let name = collapsed(name);
        self.names.iter().any(|known| collapsed(known) == name)
    }
}

/// What a metric of OTLP is called under a strategy; `None` where nothing of its name is left.
///
/// ```
/// use meterstick::bridge::{Strategy, metric_names};
/// use meterstick::model::Kind;
///
/// let name = |strategy| metric_names(strategy, "foo.bar", "By", Kind::Counter).map(|names| names.specified().to_owned());
/// assert_eq!(name(Strategy::UnderscoreEscapingWithSuffixes).as_deref(), Some("foo_bar_bytes_total"));
/// assert_eq!(name(Strategy::UnderscoreEscapingWithoutSuffixes).as_deref(), Some("foo_bar"));
/// assert_eq!(name(Strategy::NoUtf8EscapingWithSuffixes).as_deref(), Some("foo.bar_bytes_total"));
/// assert_eq!(name(Strategy::NoTranslation).as_deref(), Some("foo.bar"));
/// ```
#[must_use]
pub fn metric_names(strategy: Strategy, name: &str, unit: &str, kind: Kind) -> Option<MetricNames> {
    let is_empty = |name: &str| name.chars().all(|c| c == '_');
    let bases = if strategy.escapes() { legacy_bases(name) } else { vec![name.to_owned()] };
    if bases.iter().any(|base| is_empty(base)) {
        return None;
    }
    let mut names = Vec::new();
    let mut add = |name: String| {
        if !is_empty(&name) && !names.contains(&name) {
            names.push(name);
        }
    };
    for base in &bases {
        if !strategy.has_suffixes() {
            add(base.clone());
            continue;
        }
        for words in unit_words(unit).accepted() {
            let words = if strategy.escapes() { sanitised(words) } else { words.to_owned() };
            with_suffixes(base, &words, unit, kind).into_iter().for_each(&mut add);
        }
    }
    if !strategy.escapes() {
        // A client that knows no UTF-8 gets them escaped.
        let schemes = [Escaping::Underscores, Escaping::Dots, Escaping::Values];
        let escaped = |name: &String| schemes.map(|scheme| scheme.escape(name).into_owned());
        let escaped: Vec<String> = names.iter().flat_map(escaped).collect();
        names.extend(escaped);
    }
    Some(MetricNames { names }).filter(|names| !names.names.is_empty())
}

/// The name in the old alphabet, each run of other characters as one underscore; a digit at the front has two ways.
fn legacy_bases(name: &str) -> Vec<String> {
    let joined = legacy_name(name);
    if joined.starts_with(|c: char| c.is_ascii_digit()) {
        return vec![format!("_{joined}"), format!("_{}", &joined[1..])];
    }
    // Without suffixes Prometheus' translator leaves runs as they are; the comparison of names looks past it.
    vec![joined]
}

/// A name with each run of characters that the old alphabet does not know as one underscore.
pub(crate) fn legacy_name(name: &str) -> String {
    let replaced: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == ':' { c } else { '_' }).collect();
    collapsed(&replaced).into_owned()
}

/// The name with unit and type behind it, in each way that is in use.
fn with_suffixes(base: &str, words: &str, unit: &str, kind: Kind) -> Vec<String> {
    let is_counter = kind == Kind::Counter;
    let ends_with = |name: &str, word: &str| {
        name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(is_separator))
    };
    // A final `total` moves behind the unit.
    let stem = match base.strip_suffix("total") {
        Some(rest) if is_counter && rest.ends_with(is_separator) && rest.len() > 1 => {
            rest.trim_end_matches(is_separator)
        }
        _ => base,
    };
    let with_unit = |stem: &str| match words {
        "" => stem.to_owned(),
        words if ends_with(stem, words) => stem.to_owned(),
        words => format!("{stem}_{words}"),
    };
    let total = |name: String| match is_counter && !ends_with(&name, "total") {
        true => format!("{name}_total"),
        false => name,
    };
    let mut names = vec![total(with_unit(stem))];
    let tokens: Vec<&str> = stem.split(is_separator).filter(|token| !token.is_empty()).collect();
    // Prometheus' translator looks for the unit anywhere in the name, and takes `total` out of the middle.
    let is_there = !words.is_empty() && words.split('_').all(|word| word == "per" || tokens.contains(&word));
    if is_there {
        names.push(total(stem.to_owned()));
    }
    if is_counter && tokens.len() > 1 && tokens.contains(&"total") {
        let rest: Vec<&str> = tokens.iter().copied().filter(|token| *token != "total").collect();
        names.push(total(with_unit(&rest.join("_"))));
    }
    // What the specification asked for up to 1.55, and what some still do.
    if unit == "1" && kind == Kind::Gauge {
        let rest: Vec<&str> = tokens.iter().copied().filter(|token| *token != "ratio").collect();
        if rest.is_empty() {
            names.push("ratio".to_owned());
        } else {
            names.push(format!("{stem}_ratio"));
            names.push(format!("{}_ratio", rest.join("_")));
        }
    }
    names
}

fn is_separator(c: char) -> bool {
    !(c.is_alphanumeric() || c == ':')
}

/// A name with each run of underscores as one.
pub(crate) fn collapsed(name: &str) -> Cow<'_, str> {
    if !name.contains("__") {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c != '_' || !out.ends_with('_') {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// What Prometheus makes of a kind of instrument.
#[must_use]
pub const fn prometheus_kind(kind: Kind) -> Kind {
    match kind {
        Kind::UpDownCounter => Kind::Gauge,
        Kind::ExponentialHistogram => Kind::Histogram,
        kind => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::{Counter, Gauge, Histogram, UpDownCounter};

    type Case = (&'static str, &'static str, Kind, [&'static str; 4], &'static str);

    /// Name, unit, kind; what Prometheus' translator makes of it under each strategy; what OpenTelemetry Python does.
    const MEASURED: &[Case] = &[
        (
            "http.server.request.duration",
            "s",
            Histogram,
            [
                "http_server_request_duration_seconds",
                "http_server_request_duration",
                "http.server.request.duration_seconds",
                "http.server.request.duration",
            ],
            "",
        ),
        ("foo.bar", "By", Counter, ["foo_bar_bytes_total", "foo_bar", "foo.bar_bytes_total", "foo.bar"], ""),
        ("requests", "{request}", Counter, ["requests_total", "requests", "requests_total", "requests"], ""),
        ("util", "1", Gauge, ["util_ratio", "util", "util_ratio", "util"], "util"),
        ("util", "1", UpDownCounter, ["util", "util", "util", "util"], ""),
        (
            "foo.total",
            "By/s",
            Counter,
            ["foo_bytes_per_second_total", "foo_total", "foo_bytes_per_second_total", "foo.total"],
            "foo_bytes_per_second_total",
        ),
        (
            "total.foo",
            "",
            Counter,
            ["foo_total", "total_foo", "total.foo_total", "total.foo"],
            "total_foo_total",
        ),
        (
            "foo.seconds.total",
            "s",
            Counter,
            ["foo_seconds_total", "foo_seconds_total", "foo.seconds_total", "foo.seconds.total"],
            "foo_seconds_total",
        ),
        (
            "foo_seconds_bar",
            "s",
            Gauge,
            ["foo_seconds_bar", "foo_seconds_bar", "foo_seconds_bar_seconds", "foo_seconds_bar"],
            "foo_seconds_bar_seconds",
        ),
        (
            "foo_seconds",
            "s",
            Counter,
            ["foo_seconds_total", "foo_seconds", "foo_seconds_total", "foo_seconds"],
            "",
        ),
        ("2xx.count", "", Counter, ["_2xx_count_total", "_2xx_count", "2xx.count_total", "2xx.count"], ""),
        ("a..b__c", "", Gauge, ["a_b_c", "a_b__c", "a..b__c", "a..b__c"], "a_b_c"),
        ("foo.count", "{thing}", Histogram, ["foo_count", "foo_count", "foo.count", "foo.count"], ""),
        ("ratio.ratio", "1", Gauge, ["ratio", "ratio_ratio", "ratio_ratio", "ratio.ratio"], "ratio_ratio"),
        ("foo:bar", "", Gauge, ["foo:bar", "foo:bar", "foo:bar", "foo:bar"], ""),
        ("größe", "By", Gauge, ["gr_e_bytes", "gr_e", "größe_bytes", "größe"], ""),
        (
            "HTTP.Server",
            "s",
            Histogram,
            ["HTTP_Server_seconds", "HTTP_Server", "HTTP.Server_seconds", "HTTP.Server"],
            "",
        ),
    ];

    #[test]
    fn what_implementations_call_a_metric_is_accepted() {
        for (name, unit, kind, expected, python) in MEASURED {
            for (strategy, expected) in Strategy::ALL.into_iter().zip(expected) {
                let names = metric_names(strategy, name, unit, *kind).expect("something is left of the name");
                assert!(names.accepts(expected), "{name} {strategy}: `{expected}` is not among {names:?}");
            }
            let names = metric_names(Strategy::default(), name, unit, *kind).expect("something is left");
            assert!(python.is_empty() || names.accepts(python), "{name}: `{python}` is not among {names:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_not_accepted() {
        let default = Strategy::default();
        for (name, unit, kind, wrong) in [
            ("bytes_total", "By", Counter, "bytes_bytes_total"),
            ("wait", "s", Histogram, "wait"),
            ("wait", "s", Histogram, "wait_s"),
            ("wait", "s", Counter, "wait_total_seconds"),
            ("orders", "", Counter, "orders"),
            ("stock", "", UpDownCounter, "stock_total"),
            ("packets", "{packet}", Gauge, "packets_packet"),
            ("speed", "m/s", Gauge, "speed_m_s"),
            ("orders", "", Counter, "orders_total_total"),
        ] {
            let names = metric_names(default, name, unit, kind).expect("something is left of the name");
            assert!(!names.accepts(wrong), "{name}: `{wrong}` is among {names:?}");
        }
    }

    #[test]
    fn a_name_of_which_nothing_is_left_is_none() {
        assert_eq!(metric_names(Strategy::default(), "...", "", Gauge), None);
        assert_eq!(metric_names(Strategy::UnderscoreEscapingWithoutSuffixes, "日本", "", Gauge), None);
        assert!(metric_names(Strategy::NoTranslation, "...", "", Gauge).is_some());
    }

    #[test]
    fn old_clients_get_new_names_escaped() {
        let names =
            metric_names(Strategy::NoUtf8EscapingWithSuffixes, "foo.bar", "By", Counter).expect("a name");
        assert!(names.accepts("foo_bar_bytes_total") && names.accepts("U__foo_2e_bar__bytes__total"));
    }

    proptest::proptest! {
        #[test]
        fn escaped_names_are_of_the_old_alphabet_and_accept_themselves(name in "\\PC*", unit in "\\PC{0,6}") {
            for kind in Kind::ALL {
                for strategy in Strategy::ALL {
                    let Some(names) = metric_names(strategy, &name, &unit, kind) else { continue };
                    proptest::prop_assert!(names.accepts(names.specified()));
                    for name in names.accepted().filter(|_| strategy.escapes()) {
                        let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
                        proptest::prop_assert!(name.chars().all(belongs), "{}", name);
                        proptest::prop_assert!(!name.starts_with(|c: char| c.is_ascii_digit()), "{}", name);
                    }
                }
            }
        }
    }
}
