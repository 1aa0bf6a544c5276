//! The HTTP client: sends what Prometheus sends and reads the answer within its limits.

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::client::conn::http1::SendRequest;
use hyper::ext::ReasonPhrase;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Request, Response, Uri, Version};
use hyper_util::rt::TokioIo;
use std::io::{self, Read};
use std::time::{Duration, Instant, SystemTime};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::builder::Options;
use super::fetch::{Answer, Fetched};
use super::redirect::resolve;

/// A connection to the target, kept from scrape to scrape as Prometheus does.
#[derive(Default)]
pub(super) struct Client {
    kept: Option<(String, SendRequest<Empty<Bytes>>)>,
}

/// Why there is no (usable) answer, in the words of Prometheus.
type Failure = String;

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl Client {
    /// Scrapes once. Never takes longer than the time-out.
    pub(super) async fn fetch(&mut self, options: &Options) -> Fetched {
        let begun = Instant::now();
        let mut fetched = Fetched {
            url: options.url.clone(),
            request_headers: request_headers(options, &options.uri, None),
            answer: None,
            error: None,
            arrived: SystemTime::now(),
            duration: Duration::ZERO,
        };
        match tokio::time::timeout(options.timeout, self.exchange(options, &mut fetched)).await {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => {
                fetched.error = Some(failure);
            }
            Err(_) => {
                self.kept = None;
                let what =
                    if fetched.answer.is_some() { String::new() } else { format!("Get {:?}: ", fetched.url) };
                fetched.error = Some(format!("{what}context deadline exceeded"));
            }
        }
        if fetched.error.is_some() {
            // After a failure nobody knows what is still on the way.
            self.kept = None;
        }
        fetched.arrived = SystemTime::now();
        fetched.duration = begun.elapsed();
        fetched
    }

    async fn exchange(&mut self, options: &Options, fetched: &mut Fetched) -> Result<(), Failure> {
        const MOST_REDIRECTS: usize = 10;
        let mut uri = options.uri.clone();
        let mut response;
        let (mut redirects, mut referer) = (0, None);
        loop {
            fetched.url = uri.to_string();
            fetched.request_headers = request_headers(options, &uri, referer.take());
            response = self.send(options, &uri, &fetched.request_headers).await?;
            let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
            if !is_redirect || !options.follow_redirects {
                break;
            }
            let location = response.headers().get("location").filter(|location| !location.is_empty());
            // A redirect to nowhere is an answer like another.
            let Some(location) = location else { break };
            let next = resolve(&uri, location.as_bytes())?;
            if redirects == MOST_REDIRECTS {
                let location = String::from_utf8_lossy(location.as_bytes());
                return Err(format!("Get {location:?}: stopped after {MOST_REDIRECTS} redirects"));
            }
            redirects += 1;
            // Nobody shall learn over an open line what was asked over a closed one.
            let is_opened = uri.scheme_str() == Some("https") && next.scheme_str() != Some("https");
            referer = (!is_opened).then(|| uri.to_string());
            uri = next;
            // The body of a redirect has to be read before the connection can be used again.
            if response.into_body().collect().await.is_err() {
                self.kept = None;
            }
        }
        let status = response.status();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        // The target's own words where they are not those of the standard.
        let reason = match response.extensions().get::<ReasonPhrase>() {
            Some(reason) => String::from_utf8_lossy(reason.as_bytes()).into_owned(),
            None => status.canonical_reason().unwrap_or_default().to_owned(),
        };
        let encoding = response.headers().get("content-encoding").map(|value| value.as_bytes().to_vec());
        let encoding = encoding.map(|value| String::from_utf8_lossy(&value).into_owned());
        let is_gzip = encoding.as_deref() == Some("gzip");
        let answer = fetched.answer.insert(Answer {
            status: status.as_u16(),
            headers,
            encoding,
            wire_size: 0,
            body: Bytes::new(),
            is_packed: is_gzip,
        });
        let raw =
            read_body(response.into_body(), if is_gzip { None } else { options.body_size_limit }, answer)
                .await;
        if status.as_u16() != 200 {
            let line = format!("server returned HTTP status {} {reason}", status.as_u16());
            return Err(line.trim_end().to_owned());
        }
        raw?;
        if is_gzip {
            answer.body =
                gunzip(&answer.body, options.body_size_limit.map_or(MOST, |limit| limit as u64))?.into();
            answer.is_packed = false;
        }
        if options.body_size_limit.is_some_and(|limit| answer.body.len() >= limit) {
            return Err("body size limit exceeded".to_owned());
        }
        Ok(())
    }

    async fn send(
        &mut self,
        options: &Options,
        uri: &Uri,
        headers: &[(String, String)],
    ) -> Result<Response<Incoming>, Failure> {
        let peer = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or("http"),
            uri.authority().map_or("", |a| a.as_str())
        );
        let get = |error: &dyn std::fmt::Display| format!("Get {:?}: {error}", uri.to_string());
        let request = || -> Result<Request<Empty<Bytes>>, String> {
            let path = uri.path_and_query().map_or("/", |path| path.as_str());
            let mut request = Request::get(path).body(Empty::new()).map_err(|error| error.to_string())?;
            for (name, value) in headers {
                let name = HeaderName::try_from(name.as_str()).map_err(|error| error.to_string())?;
                let value = HeaderValue::try_from(value.as_str()).map_err(|error| error.to_string())?;
                request.headers_mut().append(name, value);
            }
            Ok(request)
        };
        if let Some((known, mut sender)) = self.kept.take().filter(|(known, _)| *known == peer)
            && sender.ready().await.is_ok()
            && let Ok(response) = sender.send_request(request()?).await
        {
            transferable(&response).map_err(|why| get(&why))?;
            self.kept = Some((known, sender));
            return Ok(response);
        }
        // A kept connection that the target has closed is no failure; a new one tells.
        let stream = connect(options, uri).await?;
        let handshake = hyper::client::conn::http1::Builder::new()
            .title_case_headers(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .max_buf_size(MOST_OF_A_HEAD)
            .max_headers(MOST_HEADERS)
            .handshake::<_, Empty<Bytes>>(TokioIo::new(stream))
            .await;
        let (mut sender, connection) = handshake.map_err(|error| get(&error))?;
        tokio::spawn(connection);
        let response = sender.send_request(request()?).await.map_err(|error| {
            let is_closed = error.is_incomplete_message() || error.is_canceled() || error.is_closed();
            if is_closed { get(&"EOF") } else { get(&go_error(&error)) }
        })?;
        transferable(&response).map_err(|why| get(&why))?;
        self.kept = Some((peer, sender));
        Ok(response)
    }
}

