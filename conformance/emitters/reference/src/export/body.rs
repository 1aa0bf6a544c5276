//! Bodies of requests and answers.

use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::Incoming;
use std::io::{Read, Write};

use super::connection::Failure;
use crate::defects::{self, Defect};
use crate::say::crash;

/// Nothing is read of an answer beyond this.
pub(super) const LARGEST: usize = 4 << 20;

/// An answer, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) trailers: HeaderMap,
    pub(super) is_cut: bool,
}

impl Body {
    pub(super) async fn read(mut incoming: Incoming) -> Result<Self, Failure> {
        let mut body = Self::default();
        while let Some(frame) = incoming.frame().await {
            match frame?.into_data() {
                Ok(data) => body.bytes.extend_from_slice(&data),
                Err(other) => {
                    if let Ok(trailers) = other.into_trailers() {
                        body.trailers = trailers;
                    }
                }
            }
            if body.bytes.len() > LARGEST {
                body.cut();
                break;
            }
        }
        Ok(body)
    }

    fn cut(&mut self) {
        if defects::has(Defect::OversizedCrashes) {
            crash("out of memory");
        }
        self.bytes.truncate(LARGEST);
        self.is_cut = true;
    }

    /// Undoes the compression of an answer.
    pub(super) fn decompress(&mut self) {
        let mut plain = Vec::new();
        let is_whole =
            GzDecoder::new(&self.bytes[..]).take(LARGEST as u64 + 1).read_to_end(&mut plain).is_ok();
        if is_whole {
            self.bytes = plain;
        }
        if self.bytes.len() > LARGEST {
            self.cut();
        }
    }

    /// What it says, for a log line.
    pub(super) fn shown(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(400)]).into_owned();
        text.chars().take(200).collect()
    }
}

/// Compresses a body.
pub(crate) fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").into()
}
