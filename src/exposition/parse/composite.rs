//! Composite values: `{count:2,sum:1.5,bucket:[0.5:1,+Inf:2]}` (OpenMetrics 2.0).

use nom::Parser;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::char;
use nom::combinator::opt;
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded, terminated};

use super::Draft;
use super::grammar::{Grammar, Parsed, Stop};
use super::number::number_of;
use super::scan::is_blank;
use crate::exposition::FaultKind;
use crate::exposition::tree::{Extra, FieldSpan, ItemSpan, Line, Run, Tag};

/// A field before its offsets are known.
struct Field<'a> {
    name: &'a [u8],
    list: bool,
    items: Vec<Item<'a>>,
}

/// `value` or `key:value`; both are tokens, as decimal as anything.
struct Item<'a> {
    key: &'a [u8],
    value: &'a [u8],
}

fn token(input: &[u8]) -> Parsed<'_, &[u8]> {
    let ends =
        |byte: u8| is_blank(byte) || matches!(byte, b',' | b':' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r');
    take_while1(move |byte| !ends(byte)).parse(input)
}

fn item(input: &[u8]) -> Parsed<'_, Item<'_>> {
    (opt(terminated(token, char(':'))), token)
        .map(|(key, value)| Item { key: key.unwrap_or(&value[..0]), value })
        .parse(input)
}

fn list(input: &[u8]) -> Parsed<'_, Vec<Item<'_>>> {
    delimited(char('['), opt(separated_list1(char(','), item)).map(Option::unwrap_or_default), char(']'))
        .parse(input)
}

fn field(input: &[u8]) -> Parsed<'_, Field<'_>> {
    let (rest, name) = terminated(token, char(':')).parse(input)?;
    if rest.first() == Some(&b'[') {
        return list.map(|items| Field { name, list: true, items }).parse(rest);
    }
    token.map(|value| Field { name, list: false, items: vec![Item { key: &value[..0], value }] }).parse(rest)
}

fn composite(input: &[u8]) -> Parsed<'_, Vec<Field<'_>>> {
    preceded(tag("{"), terminated(separated_list1(char(','), field), char('}'))).parse(input)
}

impl<'a> Draft<'a> {
    /// A composite value, kept beside the line.
    pub(super) fn composite_sample(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let (rest, fields) = match composite(input) {
            Ok(read) => read,
            Err(nom::Err::Error(stop) | nom::Err::Failure(stop)) => {
                return Err(nom::Err::Error(Stop { kind: FaultKind::Composite, left: stop.left }));
            }
            Err(incomplete) => return Err(incomplete),
        };
        let numbers = fields.iter().flat_map(|field| &field.items);
        for token in numbers.flat_map(|item| [item.key, item.value]).filter(|token| !token.is_empty()) {
            if let Err(kind) = number_of(token, self.grammar) {
                return Err(nom::Err::Error(Stop { kind, left: self.left_of(token, input) }));
            }
        }
        if !is_known(&fields, self.grammar) {
            self.note_at(FaultKind::CompositeFields, input, input.len() - rest.len());
        }
        let kept =
            Run { start: self.tree.fields.len() as u32, end: (self.tree.fields.len() + fields.len()) as u32 };
        for field in fields {
            let items = Run {
                start: self.tree.items.len() as u32,
                end: (self.tree.items.len() + field.items.len()) as u32,
            };
            for item in field.items {
                let span =
                    ItemSpan { key: self.run_of(item.key, input), value: self.run_of(item.value, input) };
                self.tree.items.push(span);
            }
            let name = self.run_of(field.name, input);
            self.tree.fields.push(FieldSpan { name, list: field.list, items });
        }
        line.tag = Tag::Composite;
        self.keep_extra(Extra { fields: kept, ..Extra::default() }, line);
        Ok((rest, ()))
    }

    /// How much of the body is left from a token that lies in the input.
    fn left_of(&self, token: &[u8], input: &[u8]) -> usize {
        input.len() - token.as_ptr().addr().wrapping_sub(input.as_ptr().addr()).min(input.len())
    }

    fn run_of(&self, token: &[u8], input: &[u8]) -> Run {
        let start = (self.total - self.left_of(token, input)) as u32;
        Run { start, end: start + token.len() as u32 }
    }
}

/// Whether the fields are those of a histogram, gauge histogram or summary, in the order that the grammar gives.
fn is_known(fields: &[Field<'_>], grammar: Grammar) -> bool {
    let mut names = fields.iter().map(|field| field.name).peekable();
    let gauge = names.peek() == Some(&&b"gcount"[..]);
    let mut take = |name: &[u8]| names.next_if_eq(&name).is_some();
    if !(take(if gauge { b"gcount" } else { b"count" }) && take(if gauge { b"gsum" } else { b"sum" })) {
        return false;
    }
    let complete = if !gauge && take(b"quantile") {
        true
    } else if take(b"schema") {
        take(b"zero_threshold")
            && take(b"zero_count")
            && (!take(b"negative_spans") || take(b"negative_buckets"))
            && (!take(b"positive_spans") || take(b"positive_buckets"))
            && {
                take(b"bucket");
                true
            }
    } else {
        take(b"bucket")
    };
    complete && names.next().is_none() && fields.iter().all(|field| has_its_form(field, grammar))
}

/// Whether a field is a number or a list, with or without keys, as its name asks; classic buckets end in `+Inf`.
fn has_its_form(field: &Field<'_>, grammar: Grammar) -> bool {
    let keyed = field.items.iter().all(|item| !item.key.is_empty());
    let plain = field.items.iter().all(|item| item.key.is_empty());
    let integer = |token: &[u8]| {
        number_of(token, grammar).is_ok()
            && token.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
    };
    match field.name {
        b"bucket" => field.list && keyed && field.items.last().is_some_and(|last| last.key == b"+Inf"),
        b"quantile" => field.list && keyed,
        b"negative_spans" | b"positive_spans" => {
            field.list && keyed && field.items.iter().all(|item| integer(item.key) && integer(item.value))
        }
        b"negative_buckets" | b"positive_buckets" => field.list && plain,
        b"schema" => !field.list && field.items.iter().all(|item| integer(item.value)),
        _ => !field.list,
    }
}
