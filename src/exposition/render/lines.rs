//! The text formats, line by line.

use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;

use super::composite;
use super::family::{Fitting, Plan};
use super::histogram::{explicit, hang, native};
use super::names;
use super::{Omissions, Omitted};
use crate::exposition::{Format, numeral};
use crate::model::{Exemplar, Histogram, Kind, Number, Point, Summary, Timestamp};

/// A body that grows family by family.
pub(super) struct Lines {
    pub(super) out: String,
    format: Format,
    /// Names of which metadata has been written.
    described: HashSet<String, FxBuildHasher>,
}

/// One line of a histogram or summary.
struct Part<'r> {
    suffix: &'static str,
    bound: Option<(&'static str, String)>,
    value: Number,
    exemplar: Option<Exemplar<'r>>,
}

impl Part<'_> {
    fn plain(suffix: &'static str, value: Number) -> Self {
        Self { suffix, bound: None, value, exemplar: None }
    }
}

/// Whether a reader would take the lines of a point for more of the point before, which has the same labels and time.
fn flow_together(before: &[Part<'_>], parts: &[Part<'_>]) -> bool {
    let Some(first) = parts.first() else { return true };
    let is_repeated = before.iter().any(|part| part.suffix == first.suffix && part.bound == first.bound);
    // Sum and count stand behind the buckets.
    let is_over = match before {
        [.., last, sum, count] if sum.bound.is_none() && count.bound.is_none() => {
            last.bound.as_ref().is_some_and(|(key, bound)| *key == "le" && bound == "+Inf")
        }
        _ => false,
    };
    !(is_repeated || is_over && first.suffix == "_bucket")
}

/// What the lines of a point have in common.
#[derive(Clone, Copy)]
struct Stem<'p> {
    name: &'p str,
    labels: &'p str,
    time: Option<&'p str>,
}

impl Lines {
    pub(super) fn new(format: Format) -> Self {
        Self { out: String::new(), format, described: HashSet::default() }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.format.is_openmetrics() {
            self.out.push_str("# EOF\n");
        }
        self.out.into_bytes()
    }

