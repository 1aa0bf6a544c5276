//! The rule book: what the specifications ask of metrics on the wire, checked on a capture.
//!
//! Each rule is one requirement with one home, `src/rules/<family>/<offence>.rs`: its id is that path, its page in the rule book
//! is the comment above it, and its check is a pure function on the lowest floor on which it can be said. What a rule says is a
//! [`Finding`]; all of them are asked by [`Capture::judge`](crate::capture::Capture::judge), and what their findings mean for a build is said by a [`Profile`].
//!
//! [`assert_conforms!`](crate::assert_conforms) does all of it in a test.

mod check;
mod example;
mod finding;
mod judge;
mod known;
mod prototext;
mod rule;
mod sink;
#[allow(dead_code, reason = "documents are listed as a whole, cited or not")]
mod source;
mod view;
mod vocabulary;

pub mod attribute;
pub mod bridge;
pub mod bucket;
pub mod cardinality;
pub mod change;
pub mod convention;
pub mod counter;
pub mod created;
pub mod delta;
pub mod distribution;
pub mod escaping;
pub mod exemplar;
pub mod exponential;
pub mod family;
pub mod gauge;
pub mod help;
pub mod histogram;
pub mod info;
pub mod json;
pub mod label;
pub mod metadata;
pub mod metric;
pub mod name;
pub mod native;
pub mod openmetrics;
pub mod otlp;
pub mod otlp_protobuf;
pub mod parity;
pub mod point;
pub mod practice;
pub mod protobuf;
pub mod quantile;
pub mod reset;
pub mod resource;
pub mod sampled;
pub mod scope;
pub mod scrape;
pub mod series;
pub mod stateset;
pub mod stream;
pub mod sum;
pub mod summary;
pub mod syntax;
pub mod text;
pub mod timestamp;
pub mod translation;
pub mod unit;
pub mod worker;

#[cfg(test)]
mod tests;

pub use example::Example;
pub use finding::{Finding, Place};
pub use judge::{Acceptance, Adjustment, Idle, Judgement, Look, Profile, Setting, UnknownProfile};
pub use known::{KnownDefect, Sign, UnknownSign};
pub use rule::{Citation, Effect, Level, Rule, Severity};
use rule::{family, rule};

/// The rules that are asked.
type Rules<'r> = &'r [&'static Rule];

/// The families of rules.
static FAMILIES: &[Rules<'static>] = &[
    attribute::RULES,
    bridge::RULES,
    bucket::RULES,
    cardinality::RULES,
    change::RULES,
    convention::RULES,
    counter::RULES,
    created::RULES,
    delta::RULES,
    distribution::RULES,
    escaping::RULES,
    exemplar::RULES,
    exponential::RULES,
    family::RULES,
    gauge::RULES,
    help::RULES,
    histogram::RULES,
    info::RULES,
    json::RULES,
    label::RULES,
    metadata::RULES,
    metric::RULES,
    name::RULES,
    native::RULES,
    openmetrics::RULES,
    otlp::RULES,
    otlp_protobuf::RULES,
    parity::RULES,
    point::RULES,
    practice::RULES,
    protobuf::RULES,
    quantile::RULES,
    reset::RULES,
    resource::RULES,
    sampled::RULES,
    scope::RULES,
    scrape::RULES,
    series::RULES,
    stateset::RULES,
    stream::RULES,
    sum::RULES,
    summary::RULES,
    syntax::RULES,
    text::RULES,
    timestamp::RULES,
    translation::RULES,
    unit::RULES,
    worker::RULES,
];

/// The known defects of released libraries as they come with meterstick, in TOML: what the command line [knows](Profile::know).
///
/// Each `[[defect]]` has the fields of [`KnownDefect`], its signs in words.
pub const KNOWN_DEFECTS: &str = include_str!("../../conformance/known-defects.toml");

#[cfg(feature = "conformance")]
pub(crate) use source::cited;

/// Every rule of the book, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
    FAMILIES.iter().flat_map(|family| family.iter().copied())
}

/// The rule of that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// Asserts that nothing of severity error is found in a capture, under the default [`Profile`] or another one.
///
/// ```
/// use meterstick::capture::{BodyFormat, Capture};
/// use meterstick::exposition::Format;
/// use meterstick::rules::Profile;
///
/// let capture = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), "up 1\n");
/// meterstick::assert_conforms!(capture);
/// meterstick::assert_conforms!(capture, &Profile::default());
/// ```
#[macro_export]
macro_rules! assert_conforms {
    ($capture:expr $(,)?) => {
        $crate::assert_conforms!($capture, &$crate::rules::Profile::default())
    };
    ($capture:expr, $profile:expr $(,)?) => {{
        let judgement = $capture.judge($profile);
        if !judgement.is_below($crate::rules::Severity::Error) {
            panic!("the capture breaks rules:\n{judgement}");
        }
    }};
}
