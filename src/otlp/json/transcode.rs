//! Reads OTLP/JSON and writes the same request in protobuf.

use super::scan::{Broken, Scan, Token};
use crate::otlp::fault::{Fault, FaultKind, Place};
use crate::otlp::note::{Note, NoteKind};
use crate::otlp::schema::{self, Field, Kind, Message};
use crate::otlp::signal::Signal;
use crate::protobuf::{Writer, zigzag};

/// A JSON request in protobuf, with everything that was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcoded {
    /// The request in protobuf, as far as it could be read.
    pub protobuf: Vec<u8>,
    /// What could not be read. A fault of the JSON text itself is the last one, as nothing is read after it.
    pub faults: Vec<Fault>,
    /// The JSON pointers of keys that the protocol does not define. Receivers must ignore them; the first thousand are told.
    pub unknown_fields: Vec<String>,
    /// What was taken although it is not written as the protocol asks; of each kind the first hundred are told.
    pub notes: Vec<Note>,
}

/// What cannot be taken of a value, and how to say it.
pub(crate) type Problem = (FaultKind, String);

/// Turns a request in OTLP/JSON into protobuf.
#[must_use]
pub fn transcode(bytes: &[u8], signal: Signal) -> Transcoded {
    transcode_message(bytes, schema::request(signal))
}

pub(in crate::otlp) fn transcode_message(bytes: &[u8], message: &'static Message) -> Transcoded {
    let mut transcoding = Transcoding {
        scan: Scan::new(bytes),
        noted: [0; NoteKind::ALL.len()],
        path: Vec::new(),
        done: Transcoded::default(),
    };
    let mut writer = Writer::new();
    if let Err(Broken { kind, message, at }) = transcoding.document(message, &mut writer) {
        transcoding.fault((kind, message.to_owned()), at);
    }
    transcoding.done.protobuf = writer.into_bytes();
    transcoding.done
}

/// A step of a JSON pointer.
enum Step {
    Key(&'static str),
    Unknown(String),
    Index(usize),
}

struct Transcoding<'a> {
    scan: Scan<'a>,
    /// How many notes of each kind there are.
    noted: [usize; NoteKind::ALL.len()],
    path: Vec<Step>,
    done: Transcoded,
}

