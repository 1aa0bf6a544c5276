//! Writes a protobuf request as OTLP/JSON.

use std::fmt::Write as _;

use crate::otlp::schema::{self, Kind, Message};
use crate::otlp::signal::Signal;
use crate::protobuf::{Field, Reader, unzigzag};

/// The request in OTLP/JSON: 64-bit integers as strings, ids as lower-case hexadecimal digits, no white space.
///
/// Fields that meterstick has no use for are left out, which for traces and logs means most of them.
#[must_use]
pub fn write(protobuf: &[u8], signal: Signal) -> String {
    write_message(protobuf, schema::request(signal))
}

pub(in crate::otlp) fn write_message(protobuf: &[u8], message: &Message) -> String {
    let mut out = String::with_capacity(protobuf.len() * 3);
    object(&mut out, protobuf, message);
    out
}

fn object(out: &mut String, bytes: &[u8], message: &Message) {
    out.push('{');
    let mut is_first = true;
    for field in message.fields {
        let values = Reader::new(bytes).map_while(Result::ok).filter(|(number, _)| *number == field.number);
        let mut values = values.map(|(_, value)| value).peekable();
        if values.peek().is_none() {
            continue;
        }
        if !is_first {
            out.push(',');
        }
        is_first = false;
        let _ = write!(out, "\"{}\":", field.json);
        if field.repeated {
            out.push('[');
            let before = out.len();
            for value in values {
                elements(out, before, value, field.kind);
            }
            out.push(']');
        } else if let Some(value) = values.last() {
            scalar(out, value, field.kind);
        }
    }
    out.push('}');
}

/// One element of a list, or several where they are packed.
fn elements(out: &mut String, list: usize, value: Field<'_>, kind: Kind) {
    let element = |out: &mut String, value| {
        if out.len() > list {
            out.push(',');
        }
        scalar(out, value, kind);
    };
    match (kind, value) {
        (Kind::Fixed64 | Kind::Sfixed64 | Kind::Double, Field::Bytes(packed)) => {
            let mut numbers = Reader::new(packed);
            while let Ok(number) = numbers.fixed64() {
                element(out, Field::Fixed64(number));
            }
        }
        (Kind::Uint64, Field::Bytes(packed)) => {
            let mut numbers = Reader::new(packed);
            while !numbers.rest().is_empty() {
                let Ok(number) = numbers.varint() else { break };
                element(out, Field::Varint(number));
            }
        }
        _ => element(out, value),
    }
}

fn scalar(out: &mut String, value: Field<'_>, kind: Kind) {
    let _ = match (kind, value) {
        (Kind::Message(inner), Field::Bytes(content)) => {
            object(out, content, inner);
            Ok(())
        }
        (Kind::Text, Field::Bytes(content)) => {
            text(out, &String::from_utf8_lossy(content));
            Ok(())
        }
        (Kind::Bytes, Field::Bytes(content)) => {
            write!(out, "\"{}\"", crate::model::AttributeValue::Bytes(content.to_vec()))
        }
        (Kind::Id(_), Field::Bytes(id)) => {
            out.push('"');
            for byte in id {
                let _ = write!(out, "{byte:02x}");
            }
            out.push('"');
            Ok(())
        }
        (Kind::Bool, Field::Varint(value)) => write!(out, "{}", value != 0),
        (Kind::Enum, Field::Varint(value)) => write!(out, "{}", value as i32),
        (Kind::Uint32, Field::Varint(value)) => write!(out, "{}", value as u32),
        (Kind::Sint32, Field::Varint(value)) => write!(out, "{}", unzigzag(value) as i32),
        (Kind::Fixed32, Field::Fixed32(value)) => write!(out, "{value}"),
        (Kind::Uint64, Field::Varint(value)) | (Kind::Fixed64, Field::Fixed64(value)) => {
            write!(out, "\"{value}\"")
        }
        (Kind::Int64, Field::Varint(value)) | (Kind::Sfixed64, Field::Fixed64(value)) => {
            write!(out, "\"{}\"", value as i64)
        }
        (Kind::Double, Field::Fixed64(bits)) => match f64::from_bits(bits) {
            value if value.is_nan() => write!(out, "\"NaN\""),
            value if value.is_infinite() => write!(out, "\"{}Infinity\"", if value > 0.0 { "" } else { "-" }),
            value => write!(out, "{value:?}"),
        },
        // The walk has told of fields with another type's wire; here they are as good as absent.
        _ => write!(out, "null"),
    };
}

fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
