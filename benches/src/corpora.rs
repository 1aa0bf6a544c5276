//! Expositions of the shapes that services really have, large and small, always the same from a fixed seed.

use std::fmt::Write as _;

const SEED: u64 = 0x006d_6574_6572_7374;
const MEGABYTE: usize = 1_000_000;

/// A body and its name.
pub struct Corpus {
    /// A short name for tables.
    pub name: String,
    /// Whether it is OpenMetrics rather than Prometheus text.
    pub openmetrics: bool,
    /// The body.
    pub text: String,
}

/// Every corpus: a small scrape, large ones of mixed families, OpenMetrics with exemplars, and two extremes.
///
/// `large` adds the one of 100 MB.
#[must_use]
pub fn all(large: bool) -> Vec<Corpus> {
    let corpus = |name: &str, openmetrics, text| Corpus { name: name.to_owned(), openmetrics, text };
    let mixed = Mixed { openmetrics: false, plain: false };
    let mut corpora = vec![
        corpus("c1 small", false, small()),
        corpus("c2 mixed", false, mixed.write(10 * MEGABYTE)),
        corpus("c2p plain", false, Mixed { plain: true, ..mixed }.write(10 * MEGABYTE)),
        corpus("c4 OpenMetrics", true, Mixed { openmetrics: true, ..mixed }.write(10 * MEGABYTE)),
        corpus("c5a escapes", false, escapes(10 * MEGABYTE)),
        corpus("c5b 64 labels", false, many_labels(10 * MEGABYTE)),
    ];
    if large {
        corpora.insert(3, corpus("c3 mixed, 100 MB", false, mixed.write(100 * MEGABYTE)));
    }
    corpora
}

/// SplitMix64: small, fast, and the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// From zero to one.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b"0123456789abcdef"[self.below(16) as usize])).collect()
    }

    /// A value as services have them: mostly short integers, then measurements, then what is odd.
    fn value(&mut self, plain: bool) -> String {
        match self.below(if plain { 985 } else { 1000 }) {
            0..450 => self.below(10_000_000).to_string(),
            450..750 => {
                let digits = 1 + self.below(8) as usize;
                format!("{:.digits$}", self.unit() * 1000.0)
            }
            750..930 => {
                let size = 10_f64.powi(self.below(16) as i32 - 6);
                format!("{}", self.unit() * size)
            }
            930..970 => format!("{:.9e}", self.unit() * 1e9),
            970..985 => "0".to_owned(),
            985..995 => "NaN".to_owned(),
            _ => "+Inf".to_owned(),
        }
    }
}

const NOUNS: [&str; 40] = [
    "account",
    "alert",
    "batch",
    "billing",
    "block",
    "bucket",
    "cache",
    "channel",
    "client",
    "cluster",
    "commit",
    "connection",
    "cursor",
    "disk",
    "document",
    "engine",
    "file",
    "filter",
    "frame",
    "handler",
    "image",
    "index",
    "item",
    "lease",
    "lock",
    "message",
    "packet",
    "page",
    "partition",
    "peer",
    "pool",
    "request",
    "retry",
    "rule",
    "segment",
    "session",
    "snapshot",
    "table",
    "thread",
    "upload",
];
const REGIONS: [&str; 5] = ["eu-north-1", "eu-south-2", "us-central-1", "sa-east-1", "me-west-1"];
const METHODS: [&str; 5] = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const CODES: [&str; 8] = ["200", "202", "204", "302", "403", "404", "500", "502"];
const BOUNDS: [&str; 12] =
    ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "+Inf"];

/// Counters, gauges, 12-bucket histograms and summaries with four to nine labels.
#[derive(Clone, Copy)]
struct Mixed {
    openmetrics: bool,
    /// Without braces and escapes in values, NaN, infinities and timestamps, for readers that fail on them.
    plain: bool,
}

impl Mixed {
    fn write(self, limit: usize) -> String {
        let mut chance = Chance(SEED);
        let mut text = String::with_capacity(limit + limit / 20);
        let mut family = 0;
        while text.len() < limit {
            self.family(&mut text, &mut chance, family);
            family += 1;
        }
        if self.openmetrics {
            text.push_str("# EOF\n");
        }
        text
    }

