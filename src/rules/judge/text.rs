//! Judges a text: a short one as a whole, a long one in pieces that are read, grouped and judged side by side.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::super::Rules;
use super::super::check::Check;
use super::super::finding::{Finding, Place};
use super::super::sink::Sink;
use super::super::view::{Grouped, Metrics, Names, TextView, World, group};
use super::families::{Found, Questions, joined, put_together};
use super::{Look, judge_reading};
use crate::capture::{BodyFormat, Exchange};
use crate::exposition::{self, CutText, Fault, Text};

/// The length of a piece in bytes: what is made of it stays near the processor until it is judged.
const PIECE: usize = 1 << 20;

/// From so many bytes on a text is cut.
const LONG: usize = 4 << 20;

pub(super) fn judge(
    exchange: &Exchange,
    world: World,
    asked: Rules<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Look> {
    let size = if exchange.body().len() < LONG { usize::MAX } else { PIECE };
    judge_cut(exchange, world, asked, size, findings)
}

/// The same with pieces of that size.
fn judge_cut(
    exchange: &Exchange,
    world: World,
    asked: Rules<'_>,
    size: usize,
    findings: &mut Vec<Finding>,
) -> Option<Look> {
    let BodyFormat::Exposition(format) = exchange.format() else { return None };
    let questions = Questions::of(asked, exchange, world);
    let cut = CutText::of(exchange.body(), format, size);
    if let Some((view, found)) = in_pieces(&cut, exchange, world, &questions) {
        let look = judge_view(&view, found, asked, findings);
        view.release(workers());
        return Some(look);
    }
    let whole;
    let text = match cut.whole() {
        Some(text) => text,
        None => {
            whole = exposition::parse(exchange.body(), format);
            Text::of(&whole)
        }
    };
    let mut view = TextView::of(text, exchange, world);
    let found = questions.ask_all(&mut view.families);
    Some(judge_view(&view, found, asked, findings))
}

/// As many as there are processors.
fn workers() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// A piece that was judged.
struct Piece<'c> {
    number: usize,
    grouped: Grouped<'c>,
    /// What was found in families that have a description, which come first in a text, and in the others.
    found: [Found; 2],
}

/// The text with what was found in its families; none if it is not cut, or its pieces do not stand for themselves.
fn in_pieces<'c>(
    cut: &'c CutText<'_>,
    exchange: &'c Exchange,
    world: World,
    questions: &Questions<'_>,
) -> Option<(TextView<'c>, Vec<Finding>)> {
    if cut.len() < 2 {
        return None;
    }
    let (next, goes_on, names) = (AtomicUsize::new(0), AtomicBool::new(true), Names::default());
    let work = || {
        let mut done = Vec::new();
        while goes_on.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= cut.len() {
                break;
            }
            let grouped = cut.read(number).map(|piece| group(&Text::of(piece), world));
            let Some(mut grouped) = grouped.filter(|grouped| names.take(grouped)) else {
                goes_on.store(false, Ordering::Relaxed);
                break;
            };
            let (described, others) = grouped.families.split_at_mut(grouped.described);
            let found = [questions.ask(described), questions.ask(others)];
            // Asked later of the whole text, it is found out while the piece is at hand.
            cut.is_plain(number);
            done.push(Piece { number, grouped, found });
        }
        done
    };
    let workers = workers().min(cut.len());
    let mut pieces = thread::scope(|scope| {
        let running: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut pieces = work();
        pieces.extend(running.into_iter().flat_map(joined));
        pieces
    });
    if pieces.len() < cut.len() {
        return None;
    }
    let text = cut.whole()?;
    pieces.sort_by_key(|piece| piece.number);
    let (mut grouped, mut described, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        let [first, second] = piece.found;
        grouped.push(piece.grouped);
        described.push(first);
        others.push(second);
    }
    let view = TextView::of_pieces(text, grouped, exchange, world)?;
    Some((view, put_together(described.into_iter().chain(others))))
}

