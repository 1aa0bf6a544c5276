//! What all pages have in common.

use super::INDEX;
use super::markup::Escaped;

/// A page of the site.
pub(crate) struct Frame<'t> {
    /// What the site is.
    pub(crate) site: &'t str,
    pub(crate) title: &'t str,
    pub(crate) description: &'t str,
    /// The way from the page to the root of the site.
    pub(crate) root: &'t str,
    /// What else stands in the head.
    pub(crate) head: &'t str,
    pub(crate) body: &'t str,
}

impl Frame<'_> {
    pub(crate) fn html(&self) -> String {
        let Self { site, root, head, body, .. } = self;
        let (title, description) = (Escaped(self.title), Escaped(self.description));
        format!(
            r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}style.css">
{head}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="site"><a href="{root}{INDEX}"><span class="stick" aria-hidden="true"></span>meterstick <span>{site}</span></a></header>
<main id="content">
{body}</main>
</body>
</html>
"##
        )
    }
}
