//! Which format a scraper wants, by the rules of HTTP and of Prometheus' content negotiation.

use meterstick::exposition::{Escaping, Format, MediaType};

use crate::defects::{self, Defect};

/// A format that can be served, under a version.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Offer {
    format: Format,
    essence: &'static str,
    version: &'static str,
}

const TEXT: Offer = Offer { format: Format::PrometheusText, essence: "text/plain", version: "0.0.4" };
const OPEN: &str = "application/openmetrics-text";
const PROTOBUF: &str = "application/vnd.google.protobuf";

/// Everything that can be served. Of what a scraper likes equally well, the earlier is chosen.
const OFFERS: [Offer; 5] = [
    TEXT,
    Offer { format: Format::OpenMetricsText, essence: OPEN, version: "1.0.0" },
    Offer { format: Format::OpenMetricsText, essence: OPEN, version: "0.0.1" },
    Offer { format: Format::PrometheusText1, essence: "text/plain", version: "1.0.0" },
    Offer { format: Format::PrometheusProtobuf, essence: PROTOBUF, version: "" },
];

/// What is served.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) format: Format,
    pub(super) escaping: Escaping,
    pub(super) content_type: String,
}

/// A part of an `Accept` header.
#[derive(Debug)]
struct Range {
    media: MediaType,
    weight: f64,
}

impl Range {
    fn read(text: &str) -> Option<Self> {
        let media = MediaType::parse(text.trim()).ok()?;
        let mut weight = media.parameter("q").map_or(Some(1.0), |q| q.parse().ok())?;
        if weight > 0.0 && defects::has(Defect::QualityIgnored) {
            weight = 1.0;
        }
        if weight == 0.0 && defects::has(Defect::ExcludedSent) {
            weight = 0.001;
        }
        Some(Self { media, weight })
    }

    /// How exactly it names an offer, if it names it at all.
    fn names(&self, offer: Offer) -> Option<u8> {
        let kind = offer.essence.split('/').next().unwrap_or_default();
        if self.media.essence == "*/*" {
            return Some(0);
        }
        if self.media.essence.strip_suffix("/*") == Some(kind) {
            return Some(1);
        }
        if self.media.essence != offer.essence {
            return None;
        }
        if offer.essence == PROTOBUF {
            let is = |name, expected: &str| self.media.parameter(name).is_none_or(|value| value == expected);
            let is_ours = is("proto", "io.prometheus.client.MetricFamily") && is("encoding", "delimited");
            return is_ours.then_some(3);
        }
        match self.media.parameter("version") {
            None => Some(2),
            Some(version) if version == offer.version => Some(3),
            Some(version) if defects::has(Defect::VersionEchoed) && !is_known(version) => {
                (offer.version == "1.0.0").then_some(3)
            }
            Some(_) => None,
        }
    }
}

fn is_known(version: &str) -> bool {
    OFFERS.iter().any(|offer| offer.version == version)
}

/// Chooses by an `Accept` header; nothing if a defect has no answer to it.
pub(super) fn choose(accept: &str) -> Option<Choice> {
    let ranges: Vec<Range> = accept.split(',').filter_map(Range::read).collect();
    let is_strange =
        |range: &Range| range.media.parameter("version").is_some_and(|version| !is_known(version));
    if ranges.iter().any(is_strange) && defects::has(Defect::VersionCrashes) {
        return None;
    }
    if ranges.len() < accept.split(',').filter(|range| !range.is_empty()).count()
        && defects::has(Defect::AcceptCrashes)
    {
        return None;
    }
    if defects::has(Defect::AcceptIgnored) {
        return Some(choice(TEXT, None));
    }
    if defects::has(Defect::AlwaysOpenmetrics) {
        return Some(choice(OFFERS[1], None));
    }
    // The range that names an offer most exactly decides about it.
    let deciding = |offer: Offer| {
        let naming = ranges
            .iter()
            .enumerate()
            .filter_map(|(place, range)| range.names(offer).map(|exactness| (exactness, place, range)));
        naming.max_by(|a, b| {
            if defects::has(Defect::SpecificityIgnored) {
                return a.2.weight.total_cmp(&b.2.weight);
            }
            a.0.cmp(&b.0).then(b.1.cmp(&a.1))
        })
    };
    let mut best: Option<(f64, u8, usize, Offer, &Range)> = None;
    for offer in OFFERS {
        let Some((exactness, place, range)) = deciding(offer).filter(|(.., range)| range.weight > 0.0) else {
            continue;
        };
        // By weight; then what is named more exactly, then what is named first.
        let is_better = best.is_none_or(|(weight, exact, before, ..)| {
            range.weight > weight
                || range.weight == weight && (exactness > exact || exactness == exact && place < before)
        });
        if is_better {
            best = Some((range.weight, exactness, place, offer, range));
        }
    }
    Some(match best {
        Some((.., offer, range)) => choice(offer, Some(range)),
        None => {
            // Nothing fits: the oldest format, unless just that one is excluded.
            let is_excluded = |offer: &Offer| deciding(*offer).is_some();
            choice(OFFERS.into_iter().find(|offer| !is_excluded(offer)).unwrap_or(TEXT), None)
        }
    })
}

