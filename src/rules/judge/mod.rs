//! Asks every rule, and puts together what they say.

mod families;
mod look;
mod profile;
mod related;
mod repeated;
mod text;

pub use look::Look;
pub use profile::{Acceptance, Adjustment, Idle, Profile, Setting, UnknownProfile};

use std::fmt;

use super::check::Check;
use super::finding::{Finding, Place};
use super::rule::{Effect, Rule, Severity};
use super::sink::Sink;
use super::view::{
    Answer, CaptureView, ExportView, FamilyView, Metrics, ProtobufView, ReadingView, World, obstacle,
};
use super::{Rules, rules};
use crate::capture::{Capture, Exchange};
#[cfg(test)]
use crate::exposition::Format;
use crate::exposition::{self, Prometheus, Verdict};
use crate::otlp::{self, Export};

/// What all rules say of a capture.
#[derive(Clone, Debug)]
pub struct Judgement {
    findings: Vec<Finding>,
    looks: Vec<Look>,
    idle: Vec<Idle>,
}

impl Judgement {
    /// What was found, in the order of the places.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was seen of each exchange that carries metrics, in the order of arrival.
    #[must_use]
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// What of the profile no longer matches anything, and can go.
    #[must_use]
    pub fn idle(&self) -> &[Idle] {
        &self.idle
    }

    /// The worst severity of all findings.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether nothing as bad as that was found.
    #[must_use]
    pub fn is_below(&self, severity: Severity) -> bool {
        self.worst().is_none_or(|worst| worst < severity)
    }
}

/// Writes one finding a line.
impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.findings.iter().try_for_each(|finding| writeln!(f, "{finding}"))
    }
}

