//! Relabelling, as `relabel_configs` and `metric_relabel_configs` of Prometheus do it.

use regex::Regex;
use std::fmt;

/// Labels in the order of their names.
pub(super) type LabelList = Vec<(String, String)>;

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Replace,
    Keep,
    Drop,
    KeepEqual,
    DropEqual,
    HashMod,
    LabelMap,
    LabelDrop,
    LabelKeep,
    Lowercase,
    Uppercase,
}

impl Action {
    const NAMES: [(&'static str, Self); 11] = [
        ("replace", Self::Replace),
        ("keep", Self::Keep),
        ("drop", Self::Drop),
        ("keepequal", Self::KeepEqual),
        ("dropequal", Self::DropEqual),
        ("hashmod", Self::HashMod),
        ("labelmap", Self::LabelMap),
        ("labeldrop", Self::LabelDrop),
        ("labelkeep", Self::LabelKeep),
        ("lowercase", Self::Lowercase),
        ("uppercase", Self::Uppercase),
    ];

    /// The action of that name, in any case.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, action)| action)
    }
}

/// One rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    source_labels: Vec<String>,
    separator: String,
    regex: Regex,
    target_label: String,
    replacement: String,
    modulus: u64,
    action: Action,
}

/// A rule as the configuration says it, with Prometheus' defaults.
#[derive(Clone, Debug)]
pub(super) struct RuleDraft {
    pub(super) source_labels: Vec<String>,
    pub(super) separator: String,
    pub(super) regex: String,
    pub(super) target_label: String,
    pub(super) replacement: String,
    pub(super) modulus: u64,
    pub(super) action: Action,
}

impl Default for RuleDraft {
    fn default() -> Self {
        Self {
            source_labels: Vec::new(),
            separator: ";".to_owned(),
            regex: "(.*)".to_owned(),
            target_label: String::new(),
            replacement: "$1".to_owned(),
            modulus: 0,
            action: Action::Replace,
        }
    }
}

/// A rule that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadRule(String);

impl fmt::Display for BadRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<RuleDraft> for Rule {
    type Error = BadRule;

    fn try_from(draft: RuleDraft) -> Result<Self, BadRule> {
        use Action::{DropEqual, HashMod, KeepEqual, Lowercase, Replace, Uppercase};
        let needs_target =
            matches!(draft.action, Replace | HashMod | Lowercase | Uppercase | KeepEqual | DropEqual);
        if needs_target && draft.target_label.is_empty() {
            return Err(BadRule(format!("relabel action {:?} needs a target_label", draft.action)));
        }
        if draft.action == HashMod && draft.modulus == 0 {
            return Err(BadRule("relabel action HashMod needs a modulus above zero".to_owned()));
        }
        // The whole value has to match, line feeds included.
        let regex = Regex::new(&format!("^(?s:{})$", draft.regex))
            .map_err(|_| BadRule(format!("`{}` is no regular expression", draft.regex)))?;
        Ok(Self {
            source_labels: draft.source_labels,
            separator: draft.separator,
            regex,
            target_label: draft.target_label,
            replacement: draft.replacement,
            modulus: draft.modulus,
            action: draft.action,
        })
    }
}

/// Follows the rules one after the other; `None` if one of them drops what the labels stand for.
pub(super) fn relabel(rules: &[Rule], mut labels: LabelList) -> Option<LabelList> {
    for rule in rules {
        if !rule.apply(&mut labels) {
            return None;
        }
    }
    labels.sort();
    Some(labels)
}

fn get<'l>(labels: &'l [(String, String)], name: &str) -> &'l str {
    labels.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// Sets a label; an empty value takes it away.
fn set(labels: &mut LabelList, name: &str, value: String) {
    labels.retain(|(known, _)| known != name);
    if !value.is_empty() {
        labels.push((name.to_owned(), value));
    }
}

impl Rule {
    /// Follows the rule; `false` if it drops what the labels stand for.
    fn apply(&self, labels: &mut LabelList) -> bool {
        let values: Vec<&str> = self.source_labels.iter().map(|name| get(labels, name)).collect();
        let source = values.join(&self.separator);
        match self.action {
            Action::Keep => return self.regex.is_match(&source),
            Action::Drop => return !self.regex.is_match(&source),
            Action::KeepEqual => return get(labels, &self.target_label) == source,
            Action::DropEqual => return get(labels, &self.target_label) != source,
            Action::Replace => self.replace(labels, &source),
            Action::Lowercase => set(labels, &self.target_label, source.to_lowercase()),
            Action::Uppercase => set(labels, &self.target_label, source.to_uppercase()),
            Action::HashMod => {
                let digest = md5::compute(&source).0;
                // Prometheus takes the second half of the digest.
                let half = digest[8..].iter().fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
                set(labels, &self.target_label, (half % self.modulus).to_string());
            }
            Action::LabelMap => {
                let mapped: LabelList = labels
                    .iter()
                    .filter(|(name, _)| self.regex.is_match(name))
                    .map(|(name, value)| {
                        (self.regex.replace(name, &self.replacement).into_owned(), value.clone())
                    })
                    .collect();
                for (name, value) in mapped {
                    set(labels, &name, value);
                }
            }
            Action::LabelDrop => labels.retain(|(name, _)| !self.regex.is_match(name)),
            Action::LabelKeep => labels.retain(|(name, _)| self.regex.is_match(name)),
        }
        true
    }