/// How large a head may become, which is what Go's client takes.
const MOST_OF_A_HEAD: usize = 10 << 20;

/// How many headers there may be. Go's client counts their bytes alone; here each costs memory before it is there.
const MOST_HEADERS: usize = 4096;

/// Why Go's client would not read the body of an answer, if it would not: it knows one transfer coding only.
fn transferable(response: &Response<Incoming>) -> Result<(), Failure> {
    let codings: Vec<_> = response.headers().get_all("transfer-encoding").iter().collect();
    let complaint = match codings[..] {
        // An old protocol has none, and whoever sends one is not heard.
        _ if response.version() < Version::HTTP_11 => return Ok(()),
        [] => return Ok(()),
        [coding] if coding.as_bytes().eq_ignore_ascii_case(b"chunked") => return Ok(()),
        [coding] => {
            format!("unsupported transfer encoding: {:?}", String::from_utf8_lossy(coding.as_bytes()))
        }
        _ => format!("too many transfer encodings: {codings:?}"),
    };
    Err(format!("net/http: HTTP/1.x transport connection broken: {complaint}"))
}

/// The headers of a scrape in the order in which Prometheus sends them.
fn request_headers(options: &Options, uri: &Uri, referer: Option<String>) -> Vec<(String, String)> {
    let host = uri.authority().map_or("", |authority| authority.as_str());
    let host = host.rsplit('@').next().unwrap_or_default();
    let mut headers = vec![
        ("Host".to_owned(), host.to_owned()),
        ("User-Agent".to_owned(), options.user_agent.clone()),
        ("Accept".to_owned(), options.accept.clone()),
        ("Accept-Encoding".to_owned(), "gzip".to_owned()),
    ];
    if let Some(authorization) = &options.authorization {
        headers.push(("Authorization".to_owned(), authorization.clone()));
    }
    headers.extend(referer.map(|referer| ("Referer".to_owned(), referer)));
    headers
        .push(("X-Prometheus-Scrape-Timeout-Seconds".to_owned(), options.timeout.as_secs_f64().to_string()));
    headers.extend(options.headers.iter().cloned());
    headers
}

