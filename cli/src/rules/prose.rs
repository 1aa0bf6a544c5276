//! Markdown as text for a terminal: paragraphs, lists and code, wrapped at words.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The lines of a Markdown text, none longer than `width` where there is a blank to break at.
pub(crate) fn lines(markdown: &str, width: usize) -> Vec<String> {
    let mut page = Page { width, ..Page::default() };
    let mut target = None;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Item) => page.open_item(),
            Event::End(TagEnd::Item) => page.close_item(),
            Event::Start(Tag::List(first)) => page.lists.push(first),
            Event::End(TagEnd::List(_)) => {
                page.flush();
                page.lists.pop();
                page.ends_item = false;
            }
            Event::End(TagEnd::CodeBlock) => page.close_code(),
            // Code in an item follows what stands in the item before it.
            Event::Start(Tag::CodeBlock(_)) | Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                page.flush();
            }
            Event::Start(Tag::Link { dest_url, .. }) => target = Some(dest_url),
            Event::End(TagEnd::Link) => {
                if let Some(url) = target.take().filter(|url| url.contains("://")) {
                    page.text.push_str(&format!(" ({url})"));
                }
            }
            Event::Code(code) => page.text.push_str(&format!("`{code}`")),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => page.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => page.text.push(' '),
            _ => {}
        }
    }
    page.flush();
    page.lines
}

/// Breaks a text between words; each line begins with `indent` blanks.
pub(crate) fn wrap(text: &str, indent: usize, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        if length > 0 && indent + length + 1 + word_length > width {
            lines.push(format!("{:indent$}{line}", ""));
            (line, length) = (String::new(), 0);
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word_length;
    }
    if !line.is_empty() {
        lines.push(format!("{:indent$}{line}", ""));
    }
    lines
}

/// What is written so far.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
    text: String,
    width: usize,
    /// The lists that are open, each with its next number if it has numbers.
    lists: Vec<Option<u64>>,
    /// What the next block of an item begins with.
    bullet: Option<String>,
    /// The last block was an item of the list that is still open.
    ends_item: bool,
}

impl Page {
    fn indent(&self) -> usize {
        self.lists.iter().map(|numbers| if numbers.is_some() { 3 } else { 2 }).sum()
    }

    fn part(&mut self) {
        // Items stand close together, paragraphs do not.
        if !self.lines.is_empty() && !self.ends_item {
            self.lines.push(String::new());
        }
        self.ends_item = false;
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        self.part();
        let indent = self.indent();
        let mut wrapped = wrap(&text, indent, self.width);
        if let (Some(bullet), Some(first)) = (self.bullet.take(), wrapped.first_mut()) {
            let before = indent.saturating_sub(bullet.len());
            *first = format!("{:before$}{bullet}{}", "", first.trim_start());
        }
        self.lines.append(&mut wrapped);
    }

    fn open_item(&mut self) {
        self.flush();
        self.bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                Some(format!("{}. ", *number - 1))
            }
            _ => Some("- ".to_owned()),
        };
    }

    fn close_item(&mut self) {
        self.flush();
        self.ends_item = true;
    }

    fn close_code(&mut self) {
        let code = std::mem::take(&mut self.text);
        self.part();
        let indent = self.indent() + 4;
        self.lines.extend(code.lines().map(|line| format!("{:indent$}{line}", "").trim_end().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_code_keep_their_form() {
        let markdown = "One `a b` two three\nfour.\n\n- first <b>\n- second that is long\n\n```text\nx  1\n\ny\n```\n\n1. A [link](https://example.com/).";
        let expected = [
            "One `a b` two three",
            "four.",
            "",
            "- first <b>",
            "- second that is",
            "  long",
            "",
            "    x  1",
            "",
            "    y",
            "",
            "1. A link",
            "   (https://example.com/).",
        ];
        assert_eq!(lines(markdown, 20), expected);
    }
}
