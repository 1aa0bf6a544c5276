//! Which rules speak, and what their findings mean for a build.

use std::fmt;
use std::str::FromStr;

use super::super::check::Check;
use super::super::finding::Finding;
use super::super::known::KnownDefect;
use super::super::rule::{Effect, Level, Rule, Severity};
use super::super::view::Worlds;
use crate::capture::Capture;
use crate::exposition::Prometheus;
use crate::pattern;

/// A choice of rules, with the settings of a team on top.
///
/// ```
/// use meterstick::rules::{Profile, Setting};
///
/// let profile = "prometheus-3".parse::<Profile>()?
///     .set("name/*", Setting::Allow, "our names are what they are")
///     .set_for("cardinality/*", "debug_*", Setting::Warn, "nobody stores them");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Profile {
    scope: Scope,
    adjustments: Vec<Adjustment>,
    known: Vec<KnownDefect>,
    accepted: Vec<Acceptance>,
}

/// The profiles by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scope {
    /// Everything that holds whoever reads.
    #[default]
    Default,
    /// What specifications demand and recommend.
    Spec,
    /// What a Prometheus 3 refuses, loses or gets wrong.
    Prometheus3,
    /// What a Prometheus 2 refuses, loses or gets wrong.
    Prometheus2,
    /// What is said of OTLP.
    Otlp,
    /// Everything that will land in a Prometheus.
    PrometheusBackend,
    /// Everything, advice included.
    Practice,
}

const NAMES: [(&str, Scope); 7] = [
    ("default", Scope::Default),
    ("spec", Scope::Spec),
    ("prometheus-3", Scope::Prometheus3),
    ("prometheus-2", Scope::Prometheus2),
    ("otlp", Scope::Otlp),
    ("prometheus-backend", Scope::PrometheusBackend),
    ("practice", Scope::Practice),
];

/// What to do with the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// They are not reported.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

impl Setting {
    /// The setting in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// A setting of a team, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The rules: an id or a pattern of ids (`*` and `?` are wildcards).
    pub rules: String,
    /// The families that are meant: a name or a pattern; all of them without.
    pub family: Option<String>,
    /// What to do.
    pub setting: Setting,
    /// Why.
    pub reason: String,
}

/// A known defect that a team accepts, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The name of the defect.
    pub defect: String,
    /// Why.
    pub reason: String,
}

/// What a profile says in vain: nothing of the capture fits it any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Idle {
    /// A setting that allows what was not found.
    Setting(Adjustment),
    /// A defect that is accepted and no longer shown.
    Acceptance(Acceptance),
}

impl fmt::Display for Idle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(Adjustment { rules, family: None, .. }) => {
                write!(f, "`allow {rules}` meets nothing any more and can go")
            }
            Self::Setting(Adjustment { rules, family: Some(family), .. }) => {
                write!(f, "`allow {rules}` for `{family}` meets nothing any more and can go")
            }
            Self::Acceptance(Acceptance { defect, .. }) => {
                write!(f, "the known defect `{defect}` no longer shows, and need not be accepted any more")
            }
        }
    }
}

impl Adjustment {
    /// Whether it speaks of a rule at all.
    #[must_use]
    pub fn means(&self, rule: &Rule) -> bool {
        pattern::matches(&self.rules, rule.id)
    }

    fn fits(&self, finding: &Finding) -> bool {
        let is_family = |pattern: &String| {
            finding.place.family.as_deref().is_some_and(|family| pattern::matches(pattern, family))
        };
        self.means(finding.rule) && self.family.as_ref().is_none_or(is_family)
    }
}

impl Profile {
    /// The names of all profiles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// With a setting for all rules that match a pattern; of several that fit a finding the last one counts.
    #[must_use]
    pub fn set(self, rules: impl Into<String>, setting: Setting, reason: impl Into<String>) -> Self {
        self.with(Adjustment { rules: rules.into(), family: None, setting, reason: reason.into() })
    }

    /// With a setting for findings in families that match a pattern.
    #[must_use]
    pub fn set_for(
        self,
        rules: impl Into<String>,
        family: impl Into<String>,
        setting: Setting,
        reason: impl Into<String>,
    ) -> Self {
        let family = Some(family.into());
        self.with(Adjustment { rules: rules.into(), family, setting, reason: reason.into() })
    }

    /// With a setting.
    #[must_use]
    pub fn with(mut self, adjustment: Adjustment) -> Self {
        self.adjustments.push(adjustment);
        self
    }

    /// With a defect of a released library, whose findings are reported by its name.
    #[must_use]
    pub fn know(mut self, defect: KnownDefect) -> Self {
        self.known.push(defect);
        self
    }

    /// With a known defect accepted: its findings are not reported.
    #[must_use]
    pub fn accept(mut self, defect: impl Into<String>, reason: impl Into<String>) -> Self {
        self.accepted.push(Acceptance { defect: defect.into(), reason: reason.into() });
        self
    }