async fn connect(options: &Options, uri: &Uri) -> Result<Box<dyn Stream>, Failure> {
    let is_tls = uri.scheme_str() == Some("https");
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
    let stream = TcpStream::connect((host, port)).await.map_err(|error| {
        let cause = match error.kind() {
            io::ErrorKind::ConnectionRefused => "connect: connection refused".to_owned(),
            _ => error.to_string(),
        };
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        format!("Get {:?}: dial tcp {host}:{port}: {cause}", uri.to_string())
    })?;
    let _ = stream.set_nodelay(true);
    #[cfg(feature = "tls")]
    if is_tls {
        let stream = super::tls::connect(&options.tls, host, stream).await;
        return match stream {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(format!("Get {:?}: {error}", uri.to_string())),
        };
    }
    #[cfg(not(feature = "tls"))]
    let _ = options;
    Ok(Box::new(stream))
}

/// Reads a body as far as the limit allows. What came is kept in the answer also if the rest does not come.
async fn read_body(mut body: Incoming, limit: Option<usize>, answer: &mut Answer) -> Result<(), Failure> {
    let mut read = Vec::new();
    let ended = loop {
        match body.frame().await {
            None => break Ok(()),
            Some(Ok(frame)) => {
                let Some(data) = frame.data_ref() else { continue };
                read.extend_from_slice(data);
                if limit.is_some_and(|limit| read.len() >= limit) {
                    break Err("body size limit exceeded".to_owned());
                }
            }
            Some(Err(error)) => {
                let error = if error.is_incomplete_message() || error.is_body_write_aborted() {
                    "unexpected EOF".to_owned()
                } else {
                    go_error(&error)
                };
                break Err(error);
            }
        }
    };
    answer.wire_size = read.len() as u64;
    answer.body = read.into();
    ended
}

/// How large a body may become where the job sets no limit: one of that size would not fit anywhere.
const MOST: u64 = 4 << 30;

/// Unpacks a body that stays below a size.
fn gunzip(packed: &[u8], limit: u64) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    match MultiGzDecoder::new(packed).take(limit).read_to_end(&mut body) {
        // What is cut off here would otherwise look like the end of the body.
        Ok(_) if body.len() as u64 >= limit => Err("body size limit exceeded".to_owned()),
        Ok(_) => Ok(body),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err("unexpected EOF".to_owned()),
        Err(_) if body.is_empty() => Err("gzip: invalid header".to_owned()),
        Err(error) => Err(format!("gzip: {error}")),
    }
}

/// The innermost cause, which is what Go would tell.
fn go_error(error: &hyper::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionReset) => "read: connection reset by peer".to_owned(),
        Some(io::ErrorKind::UnexpectedEof) => "unexpected EOF".to_owned(),
        _ => cause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_body_that_unpacks_beyond_the_limit_is_refused_and_not_cut() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(b"a 1\nb 2\n").expect("memory takes all");
        let packed = encoder.finish().expect("memory takes all");
        assert_eq!(gunzip(&packed, 9), Ok(b"a 1\nb 2\n".to_vec()));
        for limit in [0, 1, 8] {
            assert_eq!(gunzip(&packed, limit), Err("body size limit exceeded".to_owned()));
        }
    }
}