impl Capture {
    /// Asks every rule that the profile lets speak.
    ///
    /// ```
    /// use meterstick::capture::{BodyFormat, Capture};
    /// use meterstick::exposition::Format;
    /// use meterstick::rules::Profile;
    ///
    /// let body = "# HELP shop_wait Waits.\n# TYPE shop_wait histogram\nshop_wait_bucket{le=\"1\"} 2\nshop_wait_bucket{le=\"+Inf\"} 1\nshop_wait_sum 1\nshop_wait_count 1\n";
    /// let capture = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body);
    /// let judgement = capture.judge(&Profile::default());
    /// assert_eq!(judgement.findings()[0].rule.id, "histogram/buckets-not-cumulative");
    /// ```
    #[must_use]
    pub fn judge(&self, profile: &Profile) -> Judgement {
        let asked: Vec<&'static Rule> = rules().filter(|rule| profile.lets_speak(rule)).collect();
        let (mut findings, mut looks) = (Vec::new(), Vec::new());
        for exchange in self.requests() {
            let begin = findings.len();
            let look = judge_exchange(exchange, &asked, &mut findings);
            if let Some(look) = look {
                // A scrape that failed has failed, whatever a server would make of its body.
                if exchange.problem().is_none() {
                    look.settle(profile.server(), &mut findings[begin..]);
                }
                // Servers have no reader of OpenMetrics 2.0 yet, and do not ask for it.
                if World::of(exchange.format()) != Some(World::OpenMetrics2) {
                    tell_refusal(&look, profile.server(), &asked, begin, &mut findings);
                }
                looks.push(look);
            }
        }
        let view = CaptureView::of(self);
        for rule in asked.iter().copied() {
            for one in rule.checks {
                match one {
                    Check::Capture(check) => check(&view, &mut Sink::new(rule, None, &mut findings)),
                    Check::Target(_, check) => {
                        for (number, target) in view.targets().iter().enumerate() {
                            if one.looks_at(target.world) && target.looks.len() > 1 {
                                check(target, &mut Sink::new(rule, None, &mut findings).at_target(number));
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        let mut findings = repeated::put_together(related::put_together(findings), self);
        let idle = profile.adjust(self, &mut findings);
        findings.sort_by(|a, b| {
            let place =
                |finding: &Finding| (finding.place.exchange, finding.place.line, finding.place.column);
            place(a).cmp(&place(b))
        });
        Judgement { findings, looks, idle }
    }
}

/// A scrape that is refused is told even if no rule knows the cause.
fn tell_refusal(look: &Look, by: Prometheus, asked: Rules<'_>, begin: usize, findings: &mut Vec<Finding>) {
    let Some(Verdict::Refused { why, line }) = look.verdict(by) else { return };
    if findings[begin..].iter().any(|finding| finding.effect == Effect::ScrapeFails) {
        return;
    }
    let is_refusal = |rule: &&&Rule| rule.checks.iter().any(|check| matches!(check, Check::Refusal));
    if let Some(rule) = asked.iter().find(is_refusal) {
        let place = if *line > 0 { Place::line(*line) } else { Place::default() };
        let mut sink = Sink::new(rule, Some(look.exchange), findings);
        sink.tell(place, format!("{by} refuses the whole scrape: {why}"));
    }
}

fn judge_exchange(exchange: &Exchange, asked: Rules<'_>, findings: &mut Vec<Finding>) -> Option<Look> {
    let number = Some(exchange.number());
    for rule in asked.iter().copied() {
        for check in rule.checks {
            if let Check::Exchange(check) = check {
                check(exchange, &mut Sink::new(rule, number, findings));
            }
        }
    }
    if exchange.signal() != otlp::Signal::Metrics {
        return None;
    }
    // The answer to a `HEAD` has no body.
    let Some(world) = World::of(exchange.format()).filter(|_| exchange.method() != "HEAD") else {
        let is_failure = Answer::to_get(exchange).is_some() && exchange.status().is_some();
        return (is_failure && exchange.problem().is_some()).then(|| Look::of_failure(exchange));
    };
    // What is not there as a whole, or is something else, would break every rule about its parts.
    if let Some(obstacle) = obstacle(exchange, world) {
        return Some(Look::of_obstacle(exchange, obstacle));
    }
    match world {
        World::Text | World::OpenMetrics | World::OpenMetrics2 => {
            return text::judge(exchange, world, asked, findings);
        }
        World::Protobuf => judge_protobuf(exchange, asked, findings),
        World::OtlpProtobuf | World::OtlpJson => judge_export(exchange, world, asked, findings),
    }
    Some(Look::of_reading(exchange, exchange.reading()))
}

/// Runs the checks that look at what the model says.
fn judge_reading(exchange: &Exchange, world: World, asked: Rules<'_>, findings: &mut Vec<Finding>) {
    let is_text = matches!(world, World::Text | World::OpenMetrics | World::OpenMetrics2);
    let asks_model = |check: &Check| match check {
        Check::Family(..) | Check::Reading(..) => true,
        // A text tells its metrics by itself.
        Check::Metric(..) | Check::Metrics(..) => !is_text,
        _ => false,
    };
    // Lowering a large text costs more than everything else, so nobody pays for it unasked.
    if !asked.iter().any(|rule| rule.checks.iter().any(|check| asks_model(check) && check.looks_at(world))) {
        return;
    }
    let Some(reading) = exchange.reading() else { return };
    let number = Some(exchange.number());
    let view = ReadingView { reading, exchange, world };
    for rule in asked.iter().copied() {
        for check in rule.checks.iter().filter(|check| check.looks_at(world)) {
            match check {
                Check::Family(_, check) => {
                    let mut sink = Sink::new(rule, number, findings);
                    for family in reading.families() {
                        check(&FamilyView { family, exchange, world }, &mut sink);
                    }
                }
                Check::Reading(_, check) => check(&view, &mut Sink::new(rule, number, findings)),
                _ => {}
            }
        }
    }
    if !is_text {
        judge_metrics(&Metrics::of_reading(&view), world, asked, findings, number);
    }
}

/// Runs the checks that ask the same of every format.
fn judge_metrics(
    metrics: &Metrics<'_>,
    world: World,
    asked: Rules<'_>,
    findings: &mut Vec<Finding>,
    number: Option<usize>,
) {
    for rule in asked.iter().copied() {
        for check in rule.checks.iter().filter(|check| check.looks_at(world)) {
            let mut sink = Sink::new(rule, number, findings);
            match check {
                Check::Metric(_, check) => metrics.all.iter().for_each(|metric| check(metric, &mut sink)),
                Check::Metrics(_, check) => check(metrics, &mut sink),
                _ => {}
            }
        }
    }
}

fn judge_protobuf(exchange: &Exchange, asked: Rules<'_>, findings: &mut Vec<Finding>) {
    let exposition = exposition::parse_protobuf(exchange.body());
    let number = Some(exchange.number());
    let view = ProtobufView { families: &exposition.families, exchange };
    for rule in asked.iter().copied() {
        for check in rule.checks {
            if let Check::Protobuf(check) = check {
                check(&view, &mut Sink::new(rule, number, findings));
            }
            if let Check::ProtobufFault(is_meant) = check {
                let mut sink = Sink::new(rule, number, findings);
                for fault in exposition.faults().iter().filter(|fault| is_meant(fault)) {
                    let path = if fault.path().is_empty() {
                        format!("byte {}", fault.offset())
                    } else {
                        fault.path().to_owned()
                    };
                    sink.tell(Place::default().pointer(path), fault.to_string());
                }
            }
        }
    }
    judge_reading(exchange, World::Protobuf, asked, findings);
}

fn judge_export(exchange: &Exchange, world: World, asked: Rules<'_>, findings: &mut Vec<Finding>) {
    let export = match world {
        World::OtlpJson => Export::from_json(exchange.body()),
        _ => Export::from_protobuf(exchange.body()),
    };
    let view = ExportView::of(&export, exchange, world);
    let number = Some(exchange.number());
    let begin = findings.len();
    for rule in asked.iter().copied() {
        for check in rule.checks {
            let mut sink = Sink::new(rule, number, findings);
            match check {
                Check::OtlpFault(is_meant) => {
                    for fault in export.faults().iter().filter(|fault| is_meant(fault)) {
                        sink.tell(place_of_otlp(fault), fault.message());
                    }
                }
                Check::Export(check) => check(&view, &mut sink),
                _ => {}
            }
        }
    }
    judge_reading(exchange, world, asked, findings);
    if findings[begin..].iter().any(|finding| finding.place.pointer.is_none()) {
        point_at_metrics(&view, &mut findings[begin..]);
    }
}

/// Where a fault of a request is.
pub(super) fn place_of_otlp(fault: &otlp::Fault) -> Place {
    let (otlp::Place::Field(path) | otlp::Place::Pointer(path)) = fault.place();
    let path = if path.is_empty() { format!("byte {}", fault.offset()) } else { path.clone() };
    Place::default().pointer(path)
}

/// Gives findings that name a family the path of its first metric.
fn point_at_metrics(view: &ExportView<'_>, findings: &mut [Finding]) {
    let Some(reading) = view.exchange.reading() else { return };
    let metrics = view.metrics();
    // Where one metric became several families, or none, their order says nothing.
    if metrics.len() != reading.families().len() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.place.pointer.is_none()) {
        let Some(name) = &finding.place.family else { continue };
        let found = reading.families().position(|family| family.name() == name);
        finding.place.pointer = found.map(|at| metrics[at].path.clone());
    }
}

/// Whether a fault of a text of that format is told by some rule; asked by a test.
#[cfg(test)]
pub(super) fn rules_of_fault(kind: exposition::FaultKind, format: Format) -> Vec<&'static str> {
    let world = World::of(crate::capture::BodyFormat::Exposition(format)).expect("a text is read");
    let tells = |rule: &&Rule| {
        rule.checks.iter().any(|check| {
            matches!(check, Check::Fault(worlds, kinds) if worlds.contains(world) && kinds.contains(&kind))
        })
    };
    rules().filter(tells).map(|rule| rule.id).collect()
}

/// The rules that tell a fault of an OTLP request; asked by a test.
#[cfg(test)]
pub(super) fn rules_of_otlp_fault(kind: otlp::FaultKind) -> Vec<&'static str> {
    let fault = otlp::Fault::of(kind);
    let tells = |rule: &&Rule| {
        rule.checks.iter().any(|check| matches!(check, Check::OtlpFault(is_meant) if is_meant(&fault)))
    };
    rules().filter(tells).map(|rule| rule.id).collect()
}
