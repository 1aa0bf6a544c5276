//! The HTTP side of a scrape target, and how a scrape ends.

use super::family;

family! {
    body_refused BODY_REFUSED
}
