//! The settings of a team: `meterstick.toml`.
//!
//! ```toml
//! profile = "prometheus-3"
//!
//! [[rules]]
//! rule = "name/*"
//! family = "legacy_*"
//! set = "allow"
//! reason = "renamed in the next major version"
//!
//! [[accept]]
//! defect = "python-client-colon-escaped"
//! reason = "reported upstream"
//!
//! [contract]
//! optional = ["orders_failed_total"]
//! ```

use meterstick::contract::Policy;
use meterstick::rules::{Adjustment, Setting};
use serde::Deserialize;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::arguments::PolicyOptions;
use crate::outcome::Trouble;
use crate::policy::Contract;

const FILE: &str = "meterstick.toml";

/// Everything that the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The profile that chooses which rules speak.
    pub(crate) profile: Option<String>,
    rules: Vec<RuleSetting>,
    /// Known defects of released libraries that are accepted.
    pub(crate) accept: Vec<Accepted>,
    contract: Contract,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSetting {
    rule: String,
    family: Option<String>,
    set: Set,
    reason: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Set {
    Allow,
    Warn,
    Deny,
}

/// A known defect that is accepted by its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accepted {
    pub(crate) defect: String,
    pub(crate) reason: String,
}

impl Settings {
    /// The settings of the file that the options name, or of the usual one if it is there.
    pub(crate) fn read(options: &PolicyOptions) -> Result<Self, Trouble> {
        let (path, is_named) = match &options.policy {
            Some(path) => (path.as_path(), true),
            None => (Path::new(FILE), false),
        };
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text).map_err(|error| Trouble::of(path.display(), error)),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_named => Ok(Self::default()),
            Err(error) => Err(Trouble::of(format!("cannot read {}", path.display()), error)),
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The decisions about the contract.
    pub(crate) fn policy(&self) -> Policy {
        self.contract.policy()
    }

    /// The decisions about rules, in the order of the file.
    pub(crate) fn adjustments(&self) -> impl Iterator<Item = Adjustment> {
        self.rules.iter().map(|one| Adjustment {
            rules: one.rule.clone(),
            family: one.family.clone(),
            setting: match one.set {
                Set::Allow => Setting::Allow,
                Set::Warn => Setting::Warn,
                Set::Deny => Setting::Deny,
            },
            reason: one.reason.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_read() {
        let text = r#"
            profile = "otlp"
            [[rules]]
            rule = "name/*"
            family = "legacy_*"
            set = "allow"
            reason = "old"
            [[rules]]
            rule = "help/missing"
            set = "deny"
            reason = "agreed"
            [[accept]]
            defect = "x"
            reason = "known"
        "#;
        let settings = Settings::parse(text).expect("a good file");
        assert_eq!(settings.profile.as_deref(), Some("otlp"));
        let read: Vec<_> = settings.adjustments().collect();
        assert_eq!(read[0].family.as_deref(), Some("legacy_*"));
        assert_eq!((read[1].setting, &*read[1].reason), (Setting::Deny, "agreed"));
        assert_eq!(settings.accept[0].defect, "x");
    }

    #[test]
    fn a_setting_without_a_reason_is_refused() {
        let error = Settings::parse("[[rules]]\nrule = \"x\"\nset = \"allow\"\n").expect_err("no reason");
        assert!(error.to_string().contains("missing field `reason`"), "{error}");
    }

    #[test]
    fn a_misspelt_decision_is_told() {
        let error = Settings::parse("[contract]\noptionl = []\n").expect_err("a misspelt key").to_string();
        assert!(error.contains("unknown field `optionl`") && error.contains("line 2"), "{error}");
    }
}
