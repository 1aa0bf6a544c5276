//! How the exposition formats spell numbers.

use crate::model::Number;

/// A double as OpenMetrics spells the canonical ones in `le` and `quantile`: the fewest digits that read back as the same number, an
/// exponent of at least two digits from a million on and below a ten-thousandth, and `.0` behind a whole number.
pub(crate) fn openmetrics_float(value: f64) -> String {
    if value == 0.0 {
        // The sign of zero is not shown.
        return "0.0".to_owned();
    }
    let mut text = go_float(value);
    if value.is_finite() && !text.contains(['.', 'e']) {
        text.push_str(".0");
    }
    text
}

/// A double as Go's `%g` spells it, which every reader of the text formats takes.
pub(super) fn go_float(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    match exponent.parse::<i32>() {
        Ok(-4..=5) => format!("{value}"),
        Ok(exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{mantissa}e{sign}{:02}", exponent.abs())
        }
        Err(_) => scientific,
    }
}

/// A number as a sample's value: integers with all their digits, doubles so that they read back as doubles.
pub(super) fn value(number: Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Uint(value) => value.to_string(),
        Number::Float(value) => {
            let text = go_float(value);
            if value.is_finite() && !text.contains(['.', 'e']) { text + ".0" } else { text }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_spelled_as_openmetrics_wants_them() {
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "0.0"),
            (1.0, "1.0"),
            (-1.0, "-1.0"),
            (0.5, "0.5"),
            (10.0, "10.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (0.000_012_5, "1.25e-05"),
            (100_000.0, "100000.0"),
            (123_456.75, "123456.75"),
            (1_000_000.0, "1e+06"),
            (1_234_567.5, "1.2345675e+06"),
            (1e23, "1e+23"),
            (1e100, "1e+100"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(openmetrics_float(value), text);
        }
    }

    #[test]
    fn values_say_whether_they_are_integers() {
        assert_eq!(value(Number::Int(-3)), "-3");
        assert_eq!(value(Number::Uint(u64::MAX)), "18446744073709551615");
        assert_eq!(value(Number::Float(3.0)), "3.0");
        assert_eq!(value(Number::Float(-0.0)), "-0.0");
        assert_eq!(value(Number::Float(1e21)), "1e+21");
    }
}
