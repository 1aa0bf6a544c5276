//! Which rules are meant.

use meterstick::rules::Rule;

use super::arguments::Rules;
use super::entry::{self, Entry};

/// The rules that every filter lets through, by their ids.
pub(crate) fn chosen(options: &Rules) -> Vec<&'static Rule> {
    let wanted: Vec<String> =
        options.search.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect();
    let is_meant = |rule: &&Rule| {
        let fits = |pattern: &String| rule.is_called(pattern) || pattern == rule.family();
        (options.patterns.is_empty() || options.patterns.iter().any(fits))
            && is_one_of(&options.level, rule.level.name())
            && is_one_of(&options.severity, rule.severity.name())
            && is_one_of(&options.effect, rule.effect.name())
            && is_one_of(&options.family, rule.family())
    };
    let has_words = |rule: &&'static Rule| {
        let has = |words: &str| wanted.iter().all(|word| words.contains(word.as_str()));
        wanted.is_empty() || has(&Entry::of(rule).words())
    };
    entry::all().into_iter().filter(is_meant).filter(has_words).collect()
}

fn is_one_of(names: &[String], name: &str) -> bool {
    names.is_empty() || names.iter().any(|one| one == name)
}
