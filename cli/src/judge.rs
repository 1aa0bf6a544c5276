//! What the options and the settings of a team make of the rules: which speak, and what their findings mean.

use meterstick::rules::{self, Adjustment, KnownDefect, Profile, Setting};
use serde::Deserialize;

use crate::arguments::{JudgeOptions, PolicyOptions};
use crate::baseline::Baseline;
use crate::outcome::{Outcome, Trouble};
use crate::report::Report;
use crate::settings::Settings;
use crate::style;

/// How captures are judged.
pub(crate) struct Judge {
    pub(crate) profile: Profile,
    pub(crate) settings: Settings,
    baseline: Option<Baseline>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Defects {
    defect: Vec<Defect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Defect {
    name: String,
    library: String,
    #[serde(default = "every_version")]
    versions: String,
    rule: String,
    family: Option<String>,
    #[serde(default)]
    signs: Vec<String>,
    evidence: String,
    upstream: Option<String>,
}

fn every_version() -> String {
    "*".to_owned()
}

impl Judge {
    /// Reads the settings; what the command line says comes after the file and wins.
    pub(crate) fn of(options: &JudgeOptions, policy: &PolicyOptions) -> Result<Self, Trouble> {
        let settings = Settings::read(policy)?;
        let name = options.profile.as_deref().or(settings.profile.as_deref()).unwrap_or("default");
        let mut profile: Profile = name.parse().map_err(|error| Trouble::new(format!("{error}")))?;
        for adjustment in settings.adjustments() {
            profile = with(profile, adjustment)?;
        }
        let said = [
            (&options.allow, Setting::Allow),
            (&options.warn, Setting::Warn),
            (&options.deny, Setting::Deny),
        ];
        for (texts, setting) in said {
            for text in texts {
                profile = with(profile, adjustment(text, setting)?)?;
            }
        }
        for defect in known_defects()? {
            profile = profile.know(defect);
        }
        for accepted in &settings.accept {
            profile = accept(profile, &accepted.defect, &accepted.reason)?;
        }
        for text in &options.accept {
            let (defect, reason) = with_reason(text)?;
            profile = accept(profile, defect, reason)?;
        }
        let baseline = match &options.baseline {
            Some(path) => Some(Baseline::open(path, options.update_baseline)?),
            None => None,
        };
        Ok(Self { profile, settings, baseline })
    }

    /// Whether the baseline is to be written anew.
    pub(crate) fn writes_baseline(&self) -> bool {
        self.baseline.as_ref().is_some_and(Baseline::is_written)
    }

    /// Takes away what the baseline holds, prints the report, and writes the baseline anew if that was asked for.
    pub(crate) fn conclude(
        &self,
        report: &mut Report,
        options: &crate::arguments::ReportOptions,
    ) -> Result<Outcome, Trouble> {
        if let Some(baseline) = &self.baseline {
            baseline.apply(report)?;
        }
        report.print(options)?;
        Ok(report.outcome(options.fail_on))
    }
}

/// The defects of released libraries that come with meterstick.
pub(crate) fn known_defects() -> Result<Vec<KnownDefect>, Trouble> {
    let broken = |error: &dyn std::fmt::Display| Trouble::of("the list of known defects", error);
    let Defects { defect } = toml::from_str(rules::KNOWN_DEFECTS).map_err(|error| broken(&error))?;
    defect
        .into_iter()
        .map(|one| {
            let mut known = KnownDefect::new(one.name, one.library, one.rule);
            known.versions = one.versions;
            known.family = one.family;
            known.evidence = one.evidence;
            known.upstream = one.upstream;
            for sign in one.signs {
                known.signs.push(sign.parse().map_err(|error| broken(&error))?);
            }
            Ok(known)
        })
        .collect()
}

fn accept(profile: Profile, defect: &str, reason: &str) -> Result<Profile, Trouble> {
    if profile.known().iter().any(|known| known.name == defect) {
        return Ok(profile.accept(defect, reason));
    }
    let names: Vec<&str> = profile.known().iter().map(|known| &*known.name).collect();
    Err(Trouble::new(format!("no known defect `{defect}`; there are {}", names.join(", "))))
}

/// Adds a setting, if it can mean anything.
fn with(profile: Profile, adjustment: Adjustment) -> Result<Profile, Trouble> {
    if !rules::rules().any(|rule| adjustment.means(rule)) {
        return Err(Trouble::new(format!("no rule `{}`; see `meterstick rules`", adjustment.rules)));
    }
    Ok(profile.with(adjustment))
}

/// Reads `RULE[@FAMILY]=REASON`.
fn adjustment(text: &str, setting: Setting) -> Result<Adjustment, Trouble> {
    let (rules, reason) = with_reason(text)?;
    let (rules, family) = match rules.split_once('@') {
        Some((rules, family)) => (rules, Some(family.to_owned())),
        None => (rules, None),
    };
    Ok(Adjustment { rules: rules.to_owned(), family, setting, reason: reason.to_owned() })
}

fn with_reason(text: &str) -> Result<(&str, &str), Trouble> {
    match text.split_once('=').map(|(name, reason)| (name.trim(), reason.trim())) {
        Some((name, reason)) if !name.is_empty() && !reason.is_empty() => Ok((name, reason)),
        _ => Err(Trouble::new(format!(
            "`{text}` has no reason; write `{}=REASON`",
            text.trim_end_matches('=')
        ))),
    }
}

/// Says on standard error where the baseline was written.
pub(crate) fn wrote(path: &std::path::Path) {
    style::note(&format!("wrote the baseline {}; review it before you commit it", path.display()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_read_from_its_words() {
        let read = adjustment("name/*@debug_*=nobody stores them", Setting::Allow).expect("a setting");
        assert_eq!((&*read.rules, read.family.as_deref()), ("name/*", Some("debug_*")));
        assert_eq!(read.reason, "nobody stores them");
        assert!(adjustment("name/*", Setting::Allow).is_err());
        assert!(adjustment("name/*=", Setting::Allow).is_err());
    }

    #[test]
    fn every_known_defect_names_a_rule_that_there_is() {
        for defect in known_defects().expect("a readable list") {
            let names_one = rules::rules().any(|rule| defect.is_told_by(rule));
            assert!(names_one, "{}: no rule `{}`", defect.name, defect.rule);
            assert!(!defect.evidence.is_empty(), "{}: no evidence", defect.name);
        }
    }
}
