//! Requests that came again, put together.

use std::collections::HashMap;

use crate::capture::{Exchange, Transport};
use crate::rules::view::CaptureView;

/// The pushes of a capture, those with the same bytes together and each group in the order of arrival.
///
/// The next periodic export is no retry: it has other times in it. What says nothing is alike each time, and left out.
pub(super) fn attempts<'v>(view: &CaptureView<'v>) -> Vec<Vec<&'v Exchange>> {
    let mut groups: Vec<Vec<&Exchange>> = Vec::new();
    let mut known = HashMap::new();
    for exchange in view.capture.requests() {
        let says_nothing = exchange.reading().is_some_and(|reading| reading.families().len() == 0);
        if exchange.transport() == Transport::Scrape || exchange.body().is_empty() || says_nothing {
            continue;
        }
        let key = (exchange.transport(), exchange.signal(), exchange.body());
        let group = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(exchange),
            None => groups.push(vec![exchange]),
        }
    }
    groups
}
