//! What OTLP asks of exporters: how they send, and what they do with the answers.

mod answer;
mod attempts;
mod push;
mod sent;

use super::family;

family! {
    broken_off BROKEN_OFF
    compression_corrupt COMPRESSION_CORRUPT
    compression_nonstandard COMPRESSION_NONSTANDARD
    compression_unlabelled COMPRESSION_UNLABELLED
    connection_closed CONNECTION_CLOSED
    content_type CONTENT_TYPE
    deadline_missing DEADLINE_MISSING
    delta_up_down_counter DELTA_UP_DOWN_COUNTER
    envelope_empty ENVELOPE_EMPTY
    exhausted_retried EXHAUSTED_RETRIED
    final_answer_retried FINAL_ANSWER_RETRIED
    grpc_frame GRPC_FRAME
    header_encoded HEADER_ENCODED
    nested_too_deeply NESTED_TOO_DEEPLY
    no_http NO_HTTP
    not_post NOT_POST
    nothing_read NOTHING_READ
    path_joined PATH_JOINED
    path_unknown PATH_UNKNOWN
    refused REFUSED
    repeated_after_success REPEATED_AFTER_SUCCESS
    request_large REQUEST_LARGE
    request_too_large REQUEST_TOO_LARGE
    retry_missing RETRY_MISSING
    retry_too_early RETRY_TOO_EARLY
    retry_without_backoff RETRY_WITHOUT_BACKOFF
    stray_request STRAY_REQUEST
    timeout_implausible TIMEOUT_IMPLAUSIBLE
    tls_mismatch TLS_MISMATCH
    user_agent USER_AGENT
    wrong_port WRONG_PORT
    wrong_signal WRONG_SIGNAL
}
