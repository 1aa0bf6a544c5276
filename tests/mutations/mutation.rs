//! One defect, and how it is brought into a capture.

use crate::dice::Dice;
use crate::request::Request;
use crate::text::Text;
use meterstick::capture::{BodyFormat, Record, Transport};
use prost::Message as _;
use serde_json::Value;

/// A row of the study.
pub(crate) struct Mutation {
    pub(crate) name: &'static str,
    /// The captures into which it is brought.
    pub(crate) captures: &'static [&'static str],
    pub(crate) change: Change,
    /// The rule that is made for it.
    pub(crate) rule: &'static str,
    /// Rules of severity error that rightly speak too, and why.
    pub(crate) companions: &'static [(&'static str, &'static str)],
}

/// A capture that goes on as it should, as sequences with a defect do but for it.
pub(crate) struct Control {
    pub(crate) name: &'static str,
    pub(crate) captures: &'static [&'static str],
    pub(crate) make: fn(&mut Vec<Record>) -> Option<()>,
}

/// How a capture is changed. What finds no place that qualifies returns none.
///
/// What is wrong with a service is wrong each time it is asked, so all its bodies are changed alike; only a sequence changes in time.
pub(crate) enum Change {
    /// The lines of each scrape.
    Text(fn(&mut Text, &mut Dice) -> Option<()>),
    /// The bytes of each body.
    Bytes(fn(&mut Vec<u8>, &mut Dice) -> Option<()>),
    /// Heads, and bodies with them.
    Head(fn(&mut Record, &mut Dice) -> Option<()>),
    /// Each request in protobuf.
    Protobuf(fn(&mut Request, &mut Dice) -> Option<()>),
    /// Each request in JSON.
    Json(fn(&mut Value, &mut Dice) -> Option<()>),
    /// The exchanges one after the other.
    Sequence(fn(&mut Vec<Record>, &mut Dice) -> Option<()>),
}

impl Mutation {
    pub(crate) const fn of(
        name: &'static str,
        captures: &'static [&'static str],
        change: Change,
        rule: &'static str,
    ) -> Self {
        Self { name, captures, change, rule, companions: &[] }
    }

    /// With rules that rightly speak too.
    pub(crate) const fn beside(mut self, companions: &'static [(&'static str, &'static str)]) -> Self {
        self.companions = companions;
        self
    }

    /// The records with the defect in them.
    pub(crate) fn apply(&self, records: &[Record], seed: u64) -> Option<Vec<Record>> {
        let mut records = records.to_vec();
        if let Change::Sequence(change) = self.change {
            change(&mut records, &mut Dice::of(seed, self.name))?;
            return Some(records);
        }
        for record in &mut records {
            self.change_one(record, &mut Dice::of(seed, self.name))?;
        }
        Some(records)
    }

    fn change_one(&self, record: &mut Record, dice: &mut Dice) -> Option<()> {
        match self.change {
            Change::Text(change) => edit_text(record, |text| change(text, dice)),
            Change::Bytes(change) => {
                let mut body = record.body.to_vec();
                change(&mut body, dice)?;
                set_body(record, body);
                Some(())
            }
            Change::Head(change) => change(record, dice),
            Change::Protobuf(change) => edit_request(record, |request| change(request, dice)),
            Change::Json(change) => {
                let mut value = serde_json::from_slice(&record.body).ok()?;
                change(&mut value, dice)?;
                set_body(record, value.to_string().into_bytes());
                Some(())
            }
            Change::Sequence(_) => None,
        }
    }
}

/// Changes the lines of a scrape.
pub(crate) fn edit_text(record: &mut Record, change: impl FnOnce(&mut Text) -> Option<()>) -> Option<()> {
    let mut text = Text::of(&record.body);
    change(&mut text)?;
    set_body(record, text.body().into_bytes());
    Some(())
}

/// Changes a request in protobuf.
pub(crate) fn edit_request(
    record: &mut Record,
    change: impl FnOnce(&mut Request) -> Option<()>,
) -> Option<()> {
    assert_eq!(record.format, BodyFormat::OtlpProtobuf);
    let mut request = Request::decode(record.body.clone()).ok()?;
    change(&mut request)?;
    set_body(record, request.encode_to_vec());
    Some(())
}

/// Gives a record another body, of the size that its head says.
pub(crate) fn set_body(record: &mut Record, body: Vec<u8>) {
    // How large it would be when it is packed, nobody asks.
    if record.encoding.is_none() {
        record.wire_size = body.len() as u64;
        let length = body.len().to_string();
        let headers = if record.transport == Transport::Scrape {
            &mut record.answer_headers
        } else {
            &mut record.request_headers
        };
        for (_, value) in headers.iter_mut().filter(|(name, _)| name == "content-length") {
            value.clone_from(&length);
        }
    }
    record.body = body.into();
}
