//! Numbers by each format's own grammar.
//!
//! OpenMetrics defines decimal numbers itself, the Prometheus text formats point to Go's `ParseFloat`, and
//! neither grammar is Rust's or nom's. Both share the plain decimal forms, which are read without looking for
//! the end of the token first; what is odd about the rest is decided on the token.

use nom::Err;

use super::grammar::{Grammar, Parsed, Stop};
use super::scan::token_length;
use crate::exposition::FaultKind;
use crate::model::Number;

/// So many decimal digits always fit an `i64`.
const SHORT: usize = 18;

/// A value up to the end of its token.
#[inline]
pub(in crate::exposition) fn number(input: &[u8], grammar: Grammar) -> Parsed<'_, Number> {
    let mut value = 0_i64;
    let mut rest = input;
    while let Some((&digit, after)) = rest.split_first()
        && digit.is_ascii_digit()
    {
        value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
        rest = after;
    }
    let length = input.len() - rest.len();
    if matches!(length, 1..=SHORT) && matches!(rest.first(), Some(b'\n' | b' ')) {
        return Ok((rest, Number::Int(value)));
    }
    long_number(input, grammar)
}

fn long_number(input: &[u8], grammar: Grammar) -> Parsed<'_, Number> {
    if let Ok((value, length)) = fast_float2::parse_partial::<f64, _>(input)
        && matches!(input.get(length), Some(b'\n' | b' '))
        && value.is_finite()
        && input[..length].contains(&b'.')
    {
        return Ok((&input[length..], Number::Float(value)));
    }
    let length = token_length(input);
    match number_of(&input[..length], grammar) {
        Ok(number) => Ok((&input[length..], number)),
        Err(kind) => Err(Err::Error(Stop { kind, left: input.len() })),
    }
}

/// The number that a whole token is.
pub(in crate::exposition) fn number_of(token: &[u8], grammar: Grammar) -> Result<Number, FaultKind> {
    let unsigned = token.strip_prefix(b"-").or_else(|| token.strip_prefix(b"+")).unwrap_or(token);
    if token.is_empty() {
        return Err(FaultKind::ValueMissing);
    }
    if let Some(integer) = integer(token, unsigned) {
        return Ok(integer);
    }
    match fast_float2::parse::<f64, _>(token) {
        // Neither grammar gives NaN a sign, and neither lets a number round to infinity.
        Ok(value) if value.is_nan() && unsigned.len() < token.len() => Err(FaultKind::Value),
        Ok(value) if value.is_infinite() && !unsigned[0].is_ascii_alphabetic() => Err(FaultKind::ValueRange),
        Ok(value) => Ok(Number::Float(value)),
        Err(_) if grammar.openmetrics => Err(FaultKind::Value),
        Err(_) => go_number(token).map(Number::Float),
    }
}

/// The exact integer, as far as 64 bits hold it. Minus zero is none, because an integer has no sign to keep.
fn integer(token: &[u8], unsigned: &[u8]) -> Option<Number> {
    if unsigned.is_empty() || !unsigned.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let text = std::str::from_utf8(token).ok()?;
    match text.parse::<i64>() {
        Ok(0) if token[0] == b'-' => None,
        Ok(value) => Some(Number::Int(value)),
        Err(_) => text.parse::<u64>().ok().map(Number::from),
    }
}

