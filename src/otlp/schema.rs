//! The messages of OTLP as one table.
//!
//! The walk, both directions of the JSON mapping and the paths in faults all read this table, so that no field can be
//! known to one and unknown to another. It follows opentelemetry-proto 1.11. Of traces and logs it knows what
//! leads to the ids of spans; the rest of them is passed over.

/// A message type.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) fields: &'static [Field],
}

/// A field of a message.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) number: u32,
    /// The name in the `.proto` file.
    pub(super) name: &'static str,
    /// The key in OTLP/JSON.
    pub(super) json: &'static str,
    pub(super) kind: Kind,
    pub(super) repeated: bool,
    /// Whether it is one of several of which a message has at most one. No message has two such choices. The values of a
    /// number point are left to the rules for points, which say it of protobuf as well.
    pub(super) one_of: bool,
}

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Message(&'static Message),
    Text,
    Bytes,
    /// A trace or span id of so many bytes: bytes on the wire, hexadecimal digits in JSON.
    Id(usize),
    Bool,
    Enum,
    Int64,
    Uint64,
    Uint32,
    Sint32,
    Fixed32,
    Fixed64,
    Sfixed64,
    Double,
}

impl Message {
    #[inline]
    pub(super) fn field(&self, number: u32) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.number == number)
    }

    pub(super) fn field_of_key(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.json == key)
    }

    /// The field whose key differs from this one in underscores, hyphens and case alone.
    pub(super) fn field_spelt_otherwise(&self, key: &str) -> Option<&'static Field> {
        let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
        self.fields.iter().find(|field| {
            let known = field.json.bytes().map(|byte| byte.to_ascii_lowercase());
            known.eq(letters.clone().map(|byte| byte.to_ascii_lowercase()))
        })
    }
}

const fn one(number: u32, name: &'static str, json: &'static str, kind: Kind) -> Field {
    Field { number, name, json, kind, repeated: false, one_of: false }
}

const fn either(number: u32, name: &'static str, json: &'static str, kind: Kind) -> Field {
    Field { number, name, json, kind, repeated: false, one_of: true }
}

