//! The page of a program: every scenario with everything that was sent and seen.

use meterstick::conformance::{Outcome, Verdict};

use super::super::played::{Counts, Played, sections};
use super::{SITE, anchor, shown};
use crate::site::INDEX;
use crate::site::frame::Frame;
use crate::site::markup::{Escaped, Href, plain};

pub(super) fn html(played: &Played) -> String {
    let way = played.subject.way();
    let mut body = format!(
        "<p class=\"trail\"><a href=\"{INDEX}\">Conformance</a></p>\n<h1>{} <span class=\"way\">{}</span></h1>\n",
        Escaped(&played.name),
        Escaped(&way)
    );
    body.push_str(&facts(played));
    let mut specification = String::new();
    for section in sections(&played.outcomes) {
        let citation = section[0].scenario.citation;
        let is_asked = |outcome: &&Outcome| outcome.verdict != Verdict::NotApplicable;
        if section.iter().filter(is_asked).count() == 0 {
            continue;
        }
        let here = format!("{} {}", citation.specification, citation.version);
        if here != specification {
            body.push_str(&format!("<h2 class=\"specification\">{}</h2>\n", Escaped(&here)));
            specification = here;
        }
        let id = anchor(&citation.to_string());
        body.push_str(&format!("<h3 id=\"{id}\">{}</h3>\n", Escaped(citation.section)));
        for outcome in section.iter().filter(is_asked) {
            body.push_str(&scenario(outcome));
        }
    }
    body.push_str(&unasked(played));
    Frame {
        site: SITE,
        title: &format!("{} · {way} · meterstick", played.name),
        description: "What this exporter does on good and bad days.",
        root: "",
        head: "",
        body: &body,
    }
    .html()
}

fn facts(played: &Played) -> String {
    let counts = Counts::of(&played.outcomes);
    let mut out = String::from("<dl class=\"facts\">\n");
    let mut fact =
        |name: &str, value: String| out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    if let Some(emitter) = &played.emitter {
        let libraries = emitter.libraries.iter();
        let libraries: Vec<_> = libraries
            .map(|(name, version)| format!("<code>{} {}</code>", Escaped(name), Escaped(version)))
            .collect();
        fact("Language", Escaped(&emitter.language).to_string());
        fact("Libraries", libraries.join(" "));
    }
    let verdicts = Verdict::ALL.into_iter().filter(|verdict| counts.get(*verdict) > 0);
    let verdicts: Vec<_> = verdicts
        .map(|verdict| format!("{} {}", counts.get(verdict), verdict.name().replace('-', " ")))
        .collect();
    fact("Scenarios", verdicts.join(", "));
    if let Some(words) = &played.abilities.words {
        let words: Vec<_> = words.iter().map(|word| format!("<code>{}</code>", Escaped(word))).collect();
        fact("Commands", words.join(" "));
    }
    out.push_str("</dl>\n");
    out
}

fn scenario(outcome: &Outcome) -> String {
    let scenario = &outcome.scenario;
    let class = match (outcome.verdict, outcome.severity()) {
        (_, Some(severity)) => severity.name(),
        (Verdict::Passed, _) => "good",
        (Verdict::KnownFailure, _) => "warning",
        _ => "",
    };
    let is_open = if outcome.verdict.is_bad() { " open" } else { "" };
    let id = scenario.id.replace('/', "-");
    let mut out = format!(
        "<details class=\"scenario\" id=\"{id}\"{is_open}>\n<summary><span class=\"chip {class}\">{}</span> <code>{}</code> {}</summary>\n",
        outcome.verdict.name().replace('-', " "),
        Escaped(&scenario.id),
        plain(&scenario.title)
    );
    out.push_str("<dl class=\"facts\">\n");
    let mut fact =
        |name: &str, value: String| out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    fact(
        "Asked",
        format!(
            "{} <span class=\"chip {}\">{}</span>",
            plain(&scenario.requirement),
            scenario.level,
            scenario.level
        ),
    );
    fact("Expected", plain(&scenario.expected));
    fact("Seen", plain(&shown::redacted(&outcome.seen)));
    if let Some(known) = &outcome.known {
        let reason = plain(&known.reason);
        fact(
            "Known",
            match &known.finding {
                Some(finding) => format!("<a href=\"{}\">{reason}</a>", Href(finding)),
                None => reason,
            },
        );
    }
    out.push_str("</dl>\n");
    for seen in &outcome.runs {
        out.push_str(&shown::moments(seen));
    }
    out.push_str("</details>\n");
    out
}

/// What could not be asked, with the reason.
fn unasked(played: &Played) -> String {
    let unasked = played.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::NotApplicable);
    let items: Vec<_> = unasked
        .map(|outcome| {
            format!("<li><code>{}</code>: {}</li>\n", Escaped(&outcome.scenario.id), Escaped(&outcome.seen))
        })
        .collect();
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<details class=\"legend\"><summary>What could not be asked</summary>\n<ul>\n{}</ul>\n</details>\n",
        items.concat()
    )
}
