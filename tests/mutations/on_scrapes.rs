//! Targets that change from look to look as no target should.

use crate::captures::TEXTS;
use crate::dice::Dice;
use crate::mutation::Change::Sequence;
use crate::mutation::{Control, Mutation, edit_text};
use crate::text::{Line, Text};
use meterstick::capture::Record;
use std::time::Duration;

/// What does not answer for several workers at once.
pub(crate) const ALONE: &[&str] = &[
    "rust-prometheus",
    "rust-metrics",
    "rust-prometheus-client",
    "python-prometheus-client",
    "python-bridge, scraped",
    "rust-bridge, scraped",
];
const WITH_CREATED: &[&str] = &["python-prometheus-client"];

/// Puts looks fifteen seconds apart, as many as are wanted: what a target says in the end it says on and on.
pub(crate) fn looks(records: &mut Vec<Record>, count: usize) -> Option<()> {
    let last = records.last()?.clone();
    records.resize(count, last);
    let first = records[0].arrived;
    for (number, record) in records.iter_mut().enumerate() {
        record.arrived = first + Duration::from_secs(15 * number as u64);
    }
    Some(())
}

/// Changes the lines of the looks from one on.
pub(crate) fn from(
    records: &mut [Record],
    begin: usize,
    change: impl Fn(&mut Text) -> Option<()>,
) -> Option<()> {
    records[begin..].iter_mut().try_for_each(|record| edit_text(record, &change))
}

/// Whether a line counts something that has happened.
pub(crate) fn has_counted(line: &Line<'_>) -> bool {
    line.counts() && line.value() >= 1.0 && line.value().fract() == 0.0
}

