//! Capture files: every exchange, byte for byte, in one streamable file.
//!
//! # The format, version 1
//!
//! The file begins with the line `meterstick-capture 1`. Each exchange follows as a head of text lines, an empty
//! line, the body of the stated size, and a line feed. Head lines are `key: value`; in values a backslash is
//! written `\\`, a line feed `\n` and a carriage return `\r`. Keys that a reader does not know are passed over.
//!
//! | key | value |
//! |---|---|
//! | `transport` | `scrape`, `otlp-grpc` or `otlp-http` |
//! | `signal` | `metrics`, `traces` or `logs` |
//! | `format` | how to read the body, as the command line names it |
//! | `arrived` | seconds since the Unix epoch, to the nanosecond |
//! | `duration` | seconds from the request to the last byte of the answer, to the nanosecond; absent if nobody measured |
//! | `connection` | a number that all requests over one connection have in common; absent if that is not known |
//! | `method`, `path` | of the request |
//! | `status` | `http 200`, `grpc 0`; absent if no answer came |
//! | `problem` | what went wrong, in one line |
//! | `encoding` | how the body was compressed on the wire |
//! | `wire-size` | its bytes on the wire |
//! | `request-header`, `answer-header` | `Name: value`, one line each, in the order of the wire |
//! | `body-size` | the bytes of the body that follows, decompressed; the last line of each head |

use bytes::Bytes;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use super::decode::BodyFormat;
use super::exchange::Exchange;
use super::record::{Record, Status, Transport};
use crate::otlp::Signal;

const MAGIC: &str = "meterstick-capture";
const VERSION: u32 = 1;

/// A capture file could not be written or read.
#[derive(Debug)]
#[non_exhaustive]
pub enum CaptureError {
    /// The file system refused.
    Io(io::Error),
    /// The file does not begin as a capture file does.
    NotACapture,
    /// The file was written by a later version.
    Version(String),
    /// A head line is not understood.
    Head {
        /// The exchange, counted from zero.
        exchange: usize,
        /// What is wrong.
        message: String,
    },
    /// The file ends in the middle of an exchange; what came before it is whole.
    Truncated {
        /// How many whole exchanges came before.
        exchanges: usize,
    },
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotACapture => write!(f, "not a capture file: it does not begin with `{MAGIC}`"),
            Self::Version(version) => {
                write!(f, "the capture file has version `{version}`; this meterstick reads version {VERSION}")
            }
            Self::Head { exchange, message } => {
                write!(f, "exchange {exchange} of the capture file: {message}")
            }
            Self::Truncated { exchanges } => {
                write!(f, "the capture file ends in the middle of an exchange, after {exchanges} whole ones")
            }
        }
    }
}

impl std::error::Error for CaptureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for CaptureError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Writes a capture file, exchange by exchange.
///
/// Each exchange is handed to the operating system whole before [`CaptureWriter::write`] returns.
pub struct CaptureWriter {
    out: Box<dyn Write + Send>,
    head: Vec<u8>,
}

impl CaptureWriter {
    /// Creates the file, or empties the one that is there.
    ///
    /// # Errors
    /// When the file cannot be created or written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, CaptureError> {
        Self::new(File::create(path)?)
    }

    /// Writes to anything.
    ///
    /// # Errors
    /// When the first line cannot be written.
    pub fn new(out: impl Write + Send + 'static) -> Result<Self, CaptureError> {
        let mut out: Box<dyn Write + Send> = Box::new(out);
        writeln!(out, "{MAGIC} {VERSION}")?;
        Ok(Self { out, head: Vec::new() })
    }

    /// Writes one exchange.
    ///
    /// # Errors
    /// When it cannot be written; the file then ends in the middle of it.
    pub fn write(&mut self, record: &Record) -> Result<(), CaptureError> {
        self.head.clear();
        write_head(&mut self.head, record)?;
        self.out.write_all(&self.head)?;
        self.out.write_all(&record.body)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Flushes the file.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub fn finish(mut self) -> Result<(), CaptureError> {
        Ok(self.out.flush()?)
    }
}

