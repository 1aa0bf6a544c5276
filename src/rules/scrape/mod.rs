//! The HTTP side of a scrape target, and how a scrape ends.

use super::family;

family! {
    accept_refused ACCEPT_REFUSED
    body_cut_short BODY_CUT_SHORT
    body_of_another_format BODY_OF_ANOTHER_FORMAT
    body_refused BODY_REFUSED
    compression_excluded COMPRESSION_EXCLUDED
    compression_unasked COMPRESSION_UNASKED
    compression_unlabelled COMPRESSION_UNLABELLED
    content_type_malformed CONTENT_TYPE_MALFORMED
    content_type_missing CONTENT_TYPE_MISSING
    content_type_unknown CONTENT_TYPE_UNKNOWN
    encoding_misspelt ENCODING_MISSPELT
    escaping_missing ESCAPING_MISSING
    escaping_unasked ESCAPING_UNASKED
    escaping_unknown ESCAPING_UNKNOWN
    excluded_format_sent EXCLUDED_FORMAT_SENT
    failed FAILED
    failure_as_success FAILURE_AS_SUCCESS
    fallback_not_text FALLBACK_NOT_TEXT
    filter_ignored FILTER_IGNORED
    formats_disagree FORMATS_DISAGREE
    get_refused GET_REFUSED
    gzip_broken GZIP_BROKEN
    head_refused HEAD_REFUSED
    method_ignored METHOD_IGNORED
    order_unstable ORDER_UNSTABLE
    parallel_incomplete PARALLEL_INCOMPLETE
    preference_ignored PREFERENCE_IGNORED
    redirected REDIRECTED
    size_excessive SIZE_EXCESSIVE
    slow SLOW
    status_not_ok STATUS_NOT_OK
    text_version_missing TEXT_VERSION_MISSING
    timed_out TIMED_OUT
    vary_missing VARY_MISSING
    version_missing VERSION_MISSING
    version_unknown VERSION_UNKNOWN
}
