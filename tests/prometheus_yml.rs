//! Scrape jobs out of a `prometheus.yml`, against a target that answers with given bytes.
#![cfg(feature = "prometheus-config")]

use meterstick::capture::ScrapeJob;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

/// A target that answers one request with a body, and gives the head of the request.
fn target(body: &'static str) -> (SocketAddr, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody comes");
        let mut reader = BufReader::new(stream.try_clone().expect("a socket can be shared"));
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).expect("a request");
        }
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("the scraper listens");
        head
    });
    (address, thread)
}

#[test]
fn every_setting_of_a_job_reaches_the_scrape() {
    let (address, head) = target("a{x=\"1\"} 1\nb{x=\"2\"} 2\ngo_threads 3\n");
    let yaml = format!(
        r#"
global:
  scrape_interval: 15s
  evaluation_interval: 15s          # nothing to a scraper
rule_files: ['rules.yml']
scrape_configs:
  - job_name: other
    static_configs: [{{ targets: ['127.0.0.1:1'] }}]
  - job_name: shop
    scrape_timeout: 2s500ms
    metrics_path: /telemetry
    params:
      module: [http, 'a b']
    authorization:
      credentials: secret
    sample_limit: 2
    body_size_limit: 1MB
    static_configs:
      - targets: ['{address}', 'dropped:9']
        labels: {{ env: test }}
    relabel_configs:
      - source_labels: [__address__]
        regex: 'dropped:.*'
        action: drop
      - source_labels: [env]
        target_label: stage
        replacement: 'stage-$1'
    metric_relabel_configs:
      - source_labels: [__name__]
        regex: 'go_.*'
        action: drop
      - regex: env
        action: labeldrop
      - source_labels: [x]
        target_label: y
        replacement: '${{1}}!'
"#
    );
    let job = ScrapeJob::from_yaml(&yaml, "shop").expect("a good file");
    let mut targets = job.targets().expect("good settings");
    assert_eq!(targets.len(), 1, "target relabelling drops the other");
    let scraper = targets.remove(0).start().expect("a good URL");
    assert_eq!(scraper.url(), format!("http://{address}/telemetry?module=http&module=a+b"));
    let scrape = scraper.scrape();
    assert_eq!(scrape.error(), None);
    let stored: Vec<_> = scrape.stored().iter().map(ToString::to_string).collect();
    let common = format!(r#"instance="{address}",job="shop",stage="stage-test""#);
    assert_eq!(
        stored,
        [format!(r#"a{{{common},x="1",y="1!"}} 1"#), format!(r#"b{{{common},x="2",y="2!"}} 2"#)]
    );
    assert_eq!(
        scrape.synthetic()[2..4],
        [("scrape_samples_scraped", 3.0), ("scrape_samples_post_metric_relabeling", 2.0)]
    );
    let head = head.join().expect("no panic");
    assert!(head.starts_with("GET /telemetry?module=http&module=a+b HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nAuthorization: Bearer secret\r\n"), "{head}");
    assert!(head.contains("\r\nX-Prometheus-Scrape-Timeout-Seconds: 2.5\r\n"), "{head}");
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_place() {
    let job = |inside: &str| {
        format!("scrape_configs:\n  - job_name: shop\n    static_configs: [{{ targets: ['a:1'] }}]\n{inside}")
    };
    for (yaml, message) in [
        (job(""), "there is no scrape job `x`; there are `shop`"),
        (job("    scrape_timeout: soon\n"), "scrape_timeout: `soon` is no duration"),
        (
            job("    scrape_timeout: 2m\n"),
            "scrape_timeout: the time-out of 120s is longer than the interval of 60s",
        ),
        (
            job("    metric_relabel_configs: [{ action: paint }]\n"),
            "metric_relabel_configs[0]: unknown relabel action `paint`",
        ),
        (
            job("    metric_relabel_configs: [{ regex: '(', action: drop }]\n"),
            "metric_relabel_configs[0]: `(` is no regular expression",
        ),
        (job("    body_size_limit: huge\n"), "body_size_limit: `huge` is no size"),
        (job("    fallback_scrape_protocol: Smoke\n"), "fallback_scrape_protocol: unknown protocol `Smoke`"),
        (job("    basic_auth: { username: u, password_file: no/such/file }\n"), "cannot read no/such/file: "),
    ] {
        let name = if message.contains("`x`") { "x" } else { "shop" };
        let told = ScrapeJob::from_yaml(&yaml, name)
            .and_then(|job| job.targets())
            .map(drop)
            .expect_err(message)
            .to_string();
        assert!(told.starts_with(message), "{told}");
    }
    let told = ScrapeJob::from_yaml("scrape_configs: 7\n", "x").expect_err("no list").to_string();
    assert!(told.contains('1'), "the line is told: {told}");
    assert!(ScrapeJob::read("no/such/prometheus.yml", "x").is_err());
}