fn write_head(out: &mut Vec<u8>, record: &Record) -> io::Result<()> {
    let mut line = |key: &str, value: &str| writeln!(out, "{key}: {}", escape(value));
    line("transport", record.transport.name())?;
    line("signal", record.signal.name())?;
    line("format", record.format.name())?;
    let arrived = record.arrived.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = |time: Duration| format!("{}.{:09}", time.as_secs(), time.subsec_nanos());
    line("arrived", &seconds(arrived))?;
    if let Some(duration) = record.duration {
        line("duration", &seconds(duration))?;
    }
    if let Some(connection) = record.connection {
        line("connection", &connection.to_string())?;
    }
    line("method", &record.method)?;
    line("path", &record.path)?;
    if let Some(status) = record.status {
        line("status", &status.to_string())?;
    }
    if let Some(problem) = &record.problem {
        line("problem", problem)?;
    }
    if let Some(encoding) = &record.encoding {
        line("encoding", encoding)?;
    }
    line("wire-size", &record.wire_size.to_string())?;
    for (name, value) in &record.request_headers {
        line("request-header", &format!("{name}: {value}"))?;
    }
    for (name, value) in &record.answer_headers {
        line("answer-header", &format!("{name}: {value}"))?;
    }
    line("body-size", &record.body.len().to_string())?;
    out.write_all(b"\n")
}

fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

/// Reads a capture file as a stream: only the exchange at hand is in memory.
///
/// An iterator of exchanges. After an error it ends.
pub struct CaptureReader {
    input: Box<dyn BufRead + Send>,
    next: usize,
    ended: bool,
}

impl CaptureReader {
    /// Opens a file and reads its first line.
    ///
    /// # Errors
    /// When the file cannot be read or is no capture file of a known version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, CaptureError> {
        Self::new(BufReader::with_capacity(1 << 16, File::open(path)?))
    }

    /// Reads from anything.
    ///
    /// # Errors
    /// When the input cannot be read or is no capture of a known version.
    pub fn new(input: impl BufRead + Send + 'static) -> Result<Self, CaptureError> {
        let mut input: Box<dyn BufRead + Send> = Box::new(input);
        let mut first = Vec::new();
        // A file of another kind may have no line end for gigabytes.
        input.by_ref().take(64).read_until(b'\n', &mut first)?;
        let first = String::from_utf8(first).map_err(|_| CaptureError::NotACapture)?;
        let version = first.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(' '));
        let version = version.ok_or(CaptureError::NotACapture)?.trim_end();
        if version.parse() != Ok(VERSION) {
            return Err(CaptureError::Version(version.to_owned()));
        }
        Ok(Self { input, next: 0, ended: false })
    }

    fn read(&mut self) -> Result<Option<Record>, CaptureError> {
        let truncated = CaptureError::Truncated { exchanges: self.next };
        let mut record = Record::new(Transport::Scrape, Signal::Metrics, BodyFormat::Raw, Bytes::new());
        let mut body_size = None;
        let mut begun = false;
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = self.input.read_until(b'\n', &mut line)?;
            if read == 0 && !begun {
                return Ok(None);
            }
            begun = true;
            let Some(text) = line.strip_suffix(b"\n") else { return Err(truncated) };
            let text = str::from_utf8(text).map_err(|_| self.head_error("a head line is not UTF-8"))?;
            if text.is_empty() {
                break;
            }
            let Some((key, value)) = text.split_once(": ") else {
                return Err(self.head_error(&format!("`{text}` is no head line")));
            };
            let value = unescape(value);
            if key == "body-size" {
                body_size =
                    Some(value.parse::<usize>().map_err(|_| self.head_error("`body-size` is no number"))?);
            } else {
                set(&mut record, key, value).map_err(|message| self.head_error(&message))?;
            }
        }
        let size = body_size.ok_or_else(|| self.head_error("`body-size` is missing"))?;
        // The stated size is not trusted with memory before the bytes are there.
        let mut body = Vec::with_capacity(size.min(1 << 24));
        let read = self.input.by_ref().take(size as u64).read_to_end(&mut body)?;
        let mut end = [0];
        if read < size || self.input.read(&mut end)? == 0 {
            return Err(truncated);
        }
        if end != *b"\n" {
            return Err(self.head_error("the body is longer than `body-size` says"));
        }
        record.body = body.into();
        Ok(Some(record))
    }

    fn head_error(&self, message: &str) -> CaptureError {
        CaptureError::Head { exchange: self.next, message: message.to_owned() }
    }
}

