//! The yardstick: finds every name, label and value with memchr and reads the number, and builds nothing.

use memchr::{memchr, memchr2};

/// How many samples there are; lengths and numbers go where the optimiser cannot drop them.
pub(crate) fn split(body: &[u8]) -> usize {
    let (mut samples, mut lengths, mut sum) = (0, 0, 0.0);
    let mut rest = body;
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if line.is_empty() || line[0] == b'#' {
            lengths += line.len();
            continue;
        }
        let (length, value) = series(line);
        lengths += length;
        let token = &line[value..];
        let token = &token[..memchr(b' ', token).unwrap_or(token.len())];
        sum += fast_float2::parse::<f64, _>(token).unwrap_or(0.0);
        samples += 1;
    }
    std::hint::black_box((lengths, sum));
    samples
}

/// The length of name and labels, and where the value begins.
fn series(line: &[u8]) -> (usize, usize) {
    let Some(mut at) = memchr2(b'{', b' ', line) else { return (0, line.len()) };
    let mut lengths = at;
    if line[at] == b'{' {
        at += 1;
        while let Some(equals) = memchr(b'=', &line[at..]) {
            let value = at + equals + 2;
            let Some(quote) = closing_quote(line, value) else { return (lengths, line.len()) };
            lengths += equals + quote - value;
            at = quote + 2;
            if line.get(quote + 1) != Some(&b',') {
                break;
            }
        }
    }
    (lengths, (at + 1).min(line.len()))
}

fn closing_quote(line: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', line.get(at..)?)?;
        if line[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}
