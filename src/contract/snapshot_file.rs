//! The file in which a contract is kept: an insta snapshot with a fixed header.
//!
//! `cargo insta review` and meterstick read one and the same file, whether a Rust test or the command line wrote it.

use super::band::Band;
use super::drift::Drift;
use super::parse::ContractError;
use super::policy::Policy;
use super::promise::Contract;

const HEADER: &str = "---\nsource: meterstick\nexpression: contract\n---\n";

impl Contract {
    /// The contract as the content of an insta snapshot file.
    ///
    /// The header is always the same: two lines of dashes, between them `source: meterstick` and `expression: contract`.
    #[must_use]
    pub fn to_snapshot_file(&self) -> String {
        format!("{HEADER}{self}")
    }

    /// Reads a contract from an insta snapshot file, whoever wrote it, or from the bare text.
    ///
    /// # Errors
    /// When the file holds no contract, with the line of the file.
    pub fn from_snapshot_file(text: &str) -> Result<Self, ContractError> {
        let mut lines = text.split_inclusive('\n');
        // Git may have made `\r\n` of `\n`.
        let is_dashes = |line: &str| line.trim_end() == "---";
        if !lines.next().is_some_and(is_dashes) {
            return Self::parse(text);
        }
        let Some(end) = lines.position(is_dashes) else {
            return Err(ContractError::new(1, "the header of the snapshot file never ends"));
        };
        Self::parse_from(&lines.collect::<String>(), end + 2)
    }

    /// This contract with what an earlier one holds and a person decided to keep: optional and volatile families of which nothing
    /// was seen this time, and bands of series that are still as promised.
    #[must_use]
    pub fn keeping(mut self, earlier: &Self, policy: &Policy) -> Self {
        for promise in &mut self.promises {
            let before = earlier
                .promises
                .iter()
                .find(|before| before.identity() == promise.identity() && before.kind == promise.kind);
            let Some(before) = before else { continue };
            if promise.is_silent() && (policy.is_optional(&promise.name) || policy.is_volatile(&promise.name))
            {
                promise.clone_from(before);
            }
            // An exact or a volatile number is a decision of today's policy, which the file must not outlive.
            let is_band = |band| matches!(band, Band::Between(..));
            if is_band(before.series) && is_band(promise.series) && before.series.covers(promise.series) {
                promise.series = before.series;
            }
        }
        for before in &earlier.promises {
            let is_absent = self.promises.iter().all(|promise| promise.identity() != before.identity());
            if is_absent && policy.is_optional(&before.name) && !policy.is_ignored(&before.name) {
                self.promises.push(before.clone());
            }
        }
        self.promises.sort_by(|a, b| (a.identity(), a.kind).cmp(&(b.identity(), b.kind)));
        self
    }

    /// What changed from an earlier contract to this one, under a policy.
    #[must_use]
    pub fn drift_from(&self, earlier: &Self, policy: &Policy) -> Drift {
        Drift::under(policy, earlier, self)
    }
}
