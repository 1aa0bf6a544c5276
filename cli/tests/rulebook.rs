//! `meterstick rules` and `meterstick explain`: the list, the pages and the site are whole.

mod command;

use command::{Ended, meterstick, root};
use meterstick::rules::{self, Effect, Level, Profile, Severity};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn ask(arguments: &[&str]) -> Ended {
    meterstick(arguments, "")
}

fn ids() -> BTreeSet<&'static str> {
    rules::rules().map(|rule| rule.id).collect()
}

/// Every file of a site by its path.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(folder).expect("a path below it").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    found
}

fn site() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder");
    ask(&["rules", "--html", &folder.path().display().to_string()]).exits_with(0);
    files(folder.path())
}

/// What stands between the quotes of an attribute, each time it is there.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let opening = format!(" {name}=\"");
    html.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The file that a link of a page leads to.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{page}: {link} leads out of the site");
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn each_rule_stands_on_a_line_with_aligned_columns() {
    let ended = ask(&["rules"]);
    ended.exits_with(0);
    let listed: Vec<&str> =
        ended.out.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(listed, ids().into_iter().collect::<Vec<_>>());
    assert!(!ended.out.contains('\u{1b}'), "colours are for terminals");
    let columns: BTreeSet<Option<usize>> = ended
        .out
        .lines()
        .map(|line| {
            let rule = rules::find(line.split(' ').next().unwrap_or_default()).expect("a rule");
            line.find(rule.summary())
        })
        .collect();
    assert_eq!(columns.len(), 1, "{}", ended.out);
}

