//! How many series there are, and what makes them many.

use super::family;

use super::view::{CaptureView, Census};
use crate::model::Family;
use rustc_hash::{FxHashMap, FxHashSet};

/// A label that has got new values between the first look at it and the last one.
struct Grown<'v> {
    family: &'v str,
    key: &'v str,
    /// How many different values it has had.
    values: usize,
    /// One that was not there at first.
    example: String,
}

/// The labels that have got new values of a kind from look to look.
fn grown<'v>(
    view: &CaptureView<'v>,
    is_meant: impl Fn(Family<'_>, &str) -> bool,
    is_so: impl Fn(&str) -> bool,
) -> Vec<Grown<'v>> {
    let mut readings = view.readings();
    // Alone, a look has nothing to be compared with; of many, the last one tells enough.
    let (Some(first), Some(last)) = (readings.next(), readings.next_back()) else { return Vec::new() };
    let mut before: FxHashMap<(&str, &str), FxHashSet<String>> = FxHashMap::default();
    for (family, column) in Census::of(first.reading).columns() {
        if is_meant(family, column.key) {
            let texts = column.texts().filter(|text| is_so(text)).map(|text| text.into_owned());
            before.entry((family.name(), column.key)).or_default().extend(texts);
        }
    }
    let mut grown = Vec::new();
    for (family, column) in Census::of(last.reading).columns() {
        let Some(known) = before.get_mut(&(family.name(), column.key)).filter(|known| !known.is_empty())
        else {
            continue;
        };
        let mut example = None;
        for text in column.texts().filter(|text| is_so(text)) {
            if known.insert(text.clone().into_owned()) {
                example.get_or_insert_with(|| text.into_owned());
            }
        }
        if let Some(example) = example {
            grown.push(Grown { family: family.name(), key: column.key, values: known.len(), example });
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
