//! The compressions that exporters use, undone within a limit.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use std::io::{self, Read};

/// A compression that the receiver can undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
    Deflate,
}

/// Why a body could not be decompressed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unpackable {
    /// It is longer than allowed.
    TooLarge,
    /// It is not what its compression asks for.
    Corrupt(String),
}

/// The names of all compressions, as `Accept-Encoding` and `grpc-accept-encoding` list them.
pub(super) const ACCEPTED: &str = "gzip,zstd,deflate";

/// What a decoder may keep for references back, however small the limit on messages is: what zstd asks for at its highest levels.
const LEAST_WINDOW: u64 = 8 << 20;

/// `Ok(None)` stands for no compression, `Err` for an unknown one.
pub(super) fn named(name: Option<&str>) -> Result<Option<Compression>, ()> {
    let Some(name) = name else { return Ok(None) };
    match name.trim().to_ascii_lowercase().as_str() {
        "" | "identity" | "none" => Ok(None),
        "gzip" | "x-gzip" => Ok(Some(Compression::Gzip)),
        "zstd" => Ok(Some(Compression::Zstd)),
        "deflate" => Ok(Some(Compression::Deflate)),
        _ => Err(()),
    }
}

impl Compression {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Deflate => "deflate",
        }
    }

    /// Decompresses, and stops as soon as more than `limit` bytes come out, so that a small body that would grow
    /// without end costs no more than a large one.
    pub(super) fn undo(self, packed: &[u8], limit: usize) -> Result<Vec<u8>, Unpackable> {
        let mut out = Vec::new();
        match self {
            Self::Gzip => fill(&mut out, MultiGzDecoder::new(packed), limit)?,
            // By its definition `deflate` has a zlib head, yet some clients leave it away.
            Self::Deflate if has_zlib_head(packed) => fill(&mut out, ZlibDecoder::new(packed), limit)?,
            Self::Deflate => fill(&mut out, DeflateDecoder::new(packed), limit)?,
            Self::Zstd => undo_zstd(&mut out, packed, limit)?,
        }
        out.shrink_to_fit();
        Ok(out)
    }
}

fn has_zlib_head(packed: &[u8]) -> bool {
    matches!(packed, [method, flags, ..]
        if method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31))
}

/// A zstd body is a row of frames, of which some may have to be skipped.
fn undo_zstd(out: &mut Vec<u8>, mut packed: &[u8], limit: usize) -> Result<(), Unpackable> {
    let window = LEAST_WINDOW.max(limit as u64);
    if packed.is_empty() {
        return Err(Unpackable::Corrupt("there is no zstd frame".to_owned()));
    }
    while !packed.is_empty() {
        match StreamingDecoder::new_with_max_window_size(&mut packed, window) {
            Ok(frame) => fill(out, frame, limit)?,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                let rest = packed.get(length as usize..);
                packed = rest.ok_or_else(|| Unpackable::Corrupt("a skipped frame is cut".to_owned()))?;
            }
            Err(FrameDecoderError::WindowSizeTooBig { .. }) => return Err(Unpackable::TooLarge),
            Err(error) => return Err(Unpackable::Corrupt(error.to_string())),
        }
    }
    Ok(())
}

/// Reads to the end. The vector grows by doubling, yet never beyond the limit.
fn fill(out: &mut Vec<u8>, mut from: impl Read, limit: usize) -> Result<(), Unpackable> {
    const FIRST: usize = 64 << 10;
    let mut filled = out.len();
    loop {
        if filled == limit {
            // Only one more byte tells the end from too much.
            out.truncate(filled);
            return match read(&mut from, &mut [0])? {
                0 => Ok(()),
                _ => Err(Unpackable::TooLarge),
            };
        }
        if filled == out.len() {
            let more = (filled * 2).max(FIRST).min(limit);
            out.reserve_exact(more - filled);
            out.resize(more, 0);
        }
        match read(&mut from, &mut out[filled..])? {
            0 => {
                out.truncate(filled);
                return Ok(());
            }
            read => filled += read,
        }
    }
}

fn read(from: &mut impl Read, into: &mut [u8]) -> Result<usize, Unpackable> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Unpackable::Corrupt(error.to_string())),
            Ok(read) => return Ok(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn pack(compression: Compression, bytes: &[u8]) -> Vec<u8> {
        let level = flate2::Compression::fast();
        match compression {
            Compression::Gzip => {
                let mut packer = GzEncoder::new(Vec::new(), level);
                packer.write_all(bytes).and_then(|()| packer.finish())
            }
            Compression::Deflate => {
                let mut packer = ZlibEncoder::new(Vec::new(), level);
                packer.write_all(bytes).and_then(|()| packer.finish())
            }
            Compression::Zstd => {
                Ok(ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest))
            }
        }
        .expect("memory takes all")
    }

    const ALL: [Compression; 3] = [Compression::Gzip, Compression::Zstd, Compression::Deflate];

    #[test]
    fn a_body_of_exactly_the_limit_passes_and_one_byte_more_does_not() {
        for compression in ALL {
            for size in [0, 1, 100, 70_000, 300_000] {
                let packed = pack(compression, &vec![7; size]);
                assert_eq!(compression.undo(&packed, size), Ok(vec![7; size]), "{compression:?} {size}");
                if size > 0 {
                    assert_eq!(compression.undo(&packed, size - 1), Err(Unpackable::TooLarge));
                }
            }
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        for compression in ALL {
            let packed = pack(compression, &vec![0; 4 << 20]);
            assert!(packed.len() < 1 << 15, "{compression:?} packs zeroes well");
            assert_eq!(compression.undo(&packed, 1 << 16), Err(Unpackable::TooLarge), "{compression:?}");
        }
    }

    #[test]
    fn a_cut_body_is_corrupt() {
        for compression in ALL {
            let packed = pack(compression, b"a sentence that is long enough to be cut somewhere");
            for keep in 1..packed.len().min(20) {
                let cut = compression.undo(&packed[..keep], 1 << 20);
                assert!(matches!(cut, Err(Unpackable::Corrupt(_))), "{compression:?} {keep}: {cut:?}");
            }
        }
    }

    #[test]
    fn several_members_or_frames_are_one_body() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let mut packed = pack(compression, b"one");
            packed.extend(pack(compression, b"two"));
            assert_eq!(compression.undo(&packed, 6), Ok(b"onetwo".to_vec()));
            assert_eq!(compression.undo(&packed, 5), Err(Unpackable::TooLarge));
        }
    }

    #[test]
    fn deflate_is_understood_without_its_head() {
        let mut packer = DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"bare").expect("memory takes all");
        let packed = packer.finish().expect("memory takes all");
        assert_eq!(Compression::Deflate.undo(&packed, 10), Ok(b"bare".to_vec()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_undone_without_panic(bytes: Vec<u8>, head in 0..4_usize) {
            let heads: [&[u8]; 4] = [b"", &[0x1f, 0x8b, 8], &[0x28, 0xb5, 0x2f, 0xfd], &[0x78, 0x9c]];
            let bytes = [heads[head], &bytes].concat();
            for compression in ALL {
                if let Ok(out) = compression.undo(&bytes, 1 << 16) {
                    prop_assert!(out.len() <= 1 << 16);
                }
            }
        }
    }
}
