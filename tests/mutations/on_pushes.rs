//! Services that push from time to time, and change as none should.

use crate::captures::{PUSHED, PUSHED_OVER_HTTP};
use crate::dice::Dice;
use crate::mutation::Change::Sequence;
use crate::mutation::{Control, Mutation, edit_request};
use crate::request::{
    Request, SECOND, go_on, is_counter, is_histogram, metric, metrics, numbers_of, set_int, set_times,
    temporality, text, value,
};
use meterstick::capture::Record;
use std::time::Duration;

/// How far exports lie apart, in seconds.
const APART: u64 = 10;

/// Lets the first request of a capture go on for some exports.
pub(crate) fn exports(records: &mut Vec<Record>, count: usize) -> Option<()> {
    records.truncate(1);
    for number in 1..count {
        let mut next = records[0].clone();
        next.arrived += Duration::from_secs(APART * number as u64);
        edit_request(&mut next, |request| {
            go_on(request, APART * number as u64, number as u64);
            Some(())
        })?;
        records.push(next);
    }
    Some(())
}

/// Makes totals the differences since the export before.
fn as_differences(records: &mut [Record]) -> Option<()> {
    for (number, record) in records.iter_mut().enumerate() {
        edit_request(record, |request| {
            for metric in metrics(request).filter(|one| is_counter(one) || is_histogram(one)) {
                *temporality(metric)? = 1;
                if number > 0 {
                    set_times(metric, |start, time| *start = *time - APART * SECOND);
                }
            }
            Some(())
        })?;
    }
    Some(())
}

/// Changes the requests from one on; chance chooses the same in each.
pub(crate) fn from(
    records: &mut [Record],
    begin: usize,
    seed: u64,
    change: impl Fn(&mut Request, &mut Dice) -> Option<()>,
) -> Option<()> {
    records[begin..]
        .iter_mut()
        .try_for_each(|record| edit_request(record, |request| change(request, &mut Dice::of(seed, "spot"))))
}

pub(crate) const CONTROLS: &[Control] = &[
    Control { name: "totals", captures: PUSHED, make: |records| exports(records, 6) },
    Control {
        name: "differences",
        captures: PUSHED,
        make: |records| {
            exports(records, 6)?;
            as_differences(records)
        },
    },
];

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "the intervals of differences overlap",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 4)?;
            as_differences(records)?;
            let seed = dice.below(100) as u64;
            from(records, 1 + dice.below(3), seed, |request, dice| {
                set_times(metric(request, dice, is_counter)?, |start, _| *start -= 2 * SECOND);
                Some(())
            })
        }),
        "delta/overlap",
    ),
    Mutation::of(
        "totals are declared as differences",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(records, 0, seed, |request, dice| {
                *temporality(metric(request, dice, |one| is_counter(one) || is_histogram(one))?)? = 1;
                Some(())
            })
        }),
        "delta/overlap",
    ),
    Mutation::of(
        "an interval of differences is missing",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 5)?;
            as_differences(records)?;
            records.remove(1 + dice.below(3));
            Some(())
        }),
        "delta/gap",
    ),
    Mutation::of(
        "the start of a total moves on with each export",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 4)?;
            let seed = dice.below(100) as u64;
            records[1..].iter_mut().try_for_each(|record| {
                edit_request(record, |request| {
                    let metric = metric(request, &mut Dice::of(seed, "spot"), |one| {
                        is_counter(one) || is_histogram(one)
                    })?;
                    set_times(metric, |start, time| *start = *time - APART * SECOND);
                    Some(())
                })
            })
        }),
        "reset/start-moved",
    ),
    Mutation::of(
        "the start of a total moves back",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(records, 1 + dice.below(2), seed, |request, dice| {
                set_times(metric(request, dice, is_counter)?, |start, _| *start -= SECOND / 2);
                Some(())
            })
        }),
        "reset/start-moved",
    ),
    Mutation::of(
        "a total falls under one start",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(&mut records[2..], 0, seed, |request, dice| {
                let points = numbers_of(metric(request, dice, is_counter)?)?;
                let at = dice.below(points.len());
                let fallen = value(&points[at]) as i64 - 5;
                set_int(&mut points[at], fallen);
                Some(())
            })
        }),
        "reset/falls-under-start",
    ),
    Mutation::of(
        "two processes push as one resource",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3 + dice.below(2))?;
            let mut both = Vec::new();
            for record in records.iter() {
                let mut other = record.clone();
                other.arrived += Duration::from_secs(1);
                edit_request(&mut other, |request| {
                    for metric in metrics(request) {
                        set_times(metric, |start, time| {
                            (*start, *time) = (*start + SECOND / 2, *time + SECOND);
                        });
                    }
                    Some(())
                })?;
                both.extend([record.clone(), other]);
            }
            *records = both;
            Some(())
        }),
        "worker/shared-identity",
    ),
    Mutation::of(
        "a forked worker pushes what its parent has counted",
        &["python-otlp-grpc", "python-otlp-http-protobuf"],
        Sequence(|records, _| {
            exports(records, 2)?;
            let mut worker = records[1].clone();
            worker.arrived += Duration::from_secs(1);
            edit_request(&mut worker, |request| {
                let attributes = &mut request.resource_metrics[0].resource.as_mut()?.attributes;
                let id = "81acbd1d-51c8-41ee-8d3c-2c7ea1b9a4f0";
                *attributes.iter_mut().find(|one| one.key == "service.instance.id")? =
                    text("service.instance.id", id);
                go_on(request, 1, 2);
                Some(())
            })?;
            records.push(worker);
            Some(())
        }),
        "worker/inherited-totals",
    ),
    Mutation::of(
        "the time of a series goes back",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(&mut records[2..], 0, seed, |request, dice| {
                set_times(metric(request, dice, |_| true)?, |_, time| *time -= 15 * SECOND);
                Some(())
            })
        }),
        "stream/time-backwards",
    ),
    Mutation::of(
        "the clock of a service is set back",
        PUSHED_OVER_HTTP,
        Sequence(|records, dice| {
            exports(records, 4)?;
            let begin = 2 + dice.below(2);
            for record in &mut records[begin..] {
                edit_request(record, |request| {
                    metrics(request).for_each(|metric| set_times(metric, |_, time| *time -= 15 * SECOND));
                    Some(())
                })?;
            }
            Some(())
        }),
        "stream/time-backwards",
    ),
    Mutation::of(
        "a process falls silent for a while",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 9)?;
            let begin = 3 + dice.below(2);
            records.drain(begin..begin + 4);
            Some(())
        }),
        "worker/went-silent",
    ),
];
