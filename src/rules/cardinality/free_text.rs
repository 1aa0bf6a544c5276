use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Character, Metric, Worlds};
use crate::rules::vocabulary::{has_word, words};

/// More than this nobody reads in a legend.
const LONG: usize = 128;

/// How statements of databases begin.
const STATEMENTS: &[&str] = &["select ", "insert ", "update ", "delete ", "create ", "alter ", "drop "];

rule! {
    /// Labels hold no messages, statements or stack traces.
    ///
    /// Each wording makes a series, and whatever is put into the message (a time, an address, the name of a file) makes more. The class of an error is a label, its text belongs into a log. What describes something once, in an info metric, may be long.
    "cardinality/free-text": Advice, Warning, Costs;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "label with a class or a code, and log the text";
    yields to "convention/error-type-text";
    bad "prometheus-text" r#"
# HELP shop_errors_total Errors.
# TYPE shop_errors_total counter
shop_errors_total{msg="timeout after 1234 ms on 10.0.0.1"} 1
"#;
    bad "prometheus-text" r#"
# HELP shop_errors_total Errors.
# TYPE shop_errors_total counter
shop_errors_total{trace="a\nb"} 1
"#;
    bad "prometheus-text" r#"
# HELP shop_queries_total Queries.
# TYPE shop_queries_total counter
shop_queries_total{statement="SELECT name FROM shelves"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_queries_total Queries.
# TYPE shop_queries_total counter
shop_queries_total{digest="5f2b9c01",digest_text="SELECT name FROM shelves"} 1
shop_queries_total{digest="5f2b9c02",digest_text="UPDATE shelves SET name = ?"} 1
# HELP shop_os_info System.
# TYPE shop_os_info gauge
shop_os_info{pretty_name="Debian GNU/Linux 12 (bookworm)"} 1
# HELP shop_sensor_celsius Temperature.
# TYPE shop_sensor_celsius gauge
shop_sensor_celsius{sensor="Package id 0"} 40
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    if metric.is_info() {
        return;
    }
    let columns = metric.columns();
    let has_digest = columns.iter().any(|column| words(&column.key).eq(["digest"]));
    for column in columns
        .iter()
        .filter(|column| !(has_digest && has_word(&column.key, &["text", "statement", "query"])))
    {
        if !column.has(Character::Blank) && column.longest() <= LONG {
            continue;
        }
        let found = column.values.iter().find_map(|text| Some((text, why(text, &column.key)?)));
        if let Some((text, why)) = found {
            let start: String = text.chars().take(40).collect();
            let message = format!("`{}` of `{}` holds {why}: {start:?}", column.key, metric.name);
            sink.tell(metric.place(), message);
        }
    }
}

fn why(text: &str, key: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let has_blank = bytes.iter().any(|byte| matches!(byte, b' ' | b'\n'));
    if bytes.len() < 3 || !has_blank && bytes.len() <= LONG {
        None
    } else if bytes.contains(&b'\n') {
        Some("several lines")
    } else if bytes.len() > LONG {
        Some("a long text")
    } else if is_statement(text) {
        Some("a statement")
    } else if has_number_among_words(text)
        && !has_word(key, &["model", "version", "name", "product", "vendor", "description"])
    {
        Some("a sentence with numbers")
    } else {
        None
    }
}

fn is_statement(text: &str) -> bool {
    let begins = |verb: &&str| text.get(..verb.len()).is_some_and(|head| head.eq_ignore_ascii_case(verb));
    STATEMENTS.iter().any(begins) && text.split(' ').count() > 2
}

/// Whether it is four words or more, one of which begins with a digit.
fn has_number_among_words(text: &str) -> bool {
    let begins_with_digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    text.contains(' ')
        && text.split_whitespace().nth(3).is_some()
        && text.split_whitespace().any(begins_with_digit)
}
