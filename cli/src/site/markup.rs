//! Text as HTML: nothing that a rule says can become markup by itself.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};
use std::fmt;

use meterstick::rules;

use crate::rules::entry;

/// A text that is safe between tags and between double quotes.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

/// A path as it stands in a link.
pub(crate) struct Href<'t>(pub(crate) &'t str);

impl fmt::Display for Href<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                write!(f, "{}", char::from(byte))?;
            } else {
                write!(f, "%{byte:02X}")?;
            }
        }
        Ok(())
    }
}

/// Markdown as blocks. `root` is the way from the page to the root of the site.
pub(crate) fn blocks(markdown: &str, root: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, tamed(Parser::new(markdown), root));
    out
}

/// Markdown as part of a line.
pub(crate) fn inline(markdown: &str, root: &str) -> String {
    let within_line = |event: &Event<'_>| match event {
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. }),
        Event::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link),
        _ => true,
    };
    let mut out = String::new();
    html::push_html(&mut out, tamed(Parser::new(markdown).filter(within_line), root));
    out.trim_end().to_owned()
}

/// A text in which only what stands between backticks is code, and ids of rules lead to their pages.
pub(crate) fn fragment(text: &str, root: &str) -> String {
    ticked(text, |part| code(part, root))
}

/// A text in which only what stands between backticks is code.
pub(crate) fn plain(text: &str) -> String {
    ticked(text, |part| format!("<code>{}</code>", Escaped(part)))
}

fn ticked(text: &str, code: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd backtick is one of the text.
    if parts.len().is_multiple_of(2) {
        return Escaped(text).to_string();
    }
    let part = |(number, part): (usize, &&str)| {
        if number % 2 == 1 { code(part) } else { Escaped(part).to_string() }
    };
    parts.iter().enumerate().map(part).collect()
}

/// Code; the id of a rule leads to its page.
fn code(text: &str, root: &str) -> String {
    let code = format!("<code>{}</code>", Escaped(text));
    if rules::find(text).is_none() {
        return code;
    }
    format!("<a href=\"{root}{}\">{code}</a>", Href(&entry::page(text)))
}

/// What is left of Markdown: no markup of its own, no picture, no link that leads anywhere but to the web.
fn tamed<'m>(events: impl Iterator<Item = Event<'m>>, root: &str) -> impl Iterator<Item = Event<'m>> {
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let mut is_link = false;
    events.filter_map(move |event| {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Code(text) if is_link => Event::Code(text),
            Event::Code(text) => Event::InlineHtml(CowStr::from(code(&text, root))),
            Event::Start(Tag::Link { dest_url, .. }) => {
                is_link = is_web(&dest_url);
                let link = is_link.then(|| format!("<a href=\"{}\">", Escaped(&dest_url)));
                Event::InlineHtml(CowStr::from(link?))
            }
            Event::End(TagEnd::Link) => {
                let was_link = std::mem::take(&mut is_link);
                Event::InlineHtml(was_link.then_some("</a>")?.into())
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            // The headings above it are those of the page.
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                Event::Start(Tag::Heading { level: HeadingLevel::H3, id, classes, attrs })
            }
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H3)),
            other => other,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_is_made_of_is_escaped() {
        assert_eq!(Escaped("a<b>&\"c'é").to_string(), "a&lt;b&gt;&amp;&quot;c&#39;é");
        assert_eq!(Href("a b/c\"?#é.html").to_string(), "a%20b/c%22%3F%23%C3%A9.html");
    }

    #[test]
    fn markdown_brings_no_markup_and_no_picture_of_its_own() {
        for (markdown, expected) in [
            ("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n"),
            ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
            ("[a](javascript:x) [b](crate::C)", "<p>a b</p>\n"),
            (
                "[a](https://example.com/?a=\"b\"&c)",
                "<p><a href=\"https://example.com/?a=&quot;b&quot;&amp;c\">a</a></p>\n",
            ),
            ("![a](https://example.com/x.png)", "<p>a</p>\n"),
            ("`a<b>`", "<p><code>a&lt;b&gt;</code></p>\n"),
            ("# a\n\n- b", "<h3>a</h3>\n<ul>\n<li>b</li>\n</ul>\n"),
            (
                "see `series/duplicate`",
                "<p>see <a href=\"../series/duplicate.html\"><code>series/duplicate</code></a></p>\n",
            ),
        ] {
            assert_eq!(blocks(markdown, "../"), expected, "{markdown}");
        }
    }

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(inline("# a **b** `c`", ""), "a <strong>b</strong> <code>c</code>");
        assert_eq!(fragment("*a* `b<` c", ""), "*a* <code>b&lt;</code> c");
        assert_eq!(fragment("a ` <b", ""), "a ` &lt;b");
    }
}