    pub(super) fn family(&mut self, plan: &Plan<'_>, omissions: &mut Omissions) {
        self.metadata(plan, omissions);
        for series in &plan.series {
            let labels = names::label_text(&series.labels);
            let mut written: Vec<(Option<String>, Vec<Part<'_>>)> = Vec::new();
            for &point in &series.points {
                let Some(value) = plan.value(point, omissions) else { continue };
                let time = self.time(point.time(), omissions);
                let stem = Stem { name: &plan.name, labels: &labels, time: time.as_deref() };
                let parts = match value {
                    _ if self.format == Format::OpenMetricsText2 => {
                        self.composite(plan, stem, point, value, omissions);
                        continue;
                    }
                    Fitting::Number(number) => {
                        self.number(plan, stem, point, number, omissions);
                        continue;
                    }
                    Fitting::Histogram(histogram) => self.histogram(plan, point, histogram, omissions),
                    Fitting::Summary(summary) => self.summary(point, summary, omissions),
                };
                let before = written.iter().rfind(|(known, _)| *known == time);
                if parts.is_empty() || before.is_some_and(|(_, before)| flow_together(before, &parts)) {
                    omissions.note(Omitted::Point);
                    continue;
                }
                for part in &parts {
                    let bound = part.bound.as_ref().map(|(key, bound)| (*key, &**bound));
                    self.sample(stem, part.suffix, bound, &value_text(part.value, omissions));
                    if let Some(exemplar) = part.exemplar {
                        self.exemplar(plan, exemplar, omissions);
                    }
                    self.out.push('\n');
                }
                self.created(stem, point, plan.kind != Kind::GaugeHistogram, omissions);
                if series.points.len() > 1 {
                    written.push((time, parts));
                }
            }
        }
    }

    fn metadata(&mut self, plan: &Plan<'_>, omissions: &mut Omissions) {
        let name = plan.metadata_name();
        let help = plan.help.map(|help| {
            let kept = if self.format.is_openmetrics() { help } else { help.trim_start_matches([' ', '\t']) };
            let kept = kept.trim_end_matches('\r');
            omissions.note_if(Omitted::Help, kept != help);
            kept
        });
        let is_openmetrics = self.format.is_openmetrics();
        let kind = match plan.kind {
            Kind::Unknown if !is_openmetrics => "untyped",
            kind => kind.name(),
        };
        // A repeated type begins a family anew; a help text in front of it would still be taken for one of the family before.
        let is_first = self.described.insert(name.to_owned());
        if let (true, Some(help)) = (is_first, help) {
            self.help(name, help);
        }
        self.directive("TYPE", name, kind);
        if let Some(unit) = plan.unit {
            self.directive("UNIT", name, unit);
        }
        if let (false, Some(help)) = (is_first, help) {
            self.help(name, help);
        }
    }

    fn help(&mut self, name: &str, help: &str) {
        let mut text = String::with_capacity(help.len());
        names::escaped(&mut text, help, self.format.is_openmetrics());
        self.directive("HELP", name, &text);
    }

    fn directive(&mut self, word: &str, name: &str, text: &str) {
        self.out.push_str("# ");
        self.out.push_str(word);
        self.out.push(' ');
        names::metric(&mut self.out, name);
        self.out.push(' ');
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn time(&self, time: Option<Timestamp>, omissions: &mut Omissions) -> Option<String> {
        if self.format.is_openmetrics() {
            return time.map(|time| time.to_string());
        }
        Plan::millis(time, omissions).map(|millis| millis.to_string())
    }

    /// Name, labels, value and time of a sample, without the end of the line.
    fn sample(&mut self, stem: Stem<'_>, suffix: &str, bound: Option<(&str, &str)>, value: &str) {
        names::sample(&mut self.out, stem.name, suffix, stem.labels, bound);
        self.out.push(' ');
        self.out.push_str(value);
        if let Some(time) = stem.time {
            self.out.push(' ');
            self.out.push_str(time);
        }
    }

    fn line(&mut self, stem: Stem<'_>, suffix: &str, value: &str) {
        self.sample(stem, suffix, None, value);
        self.out.push('\n');
    }

    fn number(
        &mut self,
        plan: &Plan<'_>,
        stem: Stem<'_>,
        point: Point<'_>,
        number: Number,
        omissions: &mut Omissions,
    ) {
        self.sample(stem, "", None, &value_text(number, omissions));
        let mut left = point.exemplars();
        if self.format == Format::OpenMetricsText
            && plan.kind == Kind::Counter
            && let Some(exemplar) = left.next()
        {
            self.exemplar(plan, exemplar, omissions);
        }
        left.for_each(|_| omissions.note(Omitted::Exemplar));
        self.out.push('\n');
        let base = Stem { name: plan.metadata_name(), ..stem };
        self.created(base, point, plan.kind == Kind::Counter, omissions);
    }

    fn histogram<'r>(
        &self,
        plan: &Plan<'r>,
        point: Point<'r>,
        histogram: Histogram<'r>,
        omissions: &mut Omissions,
    ) -> Vec<Part<'r>> {
        omissions.note_if(Omitted::Exponential, histogram.exponential().is_some());
        let mut buckets = explicit(histogram, true, omissions);
        let left = if self.format == Format::OpenMetricsText {
            hang(&mut buckets, point.exemplars()).len()
        } else {
            point.exemplars().len()
        };
        (0..left).for_each(|_| omissions.note(Omitted::Exemplar));
        let (sum, count) =
            if plan.kind == Kind::GaugeHistogram { ("_gsum", "_gcount") } else { ("_sum", "_count") };
        let mut parts: Vec<Part<'r>> = buckets
            .iter()
            .map(|bucket| Part {
                suffix: "_bucket",
                bound: Some(("le", bound(bucket.bound))),
                value: bucket.count,
                exemplar: bucket.exemplar,
            })
            .collect();
        parts.extend(histogram.sum().map(|value| Part::plain(sum, value)));
        parts.extend(histogram.count().map(|value| Part::plain(count, value)));
        parts
    }

