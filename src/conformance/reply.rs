//! What the receiver does, as scenarios write it.

use serde::Deserialize;

use super::span::Span;
use crate::capture::{Reply, Status};

/// A word (`"unavailable"`) or a table with one main word and what goes beside it (`{ grpc = 14, retry-after = "4s" }`).
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum ReplyForm {
    Word(String),
    Table(Box<ReplyTable>),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReplyTable {
    is: Option<String>,
    grpc: Option<i32>,
    http: Option<u16>,
    partial: Option<i64>,
    redirect: Option<u16>,
    location: Option<String>,
    html: Option<u16>,
    oversized: Option<usize>,
    message: Option<String>,
    retry_after: Option<Span>,
    retry_at: Option<Span>,
    after: Option<Span>,
    read_slowly: Option<u32>,
    content_type: Option<String>,
    #[serde(default)]
    go_away: bool,
}

/// The certificate that the receiver shows.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TlsForm {
    /// One that the program is told to trust (`{certificate}` is its file).
    Trusted,
    /// One that nobody vouches for.
    Untrusted,
}

impl ReplyForm {
    pub(super) fn reply(&self) -> Result<Reply, String> {
        match self {
            Self::Word(word) => named(word),
            Self::Table(table) => table.reply(),
        }
    }
}

fn named(word: &str) -> Result<Reply, String> {
    Ok(match word {
        "ok" => Reply::ok(),
        "unavailable" => Reply::unavailable(),
        "hang" => Reply::hang(),
        "close-before" => Reply::close_before(),
        "close-instead" => Reply::close_instead(),
        "close-during" => Reply::close_during(),
        "garbage" => Reply::garbage(),
        other => return Err(format!("there is no reply `{other}`")),
    })
}

impl ReplyTable {
    fn reply(&self) -> Result<Reply, String> {
        let message = self.message.clone().unwrap_or_default();
        let location = || self.location.clone().unwrap_or_else(|| "/v1/metrics?redirected".to_owned());
        let mut words = Vec::new();
        words.extend(self.is.as_deref().map(named).transpose()?);
        words.extend(self.grpc.map(|code| Reply::status(Status::Grpc(code))));
        words.extend(self.http.map(|code| Reply::status(Status::Http(code))));
        words.extend(self.partial.map(|rejected| Reply::partial(rejected, message)));
        words.extend(self.redirect.map(|status| Reply::redirect(status, location())));
        words.extend(self.html.map(Reply::html));
        words.extend(self.oversized.map(Reply::oversized));
        let mut reply = match <[Reply; 1]>::try_from(words) {
            Ok([reply]) => reply,
            Err(words) if words.is_empty() => Reply::ok(),
            Err(_) => return Err("a reply is one thing and no other".to_owned()),
        };
        if let Some(message) = &self.message {
            reply = reply.message(message);
        }
        if let Some(Span(delay)) = self.retry_after {
            reply = reply.retry_after(delay);
        }
        if let Some(Span(delay)) = self.retry_at {
            reply = reply.retry_at(delay);
        }
        if let Some(Span(pause)) = self.after {
            reply = reply.after(pause);
        }
        if let Some(pace) = self.read_slowly {
            reply = reply.read_slowly(pace);
        }
        if let Some(content_type) = &self.content_type {
            reply = reply.content_type(content_type);
        }
        Ok(if self.go_away { reply.then_go_away() } else { reply })
    }
}