    /// The defects that the profile knows.
    #[must_use]
    pub fn known(&self) -> &[KnownDefect] {
        &self.known
    }

    /// Whether a rule speaks at all under this profile.
    pub(in crate::rules) fn lets_speak(&self, rule: &Rule) -> bool {
        let is_backend = BACKEND.contains(&rule.family());
        let hurts = matches!(rule.effect, Effect::ScrapeFails | Effect::DataLost | Effect::DataWrong);
        let of_scrapes = rule.checks.iter().any(is_of_scrapes);
        let chosen = match self.scope {
            Scope::Default => !is_backend,
            Scope::Spec => !is_backend && matches!(rule.level, Level::Must | Level::Should),
            Scope::Prometheus3 | Scope::Prometheus2 => !is_backend && of_scrapes && hurts,
            Scope::Otlp => !is_backend && rule.checks.iter().any(is_of_otlp),
            Scope::PrometheusBackend | Scope::Practice => true,
        };
        let chosen = chosen && (self.scope == Scope::Practice || !ON_REQUEST.contains(&rule.id));
        chosen || self.adjustments.iter().any(|one| one.setting != Setting::Allow && one.rules == rule.id)
    }

    /// The servers whose verdict decides whether a scrape fails.
    pub(super) fn server(&self) -> Prometheus {
        if self.scope == Scope::Prometheus2 { Prometheus::V2 } else { Prometheus::V3 }
    }

    /// Gives findings the severities that were set and the names of known defects, takes away what is allowed or accepted, and tells
    /// what of the profile met nothing.
    pub(super) fn adjust(&self, capture: &Capture, findings: &mut Vec<Finding>) -> Vec<Idle> {
        let mut has_met = vec![false; self.adjustments.len()];
        let mut has_shown = vec![false; self.accepted.len()];
        findings.retain_mut(|finding| {
            let known = self.known.iter().find(|defect| defect.is_shown_by(finding, capture));
            finding.known_defect = known.map(|defect| defect.name.clone());
            let is_known = |one: &Acceptance| finding.known_defect.as_ref() == Some(&one.defect);
            if let Some(at) = self.accepted.iter().position(is_known) {
                has_shown[at] = true;
                return false;
            }
            let mut setting = None;
            for (adjustment, has_met) in self.adjustments.iter().zip(&mut has_met) {
                if adjustment.fits(finding) {
                    (*has_met, setting) = (true, Some(adjustment.setting));
                }
            }
            match setting {
                Some(Setting::Allow) => return false,
                Some(Setting::Warn) => finding.severity = Severity::Warning,
                Some(Setting::Deny) => finding.severity = Severity::Error,
                None => {}
            }
            true
        });
        let settings = self.adjustments.iter().zip(has_met);
        let settings = settings.filter(|(one, has_met)| !has_met && one.setting == Setting::Allow);
        let accepted = self.accepted.iter().zip(has_shown).filter(|(_, has_shown)| !has_shown);
        settings
            .map(|(one, _)| Idle::Setting(one.clone()))
            .chain(accepted.map(|(one, _)| Idle::Acceptance(one.clone())))
            .collect()
    }
}

/// Families of rules that speak only where data is known to land in Prometheus.
const BACKEND: &[&str] = &["translation"];

/// Rules that many a sound service breaks: they speak under `practice`, or where somebody sets them by name.
const ON_REQUEST: &[&str] = &["label/repeated-in-name", "label/result-of-two", "practice/machine-metric"];

fn is_of_scrapes(check: &Check) -> bool {
    match check {
        Check::OtlpFault(_) | Check::Export(_) => false,
        Check::Family(worlds, _)
        | Check::Reading(worlds, _)
        | Check::Metric(worlds, _)
        | Check::Metrics(worlds, _)
        | Check::Target(worlds, _) => Worlds::EXPOSITIONS.meets(*worlds),
        _ => true,
    }
}

fn is_of_otlp(check: &Check) -> bool {
    match check {
        Check::OtlpFault(_) | Check::Export(_) | Check::Exchange(_) | Check::Capture(_) => true,
        Check::Family(worlds, _)
        | Check::Reading(worlds, _)
        | Check::Metric(worlds, _)
        | Check::Metrics(worlds, _)
        | Check::Target(worlds, _) => Worlds::OTLP.meets(*worlds),
        Check::Refusal
        | Check::Fault(..)
        | Check::ProtobufFault(_)
        | Check::Protobuf(_)
        | Check::Text(..)
        | Check::TextFamily(..) => false,
    }
}

/// A name that no profile has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProfile(String);

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Profile::names().collect();
        write!(f, "no profile `{}`; there are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for UnknownProfile {}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Self, UnknownProfile> {
        let found = NAMES.iter().find(|(known, _)| *known == name);
        let &(_, scope) = found.ok_or_else(|| UnknownProfile(name.to_owned()))?;
        Ok(Self { scope, ..Self::default() })
    }
}