    fn family(self, text: &mut String, chance: &mut Chance, number: usize) {
        let kind = ["counter", "gauge", "histogram", "gauge", "histogram", "summary"][number % 6];
        let unit = match kind {
            "gauge" => "_bytes",
            "counter" => "",
            _ => "_seconds",
        };
        let noun = |factor: usize| NOUNS[number * factor % NOUNS.len()];
        let name = format!("svc_{}_{}_{number}{unit}", noun(1), noun(7));
        let suffix = if kind == "counter" && !self.openmetrics { "_total" } else { "" };
        put(
            text,
            format_args!("# HELP {name}{suffix} What the {} has done with every {}.\n", noun(3), noun(11)),
        );
        put(text, format_args!("# TYPE {name}{suffix} {kind}\n"));
        if self.openmetrics && !unit.is_empty() {
            put(text, format_args!("# UNIT {name} {}\n", &unit[1..]));
        }
        let series = if matches!(kind, "counter" | "gauge") { 120 } else { 24 };
        for index in 0..series {
            let labels = self.labels(chance, index + number);
            match kind {
                "counter" => self.counter(text, chance, &name, &labels, index),
                "gauge" => {
                    put(text, format_args!("{name}{{{labels}}} {}", chance.value(self.plain)));
                    if !self.plain && !self.openmetrics && index % 10 == 0 {
                        put(text, format_args!(" 17{:011}", chance.below(100_000_000_000)));
                    }
                    text.push('\n');
                }
                "histogram" => self.histogram(text, chance, &name, &labels),
                _ => {
                    for quantile in ["0.5", "0.9", "0.99"] {
                        let value = chance.unit();
                        put(text, format_args!("{name}{{{labels},quantile=\"{quantile}\"}} {value}\n"));
                    }
                    put(text, format_args!("{name}_sum{{{labels}}} {}\n", chance.unit() * 1e4));
                    put(text, format_args!("{name}_count{{{labels}}} {}\n", chance.below(1_000_000)));
                }
            }
        }
    }

    fn counter(self, text: &mut String, chance: &mut Chance, name: &str, labels: &str, index: usize) {
        put(text, format_args!("{name}_total{{{labels}}} {}", chance.value(true)));
        if self.openmetrics && index.is_multiple_of(4) {
            exemplar(text, chance, 1.0);
        }
        text.push('\n');
        self.created(text, chance, name, labels);
    }

    fn histogram(self, text: &mut String, chance: &mut Chance, name: &str, labels: &str) {
        let mut count = 0;
        for (index, bound) in BOUNDS.iter().enumerate() {
            count += chance.below(5000);
            put(text, format_args!("{name}_bucket{{{labels},le=\"{bound}\"}} {count}"));
            if self.openmetrics && index % 3 == 0 {
                exemplar(text, chance, bound.parse::<f64>().unwrap_or(20.0).min(20.0) * 0.9);
            }
            text.push('\n');
        }
        put(text, format_args!("{name}_sum{{{labels}}} {}\n", chance.unit() * count as f64));
        put(text, format_args!("{name}_count{{{labels}}} {count}\n"));
        self.created(text, chance, name, labels);
    }

    fn created(self, text: &mut String, chance: &mut Chance, name: &str, labels: &str) {
        if self.openmetrics {
            let (seconds, millis) = (chance.below(100_000_000), chance.below(1000));
            put(text, format_args!("{name}_created{{{labels}}} 17{seconds:08}.{millis:03}\n"));
        }
    }

