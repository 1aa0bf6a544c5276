//! The page of a rule. The anchors of its sections are `why`, `what-to-do`, `bad-1`, `good-1`, `source`, `related` and `allow`.

use meterstick::rules;

use super::index::{broken_at_slash, chip};
use crate::rules::entry::{self, Entry, Sample};
use crate::rules::explain::allowing;
use crate::rules::meaning;
use crate::rules::specimen::{self, Piece, Shown};
use crate::site::INDEX;
use crate::site::frame::Frame;
use crate::site::markup::{Escaped, Href, blocks, fragment, inline};

/// The rules that its page leads to.
pub(super) struct Neighbours<'t> {
    pub(super) before: Option<&'t Entry>,
    pub(super) after: Option<&'t Entry>,
    /// Those whose finding gives way to its own.
    pub(super) yielding: Vec<&'t Entry>,
}

pub(super) fn html(entry: &Entry, neighbours: &Neighbours<'_>) -> String {
    let root = "../".repeat(entry.page.matches('/').count());
    let family = entry.family();
    let mut body = format!(
        "<nav class=\"trail\" aria-label=\"Where you are\"><a href=\"{root}{INDEX}\">Rules</a> / <a href=\"{root}{INDEX}#{}\">{}</a></nav>\n\
         <h1 class=\"id\">{}</h1>\n<p class=\"lede\">{}</p>\n",
        Href(family),
        Escaped(family),
        broken_at_slash(entry.rule),
        inline(entry.summary, &root),
    );
    body.push_str("<dl class=\"facts\">\n");
    for (name, word, meaning) in [
        ("Level", entry.level.name(), meaning::of_level(entry.level)),
        ("Severity", entry.severity.name(), meaning::of_severity(entry.severity)),
        ("Effect", entry.effect.name(), meaning::of_effect(entry.effect)),
    ] {
        body.push_str(&format!("<div><dt>{name}</dt><dd>{} {}</dd></div>\n", chip(word), Escaped(meaning)));
    }
    body.push_str("</dl>\n");
    if !entry.why.is_empty() {
        body.push_str(&section("why", "Why", &blocks(&entry.why, &root)));
    }
    let help = format!("<p class=\"help\">{}</p>\n", fragment(entry.help, &root));
    body.push_str(&section("what-to-do", "What to do", &help));
    body.push_str(&section("examples", "Examples", &examples(entry, &root)));
    body.push_str(&section("source", "Source", &source(entry)));
    body.push_str(&related(entry, neighbours, &root));
    body.push_str(&section("allow", "To allow it", &allow(entry.rule)));
    body.push_str(&turning(neighbours, &root));
    let title = format!("{} · meterstick", entry.rule);
    let description = entry.summary.replace('`', "");
    Frame { site: "rule book", title: &title, description: &description, root: &root, head: "", body: &body }
        .html()
}

fn section(id: &str, title: &str, content: &str) -> String {
    format!("<section id=\"{id}\">\n<h2><a href=\"#{id}\">{title}</a></h2>\n{content}</section>\n")
}

fn examples(entry: &Entry, root: &str) -> String {
    let mut out = String::new();
    for (number, sample) in entry.examples.bad.iter().enumerate() {
        out.push_str(&figure("bad", "Bad", number + 1, sample, root));
    }
    if entry.examples.bad.is_empty() {
        out.push_str("<p>What breaks it would fill pages, and is not shown.</p>\n");
    }
    for (number, sample) in entry.examples.good.iter().enumerate() {
        out.push_str(&figure("good", "Good", number + 1, sample, root));
    }
    out
}

fn figure(kind: &str, title: &str, number: usize, sample: &Sample, root: &str) -> String {
    let mut out = format!(
        "<figure id=\"{kind}-{number}\" class=\"{kind}\">\n<figcaption><strong>{title}</strong> <span>{}</span></figcaption>\n\
         <pre tabindex=\"0\"><code>",
        Escaped(sample.format)
    );
    let looks = specimen::looks(sample);
    for shown in specimen::lines(sample, &looks) {
        let Shown::Line { pieces, is_meant } = shown else {
            out.push_str("<span class=\"parting\">ten seconds later</span>\n");
            continue;
        };
        out.push_str(if is_meant { "<mark>" } else { "" });
        for piece in pieces {
            out.push_str(&match piece {
                Piece::Text(text) => Escaped(text).to_string(),
                Piece::Mark(mark) => format!("<span class=\"unseen\">{}</span>", Escaped(&mark)),
            });
        }
        out.push_str(if is_meant { "</mark>\n" } else { "\n" });
    }
    out.push_str("</code></pre>\n");
    for saying in &sample.said {
        let place = specimen::place(sample, saying);
        let place = place.map(|place| format!("<span class=\"line\">{place}</span> ")).unwrap_or_default();
        out.push_str(&format!("<p class=\"said\">{place}{}</p>\n", fragment(&saying.message, root)));
    }
    out.push_str("</figure>\n");
    out
}

