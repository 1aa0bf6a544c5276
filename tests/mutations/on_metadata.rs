//! Families, series and values of expositions that say what must not be.

use crate::captures::{BRIDGES, EVERY_SCRAPE, OPENMETRICS, SCRAPED, TEXTS};
use crate::mutation::Change::Text;
use crate::mutation::Mutation;

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "a TYPE line stands twice",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE")?;
            let line = text.lines[at].clone();
            text.lines.insert(at, line);
            Some(())
        }),
        "metadata/type-repeated",
    ),
    Mutation::of(
        "a HELP line stands twice",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "HELP")?;
            let line = text.lines[at].clone();
            text.lines.insert(at, line);
            Some(())
        }),
        "metadata/help-repeated",
    ),
    Mutation::of(
        "a TYPE line stands behind the first sample of a text",
        TEXTS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE")?;
            text.lines.swap(at, at + 1);
            Some(())
        }),
        "metadata/type-late",
    ),
    Mutation::of(
        "a TYPE line stands behind the first sample of OpenMetrics",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE")?;
            let line = text.lines.remove(at);
            let first = (at..).find(|&at| !text.lines[at].starts_with('#'))?;
            text.lines.insert(first + 1, line);
            Some(())
        }),
        "openmetrics/metadata-late",
    ),
    Mutation::of(
        "a family is cut in two",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let last = text.all().last()?.family.to_owned();
            let at = text.pick(dice, |line| {
                let alike = text.places(|other| other.family == line.family && other.is_sample());
                line.is_sample() && line.family != last && alike.last() == Some(&line.at) && alike.len() > 1
            })?;
            let line = text.lines.remove(at);
            text.append([line]);
            Some(())
        }),
        "family/split",
    ),
    Mutation::of(
        "the samples of two metrics are interleaved",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_count"))?;
            let tier = text.line(at)?.label("tier")?;
            let other = text.pick(dice, |line| {
                line.is("histogram", "_count") && line.label("tier").is_some_and(|known| known != tier)
            })?;
            text.lines.swap(at, other);
            Some(())
        }),
        "family/metrics-interleaved",
    ),
    Mutation::of(
        "a series stands twice, with another value",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("counter", "_total") || line.is("gauge", ""))?;
            let line = text.lines[at].clone();
            text.lines.insert(at + 1, line);
            text.edit(at + 1, |sample| sample.add(1.0));
            Some(())
        }),
        "series/duplicate",
    ),
    Mutation::of(
        "a series stands twice, its labels in another order",
        BRIDGES,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.counts() && line.text.contains("\","))?;
            let line = text.lines[at].clone();
            text.lines.insert(at + 1, line);
            text.edit(at + 1, |sample| sample.labels.reverse());
            Some(())
        }),
        "series/duplicate",
    ),
    Mutation::of(
        "a counter is negative",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.counts())?;
            text.edit(at, |sample| "-1".clone_into(&mut sample.value));
            Some(())
        }),
        "counter/value-impossible",
    ),
    Mutation::of(
        "a counter is no number",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.counts())?;
            text.edit(at, |sample| "NaN".clone_into(&mut sample.value));
            Some(())
        }),
        "counter/value-impossible",
    ),
    Mutation::of(
        "a label begins with two underscores",
        SCRAPED,
        Text(|text, dice| {
            let family = text.family_of(dice, "gauge")?;
            text.edit_all(
                |line| line.family == family && line.is_sample(),
                |sample| sample.put("__replica", "a"),
            );
            Some(())
        }),
        "series/label-reserved",
    ),
    Mutation::of(
        "times are in seconds where a text has milliseconds",
        TEXTS,
        Text(|text, dice| {
            let family = text.family_of(dice, "gauge")?;
            for at in text.places(|line| line.family == family && line.is_sample()) {
                text.lines[at].push_str(" 1795564211");
            }
            Some(())
        }),
        "timestamp/implausible",
    ),
    Mutation::of(
        "times are in milliseconds where OpenMetrics has seconds",
        OPENMETRICS,
        Text(|text, dice| {
            let family = text.family_of(dice, "gauge")?;
            for at in text.places(|line| line.family == family && line.is_sample()) {
                text.lines[at].push_str(" 1795564211188");
            }
            Some(())
        }),
        "timestamp/implausible",
    ),
    Mutation::of(
        "one part of a histogram says a time",
        OPENMETRICS,
        Text(|text, dice| {
            let at =
                text.pick(dice, |line| line.is("histogram", "_count") || line.is("histogram", "_sum"))?;
            text.lines[at].push_str(" 1795564198.5");
            Some(())
        }),
        "timestamp/on-some-samples",
    ),
    Mutation::of(
        "a family bears the name of a sample of another",
        SCRAPED,
        Text(|text, dice| {
            let histogram = text.family_of(dice, "histogram")?;
            let end = *dice.pick(&["_count", "_sum", "_bucket"]).as_ref()?;
            text.append([
                format!("# HELP {histogram}{end} Orders that are waited for."),
                format!("# TYPE {histogram}{end} gauge"),
                format!("{histogram}{end} 3"),
            ]);
            Some(())
        }),
        "family/names-clash",
    ),
    Mutation::of(
        "a counter has the samples of a histogram",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE" && line.kind == "histogram")?;
            text.lines[at] = text.lines[at].replace("histogram", "counter");
            Some(())
        }),
        "family/suffix-of-another-type",
    ),
    Mutation::of(
        "a family is described under another name",
        TEXTS,
        Text(|text, dice| {
            let family = text.family_of(dice, "counter")?;
            text.edit_all(
                |line| line.family == family && line.is_sample(),
                |sample| sample.name = sample.name.replace("orders_", "orders"),
            );
            Some(())
        }),
        "metadata/orphaned-samples",
    ),
];