    fn labels(self, chance: &mut Chance, series: usize) -> String {
        let noun = |factor: usize| NOUNS[series * factor % NOUNS.len()];
        let mut labels = format!(
            "cluster=\"prod-{}\",namespace=\"{}\",pod=\"{}-{}-{}\",instance=\"10.{}.{}.{}:9{:03}\"",
            series % 7,
            noun(1),
            noun(7),
            chance.hex(10),
            chance.hex(5),
            chance.below(256),
            chance.below(256),
            chance.below(256),
            chance.below(1000),
        );
        if series % 2 == 1 {
            put(&mut labels, format_args!(",region=\"{}\"", chance.of(&REGIONS)));
        }
        if series.is_multiple_of(3) {
            put(
                &mut labels,
                format_args!(",method=\"{}\",code=\"{}\"", chance.of(&METHODS), chance.of(&CODES)),
            );
        }
        if series.is_multiple_of(5) {
            let id = if self.plain { ":id" } else { "{id}" };
            put(
                &mut labels,
                format_args!(",path=\"/api/v{}/{}/{id}/{}\"", chance.below(3), noun(3), noun(11)),
            );
        }
        if series.is_multiple_of(97) && !self.plain {
            labels.push_str(r#",error="no such file: \"D:\\share\\report\"\ntry again""#);
        }
        labels
    }
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a string does not fail");
}

fn exemplar(text: &mut String, chance: &mut Chance, value: f64) {
    let (trace, span) = (chance.hex(32), chance.hex(16));
    let (seconds, millis) = (chance.below(100_000_000), chance.below(1000));
    put(
        text,
        format_args!(" # {{trace_id=\"{trace}\",span_id=\"{span}\"}} {value:.4} 17{seconds:08}.{millis:03}"),
    );
}

/// A scrape of about 30 KB as a small process has it: many families, few labels, short values.
fn small() -> String {
    let mut chance = Chance(SEED ^ 1);
    let mut text = String::new();
    for number in 0..60 {
        let (noun, other) =
            (NOUNS[number % NOUNS.len()], NOUNS[(number * 7 + number / NOUNS.len()) % NOUNS.len()]);
        let kind = ["gauge", "counter", "gauge", "histogram", "summary", "counter"][number % 6];
        let name = match kind {
            "counter" => format!("process_{noun}_{other}_total"),
            "gauge" => format!("process_{noun}_{other}_bytes"),
            _ => format!("http_{noun}_{other}_seconds"),
        };
        put(&mut text, format_args!("# HELP {name} Number of {noun} by {other} since the start.\n"));
        put(&mut text, format_args!("# TYPE {name} {kind}\n"));
        match kind {
            "histogram" => {
                for method in &METHODS[..2] {
                    let mut count = 0;
                    for bound in BOUNDS {
                        count += chance.below(90);
                        let labels = format!("method=\"{method}\",path=\"/items/{{id}}\",le=\"{bound}\"");
                        put(&mut text, format_args!("{name}_bucket{{{labels}}} {count}.0\n"));
                    }
                    let labels = format!("method=\"{method}\",path=\"/items/{{id}}\"");
                    put(&mut text, format_args!("{name}_count{{{labels}}} {count}.0\n"));
                    put(&mut text, format_args!("{name}_sum{{{labels}}} {}\n", chance.unit() * 100.0));
                }
            }
            "summary" => {
                put(&mut text, format_args!("{name}_count {}.0\n", chance.below(1000)));
                put(&mut text, format_args!("{name}_sum {}\n", chance.unit() * 1000.0));
            }
            _ if number % 4 == 1 => {
                for code in CODES {
                    put(&mut text, format_args!("{name}{{code=\"{code}\"}} {}.0\n", chance.below(100_000)));
                }
            }
            _ => put(&mut text, format_args!("{name} {}\n", chance.value(true))),
        }
    }
    text
}

/// Label values of some kilobytes with an escape every few words, and text beyond ASCII.
fn escapes(limit: usize) -> String {
    const PIECES: [&str; 9] = [
        r"D:\\Tools\\bin ",
        r#"\"as said\" "#,
        r"first\nsecond ",
        "UPDATE t SET a = 'x' WHERE b < 7 ",
        "only words in here ",
        "žluťoučký kůň 漢字 ✓ ",
        r#"{label=\"no\"} "#,
        "x,y,z=1 ",
        r"\\\\ ",
    ];
    let mut chance = Chance(SEED ^ 2);
    let mut text = String::with_capacity(limit + limit / 20);
    let mut series = 0;
    while text.len() < limit {
        let family = series / 50;
        if series % 50 == 0 {
            put(
                &mut text,
                format_args!("# HELP query_{family}_total Queries with a \\\\ and a \\n in them.\n"),
            );
            put(&mut text, format_args!("# TYPE query_{family}_total counter\n"));
        }
        put(&mut text, format_args!("query_{family}_total{{db=\"d{}\",query=\"", chance.below(9)));
        let end = text.len() + 300 + chance.below(5700) as usize;
        while text.len() < end {
            text.push_str(chance.of(&PIECES));
        }
        put(&mut text, format_args!("\",id=\"{series}\"}} {}\n", chance.value(false)));
        series += 1;
    }
    text
}

/// Sixty-four labels a series.
fn many_labels(limit: usize) -> String {
    let mut chance = Chance(SEED ^ 3);
    let mut text = String::with_capacity(limit + limit / 20);
    let mut series = 0;
    while text.len() < limit {
        let family = series / 100;
        if series % 100 == 0 {
            put(
                &mut text,
                format_args!("# HELP broad_{family} Broad series.\n# TYPE broad_{family} gauge\n"),
            );
        }
        put(&mut text, format_args!("broad_{family}{{"));
        for label in 0..64 {
            let comma = if label > 0 { "," } else { "" };
            let digits = 1 + chance.below(12) as usize;
            put(&mut text, format_args!("{comma}dim_{label:02}=\"{}\"", chance.hex(digits)));
        }
        put(&mut text, format_args!("}} {}\n", chance.value(false)));
        series += 1;
    }
    text
}