    fn summary<'r>(
        &self,
        point: Point<'r>,
        summary: Summary<'r>,
        omissions: &mut Omissions,
    ) -> Vec<Part<'r>> {
        point.exemplars().for_each(|_| omissions.note(Omitted::Exemplar));
        let mut parts: Vec<Part<'r>> = Vec::with_capacity(summary.quantiles().len() + 2);
        for quantile in summary.quantiles() {
            let bound = Some(("quantile", bound(quantile.quantile)));
            if parts.iter().any(|part| part.bound == bound) {
                omissions.note(Omitted::Bucket);
            } else {
                parts.push(Part { suffix: "", bound, value: quantile.value, exemplar: None });
            }
        }
        parts.extend(summary.sum().map(|value| Part::plain("_sum", value)));
        parts.extend(summary.count().map(|value| Part::plain("_count", value)));
        parts
    }

    /// The sample that says when counting began, where the format has one for the type.
    fn created(&mut self, stem: Stem<'_>, point: Point<'_>, has_one: bool, omissions: &mut Omissions) {
        let Some(start) = point.start() else { return };
        // As a value the time is a double, which holds microseconds for as long as anybody counts.
        let is_exact = start.subsec_nanos() % 1000 == 0 && (0..1 << 32).contains(&start.seconds());
        if self.format != Format::OpenMetricsText || !has_one || !is_exact {
            omissions.note(Omitted::Start);
            return;
        }
        self.line(stem, "_created", &start.to_string());
    }

    fn exemplar(&mut self, plan: &Plan<'_>, exemplar: Exemplar<'_>, omissions: &mut Omissions) {
        /// What OpenMetrics 1.0 allows the labels of an exemplar, in characters.
        const LONGEST: usize = 128;
        let labels = plan.exemplar_labels(exemplar, omissions);
        let length: usize =
            labels.iter().map(|(key, value)| key.chars().count() + value.chars().count()).sum();
        let is_second = self.format == Format::OpenMetricsText2;
        if if is_second { exemplar.time().is_none() } else { length > LONGEST } {
            omissions.note(Omitted::Exemplar);
            return;
        }
        self.out.push_str(" # {");
        self.out.push_str(&names::label_text(&labels));
        self.out.push_str("} ");
        self.out.push_str(&value_text(exemplar.value(), omissions));
        if let Some(time) = exemplar.time() {
            self.out.push(' ');
            self.out.push_str(&time.to_string());
        }
    }

    /// A point of OpenMetrics 2.0, which is one line whatever its type.
    fn composite(
        &mut self,
        plan: &Plan<'_>,
        stem: Stem<'_>,
        point: Point<'_>,
        fitting: Fitting<'_>,
        omissions: &mut Omissions,
    ) {
        let text = match fitting {
            Fitting::Number(number) => Some(value_text(number, omissions)),
            Fitting::Histogram(histogram) => {
                let native = native(histogram, omissions);
                let closed = native.is_none() || !histogram.bounds().is_empty();
                let mut buckets = explicit(histogram, closed, omissions);
                composite::order(&mut buckets, omissions);
                composite::histogram(
                    histogram,
                    &buckets,
                    native,
                    plan.kind == Kind::GaugeHistogram,
                    omissions,
                )
            }
            Fitting::Summary(summary) => composite::summary(summary, omissions),
        };
        let Some(text) = text else { return omissions.note(Omitted::Point) };
        self.sample(stem, "", None, &text);
        if let Some(start) = point.start() {
            self.out.push_str(" st@");
            self.out.push_str(&start.to_string());
        }
        let takes_exemplars = matches!(plan.kind, Kind::Counter | Kind::Histogram | Kind::GaugeHistogram);
        for exemplar in point.exemplars() {
            if takes_exemplars {
                self.exemplar(plan, exemplar, omissions);
            } else {
                omissions.note(Omitted::Exemplar);
            }
        }
        self.out.push('\n');
    }
}

/// A number as a value.
pub(super) fn value_text(number: Number, omissions: &mut Omissions) -> String {
    if let Number::Float(value) = number
        && value.is_nan()
    {
        let is_plain = value.to_bits() == f64::NAN.to_bits();
        omissions.note_if(Omitted::NanPayload, !is_plain);
    }
    numeral::value(number)
}

/// A bound as the value of a label. Unlike readers, which mostly drop it, the model keeps the sign of zero.
pub(super) fn bound(bound: f64) -> String {
    if bound == 0.0 && bound.is_sign_negative() {
        "-0.0".to_owned()
    } else {
        numeral::openmetrics_float(bound)
    }
}
