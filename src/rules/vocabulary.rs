//! The words of which names are made.

/// Units in which Prometheus wants to see things.
const BASE_UNITS: &[&str] = &[
    "seconds", "bytes", "celsius", "kelvin", "meters", "metres", "grams", "joules", "volts", "amperes",
    "moles",
];

/// Other units, with the base unit that takes their place.
const OTHER_UNITS: &[(&str, &str)] = &[
    ("minutes", "seconds"),
    ("hours", "seconds"),
    ("days", "seconds"),
    ("weeks", "seconds"),
    ("bits", "bytes"),
    ("kelvins", "kelvin"),
    ("fahrenheit", "celsius"),
    ("rankine", "celsius"),
    ("inches", "meters"),
    ("feet", "meters"),
    ("yards", "meters"),
    ("miles", "meters"),
    ("pounds", "grams"),
    ("ounces", "grams"),
    ("calories", "joules"),
];

/// What a unit is multiplied with; the binary ones as they are spelled, and the misspellings that are about.
const PREFIXES: &[&str] = &[
    "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "mega", "giga", "tera",
    "peta", "exa", "kibi", "mebi", "mibi", "gibi", "tebi", "tibi", "pebi", "pibi", "exbi",
];

/// The words of a name, in their order.
pub(super) fn words(name: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    name.split(['_', '.', ':', '-', '/']).filter(|word| !word.is_empty())
}

/// Whether a name has one of these words.
pub(super) fn has_word(name: &str, known: &[&str]) -> bool {
    words(name).any(|word| is_one_of(word, known))
}

/// Whether a word is one of these, however its letters are written.
pub(super) fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// Whether a word is a unit of the base.
pub(super) fn is_base_unit(word: &str) -> bool {
    is_one_of(word, BASE_UNITS)
}

/// The base unit that takes the place of a unit that is none.
pub(super) fn base_unit_of(word: &str) -> Option<&'static str> {
    let other = OTHER_UNITS.iter().find(|(unit, _)| unit.eq_ignore_ascii_case(word));
    let prefixed = || {
        PREFIXES.iter().find_map(|prefix| {
            let head = word.get(..prefix.len())?;
            let unit = &word[prefix.len()..];
            if unit.is_empty() || !head.eq_ignore_ascii_case(prefix) {
                return None;
            }
            let is_meant = |known: &str| {
                known.eq_ignore_ascii_case(unit)
                    || known.strip_suffix('s').is_some_and(|one| one.eq_ignore_ascii_case(unit))
            };
            let base = BASE_UNITS.iter().find(|known| is_meant(known)).copied();
            base.or_else(|| is_meant("bits").then_some("bytes"))
        })
    };
    other.map(|&(_, base)| base).or_else(prefixed)
}

/// Whether a word in lower case means several of something, as far as its last letters tell.
pub(super) fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "os", "as"].iter().any(|end| word.ends_with(end))
        && !is_base_unit(word)
}

/// Whether a capital follows a small letter.
pub(super) fn is_camel_case(name: &str) -> bool {
    name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_are_no_base_have_one() {
        for (unit, base) in [
            ("milliseconds", Some("seconds")),
            ("millisecond", Some("seconds")),
            ("mebibytes", Some("bytes")),
            ("MegaBits", Some("bytes")),
            ("kelvins", Some("kelvin")),
            ("kilometres", Some("metres")),
            ("days", Some("seconds")),
            ("seconds", None),
            ("thermometers", None),
            ("parameters", None),
            ("kilo", None),
            ("millis", None),
            ("µseconds", None),
        ] {
            assert_eq!(base_unit_of(unit), base, "{unit}");
        }
    }

    #[test]
    fn plurals_are_told_by_their_ends() {
        for (word, is_so) in [
            ("orders", true),
            ("status", false),
            ("class", false),
            ("analysis", false),
            ("bytes", false),
            ("dns", false),
        ] {
            assert_eq!(is_plural(word), is_so, "{word}");
        }
    }
}
