//! What a success says, if it is one.

use meterstick::otlp::{Export, Response};

use super::answer::Answer;
use super::wire::{Content, fields};
use crate::defects::{self, Defect};
use crate::say::{crash, say};

/// Looks at the `ExportMetricsServiceResponse` of a success.
pub(super) fn read(body: &[u8], is_json: bool) -> Answer {
    if !is_response(body, is_json) {
        let why = "the answer is a success whose body is no ExportMetricsServiceResponse".to_owned();
        if defects::has(Defect::GarbageCrashes) {
            crash(&why);
        }
        return match () {
            () if defects::has(Defect::GarbageUnheard) => Answer::Taken,
            () if defects::has(Defect::GarbageRetried) => Answer::again(why),
            () => Answer::Final(why),
        };
    }
    let response = if is_json { Response::from_json(body) } else { Response::from_protobuf(body) };
    let Response::Partial(partial) = response else { return Answer::Taken };
    if partial.rejected == 0 && partial.message.is_empty() {
        // Set but empty means the same as not set.
        if defects::has(Defect::PartialEmptyFails) {
            return Answer::Final("partial success".to_owned());
        }
        return Answer::Taken;
    }
    let is_unheard = defects::has(Defect::PartialUnheard)
        || partial.rejected == 0 && defects::has(Defect::PartialWarningUnheard);
    let line = match partial.rejected {
        0 => format!("warning of the backend: {}", partial.message),
        rejected => format!("partial success: {rejected} data points were rejected: {}", partial.message),
    };
    if !is_unheard {
        say(&line);
    }
    if defects::has(Defect::PartialRetried) { Answer::again(line) } else { Answer::Taken }
}

/// Fields that are not known are no error; bytes that are no message are one.
fn is_response(body: &[u8], is_json: bool) -> bool {
    if is_json {
        return body.trim_ascii_start().starts_with(b"{") && Export::from_json(body).faults().is_empty();
    }
    let is_partial = |content: &Content<'_>| {
        let Content::Bytes(partial) = content else { return false };
        fields(partial).is_some_and(|fields| {
            fields
                .iter()
                .all(|field| matches!(field, (1, Content::Varint(_)) | (2, Content::Bytes(_))) || field.0 > 2)
        })
    };
    fields(body)
        .is_some_and(|fields| fields.iter().all(|(number, content)| *number != 1 || is_partial(content)))
}

/// The message of the `google.rpc.Status` in the body of a failure, if it is one.
pub(super) fn status_message(body: &[u8]) -> Option<String> {
    let fields = fields(body).filter(|fields| !fields.is_empty())?;
    fields.iter().find_map(|field| match field {
        (2, Content::Bytes(message)) => std::str::from_utf8(message).ok().map(str::to_owned),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_responses_are_responses() {
        for body in [&b""[..], b"\x0a\x00", b"\x0a\x04\x08\x03\x12\x00", b"\x12\x00"] {
            assert!(is_response(body, false), "{body:?}");
        }
        for body in [&b"<html></html>"[..], b"ok", b"\x08\x01", b"\x0a\x05hi"] {
            assert!(!is_response(body, false), "{body:?}");
        }
        assert!(is_response(br#"{"partialSuccess":{"rejectedDataPoints":"3"}}"#, true));
        assert!(is_response(b"{}", true));
        for body in [&b"<html>"[..], b"[]", b"{", b"null"] {
            assert!(!is_response(body, true), "{body:?}");
        }
    }
}
