//! Lists of keys and values as environment variables write them: `key=value,key=value`, percent-encoded.

use super::environment::{Environment, warn};
use crate::defects::{self, Defect};
use crate::say::crash;

/// The bytes of a percent-encoded text; what is no escape stays as it is.
pub(crate) fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes
}

/// The entries of a list, or the first that is malformed.
fn entries(text: &str, is_decoded: bool) -> Result<Vec<(String, String)>, &str> {
    let mut list = Vec::new();
    for entry in text.split(',').filter(|entry| !entry.trim().is_empty()) {
        let (key, value) = entry.split_once('=').ok_or(entry)?;
        let key = if defects::has(Defect::HeadersNotTrimmed) { key } else { key.trim() };
        let decode = |text: &str| {
            if is_decoded { String::from_utf8(decoded(text)).map_err(|_| entry) } else { Ok(text.to_owned()) }
        };
        let key = decode(key)?;
        if key.is_empty() {
            return Err(entry);
        }
        list.push((key, decode(value.trim())?));
    }
    Ok(list)
}

/// The headers that are sent with every request. Those for metrics replace the general ones.
pub(crate) fn headers(environment: &Environment) -> Vec<(String, String)> {
    let ignored = [Some(Defect::MetricsHeadersIgnored), Some(Defect::HeadersIgnored)];
    let variables = environment.option("HEADERS", ignored);
    let read = |text: &str| entries(text, !defects::has(Defect::HeadersNotDecoded)).ok();
    let list = Environment::first(&variables, read, "a list of headers").unwrap_or_default();
    list.into_iter().map(|(key, value)| (key.to_ascii_lowercase(), value)).collect()
}

/// What the environment says of the resource. One malformed entry makes the whole value worthless, as its specification asks.
fn of_environment(environment: &Environment) -> Vec<(String, String)> {
    let name = "OTEL_RESOURCE_ATTRIBUTES";
    if defects::has(Defect::ResourceAttributesIgnored) {
        return Vec::new();
    }
    let Some(text) = environment.get(name) else { return Vec::new() };
    entries(text, !defects::has(Defect::ResourceNotDecoded)).unwrap_or_else(|_| {
        if defects::has(Defect::ResourceMalformedCrashes) {
            crash(&format!("{name}: {text:?}"));
        }
        warn(name, text, "a list of key=value");
        if defects::has(Defect::ResourceMalformedKept) {
            let good = text.split(',').filter_map(|entry| entries(entry, true).ok());
            return good.flatten().collect();
        }
        Vec::new()
    })
}

/// The attributes of the resource.
pub(crate) fn resource(environment: &Environment, instance: &str) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut set = |key: &str, value: &str| {
        attributes.retain(|(known, _)| known != key);
        attributes.push((key.to_owned(), value.to_owned()));
    };
    if !defects::has(Defect::NoDefaultServiceName) {
        set("service.name", "unknown_service:reference");
    }
    if !defects::has(Defect::NoInstanceId) {
        set("service.instance.id", instance);
    }
    let given = of_environment(environment);
    for (key, value) in &given {
        set(key, value);
    }
    if let Some(name) =
        environment.get("OTEL_SERVICE_NAME").filter(|_| !defects::has(Defect::ServiceNameIgnored))
    {
        let is_given = given.iter().any(|(key, _)| key == "service.name");
        if !(is_given && defects::has(Defect::ServiceNameLoses)) {
            set("service.name", name);
        }
    }
    if !defects::has(Defect::NoSdkAttributes) {
        set("telemetry.sdk.language", "rust");
        set("telemetry.sdk.name", "meterstick-reference");
        set("telemetry.sdk.version", "0.0.0");
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_trimmed_and_decoded_and_a_malformed_entry_is_told() {
        let list = entries(" a = x%20y ,b=1%2C2,c==", true).expect("well-formed");
        let expected = [("a", "x y"), ("b", "1,2"), ("c", "=")];
        assert_eq!(list, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        assert_eq!(entries("a=1,b", true), Err("b"));
        assert_eq!(entries("=1", true), Err("=1"));
        assert_eq!(decoded("%ED%A0%80%zz%"), b"\xed\xa0\x80%zz%");
    }

    #[test]
    fn the_service_name_has_an_order_of_precedence() {
        let name = |variables: &[(&str, &str)]| {
            let list = resource(&Environment::with(variables), "i");
            list.into_iter().find(|(key, _)| key == "service.name").map(|(_, value)| value)
        };
        let attributes = ("OTEL_RESOURCE_ATTRIBUTES", "service.name=a");
        assert_eq!(name(&[]).as_deref(), Some("unknown_service:reference"));
        assert_eq!(name(&[attributes]).as_deref(), Some("a"));
        assert_eq!(name(&[attributes, ("OTEL_SERVICE_NAME", "b")]).as_deref(), Some("b"));
        assert_eq!(name(&[attributes, ("OTEL_SERVICE_NAME", "")]).as_deref(), Some("a"));
    }
}