    fn replace(&self, labels: &mut LabelList, source: &str) {
        let Some(found) = self.regex.captures(source) else { return };
        let expand = |template: &str| {
            let mut out = String::new();
            found.expand(template, &mut out);
            out
        };
        let target = expand(&self.target_label);
        // A name that is none is left alone, as Prometheus does.
        if !target.is_empty() {
            set(labels, &target, expand(&self.replacement));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(action: &str) -> RuleDraft {
        RuleDraft { action: Action::from_name(action).expect("a known action"), ..RuleDraft::default() }
    }

    /// A rule, and what it makes of `{a="foo",b="bar",c="baz"}`; nothing if it drops it.
    #[test]
    fn each_action_does_what_prometheus_does() {
        let from = |mut draft: RuleDraft, source: &[&str], regex: &str, target: &str, replacement: &str| {
            draft.source_labels = source.iter().map(|&name| name.to_owned()).collect();
            regex.clone_into(&mut draft.regex);
            target.clone_into(&mut draft.target_label);
            replacement.clone_into(&mut draft.replacement);
            draft
        };
        let hash = RuleDraft { modulus: 1000, ..from(draft("hashmod"), &["c"], "(.*)", "d", "$1") };
        for (rule, expected) in [
            (from(draft("replace"), &["a"], "f(.*)", "d", "ch${1}-ch${1}"), "a=foo b=bar c=baz d=choo-choo"),
            (from(draft("replace"), &["a", "b"], "f(.*);(.*)r", "a", "b${1}${2}m"), "a=boobam b=bar c=baz"),
            (from(draft("replace"), &["a"], "x(.*)", "d", "$1"), "a=foo b=bar c=baz"),
            (from(draft("replace"), &["a"], ".*", "b", ""), "a=foo c=baz"),
            (from(draft("replace"), &["a"], "(f).*", "${1}_name", "v"), "a=foo b=bar c=baz f_name=v"),
            (from(draft("keep"), &["a"], "fo", "", ""), ""),
            (from(draft("keep"), &["a"], "fo+", "", ""), "a=foo b=bar c=baz"),
            (from(draft("drop"), &["a"], "foo|x", "", ""), ""),
            (from(draft("keepequal"), &["a"], "", "b", ""), ""),
            (from(draft("dropequal"), &["a"], "", "b", ""), "a=foo b=bar c=baz"),
            (hash, "a=foo b=bar c=baz d=976"),
            (from(draft("labelmap"), &[], "(a|b)", "", "x_$1"), "a=foo b=bar c=baz x_a=foo x_b=bar"),
            (from(draft("labeldrop"), &[], "a|b", "", ""), "c=baz"),
            (from(draft("labelkeep"), &[], "a|b", "", ""), "a=foo b=bar"),
            (from(draft("uppercase"), &["a"], "", "d", ""), "a=foo b=bar c=baz d=FOO"),
            (from(draft("Lowercase"), &["a"], "", "a", ""), "a=foo b=bar c=baz"),
        ] {
            let labels =
                [("a", "foo"), ("b", "bar"), ("c", "baz")].map(|(k, v)| (k.to_owned(), v.to_owned()));
            let rule = Rule::try_from(rule).expect("a good rule");
            let told =
                relabel(std::slice::from_ref(&rule), labels.to_vec()).map_or_else(String::new, |labels| {
                    labels.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
                });
            assert_eq!(told, expected, "{rule:?}");
        }
    }

    #[test]
    fn a_rule_that_cannot_be_followed_is_told() {
        for (rule, message) in [
            (draft("replace"), "relabel action Replace needs a target_label"),
            (
                RuleDraft { target_label: "x".into(), ..draft("hashmod") },
                "relabel action HashMod needs a modulus above zero",
            ),
            (RuleDraft { regex: "(".into(), ..draft("keep") }, "`(` is no regular expression"),
        ] {
            assert_eq!(Rule::try_from(rule).expect_err("a bad rule").to_string(), message);
        }
    }
}
