//! What comes again from look to look is one finding.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::super::finding::Finding;
use crate::capture::Capture;

/// What two findings have in common when they are the same in two exchanges: rule, target, and what they speak of.
type Key<'f> = (&'static str, (String, String), Option<&'f str>, Option<&'f str>, &'f str);

/// Findings of one key: those of the first exchange that has so many, and how far the newest exchange has come.
#[derive(Default)]
struct Known {
    firsts: Vec<usize>,
    exchange: Option<usize>,
    seen: usize,
}

impl Known {
    /// The finding that this one is again; the second of one exchange is the second of another.
    fn first(&mut self, number: usize, exchange: Option<usize>) -> Option<usize> {
        if self.exchange != exchange {
            (self.exchange, self.seen) = (exchange, 0);
        }
        self.seen += 1;
        let first = self.firsts.get(self.seen - 1).copied();
        if first.is_none() {
            self.firsts.push(number);
        }
        first
    }
}

/// Keeps the first of findings that later exchanges with the same target show again, and says which those are.
pub(super) fn put_together(findings: Vec<Finding>, capture: &Capture) -> Vec<Finding> {
    if capture.requests().len() < 2 {
        return findings;
    }
    let mut known: HashMap<Key<'_>, Known, FxBuildHasher> = HashMap::default();
    let mut again: Vec<Option<usize>> = Vec::with_capacity(findings.len());
    for (number, finding) in findings.iter().enumerate() {
        let first = key_of(finding, capture)
            .and_then(|key| known.entry(key).or_default().first(number, finding.place.exchange));
        again.push(first);
    }
    drop(known);
    let mut all: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    for number in 0..all.len() {
        let Some(known) = again[number] else { continue };
        let exchange = all[number].take().and_then(|finding| finding.place.exchange);
        if let (Some(first), Some(exchange)) = (&mut all[known], exchange) {
            first.also_in.push(exchange);
        }
    }
    all.into_iter().flatten().collect()
}

fn key_of<'f>(finding: &'f Finding, capture: &Capture) -> Option<Key<'f>> {
    let place = &finding.place;
    let exchange = capture.requests().get(place.exchange?)?;
    let target = (exchange.path().to_owned(), format!("{} {}", exchange.transport(), exchange.format()));
    // Values change from look to look, so that a message says which finding it is only where nothing else does.
    let is_named = place.family.is_some();
    let message = if is_named { "" } else { finding.message.as_str() };
    let family = place.family.as_deref();
    Some((finding.rule.id, target, family, place.series.as_deref().or(place.pointer.as_deref()), message))
}

#[cfg(test)]
mod tests {
    use crate::rules::{Example, Profile};

    #[test]
    fn what_comes_again_is_told_once_and_two_of_one_look_stay_two() {
        let body = "orders{a=} 1\nstock{a=} 1\n---\norders{a=} 2\nstock{a=} 2\n---\norders{a=} 3\n";
        let judgement =
            Example { format: "prometheus-text", text: body }.capture().judge(&Profile::default());
        let syntax = judgement.findings().iter().filter(|one| one.rule.family() == "syntax");
        let seen: Vec<_> = syntax.map(|one| (one.place.line, one.also_in.clone())).collect();
        assert_eq!(seen, [(Some(1), vec![1, 2]), (Some(2), vec![1])]);
    }
}
