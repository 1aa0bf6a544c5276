//! Requests that came again, put together.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use crate::capture::{Exchange, Transport};
use crate::rules::view::CaptureView;

/// The pushes of a capture, those with the same bytes together and each group in the order of arrival.
///
/// The next periodic export is no retry: it has other times in it. What says nothing is alike each time, and left out.
pub(super) fn attempts<'v>(view: &CaptureView<'v>) -> Vec<Vec<&'v Exchange>> {
    let mut groups: Vec<Vec<&Exchange>> = Vec::new();
    let mut known = HashMap::new();
    for exchange in view.capture.requests() {
        // What is scraped is never decoded for this.
        let says_nothing = || exchange.reading().is_some_and(|reading| reading.families().len() == 0);
        if exchange.transport() == Transport::Scrape || exchange.body().is_empty() || says_nothing() {
            continue;
        }
        let key = (exchange.transport(), exchange.signal(), Bytes(exchange.body()));
        let group = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(exchange),
            None => groups.push(vec![exchange]),
        }
    }
    groups
}

/// Bytes that are compared as a whole, yet told apart by their length and their end first: bodies are large.
#[derive(PartialEq, Eq)]
struct Bytes<'b>(&'b [u8]);

impl Hash for Bytes<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        const END: usize = 256;
        self.0.len().hash(state);
        self.0[self.0.len().saturating_sub(END)..].hash(state);
    }
}
