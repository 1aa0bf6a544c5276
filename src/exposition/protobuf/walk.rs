//! From the bytes to the messages.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::message::{Bucket, Counter, Exemplar, Family, Histogram, Metric, Quantile, Side, Summary, Type};
use super::{ProtobufExposition, ProtobufFault, ProtobufFaultKind as Kind};
use crate::model::Timestamp;
use crate::protobuf::{Field, Reader, offset_in, unzigzag};

pub(super) fn walk(body: &[u8]) -> ProtobufExposition<'_> {
    let mut walk = Walk { body, path: Vec::new(), faults: Vec::new() };
    let mut families = Vec::new();
    let mut rest = Reader::new(body);
    while !rest.rest().is_empty() {
        let start = rest.rest();
        let Ok(length) = rest.varint() else {
            walk.note(Kind::Length, start);
            break;
        };
        if length > u64::from(u32::MAX) {
            walk.note(Kind::Length, start);
            break;
        }
        let left = rest.rest();
        let Some((message, after)) =
            usize::try_from(length).ok().and_then(|length| left.split_at_checked(length))
        else {
            walk.note(Kind::Truncated { length, left: left.len() }, start);
            break;
        };
        rest = Reader::new(after);
        if !message.is_empty() {
            walk.path.push(Step("family", families.len()));
            families.push(walk.family(message));
            walk.path.pop();
        }
    }
    ProtobufExposition { families, faults: walk.faults }
}

/// A field on the way to the one at hand; the number of a single field is [`ONLY`].
#[derive(Clone, Copy)]
struct Step(&'static str, usize);

const ONLY: usize = usize::MAX;

struct Walk<'a> {
    body: &'a [u8],
    path: Vec<Step>,
    faults: Vec<ProtobufFault>,
}

/// A field whose wire type is not the one that the format gives it.
struct WrongType;

type Read<T> = Result<T, WrongType>;

fn double(field: Field<'_>) -> Read<f64> {
    match field {
        Field::Fixed64(bits) => Ok(f64::from_bits(bits)),
        _ => Err(WrongType),
    }
}

fn varint(field: Field<'_>) -> Read<u64> {
    match field {
        Field::Varint(value) => Ok(value),
        _ => Err(WrongType),
    }
}

fn bytes(field: Field<'_>) -> Read<&[u8]> {
    match field {
        Field::Bytes(bytes) => Ok(bytes),
        _ => Err(WrongType),
    }
}

