//! Whatever the bytes, the parser reads them to the end.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::parse;
use crate::exposition::{EntryKind, Exposition, Format, SampleValue};

/// Asks the tree for everything that it can say.
fn visit(exposition: &Exposition<'_>) -> usize {
    let mut seen = 0;
    for entry in exposition.entries() {
        seen += format!("{entry:?}").len() + entry.bytes().len() + entry.faults().count();
        let EntryKind::Sample(sample) = entry.kind() else { continue };
        seen += sample.raw_labels().len() + sample.value_lexeme().len() + sample.name_span().len();
        seen += usize::from(sample.timestamp().is_some()) + usize::from(sample.start_time().is_some());
        for label in sample.labels().chain(sample.exemplars().flat_map(|exemplar| exemplar.labels())) {
            seen += label.name_span().len() + label.value_span().len() + label.value().len();
        }
        for exemplar in sample.exemplars() {
            seen += exemplar.raw_labels().len() + usize::from(exemplar.timestamp().is_some());
        }
        if let SampleValue::Composite(value) = sample.value() {
            seen += value.fields().count() + value.list("bucket").count();
        }
    }
    seen
}

fn hold(body: &[u8]) -> Result<(), TestCaseError> {
    for format in Format::ALL {
        let exposition = parse(body, format);
        let mut end = 0;
        for entry in exposition.entries() {
            prop_assert_eq!(entry.span().start, end);
            prop_assert!(entry.span().end > end || format == Format::PrometheusProtobuf);
            end = entry.span().end;
            if matches!(entry.kind(), EntryKind::Broken) {
                prop_assert!(entry.faults().count() > 0, "a broken line says why");
            }
        }
        prop_assert_eq!(end, body.len());
        for fault in exposition.faults() {
            prop_assert!(fault.span().end <= body.len());
            let (line, column) = exposition.place(fault.span().start);
            // A fault at the end of the body may stand before or behind the end of the last line.
            if fault.span().start < body.len() {
                prop_assert_eq!((fault.line(), fault.column()), (line, column));
            }
        }
        visit(&exposition);
    }
    Ok(())
}

/// Pieces of the grammars, so that random bodies get further than the first byte.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&[u8]; 44] = [
        b"a",
        b"le",
        b"_x:y",
        b"9",
        b"{",
        b"}",
        b"{",
        b"}",
        b"=",
        b"\"",
        b"\"",
        b"=\"",
        b"\",",
        b"\"}",
        b",",
        b" ",
        b" ",
        b"\t",
        b"\n",
        b"\n",
        b"\r\n",
        b"#",
        b" # ",
        b"# {",
        b"# HELP ",
        b"# TYPE ",
        b"# UNIT ",
        b"# EOF\n",
        b"gauge",
        b"1",
        b"-0.5",
        b"+Inf",
        b"NaN",
        b"0x1p2",
        b"1e999",
        b"\\",
        b"\\n",
        b"\xff",
        b"\xc3\xa4",
        b"\xef\xbb\xbf",
        b"st@",
        b"{count:1,sum:",
        b"bucket:[1:2,+Inf:3]",
        b"a{b=\"c\"} 1 # {d=\"e\"} 2 3\n",
    ];
    vec(select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_never_panic_and_lie_in_exactly_one_line(body in vec(any::<u8>(), 0..200)) {
        hold(&body)?;
    }

    #[test]
    fn any_pieces_of_the_grammar_never_panic_and_lie_in_exactly_one_line(body in pieces()) {
        hold(&body)?;
    }

    #[test]
    fn a_bad_line_never_hides_a_good_one(bad in pieces()) {
        let mut body = b"first{a=\"1\"} 1\n".to_vec();
        body.extend_from_slice(&bad);
        body.extend_from_slice(b"\nlast{b=\"2\"} 2\n");
        for format in Format::ALL.into_iter().filter(|format| format.is_text()) {
            let exposition = parse(&body, format);
            let shown = |sample: Option<crate::exposition::Sample<'_>>| {
                sample.map(|sample| format!("{}{:?} {}", sample.name(), sample.labels(), sample.value_lexeme()))
            };
            let first = shown(exposition.samples().next());
            prop_assert_eq!(first.as_deref(), Some("first[a=\"1\"] 1"));
            let last = shown(exposition.samples().next_back());
            prop_assert_eq!(last.as_deref(), Some("last[b=\"2\"] 2"));
        }
    }
}
