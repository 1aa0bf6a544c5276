//! Judges captures that somebody has looked at, and compares: silent on what is healthy, speaking on what is not.
//!
//! `METERSTICK_LABELLED` names the folder with them and their `labels.json`, whose defects are requirements of `conformance/specs`.
//! `METERSTICK_LABELLED_ONLY` chooses entries by a part of a file's name, or by the beginning of a requirement's number.

use meterstick::capture::{BodyFormat, Capture, Record, Status, Transport};
use meterstick::exposition::{Format, MediaType};
use meterstick::otlp::Signal;
use meterstick::rules::{Judgement, Profile, Severity};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn format_named(name: &str) -> BodyFormat {
    BodyFormat::from_name(name).unwrap_or(BodyFormat::Raw)
}

/// A body alone.
fn body(path: &Path, format: BodyFormat) -> Record {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let transport =
        if matches!(format, BodyFormat::Exposition(_)) { Transport::Scrape } else { Transport::OtlpHttp };
    let mut record = Record::new(transport, Signal::Metrics, format, bytes);
    record.status = Some(Status::Http(200));
    record
}

/// An OTLP request with its headers, as the file beside it tells them.
fn request(path: &Path) -> Record {
    let stem =
        path.file_name().expect("a file").to_string_lossy().replace(".meta.json", "").replace(".pb", "");
    let meta = path.with_file_name(format!("{stem}.meta.json"));
    let meta: Value =
        serde_json::from_slice(&fs::read(meta).expect("a request has its headers")).expect("JSON");
    let mut headers = Vec::new();
    for pair in meta["headers"].as_array().into_iter().flatten() {
        let (name, value) = (pair[0].as_str().unwrap_or_default(), pair[1].as_str().unwrap_or_default());
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    if headers.first().is_some_and(|(line, _)| line.starts_with("post ")) {
        headers.remove(0);
    }
    let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let is_json = header("content-type").is_some_and(|value| value.contains("json"));
    let format = if is_json { BodyFormat::OtlpJson } else { BodyFormat::OtlpProtobuf };
    let mut record = body(&path.with_file_name(format!("{stem}.pb")), format);
    let is_grpc = text(&meta, "proto") == "grpc";
    record.transport = if is_grpc { Transport::OtlpGrpc } else { Transport::OtlpHttp };
    record.status = Some(if is_grpc { Status::Grpc(0) } else { Status::Http(200) });
    "POST".clone_into(&mut record.method);
    text(&meta, "path").clone_into(&mut record.path);
    record.encoding = header(if is_grpc { "grpc-encoding" } else { "content-encoding" });
    record.request_headers = headers;
    if let Some(wall) = meta["wall"].as_f64() {
        record.arrived = UNIX_EPOCH + Duration::from_secs_f64(wall);
    }
    record
}

/// A scrape with both heads.
fn exchange(path: &Path) -> Record {
    let bytes = fs::read(path).expect("a readable capture");
    let find =
        |haystack: &[u8], needle: &[u8]| haystack.windows(needle.len()).position(|part| part == needle);
    const PARTED: &[u8] = b"\n----- response -----\n";
    let at = find(&bytes, PARTED).expect("a request and a response");
    let (request, response) = (&bytes[..at], &bytes[at + PARTED.len()..]);
    let end = find(response, b"\n\n").expect("a head and a body");
    let head = |bytes: &[u8]| -> (String, Vec<(String, String)>) {
        let text = String::from_utf8_lossy(bytes).replace('\r', "");
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().to_owned();
        let pairs = lines.filter_map(|line| line.split_once(": "));
        (first, pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect())
    };
    let (request_line, request_headers) = head(request);
    let (status_line, answer_headers) = head(&response[..end]);
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let header =
        |name: &str| answer_headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let format = header("content-type")
        .filter(|_| status == 200)
        .and_then(|value| MediaType::parse(&value).ok().and_then(|media| media.format()))
        .map_or(BodyFormat::Raw, BodyFormat::Exposition);
    let mut record = Record::new(Transport::Scrape, Signal::Metrics, format, response[end + 2..].to_vec());
    record.status = Some(Status::Http(status));
    record.method = request_line.split(' ').next().unwrap_or_default().to_owned();
    record.path = format!("http://127.0.0.1{}", request_line.split(' ').nth(1).unwrap_or_default());
    record.encoding = header("content-encoding");
    (record.request_headers, record.answer_headers) = (request_headers, answer_headers);
    record
}

fn capture_of(folder: &Path, entry: &Value) -> Capture {
    let named = format_named(text(entry, "format"));
    let files: Vec<PathBuf> = entry["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| folder.join(file.as_str().unwrap()))
        .collect();
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_344_700);
    Capture::from_records(files.iter().enumerate().map(|(number, path)| {
        let name = path.to_string_lossy();
        let is_alone = named == BodyFormat::OtlpJson && !name.ends_with(".pb");
        if name.ends_with(".http") {
            exchange(path)
        } else if (name.ends_with(".pb") || name.ends_with(".meta.json")) && !is_alone {
            request(path)
        } else {
            let format = match &*name {
                name if name.contains("-pb.") => BodyFormat::Exposition(Format::PrometheusProtobuf),
                name if text(entry, "kind") == "pair" && name.contains("-om1") => {
                    BodyFormat::Exposition(Format::OpenMetricsText)
                }
                _ => named,
            };
            let mut record = body(path, format);
            record.arrived = start + Duration::from_secs(15 * number as u64);
            record
        }
    }))
}

/// Which rules a requirement is asked by.
fn ledger() -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for entry in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/specs")).expect("a ledger")
    {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a readable ledger");
        let table: toml::Table = toml::from_str(&text).expect("TOML");
        for one in table["requirement"].as_array().expect("requirements") {
            let rules = one.get("rules").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            let rules = rules.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect();
            all.insert(one["id"].as_str().expect("an id").to_owned(), rules);
        }
    }
    all
}