/// Numbers one by one or packed, which a reader of a repeated field takes both.
fn numbers<T>(
    field: Field<'_>,
    into: &mut Vec<T>,
    one: impl Fn(Field<'_>) -> Read<T>,
    next: impl Fn(&mut Reader<'_>) -> Option<T>,
) -> Read<()> {
    if let Field::Bytes(packed) = field {
        let mut packed = Reader::new(packed);
        while !packed.rest().is_empty() {
            into.push(next(&mut packed).ok_or(WrongType)?);
        }
    } else {
        into.push(one(field)?);
    }
    Ok(())
}

impl<'a> Walk<'a> {
    #[cold]
    fn note(&mut self, kind: Kind, at: &[u8]) {
        let mut path = String::new();
        for step in &self.path {
            if !path.is_empty() {
                path.push('.');
            }
            let _ = write!(path, "{step}");
        }
        self.faults.push(ProtobufFault { kind, offset: offset_in(self.body, at), path });
    }

    /// Reads the fields of a message; the first that is broken ends it.
    fn fields(&mut self, message: &'a [u8], mut read: impl FnMut(&mut Self, u32, Field<'a>) -> Read<()>) {
        let mut reader = Reader::new(message);
        loop {
            let at = reader.rest();
            match reader.next() {
                None => return,
                Some(Ok((number, field))) => {
                    if read(self, number, field).is_err() {
                        return self.note(Kind::WireType, at);
                    }
                }
                Some(Err(error)) => return self.note(error.into(), at),
            }
        }
    }

    /// Reads what lies inside a field.
    fn inside<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let value = read(self);
        self.path.pop();
        value
    }

    fn string(&mut self, name: &'static str, field: Field<'a>) -> Read<Cow<'a, str>> {
        let bytes = bytes(field)?;
        let text = String::from_utf8_lossy(bytes);
        if matches!(text, Cow::Owned(_)) {
            self.inside(Step(name, ONLY), |walk| walk.note(Kind::InvalidUtf8, bytes));
        }
        Ok(text)
    }

    fn family(&mut self, message: &'a [u8]) -> Family<'a> {
        let mut family = Family { offset: offset_in(self.body, message), ..Family::default() };
        self.fields(message, |walk, number, field| {
            match number {
                1 => family.name = walk.string("name", field)?,
                2 => family.help = Some(walk.string("help", field)?),
                3 => {
                    let number = varint(field)? as i32;
                    let kind = Type::from_number(number);
                    if let Type::Unknown(number) = kind {
                        walk.inside(Step("type", ONLY), |walk| walk.note(Kind::UnknownType(number), message));
                    }
                    family.kind = Some(kind);
                }
                4 => {
                    let message = bytes(field)?;
                    let step = Step("metric", family.metrics.len());
                    let metric = walk.inside(step, |walk| walk.metric(message));
                    family.metrics.push(metric);
                }
                5 => family.unit = Some(walk.string("unit", field)?),
                _ => {}
            }
            Ok(())
        });
        family
    }

    fn metric(&mut self, message: &'a [u8]) -> Metric<'a> {
        let mut metric = Metric::default();
        self.fields(message, |walk, number, field| {
            match number {
                1 => {
                    let message = bytes(field)?;
                    let step = Step("label", metric.labels.len());
                    let label = walk.inside(step, |walk| walk.label(message));
                    metric.labels.push(label);
                }
                2 => metric.gauge = Some(walk.value("gauge", bytes(field)?)),
                3 => {
                    let message = bytes(field)?;
                    metric.counter = Some(walk.inside(Step("counter", ONLY), |walk| walk.counter(message)));
                }
                4 => {
                    let message = bytes(field)?;
                    metric.summary = Some(walk.inside(Step("summary", ONLY), |walk| walk.summary(message)));
                }
                5 => metric.untyped = Some(walk.value("untyped", bytes(field)?)),
                6 => metric.timestamp = Some(varint(field)? as i64),
                7 => {
                    let message = bytes(field)?;
                    let histogram = walk.inside(Step("histogram", ONLY), |walk| walk.histogram(message));
                    metric.histogram = Some(Box::new(histogram));
                }
                _ => {}
            }
            Ok(())
        });
        metric
    }

    fn label(&mut self, message: &'a [u8]) -> (Cow<'a, str>, Cow<'a, str>) {
        let mut label = (Cow::default(), Cow::default());
        self.fields(message, |walk, number, field| {
            match number {
                1 => label.0 = walk.string("name", field)?,
                2 => label.1 = walk.string("value", field)?,
                _ => {}
            }
            Ok(())
        });
        label
    }

    /// A message with nothing but a double.
    fn value(&mut self, name: &'static str, message: &'a [u8]) -> f64 {
        let mut value = 0.0;
        self.inside(Step(name, ONLY), |walk| {
            walk.fields(message, |_, number, field| {
                if number == 1 {
                    value = double(field)?;
                }
                Ok(())
            });
        });
        value
    }

    fn counter(&mut self, message: &'a [u8]) -> Counter<'a> {
        let mut counter = Counter::default();
        self.fields(message, |walk, number, field| {
            match number {
                1 => counter.value = double(field)?,
                2 => counter.exemplar = Some(walk.exemplar(Step("exemplar", ONLY), bytes(field)?)),
                3 => counter.start = walk.timestamp("start_timestamp", bytes(field)?),
                _ => {}
            }
            Ok(())
        });
        counter
    }

    fn summary(&mut self, message: &'a [u8]) -> Summary {
        let mut summary = Summary::default();
        self.fields(message, |walk, number, field| {
            match number {
                1 => summary.count = Some(varint(field)?),
                2 => summary.sum = Some(double(field)?),
                3 => {
                    let message = bytes(field)?;
                    let mut quantile = Quantile::default();
                    walk.inside(Step("quantile", summary.quantiles.len()), |walk| {
                        walk.fields(message, |_, number, field| {
                            match number {
                                1 => quantile.quantile = double(field)?,
                                2 => quantile.value = double(field)?,
                                _ => {}
                            }
                            Ok(())
                        });
                    });
                    summary.quantiles.push(quantile);
                }
                4 => summary.start = walk.timestamp("start_timestamp", bytes(field)?),
                _ => {}
            }
            Ok(())
        });
        summary
    }

    fn histogram(&mut self, message: &'a [u8]) -> Histogram<'a> {
        let mut histogram = Histogram::default();
        self.fields(message, |walk, number, field| {
            match number {
                1 => histogram.count = Some(varint(field)?),
                2 => histogram.sum = Some(double(field)?),
                3 => {
                    let message = bytes(field)?;
                    let step = Step("bucket", histogram.buckets.len());
                    let bucket = walk.inside(step, |walk| walk.bucket(message));
                    histogram.buckets.push(bucket);
                }
                4 => histogram.count_float = Some(double(field)?),
                5 => histogram.schema = Some(unzigzag(varint(field)?) as i32),
                6 => histogram.zero_threshold = Some(double(field)?),
                7 => histogram.zero_count = Some(varint(field)?),
                8 => histogram.zero_count_float = Some(double(field)?),
                9 => walk.span("negative_span", bytes(field)?, &mut histogram.negative),
                10 => deltas(field, &mut histogram.negative)?,
                11 => counts(field, &mut histogram.negative)?,
                12 => walk.span("positive_span", bytes(field)?, &mut histogram.positive),
                13 => deltas(field, &mut histogram.positive)?,
                14 => counts(field, &mut histogram.positive)?,
                15 => histogram.start = walk.timestamp("start_timestamp", bytes(field)?),
                16 => {
                    let step = Step("exemplars", histogram.exemplars.len());
                    let exemplar = walk.exemplar(step, bytes(field)?);
                    histogram.exemplars.push(exemplar);
                }
                _ => {}
            }
            Ok(())
        });
        histogram
    }

    fn bucket(&mut self, message: &'a [u8]) -> Bucket<'a> {
        let mut bucket = Bucket::default();
        self.fields(message, |walk, number, field| {
            match number {
                1 => bucket.count = Some(varint(field)?),
                2 => bucket.bound = double(field)?,
                3 => bucket.exemplar = Some(walk.exemplar(Step("exemplar", ONLY), bytes(field)?)),
                4 => bucket.count_float = Some(double(field)?),
                _ => {}
            }
            Ok(())
        });
        bucket
    }

    fn span(&mut self, name: &'static str, message: &'a [u8], side: &mut Side) {
        let mut span = (0, 0);
        self.inside(Step(name, side.spans.len()), |walk| {
            walk.fields(message, |_, number, field| {
                match number {
                    1 => span.0 = unzigzag(varint(field)?) as i32,
                    2 => span.1 = varint(field)? as u32,
                    _ => {}
                }
                Ok(())
            });
        });
        side.spans.push(span);
    }

    fn exemplar(&mut self, step: Step, message: &'a [u8]) -> Exemplar<'a> {
        let mut exemplar = Exemplar::default();
        self.inside(step, |walk| {
            walk.fields(message, |walk, number, field| {
                match number {
                    1 => {
                        let message = bytes(field)?;
                        let step = Step("label", exemplar.labels.len());
                        let label = walk.inside(step, |walk| walk.label(message));
                        exemplar.labels.push(label);
                    }
                    2 => exemplar.value = double(field)?,
                    3 => exemplar.time = walk.timestamp("timestamp", bytes(field)?),
                    _ => {}
                }
                Ok(())
            });
        });
        exemplar
    }

    fn timestamp(&mut self, name: &'static str, message: &'a [u8]) -> Option<Timestamp> {
        let (mut seconds, mut nanos) = (0_i64, 0_i32);
        self.inside(Step(name, ONLY), |walk| {
            walk.fields(message, |_, number, field| {
                match number {
                    1 => seconds = varint(field)? as i64,
                    2 => nanos = varint(field)? as i32,
                    _ => {}
                }
                Ok(())
            });
            if !(0..1_000_000_000).contains(&nanos) {
                walk.note(Kind::Nanos(nanos), message);
            }
        });
        let borrow = i64::from(nanos).div_euclid(1_000_000_000);
        let nanos = i64::from(nanos).rem_euclid(1_000_000_000) as u32;
        Some(Timestamp::new(seconds.saturating_add(borrow), nanos))
    }
}

fn deltas(field: Field<'_>, side: &mut Side) -> Read<()> {
    let one = |field: Field<'_>| varint(field).map(unzigzag);
    numbers(field, &mut side.deltas, one, |packed| packed.varint().ok().map(unzigzag))
}

fn counts(field: Field<'_>, side: &mut Side) -> Read<()> {
    numbers(field, &mut side.counts, double, |packed| packed.fixed64().ok().map(f64::from_bits))
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        if self.1 == ONLY { Ok(()) } else { write!(f, "[{}]", self.1) }
    }
}