/// Asks what is asked of the text as a whole, beside what was found in its families.
fn judge_view(
    view: &TextView<'_>,
    found: Vec<Finding>,
    asked: Rules<'_>,
    findings: &mut Vec<Finding>,
) -> Look {
    let (exposition, exchange, world) = (&view.exposition, view.exchange, view.world);
    let number = Some(exchange.number());
    let begin = findings.len();
    findings.extend(found);
    for rule in asked.iter().copied() {
        for check in rule.checks.iter().filter(|check| check.looks_at(world)) {
            let mut sink = Sink::new(rule, number, findings);
            match check {
                Check::Fault(_, kinds) if !exposition.is_faultless() => {
                    for fault in exposition.faults().filter(|fault| kinds.contains(&fault.kind())) {
                        sink.tell(place_of(&fault), fault.to_string());
                    }
                }
                Check::Text(_, check) => check(view, &mut sink),
                _ => {}
            }
        }
    }
    let metrics = Metrics::of_text(view);
    for rule in asked.iter().copied() {
        for check in rule.checks.iter().filter(|check| check.looks_at(world)) {
            if let Check::Metrics(_, check) = check {
                check(&metrics, &mut Sink::new(rule, number, findings));
            }
        }
    }
    judge_reading(exchange, world, asked, findings);
    for finding in &mut findings[begin..] {
        if let (None, Some(family)) = (finding.place.line, &finding.place.family) {
            finding.place.line = view.line_of(family);
        }
    }
    Look::of_text(view)
}

fn place_of(fault: &Fault<'_>) -> Place {
    Place::line(fault.line()).at(fault.column(), fault.span().len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Capture;
    use crate::exposition::Format;
    use crate::rules::{Rule, rules};
    use proptest::prelude::*;
    use proptest::sample::select;

    /// What is said with pieces of that size.
    fn told(capture: &Capture, size: usize) -> String {
        let asked: Vec<&'static Rule> = rules().collect();
        let mut all = String::new();
        for exchange in capture.requests() {
            let Some(world) = World::of(exchange.format()) else { continue };
            let mut findings = Vec::new();
            let look = judge_cut(exchange, world, &asked, size, &mut findings);
            for Finding { rule, place, message, more, .. } in &findings {
                all += &format!("{} {place:?} {message} {more}\n", rule.id);
            }
            all += &format!("{look:?}\n");
        }
        all
    }

    #[test]
    fn examples_say_in_pieces_what_they_say_as_a_whole() {
        for example in rules().flat_map(|rule| rule.bad.iter().chain(rule.good)) {
            let capture = example.capture();
            assert_eq!(told(&capture, 1), told(&capture, usize::MAX), "{example:?}");
        }
    }

    /// Lines of families that may meet again in another piece.
    const LINES: &[&str] = &[
        "# HELP a Text.",
        "# TYPE a histogram",
        "# TYPE a counter",
        "# TYPE b summary",
        "# HELP c_total Text.",
        "# TYPE c counter",
        "# TYPE a_count gauge",
        "# HELP d Text.\n# TYPE d gauge\nd{x=\"1\"} 2\nd{x=\"2\"} 3 5",
        "# TYPE e summary\ne_sum 1\ne_count{x=\"1\"} 1",
        "# TYPE f histogram\nf_bucket{le=\"1\"} 2\nf_bucket{le=\"+Inf\"} 1\nf_sum 1\nf_count 1",
        "a_bucket{le=\"1\",x=\"\\n\"} 1",
        "a_bucket{le=\"+Inf\"} 2",
        "a_sum 1",
        "a_count 1",
        "a 1",
        "b{quantile=\"0.5\"} 1",
        "b_sum 1",
        "c_total 1",
        "c_created 1",
        "d{x=\"1\"} 2",
        "g 1",
        "h{y=\"1\"} 1",
        "h {y=\"2\"} 1",
        "i{y=\"\\q\"} 1",
        "j{",
        "# comment",
        "# EOF",
        "",
    ];

    proptest! {
        #[test]
        fn texts_say_in_pieces_what_they_say_as_a_whole(
            lines in proptest::collection::vec(select(LINES), 0..12),
            end in select(&["\n", "\n# EOF\n", ""][..]),
            size in 1_usize..100,
        ) {
            let body = lines.join("\n") + end;
            for format in [Format::PrometheusText, Format::OpenMetricsText] {
                let capture = Capture::of_body(BodyFormat::Exposition(format), body.as_str());
                prop_assert_eq!(told(&capture, size), told(&capture, usize::MAX), "{:?}", body);
            }
        }
    }
}
