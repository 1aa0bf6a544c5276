//! The receiver over TLS, and clients that expect something else.

use super::client::{block_on, call, post, send_over};
use hyper::Version;
use meterstick::capture::{OtlpReceiver, Protocol, Transport, until};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const LONG: Duration = Duration::from_secs(30);

fn receiver() -> (OtlpReceiver, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let receiver = OtlpReceiver::builder().tls(made.cert.pem(), made.signing_key.serialize_pem()).start();
    (receiver.expect("a receiver"), made.cert.der().clone())
}

async fn connect(
    receiver: &OtlpReceiver,
    trusted: Option<&CertificateDer<'static>>,
    protocol: &[u8],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    if let Some(certificate) = trusted {
        roots.add(certificate.clone()).expect("a certificate");
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the default versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(receiver.http_address().expect("HTTP is served")).await?;
    let name = ServerName::try_from("localhost").expect("a name");
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

#[test]
fn both_transports_work_over_tls() {
    let (receiver, certificate) = receiver();
    assert!(receiver.endpoint(Protocol::Grpc).expect("gRPC is served").starts_with("https://127.0.0.1:"));
    block_on(async {
        let stream = connect(&receiver, Some(&certificate), b"h2").await.expect("a handshake");
        assert_eq!(send_over(stream, Version::HTTP_2, call(None, b"")).await.grpc(), Some(0));
        let stream = connect(&receiver, Some(&certificate), b"http/1.1").await.expect("a handshake");
        let headers = [("content-type", "application/json")];
        let answer = send_over(stream, Version::HTTP_11, post("/v1/metrics", &headers, "{}")).await;
        assert_eq!(answer.status, 200);
    });
    let transports: Vec<_> =
        receiver.capture().requests().iter().map(meterstick::capture::Exchange::transport).collect();
    assert_eq!(transports, [Transport::OtlpGrpc, Transport::OtlpHttp]);
}

#[test]
fn a_client_that_does_not_trust_the_certificate_is_written_down() {
    let (receiver, _) = receiver();
    block_on(async { connect(&receiver, None, b"h2").await.expect_err("nobody is trusted") });
    let capture = receiver.wait_for(until::requests(1), LONG).expect("it is written down");
    let exchange = &capture.requests()[0];
    let problem = exchange.problem().expect("a problem");
    assert!(problem.starts_with("the TLS handshake failed: "), "{problem}");
    assert_eq!(exchange.transport(), Transport::OtlpGrpc, "only gRPC asks for HTTP/2 alone");
}

#[test]
fn plain_text_to_a_tls_port_is_told_by_name() {
    let (receiver, _) = receiver();
    let address = receiver.http_address().expect("HTTP is served");
    let mut stream = std::net::TcpStream::connect(address).expect("the receiver listens");
    stream.write_all(b"POST /v1/metrics HTTP/1.1\r\n\r\n").expect("the receiver reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer in plain text");
    assert!(answer.ends_with("\r\n\r\nthe client speaks plain text to a TLS port\n"), "{answer}");
    let capture = receiver.wait_for(until::requests(1), LONG).expect("it is written down");
    assert_eq!(capture.requests()[0].problem(), Some("the client speaks plain text to a TLS port"));
}

#[test]
fn a_bad_certificate_is_refused_at_the_start() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    for (certificate, key, said) in [
        ("", key.as_str(), "there is no certificate in the PEM"),
        (&certificate, "", "the key is not PEM"),
        (&certificate, &certificate, "the key is not PEM"),
    ] {
        let error = OtlpReceiver::builder().tls(certificate, key).start().expect_err("no good").to_string();
        assert!(error.starts_with(&format!("cannot use TLS: {said}")), "{error}");
    }
}