/// The line of one that chance has chosen in the first look.
pub(crate) fn chosen(
    records: &[Record],
    dice: &mut Dice,
    is_meant: impl Fn(&Line<'_>) -> bool,
) -> Option<(String, String)> {
    let text = Text::of(&records[0].body);
    let at = text.pick(dice, is_meant)?;
    let series = text.lines[at].rsplit_once(' ')?.0.to_owned();
    Some((text.family(at)?, series))
}

fn is_series(line: &Line<'_>, series: &str) -> bool {
    line.text.rsplit_once(' ').is_some_and(|(known, _)| known == series)
}

/// Takes a series out of the text, with the line that says since when it counts.
fn remove(text: &mut Text, series: &str) -> Option<()> {
    let created = series.replacen("_total", "_created", 1);
    let gone = text.places(|line| is_series(line, series) || is_series(line, &created));
    gone.iter().rev().for_each(|at| drop(text.lines.remove(*at)));
    (!gone.is_empty()).then_some(())
}

/// Whether a line holds what only grows, in any part of a family.
fn grows(line: &Line<'_>) -> bool {
    line.is_sample() && matches!(line.kind, "counter" | "histogram") && !line.name.ends_with("_created")
}

pub(crate) const CONTROLS: &[Control] = &[
    Control {
        name: "looks that are all alike in the end",
        captures: ALONE,
        make: |records| looks(records, 6),
    },
    Control {
        name: "counters that go on",
        captures: ALONE,
        make: |records| {
            looks(records, 6)?;
            for (number, record) in records.iter_mut().enumerate() {
                edit_text(record, |text| {
                    text.edit_all(has_counted, |sample| sample.add(10.0 * number as f64));
                    Some(())
                })?;
            }
            Some(())
        },
    },
    Control {
        name: "a process that starts anew",
        captures: ALONE,
        make: |records| {
            looks(records, 4)?;
            from(records, 2, |text| {
                text.edit_all(grows, |sample| "0".clone_into(&mut sample.value));
                text.edit_all(
                    |line| line.is("gauge", "process_start_time_seconds") || line.name.ends_with("_created"),
                    |sample| sample.add(20.0),
                );
                Some(())
            })
        },
    },
];

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "a counter is set back",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (_, series) = chosen(records, dice, has_counted)?;
            let begin = 1 + dice.below(2);
            let before = Text::of(&records[begin - 1].body);
            let at = before.places(|line| is_series(line, &series)).first().copied()?;
            let less = before.line(at)?.value() - 1.0;
            from(records, begin, |text| {
                text.edit_all(|line| is_series(line, &series), |sample| sample.value = less.to_string());
                Some(())
            })
        }),
        "reset/unannounced",
    ),
    Mutation::of(
        "a histogram is set back",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, series) = chosen(records, dice, |line| line.is("histogram", "_count"))?;
            let labels = series.split_once('{').map(|(_, labels)| labels.to_owned())?;
            let tier = labels.split("tier=\"").nth(1)?.split('"').next()?.to_owned();
            from(records, 2, |text| {
                text.edit_all(
                    |line| {
                        line.family == family
                            && line.label("tier").as_ref() == Some(&tier)
                            && grows(line)
                            && line.value() > 0.0
                    },
                    |sample| sample.value = (sample.number() / 2.0).floor().to_string(),
                );
                Some(())
            })
        }),
        "reset/unannounced",
    ),
    Mutation::of(
        "two workers answer in turn and do not say when they began",
        TEXTS,
        Sequence(|records, dice| {
            looks(records, 4 + dice.below(3))?;
            for record in records.iter_mut().skip(1).step_by(2) {
                edit_text(record, |text| {
                    text.edit_all(|line| grows(line) && line.value() >= 4.0, |sample| sample.add(-2.0));
                    text.edit_all(
                        |line| line.is_bucket() && line.value() > 2.0,
                        |sample| "2".clone_into(&mut sample.value),
                    );
                    Some(())
                })?;
            }
            Some(())
        }),
        "worker/alternating-answers",
    ),
    Mutation::of(
        "two workers answer in turn and say when they began",
        WITH_CREATED,
        Sequence(|records, dice| {
            looks(records, 3 + dice.below(3))?;
            for record in records.iter_mut().skip(1).step_by(2) {
                edit_text(record, |text| {
                    text.edit_all(
                        |line| {
                            line.name == "process_start_time_seconds" && line.is_sample()
                                || line.name.ends_with("_created")
                        },
                        |sample| sample.add(0.25),
                    );
                    text.edit_all(has_counted, |sample| sample.add(-1.0));
                    Some(())
                })?;
            }
            Some(())
        }),
        "worker/alternating-answers",
    ),
    Mutation::of(
        "a series that counts vanishes",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 4)?;
            let (_, series) = chosen(records, dice, has_counted)?;
            from(records, 1 + dice.below(3), |text| remove(text, &series))
        }),
        "stream/vanished",
    ),
    Mutation::of(
        "a series that counts comes and goes",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 5)?;
            let (_, series) = chosen(records, dice, has_counted)?;
            let away = 1 + dice.below(3);
            edit_text(&mut records[away], |text| remove(text, &series))
        }),
        "stream/flapping",
    ),
    Mutation::of(
        "the buckets of a histogram are read before its count",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (_, series) = chosen(records, dice, |line| line.is("histogram", "_sum"))?;
            from(records, 1 + dice.below(2), |text| {
                text.edit_all(|line| is_series(line, &series), |sample| sample.add(0.3));
                Some(())
            })
        }),
        "stream/parts-apart",
    ),
    Mutation::of(
        "the time of a text goes back",
        TEXTS,
        Sequence(|records, dice| {
            looks(records, 3)?;
            let (family, _) = chosen(records, dice, |line| line.is("gauge", ""))?;
            for (number, record) in records.iter_mut().enumerate() {
                edit_text(record, |text| {
                    for at in text.places(|line| line.family == family && line.is_sample()) {
                        text.lines[at].push_str(&format!(" {}", 1_795_564_211_000 - 1000 * number as u64));
                    }
                    Some(())
                })?;
            }
            Some(())
        }),
        "stream/time-backwards",
    ),
    Mutation::of(
        "a process starts anew and the creation times stay",
        WITH_CREATED,
        Sequence(|records, dice| {
            looks(records, 3)?;
            from(records, 1 + dice.below(2), |text| {
                text.edit_all(
                    |line| line.is("gauge", "process_start_time_seconds"),
                    |sample| sample.add(12.0),
                );
                text.edit_all(grows, |sample| "0".clone_into(&mut sample.value));
                Some(())
            })
        }),
        "reset/created-unmoved",
    ),
    Mutation::of(
        "one look of several is incomplete",
        ALONE,
        Sequence(|records, dice| {
            looks(records, 4)?;
            let (family, _) = chosen(records, dice, has_counted)?;
            edit_text(&mut records[1], |text| {
                let gone = text.places(|line| line.family == family);
                for at in gone.into_iter().rev() {
                    text.lines.remove(at);
                }
                Some(())
            })
        }),
        "stream/flapping",
    ),
];
