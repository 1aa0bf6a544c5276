//! Histograms of expositions whose parts do not fit together.

use crate::captures::{EVERY_SCRAPE, OPENMETRICS, SCRAPED, TEXTS};
use crate::mutation::Change::Text;
use crate::mutation::Mutation;
use crate::text::Line;

fn bound(line: &Line<'_>) -> String {
    line.label("le").unwrap_or_default()
}

fn is_top(line: &Line<'_>) -> bool {
    line.is_bucket() && bound(line) == "+Inf"
}

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "the bucket up to +Inf is missing",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, is_top)?;
            text.lines.remove(at);
            Some(())
        }),
        "histogram/infinity-bucket-missing",
    ),
    Mutation::of(
        "the count differs from the bucket up to +Inf",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_count"))?;
            text.edit(at, |sample| sample.add(1.0));
            Some(())
        }),
        "histogram/count-differs-from-infinity",
    ),
    Mutation::of(
        "two neighbouring buckets have changed their counts",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let is_step = |line: &Line<'_>| {
                let next = text.line(line.at + 1);
                line.is_bucket() && next.is_some_and(|next| next.is_bucket() && next.value() > line.value())
            };
            let at = text.pick(dice, is_step)?;
            let (one, other) = (text.line(at)?.value(), text.line(at + 1)?.value());
            text.edit(at, |sample| sample.value = other.to_string());
            text.edit(at + 1, |sample| sample.value = one.to_string());
            Some(())
        }),
        "histogram/buckets-not-cumulative",
    )
    .beside(&[(
        "histogram/count-differs-from-infinity",
        "where the bucket up to +Inf is one of the two, it no longer is the count",
    )]),
    Mutation::of(
        "buckets count each for itself",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| is_top(line) && line.value() > 1.0)?;
            let places = text.places(|line| line.is_bucket());
            let end = places.iter().position(|place| *place == at)?;
            for pair in places[end.checked_sub(6)?..=end].windows(2).rev() {
                let below = text.line(pair[0])?.value();
                text.edit(pair[1], |sample| sample.add(-below));
            }
            Some(())
        }),
        "histogram/buckets-not-cumulative",
    )
    .beside(&[("histogram/count-differs-from-infinity", "the bucket up to +Inf no longer is the count")]),
    Mutation::of(
        "two bucket lines have changed places",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| {
                line.is_bucket()
                    && text.line(line.at + 1).is_some_and(|next| next.is_bucket())
                    && bound(line) != "+Inf"
            })?;
            text.lines.swap(at, at + 1);
            Some(())
        }),
        "histogram/bounds-out-of-order",
    ),
    Mutation::of(
        "a bucket stands twice in two spellings",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_bucket() && bound(line) != "+Inf")?;
            let line = text.lines[at].clone();
            text.lines.insert(at + 1, line);
            text.edit(at + 1, |sample| {
                let spelled = sample.labels.iter().find(|(key, _)| key == "le").map(|(_, le)| le.clone());
                let spelled = spelled.unwrap_or_default();
                sample.put(
                    "le",
                    &if spelled.contains('.') { format!("{spelled}0") } else { format!("{spelled}.0") },
                );
            });
            Some(())
        }),
        "histogram/bound-repeated",
    ),
    Mutation::of(
        "a bound is no number",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_bucket() && bound(line) != "+Inf")?;
            text.edit(at, |sample| sample.put("le", "fast"));
            Some(())
        }),
        "histogram/bound-invalid",
    ),
    Mutation::of(
        "a bucket has no bound",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_bucket() && bound(line) != "+Inf")?;
            text.edit(at, |sample| sample.labels.retain(|(key, _)| key != "le"));
            Some(())
        }),
        "histogram/bound-invalid",
    ),
    Mutation::of(
        "a bucket counts less than nothing",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_bucket() && bound(line) == "0.01")?;
            text.edit(at, |sample| "-1".clone_into(&mut sample.value));
            Some(())
        }),
        "histogram/count-impossible",
    ),
    Mutation::of(
        "a histogram of a text has no count",
        TEXTS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_count"))?;
            text.lines.remove(at);
            Some(())
        }),
        "histogram/sum-or-count-missing",
    ),
    Mutation::of(
        "a histogram of OpenMetrics has no count",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_count"))?;
            text.lines.remove(at);
            Some(())
        }),
        "openmetrics/sum-or-count-missing",
    ),
    Mutation::of(
        "a histogram has a sample of its bare name",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_sum"))?;
            text.edit(at, |sample| sample.name.truncate(sample.name.len() - "_sum".len()));
            Some(())
        }),
        "histogram/bare-sample",
    ),
    Mutation::of(
        "the count of a histogram is a fraction",
        OPENMETRICS,
        Text(|text, dice| {
            let tier = text.pick(dice, is_top).and_then(|at| text.line(at)?.label("tier"))?;
            let is_whole = |line: &Line<'_>| {
                (is_top(line) || line.is("histogram", "_count")) && line.label("tier").as_ref() == Some(&tier)
            };
            text.edit_all(is_whole, |sample| sample.add(0.5));
            Some(())
        }),
        "openmetrics/count-fractional",
    ),
    Mutation::of(
        "the sum of a histogram is negative",
        OPENMETRICS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is("histogram", "_sum"))?;
            text.edit(at, |sample| sample.value.insert(0, '-'));
            Some(())
        }),
        "openmetrics/sum-impossible",
    ),
    Mutation::of(
        "a sum is in milliseconds and the buckets in seconds",
        EVERY_SCRAPE,
        Text(|text, dice| {
            // Above every finite bound anything may have been.
            let tiers = ["silver", "bronze"];
            let tier = dice.pick(&tiers)?;
            let at = text.pick(dice, |line| {
                line.is("histogram", "_sum") && line.label("tier").as_deref() == Some(tier)
            })?;
            text.edit(at, |sample| sample.value = (sample.number() * 1000.0).to_string());
            Some(())
        }),
        "distribution/sum-outside-buckets",
    ),
];
