//! What a request says that it would take.

use crate::exposition::MediaType;

/// A media range of an `Accept` header.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Range {
    pub(in crate::rules) media: MediaType,
    /// The weight; 1 where it is not said.
    pub(in crate::rules) weight: f64,
}

/// The media ranges of an `Accept` header; those that cannot be read are passed over.
pub(in crate::rules) fn ranges(accept: &str) -> Vec<Range> {
    let range = |text: &str| {
        let media = MediaType::parse(text).ok()?;
        let weight = media.parameter("q").map_or(Some(1.0), |weight| weight.parse().ok())?;
        Some(Range { media, weight })
    };
    accept.split(',').filter_map(range).collect()
}

/// How closely a range fits a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Fit {
    /// By `*/*`.
    Anything,
    /// By `text/*`.
    Kind,
    /// By its name, though in another version.
    Name,
    /// By its name, whatever the version.
    AnyVersion,
    /// By its name and version.
    Exact,
}

impl Range {
    /// How closely it fits; `None` if it does not.
    pub(in crate::rules) fn fit(&self, media: &MediaType) -> Option<Fit> {
        let (wanted, given) = (self.media.essence.as_str(), media.essence.as_str());
        if wanted == given {
            let version = media.parameter("version");
            return Some(match self.media.parameter("version") {
                None => Fit::AnyVersion,
                Some(wanted) if version.is_none_or(|version| version == wanted) => Fit::Exact,
                Some(_) => Fit::Name,
            });
        }
        match wanted.strip_suffix("/*") {
            Some("*") => Some(Fit::Anything),
            Some(kind) => (given.split('/').next() == Some(kind)).then_some(Fit::Kind),
            None => None,
        }
    }

    /// The range that speaks of a media type, with how closely it fits.
    pub(in crate::rules) fn of<'r>(ranges: &'r [Self], media: &MediaType) -> Option<(&'r Self, Fit)> {
        let fitting = ranges.iter().filter_map(|range| Some((range, range.fit(media)?)));
        fitting.max_by(|(one, a), (other, b)| a.cmp(b).then(one.weight.total_cmp(&other.weight)))
    }
}

/// What `Accept-Encoding` says of a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Offer {
    Taken,
    Excluded,
    Unsaid,
}

/// What an `Accept-Encoding` says of a coding.
pub(in crate::rules) fn offer(accept_encoding: &str, coding: &str) -> Offer {
    let coding = plain(coding);
    let mut by_star = Offer::Unsaid;
    for item in accept_encoding.split(',') {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let weight = parameters.split(';').find_map(|one| one.trim().strip_prefix("q="));
        let is_zero = weight.and_then(|weight| weight.trim().parse::<f64>().ok()) == Some(0.0);
        let offer = if is_zero { Offer::Excluded } else { Offer::Taken };
        match plain(name) {
            name if name == coding => return offer,
            name if name == "*" => by_star = offer,
            _ => {}
        }
    }
    by_star
}

/// A coding in lower case, without the `x-` that older programs write.
fn plain(coding: &str) -> String {
    let coding = coding.trim().to_ascii_lowercase();
    coding.strip_prefix("x-").map_or(coding.clone(), str::to_owned)
}