fn source(entry: &Entry) -> String {
    let citation = &entry.citation;
    format!(
        "<p><cite>{}</cite> {}, {}</p>\n",
        Escaped(citation.specification),
        Escaped(citation.version),
        fragment(citation.section, "")
    )
}

fn related(entry: &Entry, neighbours: &Neighbours<'_>, root: &str) -> String {
    if entry.yields_to.is_empty() && neighbours.yielding.is_empty() {
        return String::new();
    }
    let mut items = String::from("<ul>\n");
    for id in &entry.yields_to {
        let summary = rules::find(id).map_or("", rules::Rule::summary);
        items.push_str(&format!(
            "<li>{}: {} It tells the same cause more precisely; where both are broken, only it is reported.</li>\n",
            link(id, root),
            inline(summary, root)
        ));
    }
    for other in &neighbours.yielding {
        items.push_str(&format!(
            "<li>{}: {} It gives way to this rule where both are broken.</li>\n",
            link(other.rule, root),
            inline(other.summary, root)
        ));
    }
    items.push_str("</ul>\n");
    section("related", "Related", &items)
}

fn allow(id: &str) -> String {
    let option = format!("meterstick check --allow '{id}=REASON' …");
    format!(
        "<p>On the command line:</p>\n<pre tabindex=\"0\"><code>{}</code></pre>\n\
         <p>For a team, in <code>meterstick.toml</code>:</p>\n<pre tabindex=\"0\"><code>{}</code></pre>\n\
         <p><code>warn</code> and <code>deny</code> instead of <code>allow</code> make its findings warnings or errors.</p>\n",
        Escaped(&option),
        Escaped(&allowing(id))
    )
}

fn turning(neighbours: &Neighbours<'_>, root: &str) -> String {
    let mut out = String::from("<nav class=\"turning\" aria-label=\"Other rules\">\n");
    for (relation, arrows, other) in
        [("prev", ("← ", ""), neighbours.before), ("next", ("", " →"), neighbours.after)]
    {
        if let Some(other) = other {
            out.push_str(&format!(
                "<a rel=\"{relation}\" href=\"{root}{}\">{}{}{}</a>\n",
                Href(&entry::page(other.rule)),
                arrows.0,
                broken_at_slash(other.rule),
                arrows.1
            ));
        }
    }
    out.push_str("</nav>\n");
    out
}

fn link(id: &str, root: &str) -> String {
    format!("<a href=\"{root}{}\"><code>{}</code></a>", Href(&entry::page(id)), Escaped(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::entry::{Citation, Examples, Saying};
    use meterstick::rules::{Effect, Level, Severity};

    #[test]
    fn nothing_that_a_rule_says_becomes_markup() {
        let evil = "<script>alert('&\"')</script>";
        let sample = || Sample {
            format: evil,
            text: evil,
            said: vec![Saying { look: 0, line: None, message: evil.to_owned() }],
        };
        let rule = "a<b>\"c/d e&f";
        let entry = Entry {
            rule,
            level: Level::Must,
            severity: Severity::Error,
            effect: Effect::Style,
            summary: evil,
            why: evil.to_owned(),
            help: evil,
            citation: Citation { specification: evil, version: evil, section: evil },
            yields_to: vec![rule],
            examples: Examples { bad: vec![sample()], good: vec![sample()] },
            page: entry::page(rule),
        };
        let neighbours = Neighbours { before: Some(&entry), after: Some(&entry), yielding: vec![&entry] };
        for page in [html(&entry, &neighbours), super::super::index::html(std::slice::from_ref(&entry))] {
            assert!(!page.contains("<script>") && !page.contains("a<b>") && !page.contains("\"c/"), "{page}");
            assert!(page.contains("a%3Cb%3E%22c/d%20e%26f.html\""), "{page}");
        }
    }
}
