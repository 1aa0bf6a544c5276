//! One request to an endpoint, exactly as a scenario words it.

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http_body_util::{BodyExt, Empty};
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use std::io::{self, Read};
use std::time::{Duration, Instant, SystemTime};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::capture::{BodyFormat, Record, Status, Transport};
use crate::conformance::step::Ask;
use crate::exposition::Prometheus;
use crate::otlp::Signal;

/// More than that is no answer to a scrape.
const MOST: u64 = 256 << 20;

/// Asks as often as the step says, and gives what came in the order in which it was asked.
pub(super) fn ask(url: &str, step: &Ask) -> Result<Vec<Record>, String> {
    let uri: Uri = url.parse().map_err(|error| format!("`{url}`: {error}"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let mut records = Vec::new();
        while records.len() < step.times {
            let number = step.at_once.clamp(1, step.times - records.len());
            let asking: Vec<_> = (0..number).map(|_| tokio::spawn(once(uri.clone(), step.clone()))).collect();
            for answer in asking {
                records.push(answer.await.map_err(|error| error.to_string())?);
            }
        }
        Ok(records)
    })
}

/// Asks once. What goes wrong is written down as the problem of the exchange.
async fn once(uri: Uri, step: Ask) -> Record {
    let begun = Instant::now();
    let mut record = Record::new(Transport::Scrape, Signal::Metrics, BodyFormat::Raw, Vec::new());
    record.method.clone_from(&step.method);
    let (path, query) = (step.path.as_deref().unwrap_or(uri.path()), &step.query);
    let target = format!("{path}{query}");
    record.path = target.clone();
    record.request_headers = request_headers(&uri, &step);
    if step.hang_up {
        let hung_up = hang_up(&uri, &target, &record).await;
        record.problem = Some(hung_up.map_or_else(|error| error.to_string(), |()| "hung up".to_owned()));
        return record;
    }
    let answered = tokio::time::timeout(step.within.0, exchange(&uri, &target, &mut record)).await;
    record.problem = match answered {
        Ok(Ok(())) => None,
        Ok(Err(why)) => Some(why),
        Err(_) => Some(format!("no whole answer within {}", step.within)),
    };
    record.arrived = SystemTime::now();
    record.duration = Some(begun.elapsed().max(Duration::from_nanos(1)));
    record
}

fn request_headers(uri: &Uri, step: &Ask) -> Vec<(String, String)> {
    let mut headers = vec![("host".to_owned(), uri.authority().map_or("", |a| a.as_str()).to_owned())];
    let given = [("accept", &step.accept), ("accept-encoding", &step.accept_encoding)];
    headers.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))));
    headers.extend(step.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
    headers
}

/// Sends a request, and resets the connection before anybody can answer.
async fn hang_up(uri: &Uri, target: &str, record: &Record) -> io::Result<()> {
    let address = (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(80));
    let mut stream = TcpStream::connect(address).await?;
    let mut head = format!("{} {target} HTTP/1.1\r\n", record.method);
    for (name, value) in &record.request_headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).await?;
    // Without it the other end would only learn that nothing more is asked.
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO))
}

async fn exchange(uri: &Uri, target: &str, record: &mut Record) -> Result<(), String> {
    let address = (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(80));
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    let _ = stream.set_nodelay(true);
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|error| error.to_string())?;
    tokio::spawn(connection);
    let method = Method::from_bytes(record.method.as_bytes()).map_err(|error| error.to_string())?;
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in &record.request_headers {
        request = request.header(name, value);
    }
    let request = request.body(Empty::<Bytes>::new()).map_err(|error| error.to_string())?;
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    record.status = Some(Status::Http(response.status().as_u16()));
    let text = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers();
    record.answer_headers = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    record.encoding = headers.get("content-encoding").map(text);
    let content_type = headers.get("content-type").map(text);
    let body = response.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes();
    record.wire_size = body.len() as u64;
    record.body = body;
    if record.encoding.as_deref() == Some("gzip") && !record.body.is_empty() {
        let mut plain = Vec::new();
        let unpacked = MultiGzDecoder::new(&*record.body).take(MOST).read_to_end(&mut plain);
        unpacked.map_err(|error| format!("the body is no gzip: {error}"))?;
        record.body = plain.into();
    }
    if record.status == Some(Status::Http(200)) && record.method == "GET" {
        let reader = Prometheus::V3.reader_of(content_type.as_deref(), None);
        record.format = reader.format.map_or(BodyFormat::Raw, BodyFormat::Exposition);
    }
    Ok(())
}