fn set(record: &mut Record, key: &str, value: String) -> Result<(), String> {
    let unknown = |value: &str| format!("unknown {key} `{value}`");
    match key {
        "transport" => record.transport = Transport::from_name(&value).ok_or_else(|| unknown(&value))?,
        "signal" => record.signal = Signal::from_name(&value).ok_or_else(|| unknown(&value))?,
        "format" => record.format = BodyFormat::from_name(&value).ok_or_else(|| unknown(&value))?,
        "arrived" => {
            let since = parse_seconds(&value).and_then(|since| UNIX_EPOCH.checked_add(since));
            record.arrived = since.ok_or_else(|| unknown(&value))?;
        }
        "duration" => record.duration = Some(parse_seconds(&value).ok_or_else(|| unknown(&value))?),
        "connection" => record.connection = Some(value.parse().map_err(|_| unknown(&value))?),
        "method" => record.method = value,
        "path" => record.path = value,
        "status" => record.status = Some(parse_status(&value).ok_or_else(|| unknown(&value))?),
        "problem" => record.problem = Some(value),
        "encoding" => record.encoding = Some(value),
        "wire-size" => record.wire_size = value.parse().map_err(|_| unknown(&value))?,
        "request-header" => record.request_headers.push(parse_header(&value)),
        "answer-header" => record.answer_headers.push(parse_header(&value)),
        // A later minor addition must not make older readers fail.
        _ => {}
    }
    Ok(())
}

fn parse_header(line: &str) -> (String, String) {
    let (name, value) = line.split_once(": ").unwrap_or((line, ""));
    (name.to_owned(), value.to_owned())
}

fn parse_status(text: &str) -> Option<Status> {
    let (protocol, code) = text.split_once(' ')?;
    match protocol {
        "http" => code.parse().ok().map(Status::Http),
        "grpc" => code.parse().ok().map(Status::Grpc),
        _ => None,
    }
}

fn parse_seconds(text: &str) -> Option<Duration> {
    let (seconds, nanos) = text.split_once('.')?;
    let nanos: u32 = if nanos.len() == 9 { nanos.parse().ok()? } else { return None };
    Some(Duration::new(seconds.parse().ok()?, nanos))
}

