//! The conformance suite: any exporter, driven through good and bad days.
//!
//! A [`Scenario`] is data: the circumstances in which a program is started (its environment, what the fake receiver does), what happens then, and
//! what must be seen. All of them are in `conformance/scenarios`, and come with the crate as [`scenarios`]. A [`Suite`] plays them on a
//! [`Subject`], a program in any language, and gives an [`Outcome`] for each. What such a program has to do, and the protocol by which it can be told
//! to do more, is described in `conformance/README.md`.

mod book;
mod control;
mod expect;
mod known;
mod reply;
mod scenario;
mod seen;
mod span;
mod stage;
mod step;
mod subject;
mod suite;
mod verdict;

pub use book::scenarios;
pub use known::{Emitter, EmitterError, Known, Without};
pub use scenario::{Applies, Scenario, ScenarioError};
pub use seen::{Asked, Call, Line, Seen};
pub use subject::{Abilities, Subject};
pub use suite::{Progress, Suite};
pub use verdict::{Outcome, Verdict};
