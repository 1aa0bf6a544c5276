//! Bridges between OpenTelemetry and Prometheus that do not keep what they carry.

use crate::captures::BRIDGES;
use crate::mutation::Change::{Sequence, Text};
use crate::mutation::{Mutation, edit_text};
use crate::text;
use meterstick::capture::{Record, Transport};
use std::time::Duration;

/// Both sides of one process, which says who it is.
const BOTH_SIDES: &[&str] = &["python-bridge"];

/// Puts the exchanges so far apart that nobody doubts which came first.
fn apart(records: &mut [Record]) {
    let first = records[0].arrived;
    for (number, record) in records.iter_mut().enumerate() {
        record.arrived = first + Duration::from_secs(10 * number as u64);
    }
}

/// Changes the lines of every scrape.
fn scrapes(records: &mut [Record], change: impl Fn(&mut text::Text) -> Option<()>) -> Option<()> {
    apart(records);
    let mut scraped = records.iter_mut().filter(|record| record.transport == Transport::Scrape);
    scraped.try_for_each(|record| edit_text(record, &change))
}

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "`target_info` stands twice",
        BRIDGES,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.name == "target_info" && line.is_sample())?;
            let line = text.lines[at].clone();
            text.lines.insert(at + 1, line);
            text.edit(at + 1, |sample| sample.put("service_name", "kitchen"));
            Some(())
        }),
        "bridge/target-info-repeated",
    ),
    Mutation::of(
        "`target_info` is 0",
        &["rust-bridge, scraped"],
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.name == "target_info" && line.is_sample())?;
            text.edit(at, |sample| "0".clone_into(&mut sample.value));
            Some(())
        }),
        "bridge/target-info-not-one",
    ),
    Mutation::of(
        "`target_info` says a scope",
        BRIDGES,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.name == "target_info" && line.is_sample())?;
            text.edit(at, |sample| sample.put("otel_scope_name", "shop"));
            Some(())
        }),
        "bridge/target-info-scoped",
    ),
    Mutation::of(
        "some series of a family do not say their scope",
        BRIDGES,
        Text(|text, dice| {
            let at = text.pick(dice, |line| {
                line.is_sample()
                    && line.text.contains("otel_scope_name")
                    && !line.is_bucket()
                    && line.kind != "histogram"
            })?;
            text.edit(at, |sample| sample.labels.retain(|(key, _)| !key.starts_with("otel_scope_")));
            Some(())
        }),
        "bridge/scope-labels-missing",
    ),
    Mutation::of(
        "a second scope has its values under the labels of the first",
        &["python-bridge, scraped"],
        Text(|text, dice| {
            // As Python writes it: the second scope has labels that the first has not, and all values move on.
            let at = text.pick(dice, |line| {
                line.is_sample() && line.text.contains("otel_scope_name") && line.kind != "histogram"
            })?;
            let line = text.lines[at].clone();
            text.lines.insert(at + 1, line);
            text.edit(at + 1, |sample| {
                let values = ["200", "shop.kitchen.stove", "", "0.66b1"];
                for ((_, old), new) in sample.labels.iter_mut().zip(values) {
                    new.clone_into(old);
                }
            });
            Some(())
        }),
        "bridge/labels-shifted",
    ),
    Mutation::of(
        "the scrape and the push say other values under a label",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let turn = 1 + dice.below(2);
            scrapes(records, |text| {
                for at in
                    text.places(|line| line.is("counter", "_total") && line.text.contains("otel_scope_name"))
                {
                    text.edit(at, |sample| {
                        let mut values: Vec<String> =
                            sample.labels.iter().map(|(_, value)| value.clone()).collect();
                        values.rotate_left(turn);
                        for ((_, old), new) in sample.labels.iter_mut().zip(values) {
                            *old = new;
                        }
                    });
                }
                Some(())
            })
        }),
        "parity/labels-shifted",
    )
    .beside(&[(
        "bridge/labels-shifted",
        "only one of three scrapes is held against the push, and the others show it by themselves",
    )]),
    Mutation::of(
        "a counter is scraped with another value than pushed",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let tier = dice.pick(&["gold", "silver", "bronze"])?;
            scrapes(records, |text| {
                text.edit_all(
                    |line| line.family == "orders_processed" && line.label("tier").as_deref() == Some(tier),
                    |sample| sample.add(3.0),
                );
                Some(())
            })
        }),
        "parity/value-differs",
    ),
    Mutation::of(
        "an instrument is pushed and not scraped",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let family =
                dice.pick(&["orders_processed", "order_duration_seconds", "orders_open", "queue_length"])?;
            scrapes(records, |text| {
                for at in text.places(|line| line.family == family).into_iter().rev() {
                    text.lines.remove(at);
                }
                Some(())
            })
        }),
        "parity/family-missing",
    ),
    Mutation::of(
        "a series is pushed and not scraped",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let tier = dice.pick(&["gold", "silver", "bronze"])?;
            let family = dice.pick(&["orders_processed", "orders_open"])?;
            scrapes(records, |text| {
                let at =
                    text.places(|line| line.family == family && line.label("tier").as_deref() == Some(tier));
                text.lines.remove(*at.first()?);
                Some(())
            })
        }),
        "parity/series-missing",
    ),
    Mutation::of(
        "an attribute is scraped under another name",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let family = dice.pick(&["orders_processed", "orders_open"])?;
            scrapes(records, |text| {
                for at in text.places(|line| line.family == family && line.is_sample()) {
                    text.lines[at] = text.lines[at].replacen("tier=", "level=", 1);
                }
                Some(())
            })
        }),
        "parity/labels-differ",
    ),
    Mutation::of(
        "an up-down counter is scraped as a counter",
        BOTH_SIDES,
        Sequence(|records, _| {
            scrapes(records, |text| {
                let at = *text.places(|line| line.word == "TYPE" && line.family == "orders_open").first()?;
                text.lines[at] = text.lines[at].replace("gauge", "counter");
                text.edit_all(
                    |line| line.family == "orders_open" && line.is_sample(),
                    |sample| sample.name.push_str("_total"),
                );
                Some(())
            })
        }),
        "parity/type-differs",
    ),
    Mutation::of(
        "a duration is scraped under the name of another unit",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let unit = dice.pick(&["milliseconds", "minutes", "bytes"])?;
            scrapes(records, |text| {
                for at in text.places(|line| line.family == "order_duration_seconds") {
                    text.lines[at] = text.lines[at].replace("seconds", unit);
                }
                Some(())
            })
        }),
        "parity/unit-suffix-differs",
    ),
    Mutation::of(
        "the resource is not scraped",
        BOTH_SIDES,
        Sequence(|records, dice| {
            let key = dice.pick(&["service_name", "service_version"])?;
            scrapes(records, |text| {
                text.edit_all(
                    |line| line.name == "target_info" && line.is_sample(),
                    |sample| sample.put(key, "other"),
                );
                Some(())
            })
        }),
        "parity/target-differs",
    ),
];
