//! The field walk: proves that bytes are an OTLP request before anybody says that it was received.

use super::fault::{Fault, FaultKind, Place};
use super::schema::{self, Kind, Message};
use super::signal::Signal;
use crate::protobuf::{Field, Reader, WireError, offset_in};

/// What a walk over a request found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Fields that the protocol does not define (or, for traces and logs, that meterstick has no use for).
    pub unknown_fields: usize,
}

/// How deep messages may lie in each other. Lists in lists are the only way to get far.
const DEEPEST: usize = 100;

/// Walks over a request in protobuf: every length, every known field's type and the UTF-8 of every known string.
///
/// Nothing is decoded and nothing is kept. A request that passes can be read without loss by everybody else.
///
/// # Errors
/// The first fault, with the path of the field and its byte offset.
pub fn walk(bytes: &[u8], signal: Signal) -> Result<Walk, Fault> {
    let mut walk = Walk::default();
    match message(bytes, schema::request(signal), 0, &mut walk) {
        Ok(()) => Ok(walk),
        Err(stop) => Err(Fault {
            kind: stop.kind,
            message: stop.message,
            place: Place::Field(stop.path.iter().rev().map(String::as_str).collect::<Vec<_>>().join(".")),
            offset: offset_in(bytes, stop.at),
        }),
    }
}

/// A fault on its way up: each level adds its part of the path.
struct Stop<'a> {
    kind: FaultKind,
    message: String,
    at: &'a [u8],
    path: Vec<String>,
}

fn message<'a>(bytes: &'a [u8], of: &Message, depth: usize, walk: &mut Walk) -> Result<(), Box<Stop<'a>>> {
    let stop = |kind, message: String, at| Box::new(Stop { kind, message, at, path: Vec::new() });
    if depth > DEEPEST {
        return Err(stop(FaultKind::Nesting, "messages are nested too deeply".to_owned(), bytes));
    }
    let mut reader = Reader::new(bytes);
    loop {
        let here = reader.rest();
        let Some(read) = reader.next() else { return Ok(()) };
        let (number, value) =
            read.map_err(|error: WireError| stop(kind_of(error), error.to_string(), here))?;
        let Some(field) = of.field(number) else {
            walk.unknown_fields += 1;
            continue;
        };
        let (kind, problem) = match (field.kind, value) {
            (Kind::Message(inner), Field::Bytes(content)) => match message(content, inner, depth + 1, walk) {
                Ok(()) => continue,
                Err(mut stop) => {
                    stop.path.push(name(bytes, here, field));
                    return Err(stop);
                }
            },
            (Kind::Text, Field::Bytes(content)) if is_utf8(content) => continue,
            (Kind::Text, Field::Bytes(_)) => (FaultKind::Text, "the string is not UTF-8"),
            (Kind::Bytes | Kind::Id(_), Field::Bytes(_))
            | (
                Kind::Bool | Kind::Enum | Kind::Int64 | Kind::Uint64 | Kind::Uint32 | Kind::Sint32,
                Field::Varint(_),
            )
            | (Kind::Fixed64 | Kind::Sfixed64 | Kind::Double, Field::Fixed64(_))
            | (Kind::Fixed32, Field::Fixed32(_)) => continue,
            (kind, Field::Bytes(packed)) if field.repeated && is_packed(kind, packed) => continue,
            (Kind::Fixed64 | Kind::Double | Kind::Uint64, Field::Bytes(_)) if field.repeated => {
                (FaultKind::Packed, "the packed numbers are broken")
            }
            _ => (FaultKind::WireType, "the wire type is not the field's"),
        };
        let mut stop = stop(kind, problem.to_owned(), here);
        stop.path.push(name(bytes, here, field));
        return Err(stop);
    }
}

fn kind_of(error: WireError) -> FaultKind {
    match error {
        WireError::Truncated => FaultKind::Truncated,
        WireError::Depth => FaultKind::Nesting,
        WireError::Varint | WireError::FieldNumber | WireError::WireType(_) => FaultKind::Wire,
    }
}

/// Whether the bytes are numbers of that kind and nothing else.
fn is_packed(kind: Kind, packed: &[u8]) -> bool {
    match kind {
        Kind::Fixed64 | Kind::Sfixed64 | Kind::Double => packed.len().is_multiple_of(8),
        Kind::Uint64 => {
            let mut numbers = Reader::new(packed);
            while !numbers.rest().is_empty() {
                if numbers.varint().is_err() {
                    return false;
                }
            }
            true
        }
        _ => false,
    }
}

