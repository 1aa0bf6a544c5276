//! What a sample says: its value, its labels, and a number by which it is told from others.

use rustc_hash::FxBuildHasher;
use std::borrow::Cow;
use std::fmt::Write;
use std::hash::{BuildHasher, Hasher};

use super::Member;

impl Member<'_> {
    /// The value as a double; `None` where it could not be read or is composite.
    pub(in crate::rules) fn value(&self) -> Option<f64> {
        self.sample.number().map(crate::model::Number::as_f64)
    }

    /// The value of a label.
    pub(in crate::rules) fn label(&self, name: &str) -> Option<Cow<'_, str>> {
        // What is asked for is mostly `le`, which mostly stands last.
        self.sample.labels().rev().find(|label| label.is_called(name)).map(|label| label.value())
    }

    /// The number that `le` or `quantile` says.
    pub(in crate::rules) fn bound(&self, name: &str) -> Option<f64> {
        self.label(name).and_then(|text| bound(&text))
    }

    /// Its labels without `le` and `quantile`, by which its instance is known.
    pub(in crate::rules) fn identity(&self) -> String {
        // Written one behind the other first, and then in their order: findings are many, and so are labels.
        let (mut written, mut spans) = (String::with_capacity(256), Vec::with_capacity(16));
        for label in self.sample.labels() {
            let name = label.name();
            if matches!(&*name, "le" | "quantile") {
                continue;
            }
            let start = written.len();
            let _ = write!(written, "{name}={:?}", label.value());
            spans.push(start..written.len());
        }
        spans.sort_by(|one, other| written[one.clone()].cmp(&written[other.clone()]));
        let mut all = String::with_capacity(written.len() + spans.len() + 2);
        for (number, span) in spans.into_iter().enumerate() {
            all.push(if number == 0 { '{' } else { ',' });
            all.push_str(&written[span]);
        }
        if all.is_empty() {
            all.push('{');
        }
        all.push('}');
        all
    }
}

/// The number of a bound as any reader takes it.
pub(in crate::rules) fn bound(text: &str) -> Option<f64> {
    match text {
        "+Inf" | "Inf" | "inf" | "+inf" => Some(f64::INFINITY),
        "-Inf" | "-inf" => Some(f64::NEG_INFINITY),
        _ => fast_float2::parse(text).ok(),
    }
}

/// A number for one label.
pub(in crate::rules) fn label_hash(name: &str, value: &str) -> u64 {
    bytes_hash(name.as_bytes(), value.as_bytes())
}

/// A number for a name with a value.
pub(in crate::rules) fn bytes_hash(name: &[u8], value: &[u8]) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(name);
    hasher.write_u8(0xff);
    hasher.write(value);
    // Numbers of several labels are added up. This hash alone adds up what it reads too, so that two labels could swap their values.
    let mixed = hasher.finish();
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
