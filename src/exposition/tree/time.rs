//! Timestamps as the formats write them.

use crate::exposition::Format;
use crate::model::Timestamp;

/// The time that a lexeme means: whole milliseconds in a Prometheus text, decimal seconds in OpenMetrics.
///
/// `None` if it is no timestamp of the format, which does not happen to one that the parser let pass.
pub(super) fn timestamp_of(lexeme: &str, format: Format) -> Option<Timestamp> {
    if format.is_openmetrics() {
        decimal_seconds(lexeme)
    } else {
        lexeme.parse().ok().map(Timestamp::from_unix_millis)
    }
}

/// Seconds with a fraction, digit by digit, because a double would lose the nanoseconds.
fn decimal_seconds(lexeme: &str) -> Option<Timestamp> {
    if lexeme.contains(['e', 'E']) {
        return float_seconds(lexeme.parse().ok()?);
    }
    let (negative, unsigned) = match lexeme.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, lexeme.strip_prefix('+').unwrap_or(lexeme)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = whole
        .bytes()
        .fold(0_i128, |seconds, digit| seconds.saturating_mul(10).saturating_add(i128::from(digit - b'0')));
    let nanos = (0..9).fold(0_u32, |nanos, place| {
        nanos * 10 + u32::from(fraction.as_bytes().get(place).map_or(0, |digit| digit - b'0'))
    });
    // What is beyond 64 bits is cut to their range.
    let cut = |seconds: i128| seconds.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
    Some(match (negative, nanos) {
        (false, _) => Timestamp::new(cut(seconds), nanos),
        (true, 0) => Timestamp::new(cut(-seconds), 0),
        // Half a second before the epoch is second -1 and half a second.
        (true, _) => Timestamp::new(cut(-seconds - 1), 1_000_000_000 - nanos),
    })
}

fn float_seconds(seconds: f64) -> Option<Timestamp> {
    let whole = seconds.floor();
    // The conversion cuts to the range of i64.
    seconds.is_finite().then(|| Timestamp::new(whole as i64, ((seconds - whole) * 1e9).round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openmetrics_writes_decimal_seconds() {
        let cases = [
            ("123", Timestamp::new(123, 0)),
            ("000", Timestamp::new(0, 0)),
            ("1520879607.789", Timestamp::new(1_520_879_607, 789_000_000)),
            ("1.", Timestamp::new(1, 0)),
            (".5", Timestamp::new(0, 500_000_000)),
            ("-0.5", Timestamp::new(-1, 500_000_000)),
            ("+1.0000000019", Timestamp::new(1, 1)),
            ("1.5e3", Timestamp::new(1500, 0)),
            ("12345678901234567890.5", Timestamp::new(i64::MAX, 500_000_000)),
            ("-9223372036854775807.25", Timestamp::new(i64::MIN, 750_000_000)),
            ("-12345678901234567890", Timestamp::new(i64::MIN, 0)),
        ];
        for (lexeme, time) in cases {
            assert_eq!(timestamp_of(lexeme, Format::OpenMetricsText), Some(time), "{lexeme}");
        }
    }

    #[test]
    fn prometheus_writes_milliseconds() {
        let millis = |lexeme| timestamp_of(lexeme, Format::PrometheusText).and_then(Timestamp::unix_millis);
        assert_eq!(millis("1395066363000"), Some(1_395_066_363_000));
        assert_eq!(millis("-3982045"), Some(-3_982_045));
    }
}