/// Most strings are short and ASCII, for which the check of the standard library costs as much as the rest of the walk.
#[inline]
fn is_utf8(text: &[u8]) -> bool {
    const NOT_ASCII: u64 = 0x8080_8080_8080_8080;
    let word = |chunk: Option<&[u8; 8]>| chunk.map_or(NOT_ASCII, |chunk| u64::from_le_bytes(*chunk));
    let ascii = match text.len() {
        0 => true,
        // The first and the last word of the string overlap, or just meet.
        8..=16 => (word(text.first_chunk()) | word(text.last_chunk())) & NOT_ASCII == 0,
        1..8 => text.iter().fold(0, |seen, byte| seen | byte) < 128,
        _ => false,
    };
    ascii || str::from_utf8(text).is_ok()
}

/// The field's name, with its place in the list if it is repeated.
fn name(message: &[u8], here: &[u8], field: &schema::Field) -> String {
    if !field.repeated {
        return field.name.to_owned();
    }
    let before = &message[..message.len() - here.len()];
    let earlier =
        Reader::new(before).filter(|read| matches!(read, Ok((number, _)) if *number == field.number)).count();
    format!("{}[{earlier}]", field.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protobuf::Writer;
    use proptest::prelude::*;

    /// A request with one metric, to which `write` adds what it likes.
    fn metric(write: impl Fn(&mut Writer)) -> Vec<u8> {
        let mut request = Writer::new();
        for _ in 0..2 {
            request.message(1, |resource| resource.message(2, |scope| scope.message(2, &write)));
        }
        request.into_bytes()
    }

    #[test]
    fn a_fault_is_found_with_its_path() {
        let path = "resource_metrics[0].scope_metrics[0].metrics[0]";
        for (bytes, expected) in [
            (metric(|m| m.bytes_field(1, b"\xff")), format!("{path}.name: the string is not UTF-8 (byte 6)")),
            (
                metric(|m| m.varint_field(1, 1)),
                format!("{path}.name: the wire type is not the field's (byte 6)"),
            ),
            (metric(|m| m.bytes_field(5, b"\x0a\x05")), format!("{path}.gauge.data_points[0]: ")),
            (
                metric(|m| m.message(9, |h| h.message(1, |p| p.bytes_field(6, &[0; 9])))),
                format!(
                    "{path}.histogram.data_points[0].bucket_counts[0]: the packed numbers are broken (byte 10)"
                ),
            ),
            (vec![0x0a], "the message ends in the middle of a field (byte 0)".to_owned()),
        ] {
            let fault = walk(&bytes, Signal::Metrics).expect_err("a broken request").to_string();
            if expected.ends_with(": ") {
                assert!(fault.starts_with(path), "{fault}");
            } else {
                assert_eq!(fault, expected);
            }
        }
    }

    #[test]
    fn unknown_fields_are_counted_and_harmless() {
        let bytes = metric(|m| m.bytes_field(99, b"\xff"));
        assert_eq!(walk(&bytes, Signal::Metrics), Ok(Walk { unknown_fields: 2 }));
        assert_eq!(walk(b"", Signal::Metrics), Ok(Walk::default()));
    }

    #[test]
    fn endless_nesting_is_refused() {
        let mut value = Vec::new();
        for _ in 0..200 {
            let mut outer = Writer::new();
            outer.message(5, |array| array.bytes_field(1, &value));
            value = outer.into_bytes();
        }
        let bytes = metric(|m| m.message(12, |kv| kv.bytes_field(2, &value)));
        let fault = walk(&bytes, Signal::Metrics).expect_err("too deep");
        assert_eq!(fault.message(), "messages are nested too deeply");
    }

    proptest! {
        #[test]
        fn the_short_way_to_check_text_agrees_with_the_long_one(text in "[ -~é€𝄞]{0,20}", at: prop::sample::Index, byte: u8) {
            let mut bytes = text.into_bytes();
            prop_assert!(is_utf8(&bytes));
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            prop_assert_eq!(is_utf8(&bytes), str::from_utf8(&bytes).is_ok());
        }

        #[test]
        fn any_bytes_are_walked_without_panic(bytes: Vec<u8>) {
            for signal in Signal::ALL {
                if let Err(fault) = walk(&bytes, signal) {
                    prop_assert!(fault.offset() <= bytes.len());
                }
            }
        }
    }
}
