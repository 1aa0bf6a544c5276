//! What only OpenMetrics asks for.

use crate::captures::OPENMETRICS;
use crate::mutation::Change::Text;
use crate::mutation::Mutation;

/// OpenMetrics with creation times.
const WITH_CREATED: &[&str] = &["python-prometheus-client", "python-gunicorn"];

const TRACE: &str = "trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"";

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "`# EOF` is missing",
        OPENMETRICS,
        Text(|text, _| text.lines.pop().map(|_| ())),
        "openmetrics/eof-missing",
    ),
    Mutation::of(
        "the body ends between two lines",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            text.lines.truncate(at + 1);
            Some(())
        }),
        "openmetrics/eof-missing",
    ),
    Mutation::of(
        "the body ends in the middle of a label value",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            let end = text.lines[at].find("=\"")? + "=\"".len() + 1;
            text.lines.truncate(at + 1);
            text.lines[at].truncate(end);
            Some(())
        }),
        "openmetrics/eof-missing",
    )
    .beside(&[("syntax/quote-unclosed", "the line in which the body ends is broken")]),
    Mutation::of(
        "a sample follows `# EOF`",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("gauge", ""))?;
            let line = text.lines[at].clone();
            text.lines.push(line);
            Some(())
        }),
        "openmetrics/text-after-eof",
    ),
    Mutation::of(
        "the samples of a counter do not end in `_total`",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.counts())?;
            let family = text.family(at)?;
            text.edit_all(
                |line| line.family == family && line.counts(),
                |sample| sample.name.truncate(sample.name.len() - "_total".len()),
            );
            Some(())
        }),
        "openmetrics/counter-suffix-missing",
    ),
    Mutation::of(
        "the family of a counter ends in `_total`",
        OPENMETRICS,
        Text(|text, dice| {
            let family = text.family_of(dice, "counter")?;
            for at in text.places(|line| line.family == family && !line.is_sample()) {
                text.lines[at] = text.lines[at].replacen(&family, &format!("{family}_total"), 1);
            }
            Some(())
        }),
        "openmetrics/counter-suffix-missing",
    ),
    Mutation::of(
        "a unit is said that the name does not end in",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE" && line.kind == "gauge")?;
            let family = text.family(at)?;
            text.lines.insert(at + 1, format!("# UNIT {family} joules"));
            Some(())
        }),
        "unit/suffix-missing",
    ),
    Mutation::of(
        "a UNIT line stands twice",
        &["rust-prometheus-client"],
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "UNIT")?;
            let line = text.lines[at].clone();
            text.lines.insert(at, line);
            Some(())
        }),
        "metadata/unit-repeated",
    ),
    Mutation::of(
        "an info metric has a unit",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE" && line.kind == "info")?;
            let family = text.family(at)?;
            text.lines.insert(at + 1, format!("# UNIT {family} {family}"));
            Some(())
        }),
        "unit/not-allowed",
    ),
    Mutation::of(
        "the labels of an exemplar are too long",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_bucket() && line.value() > 0.0)?;
            let long = "x".repeat(96 + dice.below(40));
            text.lines[at].push_str(&format!(" # {{{TRACE},query=\"{long}\"}} 0.005"));
            Some(())
        }),
        "exemplar/labels-too-long",
    ),
    Mutation::of(
        "an exemplar stands on a gauge",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("gauge", ""))?;
            text.lines[at].push_str(&format!(" # {{{TRACE}}} 1"));
            Some(())
        }),
        "exemplar/misplaced",
    ),
    Mutation::of(
        "an exemplar stands on the count of a histogram",
        OPENMETRICS,
        Text(|text, dice| {
            let at =
                text.pick(dice, |line| line.is("histogram", "_count") || line.is("histogram", "_sum"))?;
            text.lines[at].push_str(&format!(" # {{{TRACE}}} 1"));
            Some(())
        }),
        "exemplar/misplaced",
    ),
    Mutation::of(
        "an exemplar lies above its bucket",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| {
                let bound = line.label("le").unwrap_or_default();
                line.is_bucket() && bound != "+Inf" && line.value() > 0.0
            })?;
            text.lines[at].push_str(&format!(" # {{{TRACE}}} 6.5"));
            Some(())
        }),
        "exemplar/above-bucket",
    ),
    Mutation::of(
        "an exemplar has no labels in braces",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_bucket() && line.value() > 0.0)?;
            text.lines[at].push_str(" # 0.005");
            Some(())
        }),
        "openmetrics/exemplar-malformed",
    ),
    Mutation::of(
        "a counter was created in the future",
        WITH_CREATED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.name.ends_with("_created"))?;
            text.edit(at, |sample| sample.add(86_400.0 * 30.0));
            Some(())
        }),
        "created/implausible",
    ),
    Mutation::of(
        "creation times are in milliseconds",
        WITH_CREATED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.name.ends_with("_created"))?;
            let family = text.family(at)?;
            text.edit_all(
                |line| line.family == family && line.name.ends_with("_created"),
                |sample| sample.value = format!("{:.0}", sample.number() * 1000.0),
            );
            Some(())
        }),
        "created/implausible",
    ),
    Mutation::of(
        "a creation time stands alone",
        WITH_CREATED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.counts() && line.family == "orders_processed")?;
            text.lines.remove(at);
            Some(())
        }),
        "created/alone",
    ),
    Mutation::of(
        "a blank line parts two families",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "HELP")?;
            text.lines.insert(at, String::new());
            Some(())
        }),
        "openmetrics/blank-line",
    ),
    Mutation::of(
        "a comment stands between two families",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "HELP")?;
            text.lines.insert(at, "# the metrics of our shop".to_owned());
            Some(())
        }),
        "openmetrics/comment",
    ),
    Mutation::of(
        "two blanks stand in front of a value",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            let blank = text.lines[at].rfind(' ')?;
            text.lines[at].insert(blank, ' ');
            Some(())
        }),
        "openmetrics/spacing",
    ),
    Mutation::of(
        "a comma follows the last label",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.lines[at] = text.lines[at].replacen('}', ",}", 1);
            Some(())
        }),
        "openmetrics/trailing-comma",
    ),
    Mutation::of(
        "an info metric is 0",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("info", "_info"))?;
            text.edit(at, |sample| "0".clone_into(&mut sample.value));
            Some(())
        }),
        "info/value-invalid",
    ),
    Mutation::of(
        "the sample of an info metric does not end in `_info`",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("info", "_info"))?;
            text.edit(at, |sample| sample.name.truncate(sample.name.len() - "_info".len()));
            Some(())
        }),
        "info/suffix-missing",
    ),
    Mutation::of(
        "a gauge has a label `le`",
        OPENMETRICS,
        Text(|text, dice| {
            let family = text.family_of(dice, "gauge")?;
            text.edit_all(|line| line.family == family && line.is_sample(), |sample| sample.put("le", "0.5"));
            Some(())
        }),
        "label/bound-elsewhere",
    ),
    Mutation::of(
        "the sum of a histogram has a label `le`",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_sum"))?;
            text.edit(at, |sample| sample.put("le", "+Inf"));
            Some(())
        }),
        "openmetrics/bound-misplaced",
    ),
    Mutation::of(
        "the infinite bound is spelled `inf`",
        OPENMETRICS,
        Text(|text, dice| {
            let at =
                text.pick(dice, |line| line.is_bucket() && line.label("le").as_deref() == Some("+Inf"))?;
            text.edit(at, |sample| sample.put("le", "inf"));
            Some(())
        }),
        "openmetrics/infinity-misspelled",
    ),
];
