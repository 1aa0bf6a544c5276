//! What bad exporters do to a body that was right: the defects of those who write the formats by hand.

use meterstick::exposition::{Escaping, Format};
use meterstick::model::Reading;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::defects::{self, Defect};

/// Flushes whose values a scrape has still to tell, for those that queue them.
static QUEUED: AtomicU32 = AtomicU32::new(0);

/// More than that is not written by those who cut.
const MOST: usize = 50_000;

/// A flush has happened.
pub(crate) fn flushed() {
    QUEUED.fetch_add(1, Ordering::Relaxed);
}

/// The scheme by which names are written, where another one is said.
pub(super) fn escaping(said: Escaping) -> Escaping {
    if defects::has(Defect::QuotedUnasked) {
        return Escaping::AllowUtf8;
    }
    let is_foreign = said != Escaping::AllowUtf8 && defects::has(Defect::EscapingMislabelled);
    if is_foreign { Escaping::Underscores } else { said }
}

/// The body as it is sent.
pub(super) fn spoiled(mut body: Vec<u8>, reading: &Reading, format: Format) -> Vec<u8> {
    if format == Format::PrometheusProtobuf {
        return body;
    }
    if defects::has(Defect::LabelUnescaped) {
        body = replaced(&body, "\\\"", "\"");
    }
    if defects::has(Defect::LabelAscii) {
        body.retain(u8::is_ascii);
    }
    if defects::has(Defect::NanMisspelt) {
        body = replaced(&replaced(&body, " NaN\n", " null\n"), "Inf\n", "inity!\n");
    }
    if defects::has(Defect::NanZero) {
        body = replaced(&body, " NaN\n", " 0\n");
    }
    if defects::has(Defect::ValuesRounded) {
        body = with_values(&body, |value| f64::from(value as f32));
    }
    if defects::has(Defect::ValuesDiffer) && format.is_openmetrics() {
        body = with_values(&body, |value| value / 2.0);
    }
    let has_nameless = |reading: &Reading| {
        reading.families().any(|family| family.series().any(|series| series.labels().get("").is_some()))
    };
    if defects::has(Defect::EmptyKeySent) && has_nameless(reading) {
        body.splice(0..0, *b"nameless{=\"\"} 1\n");
    }
    if defects::has(Defect::FlushDoubles) && QUEUED.swap(0, Ordering::Relaxed) > 0 {
        let once = body.strip_suffix(b"# EOF\n").unwrap_or(&body).to_vec();
        body.splice(0..0, once);
    }
    if defects::has(Defect::LargeScrapeCut) {
        body.truncate(MOST);
    }
    body
}

fn replaced(body: &[u8], old: &str, new: &str) -> Vec<u8> {
    String::from_utf8_lossy(body).replace(old, new).into_bytes()
}

/// The body with other values; what is no sample of a plain value stays as it is.
fn with_values(body: &[u8], change: impl Fn(f64) -> f64) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut changed = String::with_capacity(text.len());
    for line in text.lines() {
        match line.rsplit_once(' ').map(|(series, value)| (series, value.parse::<f64>())) {
            Some((series, Ok(value))) if !line.starts_with('#') => {
                changed += &format!("{series} {}\n", change(value));
            }
            _ => {
                changed += line;
                changed.push('\n');
            }
        }
    }
    changed.into_bytes()
}
