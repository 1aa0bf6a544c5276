//! The first page: every rule in a line, and what finds one.

use std::fmt::Display;

use meterstick::rules::{Effect, Level, Severity};

use crate::progress::count;
use crate::rules::entry::Entry;
use crate::rules::meaning;
use crate::site::frame::Frame;
use crate::site::markup::{Escaped, Href, inline};

pub(super) fn html(entries: &[Entry]) -> String {
    let families = families(entries);
    let names: Vec<&str> = families.iter().map(|family| family[0].family()).collect();
    let number = count(entries.len(), "rule");
    let mut body = format!(
        "<h1>The rule book</h1>\n\
         <p class=\"lede\">What meterstick holds metrics on the wire against: {number} in {}, each with its reason, examples, and the place \
         that asks for it.</p>\n",
        if names.len() == 1 { "1 family".to_owned() } else { format!("{} families", names.len()) }
    );
    body.push_str(&legend());
    body.push_str(&filter(&names));
    body.push_str(&format!("<p id=\"count\" role=\"status\">{number}</p>\n"));
    body.push_str("<nav class=\"families\" aria-label=\"Families\">\n");
    for name in &names {
        body.push_str(&format!("<a href=\"#{}\">{}</a>\n", Href(name), Escaped(name)));
    }
    body.push_str("</nav>\n<div id=\"rules\">\n");
    for family in &families {
        body.push_str(&section(family));
    }
    body.push_str("</div>\n<p id=\"nothing\" hidden>No rule is like that.</p>\n");
    let version = env!("CARGO_PKG_VERSION");
    body.push_str(&format!("<footer>meterstick {version}: <code>meterstick rules --html</code></footer>\n"));
    Frame {
        site: "rule book",
        title: "The rule book · meterstick",
        description: "What meterstick holds metrics on the wire against.",
        root: "",
        head: "<script src=\"search.js\" defer></script>\n",
        body: &body,
    }
    .html()
}

/// The rules of each family. They come sorted by their ids, so those of a family stand together.
fn families(entries: &[Entry]) -> Vec<&[Entry]> {
    entries.chunk_by(|one, other| one.family() == other.family()).collect()
}

fn legend() -> String {
    let mut out = String::from("<details class=\"legend\">\n<summary>How to read it</summary>\n<div>\n");
    let mut words = |title: &str, words: Vec<(&str, &str)>| {
        out.push_str(&format!("<section><h2>{title}</h2>\n<dl>\n"));
        for (word, meaning) in words {
            out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", chip(word), Escaped(meaning)));
        }
        out.push_str("</dl></section>\n");
    };
    words("Level: what the source says", Level::ALL.map(|one| (one.name(), meaning::of_level(one))).to_vec());
    words(
        "Severity: how bad a finding is",
        Severity::ALL.map(|one| (one.name(), meaning::of_severity(one))).to_vec(),
    );
    words("Effect: who gets hurt", Effect::ALL.map(|one| (one.name(), meaning::of_effect(one))).to_vec());
    out.push_str("</div>\n</details>\n");
    out
}

/// The search is shown by the script that does it.
fn filter(families: &[&str]) -> String {
    let mut out = String::from(
        "<form id=\"filter\" role=\"search\" hidden>\n<label class=\"search\"><span>Search</span>\
         <input type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"words of a rule, or part of its id\" \
         aria-keyshortcuts=\"/\"></label>\n",
    );
    out.push_str(&select("level", Level::ALL));
    out.push_str(&select("severity", Severity::ALL));
    out.push_str(&select("effect", Effect::ALL));
    out.push_str(&select("family", families));
    out.push_str("<button type=\"reset\">Show all</button>\n</form>\n");
    out
}

fn select(name: &str, options: impl IntoIterator<Item = impl Display>) -> String {
    let mut out =
        format!("<label><span>{name}</span><select name=\"{name}\"><option value=\"\">any</option>");
    for option in options {
        out.push_str(&format!("<option>{}</option>", Escaped(&option.to_string())));
    }
    out.push_str("</select></label>\n");
    out
}

fn section(family: &[Entry]) -> String {
    let name = family[0].family();
    let mut out = format!(
        "<section id=\"{0}\" class=\"family\">\n<h2><a href=\"#{0}\">{1}</a></h2>\n<ul>\n",
        Href(name),
        Escaped(name)
    );
    for entry in family {
        let (level, severity, effect) = (entry.level, entry.severity, entry.effect);
        out.push_str(&format!(
            "<li data-level=\"{level}\" data-severity=\"{severity}\" data-effect=\"{effect}\" data-family=\"{}\" data-words=\"{}\">\
             <a class=\"id\" href=\"{}\"><span>{}</span></a><span class=\"chips\">{}{}{}</span>\
             <p>{}</p></li>\n",
            Escaped(name),
            Escaped(&entry.words()),
            Href(&entry.page),
            broken_at_slash(entry.rule),
            chip(severity.name()),
            chip(level.name()),
            chip(effect.name()),
            inline(entry.summary, ""),
        ));
    }
    out.push_str("</ul>\n</section>\n");
    out
}

/// An id that may be broken after its slash.
pub(super) fn broken_at_slash(id: &str) -> String {
    Escaped(id).to_string().replace('/', "/<wbr>")
}

/// One of the three words about a rule.
pub(super) fn chip(word: &str) -> String {
    format!("<span class=\"chip {0}\">{0}</span>", Escaped(word))
}
