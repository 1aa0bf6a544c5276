//! The grammar of JSON (RFC 8259), token by token.

use std::borrow::Cow;

use crate::otlp::fault::FaultKind;

/// The beginning of a JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Null,
    Bool(bool),
    /// The lexeme of a number, known to follow the grammar.
    Number(&'a str),
    Text(Cow<'a, str>),
    /// `[`; its elements follow.
    Array,
    /// `{`; its members follow.
    Object,
}

impl Token<'_> {
    /// What it is, for messages.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The text is no JSON from here on. `at` is the byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) kind: FaultKind,
    pub(super) message: &'static str,
    pub(super) at: usize,
}

/// Reads JSON from the left to the right.
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
}

/// How deep values may lie in each other.
const DEEPEST: usize = 400;

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, depth: 0 }
    }

    /// How many bytes have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn broken<T>(&self, message: &'static str) -> Result<T, Broken> {
        self.broken_as(FaultKind::Syntax, message)
    }

    fn broken_as<T>(&self, kind: FaultKind, message: &'static str) -> Result<T, Broken> {
        Err(Broken { kind, message, at: self.at })
    }

    pub(super) fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.bytes.get(self.at).copied()
    }

    /// Nothing but white space may be left.
    pub(super) fn end(&mut self) -> Result<(), Broken> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.broken_as(FaultKind::MoreText, "there is more text after the value"),
        }
    }

    /// Reads a scalar, or the opening of an array or object.
    pub(super) fn value(&mut self) -> Result<Token<'a>, Broken> {
        match self.peek() {
            None => self.broken("the text ends where a value is expected"),
            Some(b'"') => self.text().map(Token::Text),
            Some(b'{') => self.open(Token::Object),
            Some(b'[') => self.open(Token::Array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => {
                for (word, token) in
                    [("null", Token::Null), ("true", Token::Bool(true)), ("false", Token::Bool(false))]
                {
                    if self.bytes[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(token);
                    }
                }
                self.no_value("this is no JSON value")
            }
        }
    }

    /// What stands here begins no value; the special numbers of other languages are told apart.
    fn no_value<T>(&self, message: &'static str) -> Result<T, Broken> {
        let rest = &self.bytes[self.at..];
        let unsigned = rest.strip_prefix(b"-").or(rest.strip_prefix(b"+")).unwrap_or(rest);
        let begins = |word: &[u8]| unsigned.get(..3).is_some_and(|three| three.eq_ignore_ascii_case(word));
        if begins(b"nan") || begins(b"inf") {
            return self.broken_as(FaultKind::NonFinite, "NaN and the infinities stand in quotes in JSON");
        }
        self.broken(message)
    }

    fn open(&mut self, token: Token<'a>) -> Result<Token<'a>, Broken> {
        if self.depth == DEEPEST {
            return self.broken_as(FaultKind::Nesting, "values are nested too deeply");
        }
        self.depth += 1;
        self.at += 1;
        Ok(token)
    }

    /// Whether another element of the array at hand follows; otherwise its end has been read.
    pub(super) fn next_element(&mut self, is_first: bool) -> Result<bool, Broken> {
        self.next(is_first, b']', "a comma or `]` is expected")
    }

    /// The next key of the object at hand, with its offset; otherwise its end has been read.
    pub(super) fn next_key(&mut self, is_first: bool) -> Result<Option<(Cow<'a, str>, usize)>, Broken> {
        if !self.next(is_first, b'}', "a comma or `}` is expected")? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return self.broken("a key in quotes is expected");
        }
        let at = self.at;
        let key = self.text()?;
        if self.peek() != Some(b':') {
            return self.broken("a colon is expected");
        }
        self.at += 1;
        Ok(Some((key, at)))
    }

    fn next(&mut self, is_first: bool, end: u8, expected: &'static str) -> Result<bool, Broken> {
        match self.peek() {
            Some(byte) if byte == end => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(b',') if !is_first => {
                self.at += 1;
                if self.peek() == Some(end) {
                    return self.broken("there is nothing after the comma");
                }
                Ok(true)
            }
            Some(_) if is_first => Ok(true),
            _ => self.broken(expected),
        }
    }

    /// Passes over the rest of a value whose token has been read.
    pub(super) fn skip(&mut self, token: &Token<'a>) -> Result<(), Broken> {
        let mut is_first = true;
        match token {
            Token::Array => {
                while self.next_element(is_first)? {
                    is_first = false;
                    let token = self.value()?;
                    self.skip(&token)?;
                }
            }
            Token::Object => {
                while self.next_key(is_first)?.is_some() {
                    is_first = false;
                    let token = self.value()?;
                    self.skip(&token)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Token<'a>, Broken> {
        let start = self.at;
        let digits = |scan: &mut Self| {
            let before = scan.at;
            while matches!(scan.bytes.get(scan.at), Some(b'0'..=b'9')) {
                scan.at += 1;
            }
            scan.at - before
        };
        if self.bytes[self.at] == b'-' {
            self.at += 1;
        }
        let leading_zero = self.bytes.get(self.at) == Some(&b'0');
        let integer = digits(self);
        if integer == 0 || (leading_zero && integer > 1) {
            self.at = start;
            return self.no_value("this is no JSON number");
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            if digits(self) == 0 {
                return self.broken("digits are expected after the point");
            }
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if digits(self) == 0 {
                return self.broken("digits are expected in the exponent");
            }
        }
        Ok(Token::Number(str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default()))
    }

    fn text(&mut self) -> Result<Cow<'a, str>, Broken> {
        let opening = self.at;
        self.at += 1;
        let start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    let text = self.utf8(start, self.at)?;
                    self.at += 1;
                    return Ok(Cow::Borrowed(text));
                }
                b'\\' => return self.escaped_text(opening, start).map(Cow::Owned),
                0..=31 => return self.broken("a control character stands in a string unescaped"),
                _ => self.at += 1,
            }
        }
        self.at = opening;
        self.broken("the string never ends")
    }

    fn utf8(&self, start: usize, end: usize) -> Result<&'a str, Broken> {
        str::from_utf8(&self.bytes[start..end]).map_err(|error| Broken {
            kind: FaultKind::Unicode,
            message: "the string is not UTF-8",
            at: start + error.valid_up_to(),
        })
    }

    /// The rest of a string from its first escape on.
    fn escaped_text(&mut self, opening: usize, start: usize) -> Result<String, Broken> {
        let mut text = self.utf8(start, self.at)?.to_owned();
        loop {
            let plain = self.at;
            while self.bytes.get(self.at).is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..=31)) {
                self.at += 1;
            }
            text += self.utf8(plain, self.at)?;
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return self.broken("a control character stands in a string unescaped"),
                None => {
                    self.at = opening;
                    return self.broken("the string never ends");
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Broken> {
        let at = self.at;
        let wrong = |message| Err(Broken { kind: FaultKind::Syntax, message, at });
        let half =
            || Err(Broken { kind: FaultKind::Unicode, message: "a lone surrogate is no character", at });
        self.at += 2;
        Ok(match self.bytes.get(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let Some(first) = self.four_digits() else {
                    return wrong("four hexadecimal digits are expected");
                };
                let code = match first {
                    0xd800..=0xdbff => {
                        let second = (self.bytes[self.at..].starts_with(b"\\u")).then(|| {
                            self.at += 2;
                            self.four_digits()
                        });
                        match second.flatten() {
                            Some(second @ 0xdc00..=0xdfff) => {
                                0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                            }
                            _ => return half(),
                        }
                    }
                    other => other,
                };
                match char::from_u32(code) {
                    Some(character) => character,
                    None => return half(),
                }
            }
            _ => return wrong("there is no such escape"),
        })
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        let value =
            digits.iter().try_fold(0, |value, &digit| Some(value * 16 + char::from(digit).to_digit(16)?))?;
        self.at += 4;
        Some(value)
    }
}
