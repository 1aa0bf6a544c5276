//! The first page: programs beside sections.

use meterstick::conformance::Verdict;

use super::super::matrix::{Cell, Matrix};
use super::super::played::{Counts, Played};
use super::{SITE, anchor, page};
use crate::site::frame::Frame;
use crate::site::markup::{Escaped, Href};

pub(super) fn html(all: &[Played]) -> String {
    let mut body = String::from(
        "<h1>Conformance</h1>\n<p class=\"lede\">What exporters do when their receiver is unavailable, throttles, redirects or goes away, \
         when their environment asks for something else, and when their endpoint is asked in an unusual way. Each cell leads to what was \
         sent and seen.</p>\n",
    );
    body.push_str("<div class=\"matrix\">\n<table>\n<thead><tr><th scope=\"col\">section</th>");
    for played in all {
        body.push_str(&format!(
            "<th scope=\"col\"><a href=\"{}\">{}</a><span>{}</span></th>",
            Href(&page(played)),
            Escaped(&played.name),
            Escaped(&played.subject.way())
        ));
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    let mut specification = String::new();
    for row in Matrix::of(all).rows() {
        let here = format!("{} {}", row.section.specification, row.section.version);
        if here != specification {
            body.push_str(&format!(
                "<tr class=\"specification\"><th scope=\"colgroup\" colspan=\"{}\">{}</th></tr>\n",
                all.len() + 1,
                Escaped(&here)
            ));
            specification = here;
        }
        body.push_str(&format!("<tr><th scope=\"row\">{}</th>", Escaped(row.section.section)));
        let target = anchor(&row.section.to_string());
        for (cell, played) in row.cells.iter().zip(all) {
            body.push_str(&td(*cell, &format!("{}#{target}", page(played))));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n<tfoot><tr><th scope=\"row\">all</th>");
    for played in all {
        body.push_str(&td(Cell(Counts::of(&played.outcomes)), &page(played)));
    }
    body.push_str("</tr></tfoot>\n</table>\n</div>\n");
    body.push_str(
        "<p>Passed of asked. What cannot be asked of a program is not counted. Known failures count as failures; a cell is \
         <span class=\"cell all\">green</span> where everything passed, <span class=\"cell some\">yellow</span> where something failed, \
         <span class=\"cell none\">red</span> where less than half passed.</p>\n",
    );
    let version = env!("CARGO_PKG_VERSION");
    body.push_str(&format!(
        "<footer>meterstick {version}: <code>meterstick conformance --html</code></footer>\n"
    ));
    Frame {
        site: SITE,
        title: "Conformance · meterstick",
        description: "What exporters of metrics do on good and bad days.",
        root: "",
        head: "",
        body: &body,
    }
    .html()
}

fn td(Cell(counts): Cell, target: &str) -> String {
    let passed = counts.get(Verdict::Passed) + counts.get(Verdict::SurprisePass);
    let class = match counts.asked() {
        0 => return "<td class=\"cell\">–</td>".to_owned(),
        asked if passed == asked => "all",
        asked if passed * 2 < asked => "none",
        _ => "some",
    };
    format!("<td class=\"cell {class}\"><a href=\"{target}\">{passed}/{}</a></td>", counts.asked())
}