/// What Go's `ParseFloat` takes beyond plain decimals: underscores between digits, and hexadecimal mantissas
/// with a binary exponent.
fn go_number(token: &[u8]) -> Result<f64, FaultKind> {
    let (negative, unsigned) = match token {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let hexadecimal = matches!(unsigned, [b'0', b'x' | b'X', ..]);
    let digits = without_underscores(unsigned, hexadecimal).ok_or(FaultKind::Value)?;
    let value = if hexadecimal {
        hexadecimal_float(&digits[2..]).ok_or(FaultKind::Value)?
    } else if unsigned.contains(&b'_') && digits[0] != b'-' && digits[0] != b'+' {
        fast_float2::parse::<f64, _>(&digits).map_err(|_| FaultKind::Value)?
    } else {
        return Err(FaultKind::Value);
    };
    if value.is_infinite() {
        return Err(FaultKind::ValueRange);
    }
    Ok(if negative { -value } else { value })
}

/// The token without its underscores, if each stands between two digits or behind the base prefix.
fn without_underscores(token: &[u8], hexadecimal: bool) -> Option<Vec<u8>> {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || hexadecimal && byte.is_ascii_hexdigit();
    for (at, _) in token.iter().enumerate().filter(|(_, byte)| **byte == b'_') {
        let after_prefix = hexadecimal && at == 2;
        let before = at.checked_sub(1).and_then(|before| token.get(before)).is_some_and(is_digit);
        let after = token.get(at + 1).is_some_and(is_digit);
        if !(after && (before || after_prefix)) {
            return None;
        }
    }
    let digits: Vec<u8> = token.iter().copied().filter(|byte| *byte != b'_').collect();
    (!digits.is_empty()).then_some(digits)
}

/// `digits[.digits]p[±]digits`, the digits of the mantissa hexadecimal, those of the exponent decimal.
fn hexadecimal_float(text: &[u8]) -> Option<f64> {
    /// More bits than a double has, with room for one more digit.
    const FULL: u64 = 1 << 58;
    let split = text.iter().position(|byte| matches!(byte, b'p' | b'P'))?;
    let (mantissa, mut exponent) = (&text[..split], binary_exponent(&text[split + 1..])?);
    let (mut bits, mut digits, mut after_point) = (0_u64, 0, false);
    for &byte in mantissa {
        if byte == b'.' && !after_point {
            after_point = true;
            continue;
        }
        let digit = u64::from(char::from(byte).to_digit(16)?);
        digits += 1;
        if bits < FULL {
            bits = bits << 4 | digit;
            exponent -= if after_point { 4 } else { 0 };
        } else {
            // The digit is too small to count but not too small to decide how the last bit is rounded.
            bits |= u64::from(digit != 0);
            exponent += if after_point { 0 } else { 4 };
        }
    }
    if digits == 0 {
        return None;
    }
    let length = i64::from(u64::BITS - bits.leading_zeros());
    if length + exponent <= -1022 {
        return Some(subnormal(bits, -1074 - exponent));
    }
    let mut value = bits as f64;
    // Two to the power of one step is still a normal number.
    while exponent != 0 && value != 0.0 && value.is_finite() {
        let step = exponent.clamp(-1000, 1000);
        value *= 2_f64.powi(step as i32);
        exponent -= step;
    }
    Some(value)
}

/// `[±]digits`
fn binary_exponent(text: &[u8]) -> Option<i64> {
    /// Beyond this every exponent means zero or infinity alike.
    const FAR: i64 = 100_000;
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    if unsigned.is_empty() || !unsigned.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = unsigned.iter().fold(0, |size, digit| (size * 10 + i64::from(digit - b'0')).min(FAR));
    Some(if text[0] == b'-' { -size } else { size })
}

/// The double nearest to `bits / 2^shift` units of the smallest one, a tie going to the even one.
///
/// Below the normal numbers a double has fewer bits, so that to round first to 53 bits would round twice.
fn subnormal(bits: u64, shift: i64) -> f64 {
    let units = match shift {
        ..=0 => bits << -shift,
        1..=63 => {
            let (whole, rest, half) = (bits >> shift, bits & ((1 << shift) - 1), 1 << (shift - 1));
            whole + u64::from(rest > half || rest == half && whole & 1 == 1)
        }
        _ => 0,
    };
    f64::from_bits(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROMETHEUS: Grammar = Grammar { openmetrics: false, second: false };
    const OPENMETRICS: Grammar = Grammar { openmetrics: true, second: false };

    /// What both grammars say of a token, read alone and read from the front of a line.
    fn both(token: &str) -> [Result<Number, FaultKind>; 2] {
        [PROMETHEUS, OPENMETRICS].map(|grammar| {
            let whole = number_of(token.as_bytes(), grammar);
            for end in ["\n", " 7\n", "\t\n", "\r\n", ""] {
                let line = format!("{token}{end}");
                let front = match number(line.as_bytes(), grammar) {
                    Ok((rest, number)) => {
                        assert_eq!(rest, end.as_bytes(), "{token:?}");
                        Ok(number)
                    }
                    Err(Err::Error(stop)) => Err(stop.kind),
                    Err(other) => panic!("{other:?}"),
                };
                assert_eq!(front, whole, "{token:?} before {end:?}");
            }
            whole
        })
    }

    #[test]
    fn decimals_mean_the_same_in_both_grammars() {
        let cases: [(&str, Number); 24] = [
            ("0", Number::Int(0)),
            ("1027", Number::Int(1027)),
            ("0042", Number::Int(42)),
            ("+1", Number::Int(1)),
            ("-1", Number::Int(-1)),
            ("-0", Number::Float(-0.0)),
            ("999999999999999999", Number::Int(999_999_999_999_999_999)),
            ("9007199254740993", Number::Int((1 << 53) + 1)),
            ("9223372036854775807", Number::Int(i64::MAX)),
            ("9223372036854775808", Number::Uint(1 << 63)),
            ("18446744073709551615", Number::Uint(u64::MAX)),
            ("18446744073709551616", Number::Float(18_446_744_073_709_551_616.0)),
            ("-9223372036854775808", Number::Int(i64::MIN)),
            ("1.5", Number::Float(1.5)),
            ("5.", Number::Float(5.0)),
            (".5", Number::Float(0.5)),
            ("1.0", Number::Float(1.0)),
            ("1e5", Number::Float(1e5)),
            ("1E-5", Number::Float(1e-5)),
            ("1e-999", Number::Float(0.0)),
            ("+Inf", Number::Float(f64::INFINITY)),
            ("-infinity", Number::Float(f64::NEG_INFINITY)),
            ("iNf", Number::Float(f64::INFINITY)),
            ("NaN", Number::Float(f64::NAN)),
        ];
        for (token, expected) in cases {
            for found in both(token) {
                let found = found.unwrap_or_else(|kind| panic!("{token}: {kind}"));
                assert!(found == expected || found.is_nan() && expected.is_nan(), "{token}: {found:?}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_none_in_either_grammar() {
        use FaultKind::{Value, ValueMissing, ValueRange};
        let cases = [
            ("", ValueMissing),
            ("-", Value),
            (".", Value),
            ("e5", Value),
            ("1e", Value),
            ("1,5", Value),
            ("1.1.1", Value),
            ("-NaN", Value),
            ("+nan", Value),
            ("true", Value),
            ("0x10", Value),
            ("0b1", Value),
            ("0o1", Value),
            ("1__0", Value),
            ("_1", Value),
            ("1_", Value),
            ("_", Value),
            ("1e999", ValueRange),
            ("-1e999", ValueRange),
        ];
        for (token, kind) in cases {
            assert_eq!(both(token), [Err(kind); 2], "{token}");
        }
    }

    #[test]
    fn only_the_prometheus_formats_take_what_go_takes() {
        let cases = [
            ("0x1p-2", 0.25),
            ("-0X1.8P1", -3.0),
            ("0x_1_0p0", 16.0),
            ("0x.8p0", 0.5),
            ("0x1p-1074", f64::from_bits(1)),
            ("0x1.fffffffffffff8p0", 2.0),
            ("0x88861c3a20fED3a7p-1087", f64::from_bits(0x0004_4430_e1d1_07f7)),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", f64::from_bits(1)),
            ("0x0p99999999999999999999", 0.0),
            ("0x1fffffffffffff00000000000p0", 0x1fffffffffffff_u64 as f64 * 2_f64.powi(44)),
            ("1_000", 1000.0),
            ("1_23.50_0_0e+1_2", 1.235e14),
        ];
        for (token, value) in cases {
            assert_eq!(both(token), [Ok(Number::Float(value)), Err(FaultKind::Value)], "{token}");
        }
        assert_eq!(both("0x1p9999")[0], Err(FaultKind::ValueRange));
        for token in ["0x1", "0xp1", "0x1p", "0x1.1.1p0", "1_.5", "1._5", "+_1", "0x1p_1", "1_e5"] {
            assert_eq!(both(token)[0], Err(FaultKind::Value), "{token}");
        }
    }
}