impl Transcoding<'_> {
    fn document(&mut self, message: &'static Message, writer: &mut Writer) -> Result<(), Broken> {
        self.scan.skip_space();
        let at = self.scan.at();
        match self.scan.value()? {
            Token::Object => self.object(message, writer)?,
            other => {
                let message = format!("a request is an object, not {}", other.noun());
                self.fault((FaultKind::Type, message), at);
                self.scan.skip(&other)?;
            }
        }
        self.scan.end()
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Key(key) => pointer += key,
                Step::Unknown(key) => pointer += &key.replace('~', "~0").replace('/', "~1"),
                Step::Index(index) => pointer += &index.to_string(),
            }
        }
        pointer
    }

    fn fault(&mut self, (kind, message): Problem, offset: usize) {
        let place = Place::Pointer(self.pointer());
        self.done.faults.push(Fault { kind, message, place, offset });
    }

    fn note(&mut self, kind: NoteKind, message: impl FnOnce() -> String) {
        const TOLD: usize = 100;
        let told = &mut self.noted[kind as usize];
        if *told < TOLD {
            *told += 1;
            let pointer = self.pointer();
            self.done.notes.push(Note { kind, pointer, message: message() });
        }
    }

    /// Notes how an integer is written, if not in digits alone and those of 64 bits in quotes.
    fn note_integer(&mut self, kind: Kind, lexeme: &str, is_quoted: bool) {
        let is_long = match kind {
            Kind::Fixed64 | Kind::Sfixed64 | Kind::Int64 | Kind::Uint64 => true,
            Kind::Uint32 | Kind::Sint32 | Kind::Fixed32 => false,
            _ => return,
        };
        let digits = lexeme.strip_prefix('-').unwrap_or(lexeme);
        if digits.bytes().any(|byte| !byte.is_ascii_digit()) {
            self.note(NoteKind::IntegerAsDecimal, || format!("the integer is written `{lexeme}`"));
        } else if is_quoted || !is_long {
            // As it should be.
        } else if digits.len() > 15 && digits.parse::<u64>().is_ok_and(|value| value > 1 << 53) {
            let message = || format!("{lexeme} stands without quotes and is beyond 2^53");
            self.note(NoteKind::IntegerBeyondDouble, message);
        } else {
            self.note(NoteKind::IntegerUnquoted, || format!("{lexeme} stands without quotes"));
        }
    }

    /// The members of an object whose brace has been read.
    fn object(&mut self, message: &'static Message, writer: &mut Writer) -> Result<(), Broken> {
        let mut seen = Vec::new();
        let mut chosen = None;
        let mut is_first = true;
        while let Some((key, at)) = self.scan.next_key(is_first)? {
            is_first = false;
            let Some(field) = message.field_of_key(&key) else {
                let meant = message.field_spelt_otherwise(&key);
                self.path.push(Step::Unknown(key.into_owned()));
                if let Some(meant) = meant {
                    self.note(NoteKind::KeySpelling, || format!("the key is spelt `{}`", meant.json));
                }
                const TOLD: usize = 1000;
                if self.done.unknown_fields.len() < TOLD {
                    let pointer = self.pointer();
                    self.done.unknown_fields.push(pointer);
                }
                let token = self.scan.value()?;
                self.scan.skip(&token)?;
                self.path.pop();
                continue;
            };
            self.path.push(Step::Key(field.json));
            if seen.contains(&field.number) {
                self.fault((FaultKind::KeyRepeated, "the key stands here a second time".to_owned()), at);
                let token = self.scan.value()?;
                self.scan.skip(&token)?;
            } else {
                seen.push(field.number);
                let before = writer.len();
                self.member(field, writer)?;
                if field.one_of && writer.len() > before {
                    if let Some(other) = chosen {
                        self.note(NoteKind::OneOfRepeated, || {
                            format!("`{}` stands beside `{other}`", field.json)
                        });
                    }
                    chosen = Some(field.json);
                }
            }
            self.path.pop();
        }
        Ok(())
    }

    fn member(&mut self, field: &'static Field, writer: &mut Writer) -> Result<(), Broken> {
        self.scan.skip_space();
        let at = self.scan.at();
        let token = self.scan.value()?;
        match (&token, field.repeated) {
            // As protobuf's mapping says, null is the same as nothing.
            (Token::Null, _) => Ok(()),
            (Token::Array, true) => {
                let mut index = 0;
                while self.scan.next_element(index == 0)? {
                    self.path.push(Step::Index(index));
                    self.scan.skip_space();
                    let at = self.scan.at();
                    let token = self.scan.value()?;
                    if token == Token::Null {
                        let message = "an element of a list cannot be null".to_owned();
                        self.fault((FaultKind::NullElement, message), at);
                    } else {
                        self.value(&token, at, field, writer)?;
                    }
                    self.path.pop();
                    index += 1;
                }
                Ok(())
            }
            (other, true) => {
                self.fault((FaultKind::Type, format!("an array is expected, not {}", other.noun())), at);
                self.scan.skip(&token)
            }
            (_, false) => self.value(&token, at, field, writer),
        }
    }

    /// One value whose token has been read.
    fn value(
        &mut self,
        token: &Token<'_>,
        at: usize,
        field: &'static Field,
        writer: &mut Writer,
    ) -> Result<(), Broken> {
        if let (Kind::Message(message), Token::Object) = (field.kind, token) {
            return writer.message(field.number, |writer| self.object(message, writer));
        }
        if let Err(problem) = scalar(token, field, writer) {
            self.fault(problem, at);
            // A list or object in place of a scalar is passed over as a whole.
            return match token {
                Token::Array => self.scan.skip(&Token::Array),
                Token::Object => self.scan.skip(&Token::Object),
                _ => Ok(()),
            };
        }
        match token {
            Token::Number(lexeme) => self.note_integer(field.kind, lexeme, false),
            Token::Text(text) => self.note_integer(field.kind, text, true),
            _ => {}
        }
        Ok(())
    }
}