/// Labels that were looked at and are wrong: the file, the requirement, and what shows it.
const DISPUTED: &[(&str, &str, &str)] = &[(
    "s03_bridge/realclash.body",
    "BRG-017",
    "no value is shifted in it: all scoped samples bear the version 0.66b1 and the name of a library",
)];

fn tells(judgement: &Judgement, rules: &[String]) -> bool {
    judgement.findings().iter().any(|finding| {
        rules.iter().any(|rule| finding.rule.id == rule || finding.related.contains(&rule.as_str()))
    })
}

#[test]
fn healthy_captures_have_no_error_and_each_defect_is_told() {
    let Some(folder) = std::env::var_os("METERSTICK_LABELLED").map(PathBuf::from) else {
        eprintln!("SKIPPED: METERSTICK_LABELLED names no folder of labelled captures");
        return;
    };
    let only = std::env::var("METERSTICK_LABELLED_ONLY").unwrap_or_default();
    let labels = fs::read(folder.join("labels.json")).expect("labels.json");
    let labels: Vec<Value> = serde_json::from_slice(&labels).expect("a list of entries");
    let ledger = ledger();
    let everything: Profile = "practice".parse().expect("a profile");
    let by_default = Profile::default();
    let mut wrong = Vec::new();
    let (mut healthy, mut defects) = (0, 0);
    for entry in &labels {
        let files: Vec<&str> =
            entry["files"].as_array().expect("files").iter().filter_map(Value::as_str).collect();
        let what = format!("{} {}{}", text(entry, "kind"), files[0], if files.len() > 1 { " …" } else { "" });
        let told: Vec<&str> =
            entry["defects"].as_array().into_iter().flatten().map(|one| text(one, "rule")).collect();
        if !only.is_empty() && !what.contains(&only) && !told.iter().any(|one| one.starts_with(&only)) {
            continue;
        }
        let capture = capture_of(&folder, entry);
        if entry["healthy"] == true {
            healthy += 1;
            let judgement = capture.judge(&by_default);
            let errors = judgement.findings().iter().filter(|finding| finding.severity == Severity::Error);
            wrong.extend(errors.map(|finding| format!("{what} is healthy, yet {finding}")));
        } else {
            let judgement = capture.judge(&everything);
            for defect in told {
                if let Some((.., why)) =
                    DISPUTED.iter().find(|(file, id, _)| (*file, *id) == (files[0], defect))
                {
                    eprintln!("not asked for: {defect} in {}, {why}", files[0]);
                    continue;
                }
                defects += 1;
                let rules = ledger.get(defect).cloned().unwrap_or_default();
                if !tells(&judgement, &rules) {
                    let ids: Vec<&str> = judgement.findings().iter().map(|finding| finding.rule.id).collect();
                    wrong.push(format!("{what} has {defect}, asked by {rules:?}, and told was {ids:?}"));
                }
            }
        }
    }
    eprintln!("{healthy} healthy entries and {defects} defects were looked at");
    assert!(wrong.is_empty(), "{} wrong\n  {}\n", wrong.len(), wrong.join("\n  "));
}
