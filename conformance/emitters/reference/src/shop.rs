//! The order service that every emitter plays: a fixed list of orders, so that every run says the same.

use meterstick::model::AttributeValue;

use crate::metrics::{Amount, Description, Kind, Registry};

/// Tier and duration in seconds of each order.
const ORDERS: [(&str, f64); 12] = [
    ("gold", 0.004),
    ("silver", 0.02),
    ("bronze", 0.3),
    ("gold", 0.06),
    ("silver", 0.7),
    ("bronze", 2.0),
    ("gold", 0.011),
    ("silver", 0.25),
    ("bronze", 0.09),
    ("gold", 7.5),
    ("silver", 0.033),
    ("bronze", 0.5),
];

/// Upper bounds of the buckets of order durations, in seconds.
const BUCKETS: &[f64] = &[0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Plays the list of orders.
pub(crate) fn play(registry: &mut Registry) {
    let described = |unit, help, bounds| Description { unit, help, bounds };
    for (name, kind, description) in [
        ("orders.processed", Kind::Counter, described("{order}", "Orders processed so far.", &[][..])),
        ("order.duration", Kind::Histogram, described("s", "How long orders took.", BUCKETS)),
        ("orders.open", Kind::UpDown, described("{order}", "Orders that are being worked on.", &[])),
        ("queue.length", Kind::Gauge, described("{order}", "Orders that wait.", &[])),
    ] {
        registry.instrument(name, kind, description);
    }
    let mut record = |kind, name, amount, key: &str, value: &str| {
        let attributes = vec![(key.to_owned(), AttributeValue::from(value))];
        registry.record(kind, name, amount, &attributes);
    };
    for (tier, seconds) in ORDERS {
        record(Kind::Counter, "orders.processed", Amount::Int(1), "tier", tier);
        record(Kind::Histogram, "order.duration", Amount::Float(seconds), "tier", tier);
    }
    for tier in ["gold", "silver", "bronze"] {
        record(Kind::UpDown, "orders.open", Amount::Int(1), "tier", tier);
    }
    record(Kind::Gauge, "queue.length", Amount::Int(3), "queue", "kitchen");
    record(Kind::Gauge, "queue.length", Amount::Int(0), "queue", "bar");
}
