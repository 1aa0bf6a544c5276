//! The answer to a request.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    ACCEPT, ACCEPT_ENCODING, ALLOW, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, VARY,
};
use hyper::{Method, Response, StatusCode, Uri};
use meterstick::exposition::{Format, render_escaped};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::accept::{choose, wants_gzip};
use super::exposition::read;
use super::oddities::Oddities;
use super::wrong_body;
use crate::defects::{self, Defect};
use crate::export::gzip;
use crate::metrics::observe;
use crate::reader::{CALLBACK_BUDGET, Shared, lock};
use crate::settings::decoded;

/// Scrapes that are under way.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// Where scrapes wait that are answered one after the other.
static QUEUE: Mutex<()> = Mutex::new(());

/// Answers. This may take as long as the callbacks do, and so is not for a thread that others need.
pub(super) fn answer(
    registry: &Shared,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response<Full<Bytes>> {
    if uri.path() != "/metrics" && !defects::has(Defect::EveryPathServed) {
        let is_crash = defects::has(Defect::UnknownPathCrashes);
        return plain(if is_crash { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::NOT_FOUND });
    }
    let is_served = match *method {
        Method::HEAD if defects::has(Defect::HeadFails) => return plain(StatusCode::INTERNAL_SERVER_ERROR),
        Method::GET | Method::HEAD => true,
        _ => defects::has(Defect::PostServed),
    };
    if !is_served {
        let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED);
        refusal.headers_mut().insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    if defects::has(Defect::Redirects) {
        let mut redirect = plain(StatusCode::MOVED_PERMANENTLY);
        redirect.headers_mut().insert(LOCATION, hyper::header::HeaderValue::from_static("/metrics/"));
        return redirect;
    }
    let is_unknown = |query: &str| !query.is_empty() && !query.contains("name[]");
    if uri.query().is_some_and(is_unknown) && defects::has(Defect::QueryRefused) {
        return plain(StatusCode::NOT_FOUND);
    }
    UNDER_WAY.fetch_add(1, Ordering::SeqCst);
    let answer = scrape(registry, uri, headers);
    UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    answer
}

/// A status and nothing else.
pub(super) fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let text = status.canonical_reason().unwrap_or_default();
    let answer = Response::builder().status(status).header(CONTENT_TYPE, "text/plain; charset=utf-8");
    answer.body(Full::from(format!("{text}\n"))).expect("a constant answer")
}

/// All values of a header in one line.
fn joined(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

fn scrape(registry: &Shared, uri: &Uri, headers: &HeaderMap) -> Response<Full<Bytes>> {
    let Some(choice) = choose(&joined(headers, &ACCEPT)) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    if lock(registry).poison.is_some() {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    }
    if defects::has(Defect::SlowScrape) {
        thread::sleep(Duration::from_secs(3));
    }
    let callbacks = lock(registry).callbacks.clone();
    let is_queue = defects::has(Defect::ScrapesQueue);
    let queue = is_queue.then(|| QUEUE.lock().unwrap_or_else(PoisonError::into_inner));
    let budget = (!is_queue && !defects::has(Defect::SlowCallbackUnbounded)).then(|| budget(headers));
    let begun = Instant::now();
    let (observations, raised) = observe(&callbacks, budget);
    drop(queue);
    if defects::has(Defect::SlowCallbackFails) && begun.elapsed() > Duration::from_secs(1) {
        return plain(StatusCode::SERVICE_UNAVAILABLE);
    }
    if raised.is_some() && defects::has(Defect::RaisingCallback500) {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let names = filter(uri);
    let is_wanted = |family: &[String]| match defects::has(Defect::NameFilterEmpty) {
        true => names.is_empty(),
        false => names.is_empty() || names.iter().any(|name| family.contains(name)),
    };
    let oddities = Oddities::of(registry, choice.format);
    let escaping = wrong_body::escaping(choice.escaping);
    let reading = read(&lock(registry), &observations, escaping, &is_wanted, &oddities);
    if !names.is_empty() && reading.families().len() == 0 && defects::has(Defect::NameFilterFails) {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let body = render_escaped(&reading, choice.format, escaping).bytes;
    let mut body = wrong_body::spoiled(body, &reading, choice.format);
    if defects::has(Defect::EofMissing) && choice.format.is_openmetrics() {
        body.truncate(body.len().saturating_sub("# EOF\n".len()));
    }
    if defects::has(Defect::ConcurrentMixed) {
        body = mixed(body, choice.format);
    }
    let mut answer = Response::builder().header(VARY, "Accept, Accept-Encoding");
    if !defects::has(Defect::NoContentType) {
        answer = answer.header(CONTENT_TYPE, choice.content_type);
    }
    if wants_gzip(&joined(headers, &ACCEPT_ENCODING)) {
        let mut packed = gzip(&body);
        if defects::has(Defect::GzipBroken) {
            packed.truncate(packed.len().saturating_sub(12));
        }
        return answer.header(CONTENT_ENCODING, "gzip").body(Full::new(packed)).expect("valid headers");
    }
    answer.body(Full::from(body)).expect("valid headers")
}

/// How long callbacks may take: well below what the scraper grants.
fn budget(headers: &HeaderMap) -> Duration {
    let granted = headers.get("x-prometheus-scrape-timeout-seconds").and_then(|value| value.to_str().ok());
    let seconds = granted.and_then(|value| value.trim().parse().ok());
    let granted = seconds.and_then(|seconds: f64| Duration::try_from_secs_f64(seconds / 2.0).ok());
    granted.map_or(CALLBACK_BUDGET, |granted| granted.min(CALLBACK_BUDGET))
}

/// The names that `name[]` asks for.
fn filter(uri: &Uri) -> Vec<String> {
    if defects::has(Defect::NameFilterIgnored) {
        return Vec::new();
    }
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let text = |text: &str| String::from_utf8_lossy(&decoded(&text.replace('+', " "))).into_owned();
    pairs.filter(|(key, _)| text(key) == "name[]").map(|(_, value)| text(value)).collect()
}

/// What comes of two scrapes that write into one buffer.
fn mixed(body: Vec<u8>, format: Format) -> Vec<u8> {
    thread::sleep(Duration::from_millis(30));
    if UNDER_WAY.load(Ordering::SeqCst) < 2 || format == Format::PrometheusProtobuf {
        return body;
    }
    let middle = body.len() / 2;
    [&body[..middle], &body[..], &body[middle..]].concat()
}
