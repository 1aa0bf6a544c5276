//! The sentence that explains a metric.

use super::family;

family! {
    line_feed_raw LINE_FEED_RAW
    missing MISSING
}