/// Writes a scalar, or says why it cannot be taken.
fn scalar(token: &Token<'_>, field: &Field, writer: &mut Writer) -> Result<(), Problem> {
    let number = field.number;
    let unexpected = |what: &str| Err((FaultKind::Type, format!("{what} is expected, not {}", token.noun())));
    match (field.kind, token) {
        (Kind::Message(_), _) => return unexpected("an object"),
        (Kind::Text, Token::Text(text)) => writer.bytes_field(number, text.as_bytes()),
        (Kind::Text, _) => return unexpected("a string"),
        (Kind::Bytes, Token::Text(text)) => writer.bytes_field(number, &base64(text)?),
        (Kind::Bytes, _) => return unexpected("a string in base64"),
        (Kind::Id(length), Token::Text(text)) => {
            let id = hexadecimal(text, length)?;
            if !id.is_empty() {
                writer.bytes_field(number, &id);
            }
        }
        (Kind::Id(_), _) => return unexpected("a string of hexadecimal digits"),
        (Kind::Bool, Token::Bool(value)) => writer.varint_field(number, u64::from(*value)),
        (Kind::Bool, _) => return unexpected("a boolean"),
        (Kind::Enum, Token::Number(lexeme)) => {
            writer.varint_field(number, integer(lexeme, i32::MIN.into(), i32::MAX.into())? as u64);
        }
        (Kind::Enum, Token::Text(_)) => {
            return Err((FaultKind::EnumText, "an enum is an integer in OTLP/JSON, not a name".to_owned()));
        }
        (Kind::Enum, _) => return unexpected("an integer"),
        (Kind::Double, Token::Number(lexeme)) => writer.double_field(number, double(lexeme)?),
        (Kind::Double, Token::Text(text)) => writer.double_field(number, double_text(text)?),
        (Kind::Double, _) => return unexpected("a number"),
        (kind, Token::Number(lexeme)) => write_integer(kind, lexeme, number, writer)?,
        (kind, Token::Text(text)) if is_number(text) => write_integer(kind, text, number, writer)?,
        (_, Token::Text(text)) => return Err((FaultKind::Integer, format!("{text:?} is no integer"))),
        _ => return unexpected("an integer"),
    }
    Ok(())
}

fn write_integer(kind: Kind, lexeme: &str, number: u32, writer: &mut Writer) -> Result<(), Problem> {
    match kind {
        Kind::Fixed64 => writer.fixed64_field(number, integer(lexeme, 0, u64::MAX.into())? as u64),
        Kind::Sfixed64 => {
            writer.fixed64_field(number, integer(lexeme, i64::MIN.into(), i64::MAX.into())? as u64);
        }
        Kind::Int64 => writer.varint_field(number, integer(lexeme, i64::MIN.into(), i64::MAX.into())? as u64),
        Kind::Uint64 => writer.varint_field(number, integer(lexeme, 0, u64::MAX.into())? as u64),
        Kind::Uint32 => writer.varint_field(number, integer(lexeme, 0, u32::MAX.into())? as u64),
        Kind::Fixed32 => writer.fixed32_field(number, integer(lexeme, 0, u32::MAX.into())? as u32),
        _ => writer.varint_field(number, zigzag(integer(lexeme, i32::MIN.into(), i32::MAX.into())? as i64)),
    }
    Ok(())
}

