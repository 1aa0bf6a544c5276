//! The URL of a target, as somebody writes it.

use hyper::Uri;
use hyper::http::uri::InvalidUri;

use super::ScraperError;

/// The URL to ask, and the `user:password` in it, which travels in a header of its own.
///
/// # Errors
/// When it cannot be asked.
pub(super) fn parse(url: &str) -> Result<(Uri, Option<Vec<u8>>), ScraperError> {
    let wrong = |message: String| ScraperError::Url { url: url.to_owned(), message };
    let unreadable = |error: InvalidUri| wrong(error.to_string());
    let uri: Uri = url.parse().map_err(unreadable)?;
    match uri.scheme_str() {
        Some("http") => {}
        Some("https") if cfg!(feature = "tls") => {}
        Some("https") => return Err(wrong("TLS needs the feature `tls`".to_owned())),
        _ => return Err(wrong("a URL begins with `http://` or `https://`".to_owned())),
    }
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    if host.is_empty() || host.starts_with(':') {
        return Err(wrong("it names no host".to_owned()));
    }
    if let Some(port) = bad_port(host) {
        return Err(wrong(format!("`{port}` is no port")));
    }
    let scheme = uri.scheme_str().unwrap_or("http");
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    // The type of URLs fills in a path where none was written; what was written decides.
    let after_scheme = url.split_once("://").map_or("", |(_, rest)| rest);
    let path = if after_scheme.contains('/') { uri.path() } else { "/metrics" };
    let uri = format!("{scheme}://{host}{path}{query}").parse().map_err(unreadable)?;
    let user = user.map(|user| if user.contains(':') { user.to_owned() } else { format!("{user}:") });
    Ok((uri, user.map(|user| decoded(&user))))
}

/// Text of a URL without its percent-encoding.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| str::from_utf8(code).ok());
        match code.filter(|_| byte == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    bytes
}

/// The port that an authority names, if no socket has such a one.
pub(super) fn bad_port(authority: &str) -> Option<&str> {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let behind_brackets = host.rsplit_once(']').map_or(host, |(_, rest)| rest);
    let (_, port) = behind_brackets.rsplit_once(':')?;
    // Where nothing stands behind the colon the port of the scheme is meant.
    (!port.is_empty() && port.parse::<u16>().is_err()).then_some(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_taken_apart() {
        for (url, asked, user) in [
            ("http://a:1", "http://a:1/metrics", None),
            ("http://a?x=1", "http://a/metrics?x=1", None),
            ("http://a/", "http://a/", None),
            ("http://a:/b?c", "http://a:/b?c", None),
            ("http://[::1]:9/b", "http://[::1]:9/b", None),
            ("http://ann:s%40fe@a:1/b", "http://a:1/b", Some("ann:s@fe")),
            ("http://ann@a/b", "http://a/b", Some("ann:")),
            ("http://ann:@a", "http://a/metrics", Some("ann:")),
            ("http://100%:%zz@a/", "http://a/", Some("100%:%zz")),
        ] {
            let (uri, found) = parse(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(
                (uri.to_string().as_str(), found.as_deref()),
                (asked, user.map(str::as_bytes)),
                "{url}"
            );
        }
        for url in ["http://a:99999/", "http://a:x/", "http://[::1]:65536", "ann:b@c", "http://ann@:1/"] {
            assert!(parse(url).is_err(), "{url}");
        }
    }
}
