//! Where a check puts what it has found.

use super::finding::{Finding, Place};
use super::rule::Rule;

/// How many findings of one rule in a row are kept of one family, and of one body without naming a family.
const KEPT: usize = 10;

/// How many findings of one rule are kept of one body. Whoever has more has one cause, and reads no list of thousands.
pub(super) const MOST: usize = 1000;

/// How many bytes of a message are kept. Names have no limit, and nobody reads a million letters.
const LONGEST: usize = 1000;

/// Takes what a check has found; of many alike it keeps the first and counts the rest.
pub(super) struct Sink<'s> {
    pub(super) rule: &'static Rule,
    pub(super) exchange: Option<usize>,
    /// The number of the target that is looked at, where several looks are.
    target: Option<usize>,
    found: &'s mut Vec<Finding>,
    /// Findings before this one are none of this rule and body.
    begin: usize,
}

impl<'s> Sink<'s> {
    pub(super) fn new(rule: &'static Rule, exchange: Option<usize>, found: &'s mut Vec<Finding>) -> Self {
        let begin = found.len();
        Self { rule, exchange, target: None, found, begin }
    }

    /// Goes on with the findings of the same rule and body.
    pub(super) fn go_on(rule: &'static Rule, exchange: Option<usize>, found: &'s mut Vec<Finding>) -> Self {
        Self { rule, exchange, target: None, found, begin: 0 }
    }

    /// Puts it into several looks at one target.
    pub(super) fn at_target(mut self, target: usize) -> Self {
        self.target = Some(target);
        self
    }

    /// Counts one more finding, if so many were told of the body that none is kept any more. Whoever asks need not say which one it is.
    pub(super) fn counts_only(&mut self) -> bool {
        let of_rule = &mut self.found[self.begin..];
        let is_full = of_rule.len() >= MOST;
        if let Some(last) = of_rule.last_mut().filter(|_| is_full) {
            last.more += 1;
        }
        is_full
    }

    /// Tells that the rule is broken there.
    pub(super) fn tell(&mut self, mut place: Place, message: impl Into<String>) {
        place.exchange = place.exchange.or(self.exchange);
        let is_alike = |finding: &&Finding| {
            finding.place.family == place.family && finding.place.exchange == place.exchange
        };
        let of_rule = &mut self.found[self.begin..];
        let alike = of_rule.iter().rev().take(KEPT).take_while(is_alike).count();
        if (alike == KEPT || of_rule.len() >= MOST)
            && let Some(last) = of_rule.last_mut()
        {
            last.more += 1;
            return;
        }
        self.found.push(Finding {
            rule: self.rule,
            severity: self.rule.severity,
            effect: self.rule.effect,
            message: bounded(message.into()),
            place,
            related: Vec::new(),
            more: 0,
            also_in: Vec::new(),
            known_defect: None,
            target: self.target,
        });
    }
}

/// A message that is not too long to be read, cut where a character ends.
fn bounded(mut message: String) -> String {
    if message.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| message.is_char_boundary(at));
        message.truncate(end.unwrap_or_default());
        message.push('…');
    }
    message
}
