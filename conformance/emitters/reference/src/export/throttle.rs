//! How long a backend asks to be left alone: `RetryInfo` over gRPC, `Retry-After` over HTTP.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::wire::{Content, base64, fields};
use crate::defects::{self, Defect};

/// The delay of the `RetryInfo` in a `google.rpc.Status`, as the trailer `grpc-status-details-bin` carries it.
pub(super) fn retry_info(trailer: &str) -> Option<Duration> {
    let status = base64(trailer)?;
    for (number, content) in fields(&status)? {
        let (3, Content::Bytes(any)) = (number, content) else { continue };
        let any = fields(any)?;
        let is_info = any.iter().any(|(number, content)| {
            matches!(content, Content::Bytes(url) if *number == 1 && url.ends_with(b"/google.rpc.RetryInfo"))
        });
        if !is_info {
            continue;
        }
        let Some((_, Content::Bytes(info))) = any.iter().find(|(number, _)| *number == 2) else {
            return Some(Duration::ZERO);
        };
        return Some(delay(info));
    }
    None
}

fn delay(info: &[u8]) -> Duration {
    let duration = fields(info).unwrap_or_default();
    let Some((1, Content::Bytes(duration))) = duration.first() else { return Duration::ZERO };
    let mut delay = Duration::ZERO;
    for (number, content) in fields(duration).unwrap_or_default() {
        match (number, content) {
            (1, Content::Varint(seconds)) if (seconds as i64) >= 0 => delay += Duration::from_secs(seconds),
            (2, Content::Varint(nanos)) if (nanos as i64) >= 0 => delay += Duration::from_nanos(nanos),
            _ => {}
        }
    }
    delay
}

/// What `Retry-After` asks for: seconds or a date.
pub(super) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return (!defects::has(Defect::RetryAfterSecondsIgnored)).then(|| Duration::from_secs(seconds));
    }
    let date = UNIX_EPOCH + Duration::from_secs(http_date(value)?);
    (!defects::has(Defect::RetryAfterDateIgnored)).then(|| date.duration_since(now).unwrap_or_default())
}

/// Seconds since 1970 of a date in one of the three forms of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
/// `Sun Nov  6 08:49:37 1994`.
fn http_date(text: &str) -> Option<u64> {
    let words: Vec<&str> = text.split([' ', '-', ',']).filter(|word| !word.is_empty()).collect();
    let [_, a, b, c, d, ..] = words[..] else { return None };
    let (day, month, year, clock) = if a.parse::<u64>().is_ok() { (a, b, c, d) } else { (b, a, d, c) };
    let (day, mut year): (u64, u64) = (day.parse().ok()?, year.parse().ok()?);
    if year < 100 {
        year += if year < 70 { 2000 } else { 1900 };
    }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == month)? as u64 + 1;
    let mut clock = clock.split(':').map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    // Days of the civil calendar, in years that begin in March.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    days.checked_sub(719_468).map(|days| days * 86_400 + hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_forms_of_a_date_are_read() {
        for text in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(http_date(text), Some(784_111_777), "{text}");
        }
        let now = UNIX_EPOCH + Duration::from_secs(784_111_775);
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(Duration::from_secs(2)));
        assert_eq!(retry_after("3", now), Some(Duration::from_secs(3)));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn retry_info_is_found_in_a_status() {
        let any = b"\x0a\x28type.googleapis.com/google.rpc.RetryInfo\x12\x08\x0a\x06\x08\x02\x10\x80\x94\x2f";
        let mut status = b"\x08\x0e\x12\x02no\x1a".to_vec();
        status.push(any.len() as u8);
        status.extend_from_slice(any);
        let text = meterstick::model::AttributeValue::Bytes(status).to_string();
        assert_eq!(retry_info(&text), Some(Duration::new(2, 772_608)));
        assert_eq!(retry_info("CA4="), None);
    }
}
