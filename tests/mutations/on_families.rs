//! Families that are described, labelled or ordered in another way from look to look.

use crate::captures::{OPENMETRICS, SCRAPED};
use crate::mutation::Change::Sequence;
use crate::mutation::{Mutation, edit_text};
use crate::on_scrapes::{ALONE, chosen, from, has_counted, looks};

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "a gauge becomes a counter",
        &["rust-prometheus", "rust-metrics", "rust-bridge, scraped"],
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, _) =
                chosen(records, dice, |line| line.is("gauge", "") && line.family != "target_info")?;
            from(records, 1 + dice.below(2), |text| {
                let at = text.places(|line| line.word == "TYPE" && line.family == family).first().copied()?;
                text.lines[at] = text.lines[at].replace("gauge", "counter");
                Some(())
            })
        }),
        "change/kind",
    ),
    Mutation::of(
        "a counter becomes a gauge",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, series) = chosen(records, dice, has_counted)?;
            let name = series.split('{').next()?.to_owned();
            from(records, 1 + dice.below(2), |text| {
                let created = text.places(|line| line.family == family && line.name.ends_with("_created"));
                created.iter().rev().for_each(|at| drop(text.lines.remove(*at)));
                for at in text.places(|line| line.family == family && !line.is_sample()) {
                    text.lines[at] = text.lines[at].replacen(&family, &name, 1).replace(" counter", " gauge");
                }
                Some(())
            })
        }),
        "change/kind",
    ),
    Mutation::of(
        "a label is renamed",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, _) = chosen(records, dice, |line| line.text.contains("tier=\""))?;
            from(records, 1 + dice.below(2), |text| {
                for at in text.places(|line| line.family == family && line.is_sample()) {
                    text.lines[at] = text.lines[at].replacen("tier=\"", "level=\"", 1);
                }
                Some(())
            })
        }),
        "change/labels",
    ),
    Mutation::of(
        "a label is added",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, _) = chosen(records, dice, |line| line.text.contains("tier=\""))?;
            from(records, 1 + dice.below(2), |text| {
                text.edit_all(
                    |line| line.family == family && line.is_sample(),
                    |sample| sample.put("city", "Ulm"),
                );
                Some(())
            })
        }),
        "change/labels",
    ),
    Mutation::of(
        "a bucket bound is replaced",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let bound = dice.pick(&["0.05", "0.1", "0.5"])?;
            from(records, 1 + dice.below(2), |text| {
                text.edit_all(
                    |line| line.is_bucket() && line.label("le").as_deref() == Some(bound),
                    |sample| sample.put("le", &format!("{bound}1")),
                );
                Some(())
            })
        }),
        "change/buckets",
    ),
    Mutation::of(
        "a unit changes",
        &["rust-prometheus-client"],
        Sequence(|records, dice| {
            looks(records, 3)?;
            from(records, 1 + dice.below(2), |text| {
                let at = text.places(|line| line.word == "UNIT").first().copied()?;
                text.lines[at] = text.lines[at].replace(" seconds", " ratio");
                Some(())
            })
        }),
        "change/unit",
    )
    .beside(&[("unit/suffix-missing", "the unit that came is not the end of the name that stayed")]),
    Mutation::of(
        "a help text changes",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, _) = chosen(records, dice, |line| line.is_sample())?;
            from(records, 1 + dice.below(2), |text| {
                let at = text.places(|line| line.word == "HELP" && line.family == family).first().copied()?;
                text.lines[at].push_str(" Or so.");
                Some(())
            })
        }),
        "change/help",
    ),
    Mutation::of(
        "each look has new values of a label",
        SCRAPED,
        Sequence(|records, dice| {
            let count = 5 + dice.below(3);
            looks(records, count)?;
            let (family, series) = chosen(records, dice, |line| {
                line.has_labels() && (line.is("gauge", "") || line.counts()) && !line.name.ends_with("_info")
            })?;
            let step = 3 + dice.below(4);
            for (number, record) in records.iter_mut().enumerate() {
                edit_text(record, |text| {
                    let last =
                        text.places(|line| line.family == family && line.is_sample()).last().copied()?;
                    let more = (0..number * step).map(|customer| {
                        let mut sample = crate::text::Sample::of(&format!("{series} 1"));
                        sample.labels[0].1 = format!("customer-{customer}");
                        sample.to_string()
                    });
                    let more: Vec<String> = more.collect();
                    text.lines.splice(last + 1..last + 1, more);
                    Some(())
                })?;
            }
            Some(())
        }),
        "stream/cardinality-grows",
    ),
    Mutation::of(
        "the families come in another order each time",
        OPENMETRICS,
        Sequence(|records, _| {
            looks(records, 4)?;
            for record in records.iter_mut().skip(1).step_by(2) {
                edit_text(record, |text| {
                    let end = text.lines.len() - 1;
                    let begins = text.places(|line| line.word == "HELP");
                    let mut blocks: Vec<Vec<String>> = Vec::new();
                    for (number, begin) in begins.iter().enumerate() {
                        let next = begins.get(number + 1).copied().unwrap_or(end);
                        blocks.push(text.lines[*begin..next].to_vec());
                    }
                    blocks.reverse();
                    text.lines = blocks.concat();
                    text.lines.push("# EOF".to_owned());
                    Some(())
                })?;
            }
            Some(())
        }),
        "scrape/order-unstable",
    ),
];
