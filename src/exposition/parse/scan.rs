//! The leaves of the grammar: how far a name or a string goes.
//!
//! These functions decide the speed of the parser, so they look at eight bytes at a time in plain integer
//! arithmetic: no intrinsics, the same on every processor, and quick even without optimisation.

/// One byte repeated eight times.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const LOW_BITS: u64 = all(0x7f);
const HIGH_BITS: u64 = all(0x80);

/// Has the high bit of each byte set that lies within `first..=last`; every byte of `word` must be below 128.
#[inline(always)]
const fn within(word: u64, first: u8, last: u8) -> u64 {
    word.wrapping_add(all(0x80 - first)) & !word.wrapping_add(all(0x7f - last))
}

/// Has the high bit of each byte set that belongs to no name.
#[inline(always)]
const fn foreign<const COLON: bool>(word: u64) -> u64 {
    let low = word & LOW_BITS;
    let letter = within(low | all(0x20), b'a', b'z');
    // The colon follows the nine.
    let digit = within(low, b'0', if COLON { b':' } else { b'9' });
    let not_underscore = (low ^ all(b'_')).wrapping_add(LOW_BITS);
    !((letter | digit | !not_underscore) & !word) & HIGH_BITS
}

/// Bit 0: belongs to a label name. Bit 1: belongs to a metric name.
const NAME: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() || b == b'_' {
            table[byte] = 3;
        } else if b == b':' {
            table[byte] = 2;
        }
        byte += 1;
    }
    table
};

/// How many bytes at the start of `input` are `[a-zA-Z0-9_]`, or with `COLON` `[a-zA-Z0-9_:]`.
#[inline(always)]
pub(in crate::exposition) fn name_length<const COLON: bool>(input: &[u8]) -> usize {
    let mut rest = input;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        let found = foreign::<COLON>(u64::from_le_bytes(*chunk));
        if found != 0 {
            return input.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    let mask = if COLON { 2 } else { 1 };
    let mut length = input.len() - rest.len();
    for &byte in rest {
        if NAME[byte as usize] & mask == 0 {
            break;
        }
        length += 1;
    }
    length
}

/// Has the high bit of the first byte set that equals `byte`; later bytes may be wrong.
#[inline(always)]
const fn first_equal(word: u64, byte: u8) -> u64 {
    let zero = word ^ all(byte);
    zero.wrapping_sub(all(1)) & !zero
}

/// How many bytes stand before the first quote, backslash or line feed, or before the end.
#[inline(always)]
pub(in crate::exposition) fn plain_length(input: &[u8]) -> usize {
    let mut rest = input;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let found =
            (first_equal(word, b'"') | first_equal(word, b'\\') | first_equal(word, b'\n')) & HIGH_BITS;
        if found != 0 {
            return input.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    let mut length = input.len() - rest.len();
    for &byte in rest {
        if matches!(byte, b'"' | b'\\' | b'\n') {
            break;
        }
        length += 1;
    }
    length
}

/// Whether two short texts are equal, without a call for so little.
#[inline(always)]
pub(in crate::exposition) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (mut rest, mut against) = (one, other);
    while let (Some((left, more)), Some((right, further))) =
        (rest.split_first_chunk::<8>(), against.split_first_chunk::<8>())
    {
        if u64::from_le_bytes(*left) != u64::from_le_bytes(*right) {
            return false;
        }
        (rest, against) = (more, further);
    }
    if let (Some(left), Some(right)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        return u64::from_le_bytes(*left) == u64::from_le_bytes(*right);
    }
    rest.iter().zip(against).all(|(left, right)| left == right)
}

/// How many bytes stand before the next line feed, or before the end.
#[inline]
pub(in crate::exposition) fn line_length(input: &[u8]) -> usize {
    memchr::memchr(b'\n', input).unwrap_or(input.len())
}

/// How many blanks and tabs stand at the start.
#[inline]
pub(in crate::exposition) fn blank_length(input: &[u8]) -> usize {
    input.iter().take_while(|byte| is_blank(**byte)).count()
}

/// How many bytes stand before the next blank, tab, carriage return or line feed, or before the end.
#[inline]
pub(in crate::exposition) fn token_length(input: &[u8]) -> usize {
    input.iter().take_while(|byte| !is_blank(**byte) && !matches!(**byte, b'\n' | b'\r')).count()
}

/// Whether it is a blank or a tab, the two that separate tokens.
#[inline(always)]
pub(in crate::exposition) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_when_each_byte_is() {
        let text: Vec<u8> = (0..40).collect();
        let again = text.clone();
        for length in 0..40 {
            assert!(is_same(&text[..length], &again[..length]), "{length}");
            assert!(!is_same(&text[..length], &text[..length + 1]), "{length}");
            for place in 0..length {
                let mut other = text[..length].to_vec();
                other[place] ^= 0x80;
                assert!(!is_same(&text[..length], &other), "{place} of {length}");
            }
        }
    }

    #[test]
    fn eight_at_a_time_finds_what_one_at_a_time_finds() {
        for place in 0..20 {
            for byte in 0..=255_u8 {
                let mut text = [b'a'; 20];
                text[place] = byte;
                let name = |allowed: fn(u8) -> bool| if allowed(byte) { 20 } else { place };
                assert_eq!(
                    name_length::<false>(&text),
                    name(|b| b.is_ascii_alphanumeric() || b == b'_'),
                    "label name, byte {byte} at {place}"
                );
                assert_eq!(
                    name_length::<true>(&text),
                    name(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b':'),
                    "metric name, byte {byte} at {place}"
                );
                let plain = if matches!(byte, b'"' | b'\\' | b'\n') { place } else { 20 };
                assert_eq!(plain_length(&text), plain, "string, byte {byte} at {place}");
            }
        }
    }
}
