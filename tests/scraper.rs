//! The fake scraper against targets that answer with given bytes.
#![cfg(feature = "scrape")]

use meterstick::capture::{BodyFormat, Scraper, ScraperBuilder, Status, until};
use meterstick::exposition::{Format, Prometheus};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A target that answers each request with the next of the given answers, and tells the heads of the requests.
fn target(answers: Vec<Vec<u8>>) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let (tell, told) = channel();
    thread::spawn(move || {
        let mut answers = answers.into_iter();
        while let Ok((stream, _)) = listener.accept() {
            let mut reader = BufReader::new(stream.try_clone().expect("a socket can be shared"));
            while let Some(head) = read_head(&mut reader) {
                let _ = tell.send(head);
                let Some(answer) = answers.next() else { return };
                let mut stream: &TcpStream = &stream;
                let closes = answer.windows(18).any(|part| part == b"Connection: close\r");
                if stream.write_all(&answer).is_err() || closes {
                    break;
                }
            }
        }
    });
    (address, told)
}

fn read_head(reader: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    Some(head)
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn text(body: &str) -> Vec<u8> {
    answer("200 OK", "Content-Type: text/plain; version=0.0.4\r\n", body.as_bytes())
}

/// An answer whose body ends as some other header says.
fn unbounded(headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n{headers}\r\n{body}")
        .into_bytes()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn builder(address: SocketAddr) -> ScraperBuilder {
    Scraper::builder(&format!("http://{address}/metrics")).timeout(Duration::from_secs(5))
}

#[test]
fn a_request_is_that_of_prometheus_byte_for_byte() {
    for (prometheus, version, accept) in [
        (
            Prometheus::V3,
            "3.5.0",
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
             application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,\
             text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        ),
        (
            Prometheus::V2,
            "2.54.1",
            "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,\
             text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        ),
    ] {
        let (address, told) = target(vec![text("a 1\n")]);
        let scraper = Scraper::builder(&format!("http://{address}/metrics?name=a"))
            .prometheus(prometheus)
            .timeout(Duration::from_millis(1500))
            .basic_auth("user", "pass")
            .start()
            .expect("a good URL");
        assert!(scraper.scrape().up());
        let expected = format!(
            "GET /metrics?name=a HTTP/1.1\r\nHost: {address}\r\nUser-Agent: Prometheus/{version}\r\nAccept: {accept}\r\n\
             Accept-Encoding: gzip\r\nAuthorization: Basic dXNlcjpwYXNz\r\nX-Prometheus-Scrape-Timeout-Seconds: 1.5\r\n\r\n"
        );
        assert_eq!(told.recv().expect("a request"), expected);
    }
}

/// An answer, and what Prometheus 3 concludes: its error, or the number of samples.
#[test]
fn each_answer_has_its_conclusion() {
    let cases: Vec<(Vec<u8>, Result<usize, &str>)> = vec![
        (text("a 1\nb 2\n"), Ok(2)),
        (text(""), Ok(0)),
        (text("a 1\n???\n"), Err("line 2: ")),
        (answer("200 OK", "", b"a 1\n"), Err("non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target")),
        (answer("200 OK", "Content-Type: text/html\r\n", b"<p>"), Err("received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol specified for target")),
        (answer("500 Internal Server Error", "Content-Type: text/plain\r\n", b"a 1\n"), Err("server returned HTTP status 500 Internal Server Error")),
        (answer("404 Not Found", "", b""), Err("server returned HTTP status 404 Not Found")),
        (answer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", &gzip(b"a 1\n")), Ok(1)),
        (answer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", b"this is no gzip"), Err("gzip: invalid header")),
        (answer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", &gzip(b"a 1\n")[..15]), Err("unexpected EOF")),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\nConnection: close\r\n\r\na 1\n".to_vec(), Err("unexpected EOF")),
        (answer("200 OK", "Content-Type: application/openmetrics-text\r\n", b"a 1\n"), Err("line 2: data does not end with `# EOF`")),
        (answer("302 Found", "", b""), Err("server returned HTTP status 302 Found")),
        (answer("404 Gone Fishing", "", b""), Err("server returned HTTP status 404 Gone Fishing")),
        (answer("299 So", "", b""), Err("server returned HTTP status 299 So")),
        (answer("404", "", b""), Err("server returned HTTP status 404")),
        (answer("200 OK", "Content-Type: text/html\r\n", b""), Ok(0)),
        (answer("200 OK", "Content-Type: text/plain;\r\n version=0.0.4\r\n", b"a 1\n"), Ok(1)),
        (answer("200 OK", &format!("Content-Type: text/plain\r\nX: {}\r\n", "y".repeat(2_000_000)), b"a 1\n"), Ok(1)),
        (answer("200 OK", &format!("Content-Type: text/plain\r\n{}", "X: y\r\n".repeat(1000)), b"a 1\n"), Ok(1)),
        (unbounded("Transfer-Encoding: bogus\r\n", "a 1\n"), Err("HTTP/1.x transport connection broken: unsupported transfer encoding: \"bogus\"")),
        (unbounded("Transfer-Encoding: gzip, chunked\r\n", "4\r\na 1\n\r\n0\r\n\r\n"), Err("unsupported transfer encoding: \"gzip, chunked\"")),
        (unbounded("Transfer-Encoding: Chunked\r\n", "4\r\na 1\n\r\n0\r\n\r\n"), Ok(1)),
        (b"Connection: close\r\n".to_vec(), Err("Get \"http://")),
    ];
    for (bytes, expected) in cases {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let (address, _told) = target(vec![bytes]);
        let scraper = builder(address).start().expect("a good URL");
        let scrape = scraper.scrape();
        match expected {
            Ok(samples) => assert_eq!((scrape.error(), scrape.stored().len()), (None, samples), "{shown}"),
            Err(error) => {
                assert!(scrape.error().is_some_and(|told| told.contains(error)), "{shown}\n{scrape}");
            }
        }
        assert_eq!(scrape.synthetic()[0], ("up", f64::from(u8::from(expected.is_ok()))));
        assert_eq!(scraper.capture().requests().len(), 1, "a failed scrape is recorded, too");
    }
}

#[test]
fn nobody_listening_is_a_result_and_not_an_error() {
    let free =
        TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let scrape = builder(free).start().expect("a good URL").scrape();
    let expected = format!("Get \"http://{free}/metrics\": dial tcp {free}: connect: connection refused");
    assert_eq!(scrape.error(), Some(expected.as_str()));
    assert_eq!(scrape.exchange().status(), None);
}

#[test]
fn a_target_that_never_answers_runs_into_the_time_out() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let scrape = builder(address).timeout(Duration::from_millis(50)).start().expect("a good URL").scrape();
    assert_eq!(
        scrape.error(),
        Some(format!("Get \"http://{address}/metrics\": context deadline exceeded").as_str())
    );
}

#[test]
fn limits_hold_at_their_edge() {
    let body = "a{x=\"1\"} 1\nb{x=\"1\"} 2\n";
    type Limit = fn(ScraperBuilder, usize) -> ScraperBuilder;
    // Two samples; __name__, x, job, instance; the longest name is `__name__`; the longest value `instance`'s.
    let cases: [(Limit, usize, &str); 3] = [
        (ScraperBuilder::sample_limit, 2, "sample limit exceeded"),
        (ScraperBuilder::label_limit, 4, "label_limit exceeded (metric: a, number of labels: 4, limit: 3)"),
        (
            ScraperBuilder::label_name_length_limit,
            8,
            "label_name_length_limit exceeded (metric: a, label name: __name__, length: 8, limit: 7)",
        ),
    ];
    for (limit, enough, error) in cases {
        for (value, expected) in [(enough, None), (enough - 1, Some(error))] {
            let (address, _told) = target(vec![text(body)]);
            let scrape = limit(builder(address), value).start().expect("a good URL").scrape();
            assert_eq!(scrape.error(), expected);
        }
    }
    for (limit, expected) in [(body.len() + 1, None), (body.len(), Some("body size limit exceeded"))] {
        let packed = answer(
            "200 OK",
            "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
            &gzip(body.as_bytes()),
        );
        let (address, _told) = target(vec![packed]);
        let scrape = builder(address).body_size_limit(limit).start().expect("a good URL").scrape();
        assert_eq!(scrape.error(), expected);
    }
}

#[test]
fn redirects_are_followed_and_can_be_refused() {
    let moved = || answer("307 Temporary Redirect", "Location: /metrics/\r\n", b"");
    let (address, told) = target(vec![moved(), text("a 1\n")]);
    let scrape = builder(address).start().expect("a good URL").scrape();
    assert!(scrape.up(), "{scrape}");
    assert!(told.recv().expect("a request").starts_with("GET /metrics HTTP/1.1\r\n"));
    let head = told.recv().expect("a second request");
    assert!(head.starts_with("GET /metrics/ HTTP/1.1\r\n"));
    let referer =
        format!("gzip\r\nReferer: http://{address}/metrics\r\nX-Prometheus-Scrape-Timeout-Seconds: 5\r\n");
    assert!(head.contains(&referer), "{head}");
    assert_eq!(scrape.exchange().path(), format!("http://{address}/metrics/"));

    let (address, _told) = target(vec![moved()]);
    let scrape = builder(address).follow_redirects(false).start().expect("a good URL").scrape();
    assert_eq!(scrape.error(), Some("server returned HTTP status 307 Temporary Redirect"));

    let (address, _told) = target(std::iter::repeat_with(moved).take(20).collect());
    let scrape = builder(address).start().expect("a good URL").scrape();
    assert!(scrape.error().is_some_and(|error| error.ends_with("stopped after 10 redirects")), "{scrape}");
}

#[test]
fn a_redirect_is_resolved_against_the_url_that_was_asked() {
    let moved = |location: &str| answer("302 Found", &format!("Location: {location}\r\n"), b"");
    let (address, told) = target(vec![moved("?x=1"), moved("../b"), text("a 1\n")]);
    let scrape = Scraper::new(&format!("http://{address}/a/metrics")).expect("a good URL").scrape();
    assert!(scrape.up(), "{scrape}");
    for expected in ["GET /a/metrics HTTP", "GET /a/metrics?x=1 HTTP", "GET /b HTTP"] {
        assert!(told.recv().expect("a request").starts_with(expected), "{expected}");
    }
    let (address, _told) = target(vec![moved("ftp://127.0.0.1/a")]);
    let scrape = builder(address).start().expect("a good URL").scrape();
    assert_eq!(scrape.error(), Some("Get \"ftp://127.0.0.1/a\": unsupported protocol scheme \"ftp\""));
}

#[test]
fn a_user_in_the_url_is_told_to_the_target_and_to_nobody_else() {
    let (address, told) = target(vec![text("a 1\n")]);
    let scraper = Scraper::new(&format!("http://user:p%61ss@{address}/metrics")).expect("a good URL");
    let scrape = scraper.scrape();
    assert!(scrape.up(), "{scrape}");
    let head = told.recv().expect("a request");
    assert!(head.contains("\r\nAuthorization: Basic dXNlcjpwYXNz\r\n"), "{head}");
    assert!(head.contains(&format!("\r\nHost: {address}\r\n")), "{head}");
    assert_eq!(scraper.url(), format!("http://{address}/metrics"));
    assert_eq!(scrape.exchange().path(), scraper.url());
    assert_eq!(scrape.stored()[0].label("instance"), Some(address.to_string().as_str()));
}

#[test]
fn a_scrape_that_failed_says_nothing_that_counts() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\nConnection: close\r\n\r\na 1\n";
    let packed = answer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", b"a 1\n");
    for (bytes, format) in
        [(cut.to_vec(), BodyFormat::Exposition(Format::PrometheusText)), (packed, BodyFormat::Raw)]
    {
        let (address, _told) = target(vec![bytes, text("b 1\n")]);
        let scraper = builder(address).start().expect("a good URL");
        let failed = scraper.scrape();
        assert!(!failed.up() && !failed.exchange().is_taken(), "{failed}");
        assert_eq!((failed.exchange().format(), failed.exchange().body()), (format, &b"a 1\n"[..]));
        assert_eq!(scraper.capture().readings().count(), 0);
        scraper.scrape();
        let capture = scraper.recording().wait_for(until::family("b"), Duration::ZERO).expect("it came");
        let of_a_failed_one = scraper.recording().wait_for(until::family("a"), Duration::ZERO);
        assert!(of_a_failed_one.is_err(), "{capture:?}");
    }
}

#[test]
fn target_labels_rename_those_of_the_target_unless_they_are_honoured() {
    for (honor, expected) in [
        (false, r#"a{exported_job="own",instance="i",job="j",le="1.0"} 1"#),
        (true, r#"a{instance="i",job="own",le="1.0"} 1"#),
    ] {
        let (address, _told) =
            target(vec![text("# TYPE a histogram\na{job=\"own\",le=\"1\",empty=\"\"} 1\n")]);
        let scraper = builder(address).job("j").label("instance", "i").honor_labels(honor).start();
        let scrape = scraper.expect("a good URL").scrape();
        assert_eq!(scrape.stored()[0].to_string(), expected);
    }
}

#[test]
fn what_prometheus_drops_is_told_while_the_target_stays_up() {
    let (far, old, late, later) = (in_millis(660), in_millis(-3700), in_millis(-3500), in_millis(-3400));
    let (address, _told) = target(vec![
        text(&format!("a 1\na 2\nb 1 {later}\nc 1 {far}\no 1 {old}\n")),
        text(&format!("a 1\nb 2 {late}\nd 1\n")),
    ]);
    let scraper = builder(address).start().expect("a good URL");
    let first = scraper.scrape();
    let dropped = |scrape: &meterstick::capture::Scrape| {
        scrape
            .dropped()
            .iter()
            .map(|dropped| format!("{}: {}", dropped.sample.label("__name__").unwrap_or(""), dropped.why))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        dropped(&first),
        [
            "a: a sample of the same series stands before it",
            "c: its time is more than ten minutes ahead",
            "o: its time is more than an hour ago"
        ]
    );
    assert_eq!(first.synthetic()[4], ("scrape_series_added", 2.0));
    let second = scraper.scrape();
    assert_eq!(dropped(&second), ["b: it is older than the last scrape's"]);
    assert_eq!(second.synthetic()[4], ("scrape_series_added", 1.0));
}

/// A time so many seconds from now, as the text format writes it.
fn in_millis(seconds: i64) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock that is set");
    i64::try_from(now.as_millis()).expect("not so late") + 1000 * seconds
}

/// Bodies, and how many samples were scraped, left over after relabelling, and how many series were new.
#[test]
fn the_numbers_are_those_of_prometheus_also_of_a_scrape_that_failed() {
    for (body, numbers) in [
        ("a 1\nb 2\n???\nc 3\n", [2.0, 2.0, 2.0]),
        ("a 1\nb{x=\"1\",x=\"2\"} 2\n", [2.0, 1.0, 1.0]),
        ("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\n", [2.0, 2.0, 2.0]),
        ("a 1\na{} 1\na{x=\"\"} 1\na 1\n", [4.0, 4.0, 3.0]),
        ("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"1.0\"} 1\n", [2.0, 2.0, 2.0]),
        ("a 1 5000\nb 1\n", [2.0, 2.0, 1.0]),
        ("up 5\nscrape_samples_scraped 7\nscrape_series_added{x=\"1\"} 7\n", [7.0, 3.0, 3.0]),
        ("scrape_samples_scraped 7\n???\n", [1.0, 1.0, 1.0]),
    ] {
        let (address, _told) = target(vec![text(body)]);
        let scrape = builder(address).start().expect("a good URL").scrape();
        assert_eq!(
            scrape.synthetic()[2..].iter().map(|(_, value)| *value).collect::<Vec<_>>(),
            numbers,
            "{body}"
        );
    }
    let (address, _told) = target(vec![text("a 1\nb 2\nb 2\nc 3\nd{x=\"1\"} 4\n")]);
    let scrape = builder(address).sample_limit(2).start().expect("a good URL").scrape();
    assert_eq!(scrape.error(), Some("sample limit exceeded"));
    let numbers = scrape.synthetic().map(|(_, value)| value);
    assert_eq!((numbers[2], numbers[3], numbers[4]), (5.0, 5.0, 2.0));
}

#[test]
fn a_series_is_new_where_the_last_good_scrape_did_not_have_it() {
    let steps =
        [("a 1\n", 1.0), ("???\n", 0.0), ("a 1\nb 1\n", 1.0), ("", 0.0), ("a 1\n", 0.0), ("b 1\n", 1.0)];
    let (address, _told) = target(steps.iter().map(|(body, _)| text(body)).collect());
    let scraper = builder(address).start().expect("a good URL");
    for (body, added) in steps {
        assert_eq!(scraper.scrape().synthetic()[4], ("scrape_series_added", added), "{body:?}");
    }
}

#[test]
fn prometheus_2_reads_as_text_what_prometheus_3_refuses() {
    let html = || answer("200 OK", "Content-Type: text/html\r\n", b"a 1\n");
    let (address, _told) = target(vec![html()]);
    let scrape = builder(address).prometheus(Prometheus::V2).start().expect("a good URL").scrape();
    assert!(scrape.up() && scrape.complaint().is_some());
    let (address, _told) = target(vec![html()]);
    let scrape =
        builder(address).fallback_protocol(Format::PrometheusText).start().expect("a good URL").scrape();
    assert!(scrape.up() && scrape.complaint().is_some());
}

#[test]
fn the_exchange_keeps_what_the_target_sent() {
    let body = b"# TYPE a counter\na 1\n";
    let (address, _told) = target(vec![answer(
        "200 OK",
        "Content-Type: text/plain\r\nX-Own: yes\r\nContent-Encoding: gzip\r\n",
        &gzip(body),
    )]);
    let scraper = builder(address).start().expect("a good URL");
    let scrape = scraper.scrape();
    let exchange = scrape.exchange();
    assert_eq!(exchange.body(), body);
    assert_eq!(exchange.wire_size(), gzip(body).len() as u64);
    assert_eq!(exchange.encoding(), Some("gzip"));
    assert_eq!(exchange.header("x-own"), Some("yes"));
    assert_eq!(exchange.status(), Some(Status::Http(200)));
    assert_eq!(exchange.format(), BodyFormat::Exposition(Format::PrometheusText));
    assert!(exchange.reading().is_some_and(|reading| reading.family("a").is_some()));
}

#[test]
fn repeated_scrapes_go_on_until_they_are_stopped_over_one_connection() {
    let (address, _told) = target(std::iter::repeat_with(|| text("a 1\n")).take(1000).collect());
    let repeated = builder(address).start().expect("a good URL").every(Duration::from_millis(1));
    let capture = repeated.wait_for(until::requests(5), Duration::from_secs(20)).expect("scrapes go on");
    assert!(capture.requests().iter().all(|exchange| exchange.problem().is_none()));
    let scraper = repeated.stop().expect("the scraper comes back");
    let number = scraper.capture().requests().len();
    assert_eq!(scraper.capture().requests().len(), number);
}

#[tokio::test]
async fn scraping_works_inside_a_runtime_of_one_thread() {
    let (address, _told) = target(vec![text("a 1\n"), text("a 2\n")]);
    let scraper = builder(address).start().expect("a good URL");
    assert!(scraper.scrape_async().await.up());
    assert!(scraper.scrape().up());
}

#[test]
fn a_service_that_is_still_starting_is_waited_for() {
    let address =
        TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let scraper = builder(address).start().expect("a good URL");
    let waiting =
        thread::spawn(move || scraper.wait_until_up(Duration::from_secs(20)).map(|scrape| scrape.up()));
    let listener = TcpListener::bind(address).expect("the port is still free");
    let (stream, _) = listener.accept().expect("somebody comes");
    let _ = read_head(&mut BufReader::new(&stream));
    (&stream).write_all(&text("a 1\n")).expect("the scraper listens");
    assert!(matches!(waiting.join().expect("no panic"), Ok(true)));
}

#[test]
fn a_url_that_cannot_be_scraped_is_told() {
    for (url, message) in [
        ("127.0.0.1:1/metrics", "cannot scrape `127.0.0.1:1/metrics`: "),
        ("ftp://localhost/", "cannot scrape `ftp://localhost/`: a URL begins with `http://` or `https://`"),
        ("http://", "cannot scrape `http://`: "),
        ("http://localhost:99999/", "cannot scrape `http://localhost:99999/`: `99999` is no port"),
    ] {
        let error = Scraper::new(url).expect_err("a bad URL").to_string();
        assert!(error.starts_with(message), "{error}");
    }
    assert_eq!(Scraper::new("http://localhost:1").expect("a good URL").url(), "http://localhost:1/metrics");
}

#[test]
fn no_answer_is_waited_for_longer_than_the_service_has_to_come_up() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = silent.local_addr().expect("it is bound");
    // Whoever waited for the time-out would wait for an hour.
    let scraper = builder(address).timeout(Duration::from_secs(3600)).start().expect("a good URL");
    let scrape = scraper.wait_until_up(Duration::from_millis(50)).expect_err("nobody answers");
    assert!(scrape.error().is_some_and(|error| error.ends_with("context deadline exceeded")), "{scrape}");
    assert_eq!(scraper.capture().requests().len(), 1);
}

#[test]
fn a_brake_ends_the_scrape_at_hand_and_nothing_of_it_is_recorded() {
    let (address, told) = target(vec![text("a 1\n"), Vec::new()]);
    let scraper = builder(address).timeout(Duration::from_secs(3600)).start().expect("a good URL");
    let brake = scraper.brake();
    let repeated = scraper.every(Duration::from_millis(1));
    for _ in 0..2 {
        told.recv().expect("a request");
    }
    brake.pull();
    let scraper = repeated.stop().expect("the scraper comes back");
    assert_eq!(scraper.scrape().error(), Some("the scrape was broken off"));
    assert_eq!(scraper.capture().requests().len(), 1);
}
