//! How many series there are, and what makes them many.

use super::family;

use super::view::{CaptureView, Metric, Metrics};
use rustc_hash::{FxHashMap, FxHashSet};

/// A label that has got new values between the first look at it and the last one.
struct Grown {
    family: String,
    key: String,
    /// How many different values it has had.
    values: usize,
    /// One that was not there at first.
    example: String,
}

/// The labels that have got new values of a kind from look to look.
fn grown(
    view: &CaptureView<'_>,
    is_meant: impl Fn(&Metric<'_>, &str) -> bool,
    is_so: impl Fn(&str) -> bool,
) -> Vec<Grown> {
    let mut readings = view.readings();
    // Alone, a look has nothing to be compared with; of many, the last one tells enough.
    let (Some(first), Some(last)) = (readings.next(), readings.next_back()) else { return Vec::new() };
    let mut before: FxHashMap<(String, String), FxHashSet<String>> = FxHashMap::default();
    for (metric, column) in Metrics::of_reading(&first).columns() {
        if is_meant(metric, &column.key) {
            let texts = column.values.iter().filter(|text| is_so(text)).map(ToString::to_string);
            let place = (metric.name.to_string(), column.key.to_string());
            before.entry(place).or_default().extend(texts);
        }
    }
    let mut grown = Vec::new();
    for (metric, column) in Metrics::of_reading(&last).columns() {
        let place = (metric.name.to_string(), column.key.to_string());
        let Some(known) = before.get_mut(&place).filter(|known| !known.is_empty()) else { continue };
        let mut example = None;
        for text in column.values.iter().filter(|text| is_so(text)) {
            if known.insert(text.to_string()) {
                example.get_or_insert_with(|| text.to_string());
            }
        }
        if let Some(example) = example {
            let (family, key) = place;
            grown.push(Grown { family, key, values: known.len(), example });
        }
    }
    grown
}

/// Whether it names one thing of many: a UUID, an ULID, or many hexadecimal digits.
fn is_identifier(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_digit = || bytes.iter().any(u8::is_ascii_digit);
    match bytes.len() {
        26 => {
            let is_of_alphabet =
                |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() && !b"ILOU".contains(byte);
            bytes.iter().all(is_of_alphabet) && has_digit()
        }
        36 => {
            let dashes = [8, 13, 18, 23];
            let is_right = |(at, byte): (usize, &u8)| {
                if dashes.contains(&at) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
            };
            bytes.iter().enumerate().all(is_right)
        }
        16.. => {
            bytes.iter().all(u8::is_ascii_hexdigit)
                && has_digit()
                && bytes.iter().any(u8::is_ascii_alphabetic)
        }
        _ => false,
    }
}

family! {
    client_addresses CLIENT_ADDRESSES
    email_address EMAIL_ADDRESS
    family_huge FAMILY_HUGE
    family_large FAMILY_LARGE
    free_text FREE_TEXT
    numbers NUMBERS
    overflow OVERFLOW
    product PRODUCT
    raw_url_paths RAW_URL_PATHS
    spelling_variants SPELLING_VARIANTS
    times TIMES
    unique_identifiers UNIQUE_IDENTIFIERS
    user_identifiers USER_IDENTIFIERS
}