#[test]
fn filters_narrow_each_other_and_values_widen_them() {
    let listed = |arguments: &[&str]| {
        let ended = ask(&[&["rules"], arguments].concat());
        ended.exits_with(0);
        ended
            .out
            .lines()
            .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let expected = |is_meant: fn(&rules::Rule) -> bool| {
        rules::rules().filter(|rule| is_meant(rule)).map(|rule| rule.id.to_owned()).collect::<BTreeSet<_>>()
    };
    assert_eq!(listed(&["--level", "must"]), expected(|rule| rule.level == Level::Must));
    assert_eq!(
        listed(&["--severity", "warning,info", "--effect", "style", "--effect", "data-lost"]),
        expected(|rule| rule.severity != Severity::Error
            && matches!(rule.effect, Effect::Style | Effect::DataLost))
    );
    assert_eq!(listed(&["--family", "series"]), expected(|rule| rule.family() == "series"));
    assert_eq!(listed(&["series"]), listed(&["series/*"]));
    assert_eq!(listed(&["series/dup?icate"]), ["series/duplicate".to_owned()].into());
    let rule = rules::find("series/duplicate").expect("a rule");
    let found = listed(&["--search", &rule.summary().to_uppercase()]);
    assert!(found.contains(rule.id) && found.len() < ids().len(), "{found:?}");
}

#[test]
fn what_is_not_there_is_a_note_and_what_cannot_be_is_refused() {
    let ended = ask(&["rules", "no/such-rule"]);
    ended.exits_with(0);
    assert_eq!(ended.out, "");
    ended.complains("no rule is like that");
    let none = ask(&["rules", "no/such-rule", "--output", "json"]);
    assert_eq!((none.code, none.out.trim()), (Some(0), "[]"));
    for arguments in [
        &["rules", "--level", "shall"][..],
        &["rules", "--severity", "fatal"],
        &["rules", "--effect", "death"],
        &["rules", "--family", "no-such-family"],
        &["rules", "--output", "xml"],
        &["rules", "--html", "x", "--level", "must"],
        &["explain"],
        &["explain", "series/duplicate", "no/such-rule"],
    ] {
        ask(arguments).exits_with(2);
    }
}

#[test]
fn the_json_is_one_array_with_every_rule() {
    let ended = ask(&["rules", "--output", "json"]);
    ended.exits_with(0);
    let listed: Vec<Value> = serde_json::from_str(&ended.out).expect("one array");
    assert_eq!(listed.len(), ids().len());
    for one in &listed {
        let rule = rules::find(one["rule"].as_str().expect("an id")).expect("a rule");
        let keys: Vec<&str> = one.as_object().expect("an object").keys().map(String::as_str).collect();
        let expected = [
            "rule",
            "level",
            "severity",
            "effect",
            "summary",
            "why",
            "help",
            "citation",
            "yields_to",
            "examples",
            "page",
        ];
        assert_eq!(keys, expected);
        assert_eq!(one["level"], rule.level.name());
        assert_eq!(one["severity"], rule.severity.name());
        assert_eq!(one["effect"], rule.effect.name());
        assert_eq!(one["citation"]["spec"], rule.citation.specification);
        assert_eq!(one["yields_to"].as_array().map(Vec::len), Some(rule.yields_to.len()));
        assert_eq!(one["examples"]["bad"].as_array().map(Vec::len), Some(rule.bad.len()));
        assert_eq!(one["examples"]["good"][0]["format"], rule.good[0].format);
        assert_eq!(one["page"], format!("{}.html", rule.id));
    }
}

#[test]
fn every_rule_is_explained() {
    let ids: Vec<&str> = ids().into_iter().collect();
    let ended = ask(&[&["explain"], ids.as_slice()].concat());
    ended.exits_with(0);
    let shown = |c: char| c == '\n' || !c.is_control();
    assert!(ended.out.chars().all(shown), "examples cannot speak to the terminal");
    for rule in rules::rules() {
        ended.says(&format!("{}[{}]\n", rule.severity, rule.id));
        ended.says(&format!("--allow '{}=REASON'", rule.id));
        ended.says(&format!("rule = \"{}\"\nset = \"allow\"", rule.id).replace('\n', "\n    "));
        ended.says(&rule.citation.to_string());
    }
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let ended = ask(&["explain", "series/duplicat"]);
    ended.exits_with(2);
    ended.complains("no rule `series/duplicat`; did you mean `series/duplicate`");
    assert_eq!(ended.out, "");
}

#[test]
fn every_rule_has_a_page_and_every_link_leads_somewhere() {
    let site = site();
    for rule in rules::rules() {
        let page = &site[&format!("{}.html", rule.id)];
        for anchor in ["what-to-do", "examples", "source", "allow"] {
            assert!(attributes(page, "id").contains(&anchor), "{}: no {anchor}", rule.id);
        }
        assert!(site["index.html"].contains(&format!("href=\"{}.html\"", rule.id)), "{}", rule.id);
    }
    for (name, html) in site.iter().filter(|(name, _)| name.ends_with(".html")) {
        let anchors = attributes(html, "id");
        assert_eq!(
            anchors.iter().collect::<BTreeSet<_>>().len(),
            anchors.len(),
            "{name}: an anchor stands twice"
        );
        for source in attributes(html, "src") {
            assert!(site.contains_key(&resolved(name, source)), "{name}: {source}");
        }
        for link in attributes(html, "href") {
            if link.starts_with("https://") || link == "data:," {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { name.clone() } else { resolved(name, file) };
            let page = site.get(&target).unwrap_or_else(|| panic!("{name}: {link} leads nowhere"));
            assert!(
                anchor.is_empty() || attributes(page, "id").contains(&anchor),
                "{name}: {link} has no anchor"
            );
        }
    }
}

#[test]
fn tags_of_every_page_are_closed_in_order() {
    const VOID: [&str; 5] = ["meta", "link", "input", "wbr", "br"];
    for (name, html) in site().iter().filter(|(name, _)| name.ends_with(".html")) {
        let mut open: Vec<&str> = Vec::new();
        for tag in html.split('<').skip(2) {
            let tag = tag.split(['>', ' ']).next().unwrap_or_default();
            match tag.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}"),
                None if VOID.contains(&tag) || tag == "!doctype" => {}
                None => open.push(tag),
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn the_same_rules_make_the_same_bytes() {
    assert!(site() == site());
}

#[test]
fn the_published_site_is_what_the_rules_say() {
    let (published, now) = (files(&root().join("docs/rulebook")), site());
    let differs = |name: &&String| published.get(*name) != now.get(*name);
    let all: BTreeSet<&String> = published.keys().chain(now.keys()).collect();
    let stale: Vec<&String> = all.into_iter().filter(differs).collect();
    assert!(
        stale.is_empty(),
        "write it anew with `rm -r docs/rulebook; cargo run -- rules --html docs/rulebook`: {stale:?}"
    );
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("taken");
    fs::write(&file, "").expect("a file");
    let ended = ask(&["rules", "--html", &file.display().to_string()]);
    ended.exits_with(2);
    ended.complains("cannot write");
}

#[test]
fn the_written_page_names_every_word_and_every_profile() {
    let page = fs::read_to_string(root().join("docs/rules.md")).expect("the page");
    let words = Level::ALL.map(Level::name).into_iter();
    let words = words.chain(Severity::ALL.map(Severity::name)).chain(Effect::ALL.map(Effect::name));
    for word in words.chain(Profile::names()) {
        assert!(page.contains(&format!("| `{word}` |")), "{word}");
    }
}
