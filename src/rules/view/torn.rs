//! What lines that could not be read leave open. Whatever may stand on one of them nobody has forgotten.

use std::collections::BTreeSet;

use super::text::TextFamily;
use crate::exposition::{EntryKind, FaultKind, Text};

/// The names on TYPE lines that could not be read.
pub(super) fn mistyped<'v>(exposition: &Text<'v>) -> BTreeSet<&'v str> {
    let broken = exposition.faults().filter_map(|fault| exposition.entry(fault.line()));
    let broken = broken.filter(|entry| matches!(entry.kind(), EntryKind::Broken));
    let names = broken.filter_map(|entry| {
        let rest = std::str::from_utf8(entry.bytes()).ok()?.trim_start().strip_prefix('#')?;
        let mut words = rest.split_ascii_whitespace();
        words.next().filter(|word| *word == "TYPE").and(words.next())
    });
    names.collect()
}

/// Marks the families in which lines could not be read.
pub(super) fn tear(exposition: &Text<'_>, families: &mut [TextFamily<'_>]) {
    let mut begins: Vec<(usize, usize)> = Vec::new();
    for (place, family) in families.iter().enumerate() {
        let described = [&family.types, &family.helps, &family.units].into_iter().flatten();
        let lines = described.map(|described| described.line);
        begins.extend(
            lines.chain(family.members.iter().map(|member| member.sample.line())).map(|line| (line, place)),
        );
    }
    begins.sort_unstable();
    for fault in exposition.faults() {
        let entry = exposition.entry(fault.line());
        let is_broken = entry.is_some_and(|entry| {
            matches!(entry.kind(), EntryKind::Broken) && !entry.bytes().trim_ascii_start().starts_with(b"#")
        });
        let is_end = fault.kind() == FaultKind::MissingEof;
        // The line stands among those of the family before it.
        let before = begins.partition_point(|(line, _)| *line < fault.line()).checked_sub(1);
        if let Some(before) = before.filter(|_| is_broken || is_end) {
            families[begins[before].1].is_torn = true;
        }
    }
}
