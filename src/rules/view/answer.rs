//! The answer of a scrape target: its head, what was asked for, and whether its body can be read at all.

use super::World;
use crate::capture::{Exchange, Status, Transport};
use crate::exposition::{self, Format, MediaType};
use crate::protobuf::{Field, Reader};

/// What a scrape target answered.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Answer<'v> {
    pub(in crate::rules) exchange: &'v Exchange,
}

impl<'v> Answer<'v> {
    /// The answer to a scrape, whatever the method.
    pub(in crate::rules) fn of(exchange: &'v Exchange) -> Option<Self> {
        (exchange.transport() == Transport::Scrape).then_some(Self { exchange })
    }

    /// The answer to a `GET`, or a body of which nothing else is known.
    pub(in crate::rules) fn to_get(exchange: &'v Exchange) -> Option<Self> {
        Self::of(exchange).filter(|_| matches!(exchange.method(), "GET" | ""))
    }

    /// The answer to a `GET` that came with status 200 and a head.
    pub(in crate::rules) fn exposed(exchange: &'v Exchange) -> Option<Self> {
        Self::to_get(exchange).filter(|answer| answer.status() == Some(200) && !exchange.headers().is_empty())
    }

    /// The HTTP status.
    pub(in crate::rules) fn status(self) -> Option<u16> {
        match self.exchange.status() {
            Some(Status::Http(code)) => Some(code),
            _ => None,
        }
    }

    /// The Content-Type, if it can be read.
    pub(in crate::rules) fn media(self) -> Option<MediaType> {
        MediaType::parse(self.exchange.header("content-type")?).ok()
    }

    /// The Content-Encoding, unless it says that there is none.
    pub(in crate::rules) fn coding(self) -> Option<&'v str> {
        self.exchange.header("content-encoding").filter(|coding| !matches!(coding.trim(), "" | "identity"))
    }

    /// Whether it is known what was asked.
    pub(in crate::rules) fn knows_request(self) -> bool {
        !self.exchange.record().request_headers.is_empty()
    }

    /// A header of the request; several of one name are one list.
    pub(in crate::rules) fn asked(self, name: &str) -> Option<String> {
        let headers = self.exchange.record().request_headers.iter();
        let values: Vec<&str> = headers
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(","))
    }

    /// What Content-Length says, where more was promised than came.
    pub(in crate::rules) fn promised(self) -> Option<u64> {
        // The size of a packed body is known only where it was unpacked here.
        if self.coding().is_some() && self.exchange.problem().is_none() {
            return None;
        }
        let length = self.exchange.header("content-length")?.trim().parse().ok()?;
        (self.exchange.wire_size() < length).then_some(length)
    }

    /// Whether what went wrong ends so.
    pub(in crate::rules) fn failed_by(self, cause: &str) -> bool {
        self.exchange.problem().is_some_and(|problem| problem.contains(cause))
    }

    /// Whether the body ended before its end.
    pub(in crate::rules) fn is_cut_short(self) -> bool {
        self.promised().is_some() || self.failed_by("unexpected EOF") && self.coding().is_none()
    }

    /// Whether the body begins as gzip does, which no exposition does.
    pub(in crate::rules) fn is_packed(self) -> bool {
        self.exchange.body().starts_with(&[0x1f, 0x8b])
    }
}

/// Why nothing can be asked of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Obstacle {
    /// It is not there as a whole.
    CutShort,
    /// It is packed, and nobody could unpack it.
    Packed,
    /// It is one message without its length.
    Undelimited,
    /// It is of another format; what it looks like.
    AnotherFormat(&'static str),
    /// It tells of a failure.
    Failure,
}

/// How long the news of a failure may be; nothing that is longer is read twice.
const LONGEST_FAILURE: usize = 4096;

/// Why nothing can be asked of the body of a scrape, if so.
pub(in crate::rules) fn obstacle(exchange: &Exchange, world: World) -> Option<Obstacle> {
    let answer = Answer::of(exchange)?;
    let body = exchange.body();
    if exchange.method() == "HEAD" || answer.is_cut_short() {
        return Some(Obstacle::CutShort);
    }
    if ["unexpected EOF", "context deadline exceeded", "body size limit exceeded"]
        .into_iter()
        .any(|cause| answer.failed_by(cause))
    {
        return Some(Obstacle::CutShort);
    }
    let begin = &body[..body.len().min(64)];
    let is_utf8 = || match std::str::from_utf8(begin) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    // Whoever names a coding and sends a text has only the header wrong. What says gzip was unpacked.
    let is_foreign = |coding: &str| !coding.to_ascii_lowercase().ends_with("gzip");
    if answer.is_packed()
        || answer.failed_by("gzip: ")
        || world != World::Protobuf && answer.coding().is_some_and(is_foreign) && !is_utf8()
    {
        return Some(Obstacle::Packed);
    }
    let is_text = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'\t' | 0x20..0x7f);
    if world == World::Protobuf {
        // A message begins with its length and the tag of a field, which a text has only after an empty line.
        if is_undelimited(body) {
            return Some(Obstacle::Undelimited);
        }
        let is_foreign = begin.len() > 1 && begin.iter().all(is_text) && begin[1] != b'\n';
        return is_foreign.then_some(Obstacle::AnotherFormat("a text"));
    }
    let is_binary = begin.iter().any(|byte| matches!(byte, 1..=8 | 14..=31));
    if is_binary && exposition::parse_protobuf(body).faults().is_empty() {
        return Some(Obstacle::AnotherFormat("protobuf"));
    }
    is_failure(answer, world).then_some(Obstacle::Failure)
}

/// Whether a body that came with status 200 has not one line of an exposition.
fn is_failure(answer: Answer<'_>, world: World) -> bool {
    let body = answer.exchange.body();
    let format = match world {
        World::Text => Format::PrometheusText,
        World::OpenMetrics => Format::OpenMetricsText,
        World::OpenMetrics2 => Format::OpenMetricsText2,
        _ => return false,
    };
    if Answer::exposed(answer.exchange).is_none() || body.is_empty() {
        return false;
    }
    let begin = body.iter().position(|byte| !byte.is_ascii_whitespace());
    match begin.map(|begin| body[begin]) {
        Some(b'<') => true,
        None | Some(b'#') => false,
        Some(_) if body.len() > LONGEST_FAILURE => false,
        Some(_) => {
            let exposition = exposition::parse(body, format);
            let is_read = exposition.entries().any(|entry| {
                use exposition::EntryKind::{Help, Type, Unit};
                matches!(entry.kind(), Help { .. } | Type { .. } | Unit { .. })
            });
            !is_read && exposition.samples().next().is_none() && !exposition.is_faultless()
        }
    }
}

/// Whether a protobuf body makes sense as one family, and none as several with their lengths before them.
fn is_undelimited(body: &[u8]) -> bool {
    const NAME: u8 = 1 << 3 | 2;
    let is_field = |field: Result<(u32, Field<'_>), _>| {
        matches!(field, Ok((1 | 2 | 4 | 5, Field::Bytes(_)) | (3, Field::Varint(_))))
    };
    body.first() == Some(&NAME)
        && Reader::new(body).all(is_field)
        && !exposition::parse_protobuf(body).faults().is_empty()
}
