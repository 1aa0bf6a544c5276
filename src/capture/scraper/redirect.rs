//! Where a redirect leads: references are resolved as RFC 3986 says, and what is no HTTP is told in the words of Go's client.

use hyper::Uri;
use std::fmt::Write as _;

use super::url::bad_port;

/// The URL that a Location header means, seen from the URL that was asked.
///
/// # Errors
/// Why the client would not go there.
pub(super) fn resolve(base: &Uri, location: &[u8]) -> Result<Uri, String> {
    let location = encoded(location);
    let (reference, _) = location.split_once('#').unwrap_or((&location, ""));
    let (scheme, rest) = match scheme_of(reference) {
        Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
        None => (None, reference),
    };
    if let Some(scheme) = scheme.as_deref().filter(|scheme| !matches!(*scheme, "http" | "https")) {
        return Err(format!("Get {reference:?}: unsupported protocol scheme {scheme:?}"));
    }
    let (hierarchy, query) = match rest.split_once('?') {
        Some((hierarchy, query)) => (hierarchy, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match hierarchy.strip_prefix("//") {
        Some(named) => {
            let (authority, path) = named.split_at(named.find('/').unwrap_or(named.len()));
            (Some(authority), path)
        }
        None => (None, hierarchy),
    };
    if scheme.is_some() && authority.is_none_or(str::is_empty) {
        return Err(format!("Get {reference:?}: http: no Host in request URL"));
    }
    let is_of_base = authority.is_none() && path.is_empty();
    let path = match (authority, path) {
        (None, "") => base.path().to_owned(),
        (Some(_), path) => without_dots(path),
        (None, path) if path.starts_with('/') => without_dots(path),
        (None, path) => {
            let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            without_dots(&format!("{folder}/{path}"))
        }
    };
    let query = query.or_else(|| base.query().filter(|_| is_of_base));
    let scheme = scheme.as_deref().or_else(|| base.scheme_str()).unwrap_or("http");
    let authority =
        authority.or_else(|| base.authority().map(hyper::http::uri::Authority::as_str)).unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let found = format!("{scheme}://{authority}{path}{query}");
    if let Some(port) = bad_port(authority) {
        return Err(format!("Get {found:?}: dial tcp: address {port}: invalid port"));
    }
    let unreadable = |_| format!("Get {:?}: failed to parse Location header {location:?}", base.to_string());
    found.parse().map_err(unreadable)
}

/// The scheme of a reference, and what stands behind its colon.
fn scheme_of(reference: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = reference.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some((scheme, rest))
}

/// A path whose segments `.` and `..` have been followed.
fn without_dots(path: &str) -> String {
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let mut kept: Vec<&str> = Vec::new();
    for (at, &segment) in segments.iter().enumerate() {
        if segment == ".." {
            kept.pop();
        }
        match segment {
            // The last one leaves the folder that it leads to.
            "." | ".." if at + 1 == segments.len() => kept.push(""),
            "." | ".." => {}
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// A header's bytes as a URL may hold them.
fn encoded(location: &[u8]) -> String {
    let mut text = String::with_capacity(location.len());
    for &byte in location.trim_ascii() {
        if byte.is_ascii_graphic() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(base: &str, location: &str) -> Result<String, String> {
        let base = base.parse().expect("a good URL");
        resolve(&base, location.as_bytes()).map(|uri| uri.to_string())
    }

    /// The examples of RFC 3986, 5.4, as far as they are HTTP.
    #[test]
    fn references_are_resolved_as_the_standard_says() {
        for (location, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            ("g?y#s", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("HTTP://B:81/c/../d", "http://b:81/d"),
            ("https://b", "https://b/"),
            ("1:2", "http://a/b/c/1:2"),
            ("ä b", "http://a/b/c/%C3%A4%20b"),
        ] {
            let found = resolved("http://a/b/c/d;p?q", location).map(|url| url.to_ascii_lowercase());
            assert_eq!(found, Ok(expected.to_ascii_lowercase()), "{location}");
        }
        assert_eq!(resolved("http://a/a", "?x=1").as_deref(), Ok("http://a/a?x=1"));
        assert_eq!(resolved("http://a/a/metrics", "../b").as_deref(), Ok("http://a/b"));
    }

    #[test]
    fn where_no_client_goes_is_told_in_its_words() {
        for (location, expected) in [
            ("ftp://b/c", "Get \"ftp://b/c\": unsupported protocol scheme \"ftp\""),
            ("mailto:x@b", "Get \"mailto:x@b\": unsupported protocol scheme \"mailto\""),
            ("http:g", "Get \"http:g\": http: no Host in request URL"),
            ("http://b:99999/", "Get \"http://b:99999/\": dial tcp: address 99999: invalid port"),
        ] {
            assert_eq!(resolved("http://a/b", location), Err(expected.to_owned()));
        }
        let error = resolved("http://a/b", "http://[b/").expect_err("no host");
        assert!(error.starts_with("Get \"http://a/b\": failed to parse Location header"), "{error}");
    }
}
