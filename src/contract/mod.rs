//! What a service promises about its metrics, without a single value.
//!
//! A [`Contract`] is written from a capture, kept beside the code as plain text, reviewed like code, and compared:
//! [`Drift::between`] tells what changed, how bad that is and who is hurt.
//!
//! ```
//! use meterstick::capture::Capture;
//! use meterstick::contract::{Contract, Drift};
//! use meterstick::model::{Kind, Reading};
//!
//! let look = |name: &str| {
//!     let mut builder = Reading::builder();
//!     builder.number(name, Kind::Counter, &[("tier", "gold")], 3_i64);
//!     Capture::of([builder.finish()])
//! };
//! let before = look("orders_total").contract().build();
//! assert_eq!(Contract::parse(&before.to_string()), Ok(before.clone()));
//!
//! let after = look("orders_processed_total").contract().build();
//! let drift = Drift::between(&before, &after);
//! assert!(drift.to_string().contains("`orders_total` is now called `orders_processed_total`"));
//! ```
//!
//! # The text
//!
//! The first line is `meterstick contract 1`. Lines in brackets begin the two worlds, `[otlp]` and `[scrape]`; what is pushed and what is
//! scraped are two promises, also when one service makes both. In a world each family is a block: its name on a line of its own, then
//! indented lines `key: value`. Blocks are sorted by name, scope and type.
//!
//! | key | says |
//! |---|---|
//! | `type` | the type in one word, see [`Kind::name`](crate::model::Kind::name) |
//! | `unit` | the unit, if one is said |
//! | `temporality` | `cumulative` or `delta`, for sums and histograms |
//! | `monotonic` | `true` or `false`, for sums |
//! | `scope` | the name of the instrumentation scope |
//! | `labels` | the label keys; `?` marks one that not every series has, and a type other than string stands in parentheses |
//! | `buckets` | the bounds of explicit buckets, or `exponential`, or `differ` if series disagree |
//! | `quantiles` | the quantiles of a summary |
//! | `series` | how many series there are: `none`, `1`, a band (`2-9`, `10-99`, `100-999`, …), `exactly 3` or `volatile` |
//! | `values KEY` | the values of a label, where the policy wants them listed |
//! | `help` | the help text or description |
//!
//! `type` and `series` are always there, the others where there is something to say. A line `resource: …` at the head of `[otlp]` lists the
//! keys of resource attributes. A name or value that holds more than plain characters (white space, `\`, `"`, `,`, parentheses) stands in
//! quotes, with `\"`, `\\`, `\n` and `\u{…}` as escapes.
//!
//! No time, port, path, address, process id or measured value is ever written. Nor is what every upgrade of a library changes: the version,
//! the schema URL and the attributes of a scope; nor the scale of exponential buckets, which follows the values; nor exemplars.
//!
//! # One service, one contract
//!
//! gRPC, HTTP with protobuf and HTTP with JSON make the same contract, byte for byte. The formats of expositions do as far as they can say the
//! same: the gauges `…_created` of text 0.0.4 belong to the families whose creation they tell and are no promise of their own; `untyped`
//! and `unknown` are both `unknown`. What text 0.0.4 cannot say differs: it has no units, and an info, a state set or a gauge histogram is
//! what the client library makes of it, mostly a gauge. So record a contract in the format in which the service is scraped.

mod band;
mod builder;
mod drift;
mod parse;
mod policy;
mod promise;
mod rename;
#[cfg(feature = "snapshot")]
#[doc(hidden)]
pub mod snapshot;
mod snapshot_file;
mod write;

#[cfg(test)]
mod tests;

pub use band::Band;
pub use builder::ContractBuilder;
pub use drift::{Change, Class, Drift};
pub use parse::ContractError;
pub use policy::{Policy, Violation};
pub use promise::{Buckets, Contract, LabelPromise, Promise, World};