fn choice(offer: Offer, range: Option<&Range>) -> Choice {
    let asked = range.and_then(|range| range.media.parameter("escaping"));
    let mut escaping = asked.and_then(|name| name.parse().ok()).unwrap_or(Escaping::Underscores);
    let is_old = matches!(offer.version, "0.0.4" | "0.0.1");
    // The old formats have no room for other names.
    if is_old && escaping == Escaping::AllowUtf8 || defects::has(Defect::EscapingIgnored) {
        escaping = Escaping::Underscores;
    }
    let mut version = offer.version;
    if defects::has(Defect::VersionEchoed) {
        version = range.and_then(|range| range.media.parameter("version")).unwrap_or(version);
    }
    let is_protobuf = offer.format == Format::PrometheusProtobuf;
    let mut content_type = match is_protobuf {
        true if defects::has(Defect::ProtobufUnlabelled) => "text/plain; version=0.0.4".to_owned(),
        true => format!("{PROTOBUF}; proto=io.prometheus.client.MetricFamily; encoding=delimited"),
        false if defects::has(Defect::WrongContentType) => "text/html".to_owned(),
        false if offer == TEXT && defects::has(Defect::TextVersionMissing) => offer.essence.to_owned(),
        false => format!("{}; version={version}", offer.essence),
    };
    if !is_protobuf && !defects::has(Defect::CharsetMissing) {
        content_type += "; charset=utf-8";
    }
    if (!is_old || asked.is_some()) && !defects::has(Defect::EscapingUnlabelled) {
        content_type += &format!("; escaping={escaping}");
    }
    Choice { format: offer.format, escaping, content_type }
}

/// Whether a body is to be compressed by an `Accept-Encoding` header.
pub(super) fn wants_gzip(accept_encoding: &str) -> bool {
    if defects::has(Defect::GzipIgnored) {
        return false;
    }
    let mut codings = accept_encoding.split(',').map(|coding| {
        let (name, rest) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = rest.trim().strip_prefix("q=").and_then(|q| q.trim().parse().ok()).unwrap_or(1.0);
        (name.trim().to_ascii_lowercase(), weight)
    });
    let weight = match codings.clone().find(|(name, _)| name == "gzip" || name == "x-gzip") {
        Some((_, weight)) => Some(weight),
        None => codings.find(|(name, _)| name == "*").map(|(_, weight)| weight),
    };
    let is_excluded = weight == Some(0.0);
    let is_wanted = weight.is_some_and(|weight: f64| weight > 0.0);
    is_wanted || defects::has(Defect::GzipForced) || is_excluded && defects::has(Defect::GzipExcludedSent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use meterstick::exposition::Prometheus;

    #[test]
    fn the_best_format_wins_and_what_nobody_knows_gets_the_oldest() {
        let text = "text/plain; version=0.0.4; charset=utf-8";
        let open = "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=";
        for (accept, expected) in [
            ("", text),
            ("*/*", text),
            ("image/png", text),
            ("text/plain;version=9.9.9", text),
            ("application/openmetrics-text;q=0", text),
            (
                "text/plain;version=1.0.0;escaping=bogus",
                "text/plain; version=1.0.0; charset=utf-8; escaping=underscores",
            ),
            (
                "application/openmetrics-text;version=0.0.1",
                "application/openmetrics-text; version=0.0.1; charset=utf-8",
            ),
            ("application/openmetrics-text", &format!("{open}underscores")),
            ("application/openmetrics-text;version=1.0.0;escaping=values", &format!("{open}values")),
            ("application/openmetrics-text;q=0.1,text/plain;version=0.0.4;q=0.9", text),
            ("application/openmetrics-text;q=0.9,text/plain;q=0.1", &format!("{open}underscores")),
            ("*/*,application/openmetrics-text", &format!("{open}underscores")),
            ("*/*;q=0.9,application/openmetrics-text;q=0.1", text),
            (Prometheus::V2.accept(false), &format!("{open}underscores")),
            (Prometheus::V3.accept(false), &format!("{open}allow-utf-8")),
        ] {
            assert_eq!(
                choose(accept).map(|choice| choice.content_type).as_deref(),
                Some(expected),
                "{accept}"
            );
        }
        let protobuf = choose(Prometheus::V3.accept(true)).expect("there is always an answer");
        assert_eq!(protobuf.format, Format::PrometheusProtobuf);
    }

    #[test]
    fn it_compresses_for_those_who_offer_it() {
        for (header, expected) in [
            ("", false),
            ("gzip", true),
            ("gzip;q=0", false),
            ("identity", false),
            ("deflate, gzip;q=0.5", true),
            ("*", true),
        ] {
            assert_eq!(wants_gzip(header), expected, "{header}");
        }
    }
}
