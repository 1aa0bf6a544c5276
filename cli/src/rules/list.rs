//! The rules as lines with aligned columns.

use anstyle::Style;
use meterstick::rules::Rule;
use std::io::{self, Write};

use super::{severity_style, terminal_width};
use crate::style;

/// Less than this of a summary tells nothing; the terminal may wrap it then.
const LEAST_SUMMARY: usize = 24;

pub(crate) fn write(out: &mut impl Write, rules: &[&Rule]) -> io::Result<()> {
    let longest = |text: fn(&Rule) -> &str| rules.iter().map(|rule| text(rule).len()).max().unwrap_or(0);
    let (id, severity, level, effect) = (
        longest(|rule| rule.id),
        longest(|rule| rule.severity.name()),
        longest(|rule| rule.level.name()),
        longest(|rule| rule.effect.name()),
    );
    let before = id + severity + level + effect + 8;
    let room =
        terminal_width().and_then(|width| width.checked_sub(before)).filter(|room| *room >= LEAST_SUMMARY);
    let strong = style::STRONG;
    let dim = Style::new().dimmed();
    for rule in rules {
        let colour = severity_style(rule.severity);
        writeln!(
            out,
            "{strong}{:id$}{strong:#}  {colour}{:severity$}{colour:#}  {:level$}  {dim}{:effect$}{dim:#}  {}",
            rule.id,
            rule.severity,
            rule.level,
            rule.effect,
            cut(rule.summary(), room),
        )?;
    }
    Ok(())
}

/// The text, or what of it there is room for.
fn cut(text: &str, room: Option<usize>) -> String {
    match room {
        Some(room) if text.chars().count() > room => {
            let kept: String = text.chars().take(room - 1).collect();
            format!("{}…", kept.trim_end())
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_cut_between_characters() {
        assert_eq!(cut("größer als ein", Some(8)), "größer…");
        assert_eq!(cut("größer", Some(6)), "größer");
        assert_eq!(cut("größer als ein", None), "größer als ein");
    }
}
