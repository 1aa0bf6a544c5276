//! What an answer asks of an exporter.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::capture::{Exchange, Status};
use crate::otlp::json::base64;
use crate::protobuf::{Field, Reader};

/// What an answer means for the data that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It was taken.
    Taken,
    /// It should come again.
    Retryable,
    /// `RESOURCE_EXHAUSTED` that does not say when there is room again.
    Exhausted,
    /// It cannot be taken, now or later.
    Final,
    /// Nobody knows: no answer came, or one that leads elsewhere.
    Open,
}

impl Answer {
    pub(super) fn of(exchange: &Exchange) -> Self {
        match exchange.status() {
            Some(status) if status.is_success() => Self::Taken,
            Some(Status::Http(429 | 502 | 503 | 504) | Status::Grpc(1 | 4 | 10 | 11 | 14 | 15)) => {
                Self::Retryable
            }
            Some(Status::Grpc(8)) if retry_info(exchange).is_some() => Self::Retryable,
            Some(Status::Grpc(8)) => Self::Exhausted,
            None | Some(Status::Http(..400)) => Self::Open,
            Some(_) => Self::Final,
        }
    }
}

/// How long an answer asks an exporter to wait.
pub(super) fn delay(exchange: &Exchange) -> Option<Duration> {
    if let Some(value) = answer_header(exchange, "retry-after") {
        return match value.trim().parse() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => Some(date(value)?.duration_since(exchange.arrived()).unwrap_or_default()),
        };
    }
    retry_info(exchange)
}

fn answer_header<'e>(exchange: &'e Exchange, name: &str) -> Option<&'e str> {
    let mut headers = exchange.record().answer_headers.iter();
    headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The delay in the `RetryInfo` of a `google.rpc.Status`; a delay of nothing counts as one.
fn retry_info(exchange: &Exchange) -> Option<Duration> {
    let status = base64(answer_header(exchange, "grpc-status-details-bin")?.trim()).ok()?;
    let inside = |bytes: &[u8], number: u32| -> Vec<Vec<u8>> {
        let fields = Reader::new(bytes).map_while(Result::ok).filter_map(|field| match field {
            (found, Field::Bytes(content)) if found == number => Some(content.to_vec()),
            _ => None,
        });
        fields.collect()
    };
    let details = inside(&status, 3);
    let is_meant = |any: &&Vec<u8>| inside(any, 1).iter().any(|url| url.ends_with(b"google.rpc.RetryInfo"));
    let info = inside(details.iter().find(is_meant)?, 2).pop().unwrap_or_default();
    let delay = inside(&info, 1).pop().unwrap_or_default();
    let number = |wanted: u32| {
        let found = Reader::new(&delay).map_while(Result::ok).find_map(|field| match field {
            (found, Field::Varint(value)) if found == wanted => Some(value),
            _ => None,
        });
        found.unwrap_or_default()
    };
    let nanos = u32::try_from(number(2)).unwrap_or_default();
    Some(Duration::from_secs(number(1).min(u32::MAX.into())) + Duration::from_nanos(nanos.into()))
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`.
fn date(text: &str) -> Option<SystemTime> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, day, month, year, time, "GMT"] = words[..] else { return None };
    let month = MONTHS.iter().position(|known| *known == month)? as u64;
    let (day, year): (u64, u64) = (day.parse().ok()?, year.parse().ok()?);
    let mut clock = time.split(':').map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    if !(1..=31).contains(&day) || !(1970..10_000).contains(&year) {
        return None;
    }
    // Years that begin in March have the leap day at their end.
    let (year, month) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let leaps = year / 4 - year / 100 + year / 400;
    let days = (365 * year + leaps + (153 * month + 2) / 5 + day).checked_sub(719_469)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(days * 86_400 + hours * 3600 + minutes * 60 + seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_http_are_read() {
        let seconds = |text| Some(date(text)?.duration_since(UNIX_EPOCH).expect("after 1970").as_secs());
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Tue, 14 Nov 2023 22:13:20 GMT"), Some(1_700_000_000));
        assert_eq!(seconds("Thu, 29 Feb 2024 00:00:00 GMT"), Some(1_709_164_800));
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        for no_date in ["", "soon", "Sun, 06 Nov 1994 08:49 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"] {
            assert_eq!(seconds(no_date), None);
        }
    }
}