impl Iterator for CaptureReader {
    type Item = Result<Exchange, CaptureError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.read() {
            Ok(Some(record)) => {
                let exchange = Exchange::new(self.next, record);
                self.next += 1;
                Some(Ok(exchange))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::{Arc, Mutex};

    /// A file in memory that the test can look at afterwards.
    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("nobody panicked").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(records: &[Record]) -> Vec<u8> {
        let memory = Memory::default();
        let mut writer = CaptureWriter::new(memory.clone()).expect("memory takes all");
        for record in records {
            writer.write(record).expect("memory takes all");
        }
        writer.finish().expect("memory takes all");
        Arc::into_inner(memory.0).expect("the writer is gone").into_inner().expect("nobody panicked")
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<Record>, CaptureError> {
        let reader = CaptureReader::new(io::Cursor::new(bytes))?;
        reader.map(|exchange| exchange.map(|exchange| exchange.record().clone())).collect()
    }

    fn records() -> impl Strategy<Value = Vec<Record>> {
        let text = || "[ -~\\n\\r\\\\é]{0,12}";
        let headers = || prop::collection::vec(("[a-zA-Z-]{1,8}", text()), 0..3);
        let status = prop::option::of(prop_oneof![
            any::<u16>().prop_map(Status::Http),
            any::<i32>().prop_map(Status::Grpc)
        ]);
        let places =
            (0..3_usize, 0..3_usize, prop::sample::select(vec!["raw", "otlp-json", "openmetrics-text"]));
        let words = (text(), text(), prop::option::of(text()), prop::option::of(text()));
        let record = (places, words, headers(), headers(), status, any::<(u64, u32)>(), any::<Vec<u8>>());
        prop::collection::vec(record, 0..4).prop_map(|records| {
            let record =
                |(places, words, request_headers, answer_headers, status, (wire_size, time), body)| {
                    let (transport, signal, format): (usize, usize, &str) = places;
                    let (method, path, problem, encoding) = words;
                    Record {
                        transport: Transport::ALL[transport],
                        signal: Signal::ALL[signal],
                        format: BodyFormat::from_name(format).expect("a known name"),
                        method,
                        path,
                        request_headers,
                        answer_headers,
                        status,
                        problem,
                        encoding,
                        wire_size,
                        body: Bytes::from(body),
                        arrived: UNIX_EPOCH + Duration::new(u64::from(time), time % 1_000_000_000),
                        duration: (time % 2 == 0).then(|| Duration::new(wire_size, time % 1_000_000_000)),
                        connection: (time % 3 == 0).then_some(wire_size),
                    }
                };
            records.into_iter().map(record).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(records in records()) {
            prop_assert_eq!(read(written(&records)).expect("a whole file"), records);
        }

        #[test]
        fn any_bytes_after_the_first_line_are_read_without_panic(bytes: Vec<u8>) {
            let mut file = b"meterstick-capture 1\n".to_vec();
            file.extend(bytes);
            let _ = read(file);
        }

        #[test]
        fn a_cut_file_gives_its_whole_exchanges_and_says_that_it_is_cut(records in records(), cut in any::<prop::sample::Index>()) {
            let whole = written(&records);
            let first = whole.iter().position(|&byte| byte == b'\n').expect("the first line") + 1;
            let at = first + cut.index(whole.len() - first + 1);
            let reader = CaptureReader::new(io::Cursor::new(whole[..at].to_vec())).expect("the first line is whole");
            let mut good = 0;
            for exchange in reader {
                match exchange {
                    Ok(exchange) => {
                        prop_assert_eq!(exchange.record(), &records[good]);
                        good += 1;
                    }
                    Err(CaptureError::Truncated { exchanges }) => prop_assert_eq!(exchanges, good),
                    Err(error) => prop_assert!(false, "{}", error),
                }
            }
            prop_assert!(good < records.len() || at == whole.len());
        }
    }

    #[test]
    fn other_files_are_refused_by_name_of_what_is_wrong() {
        for (bytes, message) in [
            (&b"# TYPE x counter\n"[..], "not a capture file: it does not begin with `meterstick-capture`"),
            (b"", "not a capture file: it does not begin with `meterstick-capture`"),
            (b"meterstick-capture 9\n", "the capture file has version `9`; this meterstick reads version 1"),
            (
                b"meterstick-capture 1\nsignal: smoke\n\n",
                "exchange 0 of the capture file: unknown signal `smoke`",
            ),
            (b"meterstick-capture 1\n\n", "exchange 0 of the capture file: `body-size` is missing"),
            (b"meterstick-capture 1\nhello\n", "exchange 0 of the capture file: `hello` is no head line"),
        ] {
            assert_eq!(read(bytes.to_vec()).expect_err("a bad file").to_string(), message);
        }
    }
}