/// Whether a string is a JSON number from its first to its last byte.
fn is_number(text: &str) -> bool {
    let mut scan = Scan::new(text.as_bytes());
    matches!(scan.value(), Ok(Token::Number(lexeme)) if lexeme.len() == text.len())
}

/// The integer that a lexeme means. Exponents and zeros after the point are fine, as in protobuf's own mapping.
fn integer(lexeme: &str, least: i128, most: i128) -> Result<i128, Problem> {
    let range = || (FaultKind::OutOfRange, format!("{lexeme} is beyond {least} … {most}"));
    let value = match lexeme.parse::<i128>() {
        Ok(value) => value,
        Err(_) if lexeme.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) => decimal(lexeme)
            .ok_or_else(|| (FaultKind::Integer, format!("{lexeme} is no integer of 64 bits")))?,
        Err(_) => return Err(range()),
    };
    if (least..=most).contains(&value) { Ok(value) } else { Err(range()) }
}

/// The exact value of a decimal lexeme, if it is whole and not beyond any integer of the protocol.
fn decimal(lexeme: &str) -> Option<i128> {
    let (mantissa, exponent) = lexeme.split_once(['e', 'E']).unwrap_or((lexeme, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut value = format!("{whole}{fraction}").parse::<i128>().ok()?;
    let exponent = exponent.parse::<i64>().ok()?.checked_sub(fraction.len() as i64)?;
    for _ in 0..exponent.unsigned_abs() {
        if value == 0 {
            break;
        }
        if exponent < 0 && value % 10 != 0 {
            return None;
        }
        value = if exponent > 0 { value.checked_mul(10)? } else { value / 10 };
    }
    Some(value)
}

fn double(lexeme: &str) -> Result<f64, Problem> {
    match lexeme.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err((FaultKind::OutOfRange, format!("{lexeme} is beyond the range of a double"))),
    }
}

fn double_text(text: &str) -> Result<f64, Problem> {
    match text {
        "NaN" => Ok(f64::NAN),
        "Infinity" => Ok(f64::INFINITY),
        "-Infinity" => Ok(f64::NEG_INFINITY),
        _ if is_number(text) => double(text),
        _ => {
            let word = text.trim_start_matches(['+', '-']).get(..3).unwrap_or_default();
            let is_special = word.eq_ignore_ascii_case("nan") || word.eq_ignore_ascii_case("inf");
            let kind = if is_special { FaultKind::NonFinite } else { FaultKind::Number };
            let known = r#"beside numbers there are "NaN", "Infinity" and "-Infinity""#;
            Err((kind, format!("{text:?} is no number; {known}")))
        }
    }
}

fn hexadecimal(text: &str, length: usize) -> Result<Vec<u8>, Problem> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| Some(digit.to_digit(16)? as u8)).collect();
    match digits {
        Some(digits) if digits.is_empty() || digits.len() == 2 * length => {
            Ok(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
        }
        Some(digits) => {
            let message =
                format!("an id of {} hexadecimal digits is expected, not of {}", 2 * length, digits.len());
            Err((FaultKind::IdLength, message))
        }
        None => Err((FaultKind::IdDigits, format!("{text:?} is no string of hexadecimal digits"))),
    }
}

/// Base64 with the standard or the URL-safe alphabet, with or without padding, as protobuf's mapping allows.
pub(crate) fn base64(text: &str) -> Result<Vec<u8>, Problem> {
    let wrong = || (FaultKind::Base64, format!("{text:?} is no base64"));
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if body.len() % 4 == 1 || padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) {
        return Err(wrong());
    }
    let mut bytes = Vec::with_capacity(body.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0);
    for symbol in body.bytes() {
        let sextet = match symbol {
            b'A'..=b'Z' => symbol - b'A',
            b'a'..=b'z' => symbol - b'a' + 26,
            b'0'..=b'9' => symbol - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return Err(wrong()),
        };
        bits = bits << 6 | u32::from(sextet);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Ok(bytes)
}
