//! Instruments that change from export to export as none should.

use crate::captures::PUSHED;
use crate::dice::Dice;
use crate::mutation::Change::Sequence;
use crate::mutation::{Mutation, edit_request};
use crate::on_pushes::{exports, from};
use crate::request::{is_counter, is_gauge, is_up_down_counter, metric, numbers_of, text};
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "an instrument changes its type",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(records, 1 + dice.below(2), seed, |request, dice| {
                if let Some(Data::Sum(sum)) = &mut metric(request, dice, is_up_down_counter)?.data {
                    sum.is_monotonic = true;
                }
                Some(())
            })
        }),
        "change/kind",
    ),
    Mutation::of(
        "an instrument changes its unit",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(records, 1 + dice.below(2), seed, |request, dice| {
                "By".clone_into(&mut metric(request, dice, |_| true)?.unit);
                Some(())
            })
        }),
        "change/unit",
    ),
    Mutation::of(
        "an attribute is renamed",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 3)?;
            let seed = dice.below(100) as u64;
            from(records, 1 + dice.below(2), seed, |request, dice| {
                for point in numbers_of(metric(request, dice, is_counter)?)? {
                    "level".clone_into(&mut point.attributes[0].key);
                }
                Some(())
            })
        }),
        "change/labels",
    ),
    Mutation::of(
        "each export has new values of an attribute",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 5 + dice.below(3))?;
            let (seed, step) = (dice.below(100) as u64, 4 + dice.below(3));
            for (number, record) in records.iter_mut().enumerate() {
                edit_request(record, |request| {
                    let chosen = |one: &_| is_counter(one) || is_gauge(one);
                    let points = numbers_of(metric(request, &mut Dice::of(seed, "spot"), chosen)?)?;
                    for customer in 0..number * step {
                        let mut point = points[0].clone();
                        point.attributes[0] = text("customer", &format!("customer-{customer}"));
                        points.push(point);
                    }
                    Some(())
                })?;
            }
            Some(())
        }),
        "stream/cardinality-grows",
    ),
    Mutation::of(
        "a series that is pushed vanishes",
        PUSHED,
        Sequence(|records, dice| {
            exports(records, 4)?;
            let seed = dice.below(100) as u64;
            from(records, 1 + dice.below(3), seed, |request, dice| {
                let points = numbers_of(metric(request, dice, is_counter)?)?;
                let at = dice.below(points.len());
                points.remove(at);
                Some(())
            })
        }),
        "stream/vanished",
    ),
];
