//! One request in every encoding: protobuf and JSON, plain and compressed, small and as large as is allowed.

use super::client::{block_on, call, post, send};
use super::requests::request;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use http_body_util::Full;
use hyper::{Request, Version};
use meterstick::capture::{Exchange, OtlpReceiver, Status};
use meterstick::otlp::Export;
use proptest::prelude::*;
use prost::Message as _;
use std::io::Write;

const PROTOBUF: &str = "application/x-protobuf";

fn ask(receiver: &OtlpReceiver, version: Version, request: Request<Full<Bytes>>) -> Exchange {
    let address = receiver.http_address().expect("HTTP is served");
    block_on(send(address, version, request));
    receiver.capture().requests().last().expect("it was recorded").clone()
}

fn pack(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    match encoding {
        "gzip" => {
            let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory takes all")
        }
        "deflate" => {
            let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory takes all")
        }
        "zstd" => ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest),
        other => panic!("no `{other}` here"),
    }
}

/// A request with one metric whose description fills it up to that size.
fn request_of(size: usize) -> Vec<u8> {
    fn field(tag: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![tag];
        prost::encoding::encode_varint(content.len() as u64, &mut out);
        out.extend(content);
        out
    }
    let of = |filling: usize| field(10, &field(18, &field(18, &field(18, &vec![b'x'; filling]))));
    let around = of(size - 20).len() - (size - 20);
    let request = of(size - around);
    assert_eq!(request.len(), size);
    request
}

#[test]
fn every_compression_is_undone_on_both_transports() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let message = request_of(10_000);
    for encoding in ["gzip", "zstd", "deflate"] {
        let packed = pack(encoding, &message);
        let headers = [("content-type", PROTOBUF), ("content-encoding", encoding)];
        for (version, request) in [
            (Version::HTTP_11, post("/v1/metrics", &headers, packed.clone())),
            (Version::HTTP_2, call(Some(encoding), &packed)),
        ] {
            let exchange = ask(&receiver, version, request);
            assert_eq!(exchange.body(), message, "{encoding} {version:?}");
            assert_eq!(exchange.problem(), None);
            assert_eq!(exchange.encoding(), Some(encoding));
            assert_eq!(exchange.wire_size(), packed.len() as u64);
        }
    }
}

#[test]
fn a_bomb_is_refused_on_both_transports() {
    let receiver = OtlpReceiver::builder().max_message_size(1 << 20).start().expect("a receiver");
    for encoding in ["gzip", "zstd", "deflate"] {
        let packed = pack(encoding, &vec![0; 8 << 20]);
        let headers = [("content-type", PROTOBUF), ("content-encoding", encoding)];
        let over_http = ask(&receiver, Version::HTTP_11, post("/v1/metrics", &headers, packed.clone()));
        assert_eq!(over_http.status(), Some(Status::Http(413)), "{encoding}");
        let over_grpc = ask(&receiver, Version::HTTP_2, call(Some(encoding), &packed));
        assert_eq!(over_grpc.status(), Some(Status::Grpc(8)), "{encoding}");
        for exchange in [over_http, over_grpc] {
            assert_eq!(exchange.problem(), Some("the message is larger than 1048576 bytes"));
            assert_eq!(exchange.body(), packed, "a body that could not be unpacked is kept as it was sent");
        }
    }
}

#[test]
fn sixty_four_mebibytes_are_taken_and_one_byte_more_is_not() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let largest = Bytes::from(request_of(64 << 20));
    let larger = Bytes::from(request_of((64 << 20) + 1));
    let headers = [("content-type", PROTOBUF)];
    for version in [Version::HTTP_11, Version::HTTP_2] {
        let exchange = ask(&receiver, version, post("/v1/metrics", &headers, largest.clone()));
        assert_eq!(exchange.status(), Some(Status::Http(200)), "{:?}", exchange.problem());
        let exchange = ask(&receiver, version, post("/v1/metrics", &headers, larger.clone()));
        assert_eq!(exchange.status(), Some(Status::Http(413)));
        assert_eq!(exchange.wire_size(), larger.len() as u64);
    }
    let exchange = ask(&receiver, Version::HTTP_2, call(None, &largest));
    assert_eq!(exchange.status(), Some(Status::Grpc(0)), "{:?}", exchange.problem());
    let exchange = ask(&receiver, Version::HTTP_2, call(None, &larger));
    assert_eq!(exchange.status(), Some(Status::Grpc(8)));
}

#[test]
fn json_and_protobuf_over_http_and_grpc_give_one_and_the_same_reading() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let mut runner =
        prop::test_runner::TestRunner::new(ProptestConfig { cases: 48, ..ProptestConfig::default() });
    let outcome = runner.run(&request(), |request| {
        let protobuf = request.encode_to_vec();
        let json = Export::from_protobuf(&protobuf).to_json();
        let exchanges = [
            ask(&receiver, Version::HTTP_2, call(None, &protobuf)),
            ask(&receiver, Version::HTTP_11, post("/v1/metrics", &[("content-type", PROTOBUF)], protobuf)),
            ask(
                &receiver,
                Version::HTTP_11,
                post("/v1/metrics", &[("content-type", "application/json")], json),
            ),
        ];
        for exchange in &exchanges {
            prop_assert_eq!(exchange.problem(), None);
            prop_assert_eq!(exchange.faults(), []);
        }
        let [grpc, http, json] = exchanges.each_ref().map(Exchange::reading);
        prop_assert!(grpc.is_some());
        prop_assert_eq!(grpc, http);
        prop_assert_eq!(grpc, json);
        Ok(())
    });
    outcome.expect("one reading");
}
