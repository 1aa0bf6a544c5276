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
mod prototext;
mod rule;
mod sink;
#[allow(dead_code, reason = "documents are listed as a whole, cited or not")]
mod source;
mod view;

pub mod bridge;
pub mod family;
pub mod histogram;
pub mod metadata;
pub mod openmetrics;
pub mod parity;
pub mod series;
pub mod syntax;
pub mod text;
pub mod timestamp;
pub mod translation;

#[cfg(test)]
mod tests;

pub use example::Example;
pub use finding::{Finding, Place};
pub use judge::{Adjustment, Judgement, Profile, Setting, UnknownProfile};
pub use rule::{Citation, Effect, Level, Rule, Severity};
use rule::{family, rule};

/// The rules that are asked.
type Rules<'r> = &'r [&'static Rule];

/// The families of rules.
static FAMILIES: &[Rules<'static>] = &[
    bridge::RULES,
    family::RULES,
    histogram::RULES,
    metadata::RULES,
    openmetrics::RULES,
    parity::RULES,
    series::RULES,
    syntax::RULES,
    text::RULES,
    timestamp::RULES,
    translation::RULES,
];

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