const fn many(number: u32, name: &'static str, json: &'static str, kind: Kind) -> Field {
    Field { number, name, json, kind, repeated: true, one_of: false }
}

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident { $($field:expr;)* })*) => {
        $($(#[$doc])* pub(super) static $name: Message = Message { fields: &[$($field),*] };)*
    };
}

use Kind::{
    Bool, Bytes, Double, Enum, Fixed32, Fixed64, Id, Int64, Message as M, Sfixed64, Sint32, Text, Uint32,
    Uint64,
};

messages! {
    METRICS_REQUEST {
        many(1, "resource_metrics", "resourceMetrics", M(&RESOURCE_METRICS));
    }
    RESOURCE_METRICS {
        one(1, "resource", "resource", M(&RESOURCE));
        many(2, "scope_metrics", "scopeMetrics", M(&SCOPE_METRICS));
        one(3, "schema_url", "schemaUrl", Text);
    }
    RESOURCE {
        many(1, "attributes", "attributes", M(&KEY_VALUE));
        one(2, "dropped_attributes_count", "droppedAttributesCount", Uint32);
        many(3, "entity_refs", "entityRefs", M(&ENTITY_REF));
    }
    ENTITY_REF {
        one(1, "schema_url", "schemaUrl", Text);
        one(2, "type", "type", Text);
        many(3, "id_keys", "idKeys", Text);
        many(4, "description_keys", "descriptionKeys", Text);
    }
    SCOPE_METRICS {
        one(1, "scope", "scope", M(&SCOPE));
        many(2, "metrics", "metrics", M(&METRIC));
        one(3, "schema_url", "schemaUrl", Text);
    }
    SCOPE {
        one(1, "name", "name", Text);
        one(2, "version", "version", Text);
        many(3, "attributes", "attributes", M(&KEY_VALUE));
        one(4, "dropped_attributes_count", "droppedAttributesCount", Uint32);
    }
    METRIC {
        one(1, "name", "name", Text);
        one(2, "description", "description", Text);
        one(3, "unit", "unit", Text);
        either(5, "gauge", "gauge", M(&GAUGE));
        either(7, "sum", "sum", M(&SUM));
        either(9, "histogram", "histogram", M(&HISTOGRAM));
        either(10, "exponential_histogram", "exponentialHistogram", M(&EXPONENTIAL_HISTOGRAM));
        either(11, "summary", "summary", M(&SUMMARY));
        many(12, "metadata", "metadata", M(&KEY_VALUE));
    }
    GAUGE {
        many(1, "data_points", "dataPoints", M(&NUMBER_POINT));
    }
    SUM {
        many(1, "data_points", "dataPoints", M(&NUMBER_POINT));
        one(2, "aggregation_temporality", "aggregationTemporality", Enum);
        one(3, "is_monotonic", "isMonotonic", Bool);
    }
    HISTOGRAM {
        many(1, "data_points", "dataPoints", M(&HISTOGRAM_POINT));
        one(2, "aggregation_temporality", "aggregationTemporality", Enum);
    }
    EXPONENTIAL_HISTOGRAM {
        many(1, "data_points", "dataPoints", M(&EXPONENTIAL_POINT));
        one(2, "aggregation_temporality", "aggregationTemporality", Enum);
    }
    SUMMARY {
        many(1, "data_points", "dataPoints", M(&SUMMARY_POINT));
    }
    NUMBER_POINT {
        many(7, "attributes", "attributes", M(&KEY_VALUE));
        one(2, "start_time_unix_nano", "startTimeUnixNano", Fixed64);
        one(3, "time_unix_nano", "timeUnixNano", Fixed64);
        one(4, "as_double", "asDouble", Double);
        one(6, "as_int", "asInt", Sfixed64);
        many(5, "exemplars", "exemplars", M(&EXEMPLAR));
        one(8, "flags", "flags", Uint32);
    }
    HISTOGRAM_POINT {
        many(9, "attributes", "attributes", M(&KEY_VALUE));
        one(2, "start_time_unix_nano", "startTimeUnixNano", Fixed64);
        one(3, "time_unix_nano", "timeUnixNano", Fixed64);
        one(4, "count", "count", Fixed64);
        one(5, "sum", "sum", Double);
        many(6, "bucket_counts", "bucketCounts", Fixed64);
        many(7, "explicit_bounds", "explicitBounds", Double);
        many(8, "exemplars", "exemplars", M(&EXEMPLAR));
        one(10, "flags", "flags", Uint32);
        one(11, "min", "min", Double);
        one(12, "max", "max", Double);
    }
    EXPONENTIAL_POINT {
        many(1, "attributes", "attributes", M(&KEY_VALUE));
        one(2, "start_time_unix_nano", "startTimeUnixNano", Fixed64);
        one(3, "time_unix_nano", "timeUnixNano", Fixed64);
        one(4, "count", "count", Fixed64);
        one(5, "sum", "sum", Double);
        one(6, "scale", "scale", Sint32);
        one(7, "zero_count", "zeroCount", Fixed64);
        one(8, "positive", "positive", M(&BUCKETS));
        one(9, "negative", "negative", M(&BUCKETS));
        one(10, "flags", "flags", Uint32);
        many(11, "exemplars", "exemplars", M(&EXEMPLAR));
        one(12, "min", "min", Double);
        one(13, "max", "max", Double);
        one(14, "zero_threshold", "zeroThreshold", Double);
    }
    BUCKETS {
        one(1, "offset", "offset", Sint32);
        many(2, "bucket_counts", "bucketCounts", Uint64);
    }
    SUMMARY_POINT {
        many(7, "attributes", "attributes", M(&KEY_VALUE));
        one(2, "start_time_unix_nano", "startTimeUnixNano", Fixed64);
        one(3, "time_unix_nano", "timeUnixNano", Fixed64);
        one(4, "count", "count", Fixed64);
        one(5, "sum", "sum", Double);
        many(6, "quantile_values", "quantileValues", M(&QUANTILE));
        one(8, "flags", "flags", Uint32);
    }
    QUANTILE {
        one(1, "quantile", "quantile", Double);
        one(2, "value", "value", Double);
    }
    EXEMPLAR {
        many(7, "filtered_attributes", "filteredAttributes", M(&KEY_VALUE));
        one(2, "time_unix_nano", "timeUnixNano", Fixed64);
        either(3, "as_double", "asDouble", Double);
        either(6, "as_int", "asInt", Sfixed64);
        one(4, "span_id", "spanId", Id(8));
        one(5, "trace_id", "traceId", Id(16));
    }
    KEY_VALUE {
        one(1, "key", "key", Text);
        one(2, "value", "value", M(&ANY_VALUE));
    }
    ANY_VALUE {
        either(1, "string_value", "stringValue", Text);
        either(2, "bool_value", "boolValue", Bool);
        either(3, "int_value", "intValue", Int64);
        either(4, "double_value", "doubleValue", Double);
        either(5, "array_value", "arrayValue", M(&ARRAY_VALUE));
        either(6, "kvlist_value", "kvlistValue", M(&KEY_VALUE_LIST));
        either(7, "bytes_value", "bytesValue", Bytes);
    }
    ARRAY_VALUE {
        many(1, "values", "values", M(&ANY_VALUE));
    }
    KEY_VALUE_LIST {
        many(1, "values", "values", M(&KEY_VALUE));
    }
    /// Only what leads to the ids of spans.
    TRACES_REQUEST {
        many(1, "resource_spans", "resourceSpans", M(&RESOURCE_SPANS));
    }
    RESOURCE_SPANS {
        one(1, "resource", "resource", M(&RESOURCE));
        many(2, "scope_spans", "scopeSpans", M(&SCOPE_SPANS));
        one(3, "schema_url", "schemaUrl", Text);
    }
    SCOPE_SPANS {
        one(1, "scope", "scope", M(&SCOPE));
        many(2, "spans", "spans", M(&SPAN));
        one(3, "schema_url", "schemaUrl", Text);
    }
    SPAN {
        one(1, "trace_id", "traceId", Id(16));
        one(2, "span_id", "spanId", Id(8));
    }
    /// Only the outermost layers.
    LOGS_REQUEST {
        many(1, "resource_logs", "resourceLogs", M(&RESOURCE_LOGS));
    }
    RESOURCE_LOGS {
        one(1, "resource", "resource", M(&RESOURCE));
        many(2, "scope_logs", "scopeLogs", M(&SCOPE_LOGS));
        one(3, "schema_url", "schemaUrl", Text);
    }
    SCOPE_LOGS {
        one(1, "scope", "scope", M(&SCOPE));
        many(2, "log_records", "logRecords", M(&LOG_RECORD));
        one(3, "schema_url", "schemaUrl", Text);
    }
    LOG_RECORD {
        one(7, "flags", "flags", Fixed32);
        one(9, "trace_id", "traceId", Id(16));
        one(10, "span_id", "spanId", Id(8));
    }
    /// The answer to an export, whose partial success has the same two fields for every signal.
    RESPONSE {
        one(1, "partial_success", "partialSuccess", M(&PARTIAL_SUCCESS));
    }
    PARTIAL_SUCCESS {
        one(1, "rejected_data_points", "rejectedDataPoints", Int64);
        one(2, "error_message", "errorMessage", Text);
    }
    /// `google.rpc.Status`, the body of every failure.
    STATUS {
        one(1, "code", "code", Uint32);
        one(2, "message", "message", Text);
    }
}

/// The request message of a signal.
pub(super) fn request(signal: super::Signal) -> &'static Message {
    match signal {
        super::Signal::Metrics => &METRICS_REQUEST,
        super::Signal::Traces => &TRACES_REQUEST,
        super::Signal::Logs => &LOGS_REQUEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_json_key_is_the_field_name_in_lower_camel_case() {
        fn visit(message: &'static Message, seen: &mut Vec<*const Message>) {
            if seen.contains(&std::ptr::from_ref(message)) {
                return;
            }
            seen.push(message);
            for field in message.fields {
                let mut camel = String::new();
                for (place, word) in field.name.split('_').enumerate() {
                    let (first, rest) = word.split_at(1);
                    camel += &if place == 0 { first.to_owned() } else { first.to_uppercase() };
                    camel += rest;
                }
                assert_eq!(field.json, camel);
                if let Kind::Message(inner) = field.kind {
                    visit(inner, seen);
                }
            }
        }
        for message in [&METRICS_REQUEST, &TRACES_REQUEST, &LOGS_REQUEST, &RESPONSE, &STATUS] {
            visit(message, &mut Vec::new());
        }
    }
}
