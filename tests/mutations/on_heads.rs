//! Heads of scrapes that do not fit their bodies.

use crate::captures::{EVERY_SCRAPE, OPENMETRICS, SCRAPED, TEXTS};
use crate::mutation::Change::Head;
use crate::mutation::{Mutation, set_body};
use meterstick::capture::{BodyFormat, Record, Status};
use meterstick::exposition::MediaType;

/// Says another header in the answer, and lets the scraper go by it; without a value the header is gone.
fn answer(record: &mut Record, name: &str, value: Option<&str>) {
    record.answer_headers.retain(|(known, _)| known != name);
    record.answer_headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    if name == "content-type" {
        let format = value.and_then(|value| MediaType::parse(value).ok()).and_then(|media| media.format());
        record.format = format.map_or(BodyFormat::Raw, BodyFormat::Exposition);
    }
}

fn packed(record: &mut Record) {
    answer(record, "content-encoding", None);
    record.encoding = None;
    set_body(record, gzip(&record.body));
}

/// Bytes in a gzip member, stored as they are.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("captures are small");
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(bytes);
    let checked = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    });
    packed.extend((!checked).to_le_bytes());
    packed.extend(u32::from(length).to_le_bytes());
    packed
}

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "OpenMetrics is declared as text",
        OPENMETRICS,
        Head(|record, dice| {
            let said =
                ["text/plain; version=0.0.4", "text/plain; version=0.0.4; charset=utf-8", "text/plain"];
            answer(record, "content-type", Some(dice.pick(&said)?));
            Some(())
        }),
        "scrape/body-of-another-format",
    )
    .beside(&[
        ("syntax/type-unknown", "a text has no info metrics, so that the scrape ends there"),
        ("family/split", "start times are families of their own in a text"),
    ]),
    Mutation::of(
        "a text is declared as OpenMetrics",
        TEXTS,
        Head(|record, dice| {
            let version = dice.pick(&["1.0.0", "0.0.1"])?;
            let said = format!(
                "application/openmetrics-text; version={version}; charset=utf-8; escaping=allow-utf-8"
            );
            answer(record, "content-type", Some(&said));
            Some(())
        }),
        "openmetrics/eof-missing",
    )
    .beside(&[
        (
            "openmetrics/counter-suffix-missing",
            "families of counters end in `_total` in a text, and must not in OpenMetrics",
        ),
        ("openmetrics/blank-line", "a text may have blank lines, and this one does"),
    ]),
    Mutation::of(
        "there is no Content-Type",
        EVERY_SCRAPE,
        Head(|record, _| {
            answer(record, "content-type", None);
            Some(())
        }),
        "scrape/content-type-missing",
    ),
    Mutation::of(
        "the Content-Type is that of something else",
        EVERY_SCRAPE,
        Head(|record, dice| {
            let said = ["application/json", "text/html; charset=utf-8", "application/octet-stream"];
            answer(record, "content-type", Some(dice.pick(&said)?));
            Some(())
        }),
        "scrape/content-type-unknown",
    ),
    Mutation::of(
        "the Content-Type cannot be read",
        EVERY_SCRAPE,
        Head(|record, dice| {
            let said = ["text/", "text/plain; version", "/plain", "text/plain; version=\"1"];
            answer(record, "content-type", Some(dice.pick(&said)?));
            Some(())
        }),
        "scrape/content-type-malformed",
    ),
    Mutation::of(
        "OpenMetrics does not say its version",
        OPENMETRICS,
        Head(|record, _| {
            let said = "application/openmetrics-text; charset=utf-8; escaping=allow-utf-8";
            answer(record, "content-type", Some(said));
            Some(())
        }),
        "scrape/version-missing",
    ),
    Mutation::of(
        "the version does not exist",
        SCRAPED,
        Head(|record, dice| {
            let version = dice.pick(&["9.9.9", "1.7.0", "0.0.9"])?;
            let said = record.answer_headers.iter().find(|(name, _)| name == "content-type")?.1.clone();
            let begin = said.find("version=")? + "version=".len();
            let end = said[begin..].find(';').map_or(said.len(), |end| begin + end);
            answer(record, "content-type", Some(&format!("{}{version}{}", &said[..begin], &said[end..])));
            Some(())
        }),
        "scrape/version-unknown",
    ),
    Mutation::of(
        "the body is packed, and no header says so",
        EVERY_SCRAPE,
        Head(|record, _| {
            packed(record);
            Some(())
        }),
        "scrape/compression-unlabelled",
    ),
    Mutation::of(
        "the body is packed, and the header misspells it",
        EVERY_SCRAPE,
        Head(|record, dice| {
            packed(record);
            answer(record, "content-encoding", Some(dice.pick(&["GZIP", "x-gzip", "gz"])?));
            Some(())
        }),
        "scrape/encoding-misspelt",
    ),
    Mutation::of(
        "the body is packed with what was not offered",
        TEXTS,
        Head(|record, dice| {
            let coding = dice.pick(&["br", "zstd", "deflate"])?;
            answer(record, "content-encoding", Some(coding));
            record.encoding = Some(coding.to_owned());
            record.body = vec![0x28, 0xb5, 0x2f, 0xfd, 4, 0, 0, 0, 0x99].into();
            record.problem = Some(format!("the body has the unknown encoding `{coding}`"));
            Some(())
        }),
        "scrape/compression-unasked",
    ),
    Mutation::of(
        "the connection ends before the body does",
        TEXTS,
        Head(|record, dice| {
            let end = record.body.len() / 2 + dice.below(record.body.len() / 3);
            record.body.truncate(end);
            record.wire_size = end as u64;
            Some(())
        }),
        "scrape/body-cut-short",
    ),
    Mutation::of(
        "the scrape is answered with a failure",
        EVERY_SCRAPE,
        Head(|record, dice| {
            record.status = Some(Status::Http(dice.pick(&[500, 503, 404, 401])?));
            record.format = BodyFormat::Raw;
            record.encoding = None;
            answer(record, "content-encoding", None);
            answer(record, "content-type", Some("text/plain; charset=utf-8"));
            record.format = BodyFormat::Raw;
            set_body(record, b"error gathering metrics\n".to_vec());
            Some(())
        }),
        "scrape/status-not-ok",
    ),
    Mutation::of(
        "a page about a failure comes with status 200",
        SCRAPED,
        Head(|record, dice| {
            let pages = [
                "<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
                "error gathering metrics: timeout\n",
            ];
            let page = dice.pick(&pages)?;
            answer(record, "content-encoding", None);
            record.encoding = None;
            set_body(record, page.as_bytes().to_vec());
            Some(())
        }),
        "scrape/failure-as-success",
    ),
];
