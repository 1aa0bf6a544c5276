//! What can be wrong with the bytes of an exposition.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Bytes that are not what the grammar of their format asks for.
///
/// `Display` writes what is wrong as a lower-case fragment, with the text that was found where that helps.
/// Two bodies have equal faults when the same is wrong in the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault<'e> {
    pub(in crate::exposition) kind: FaultKind,
    pub(in crate::exposition) start: usize,
    pub(in crate::exposition) line: usize,
    pub(in crate::exposition) column: usize,
    pub(in crate::exposition) found: &'e [u8],
}

impl<'e> Fault<'e> {
    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// The bytes of the body that are wrong; empty where something is missing.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.found.len()
    }

    /// The line, counted from one.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, counted from one.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The text of the span; what is not UTF-8 in it is replaced.
    #[must_use]
    pub fn found(&self) -> Cow<'e, str> {
        String::from_utf8_lossy(self.found)
    }
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Enough to recognise the place; a missing quote can make the rest of a long line one token.
        const SHOWN: usize = 40;
        self.kind.fmt(f)?;
        if self.kind.names_what_was_found() && !self.found.is_empty() {
            let found = self.found();
            f.write_str(", found `")?;
            for c in found.chars().take(SHOWN) {
                if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
            }
            f.write_str(if found.chars().nth(SHOWN).is_some() { "…`" } else { "`" })?;
        }
        Ok(())
    }
}

/// A fault as the tree keeps it: offsets instead of text.
#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct FaultSpan {
    pub(in crate::exposition) kind: FaultKind,
    /// The index of the entry in which it lies, which is its line less one.
    pub(in crate::exposition) entry: u32,
    pub(in crate::exposition) start: u32,
    pub(in crate::exposition) end: u32,
}

macro_rules! fault_kinds {
    ($($(#[$doc:meta])* $name:ident $found:literal $message:literal)+) => {
        /// The kinds of fault. `Display` writes what is wrong as a lower-case fragment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FaultKind {
            $($(#[$doc])* $name,)+
        }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            const fn message(self) -> &'static str {
                match self {
                    $(Self::$name => $message,)+
                }
            }

            const fn names_what_was_found(self) -> bool {
                match self {
                    $(Self::$name => $found,)+
                }
            }
        }
    };
}

// Each line: the kind, whether the message ends in what was found, the message.
fault_kinds! {
    /// The format is not a text format, so nothing was read.
    NotText false "not a text format"
    /// The body is longer than the parser's 2 GiB; what comes after is not read.
    TooLong false "a body ends at 2 GiB"
    /// Bytes that are not UTF-8.
    InvalidUtf8 false "not valid UTF-8"
    /// The body begins with a byte-order mark.
    ByteOrderMark false "a body has no byte-order mark"
    /// The line ends in CR LF instead of LF.
    CarriageReturn false "carriage return before the end of the line"
    /// The last line of a Prometheus text has no line feed.
    MissingFinalNewline false "the last line does not end in a line feed"
    /// A blank line, which OpenMetrics does not have.
    BlankLine false "blank line"
    /// Anything but exactly one space between two tokens of OpenMetrics, or a blank where it has none.
    Spacing false "OpenMetrics has one space between tokens and no other blanks"
    /// A comment, which OpenMetrics does not have.
    Comment true "expected `TYPE`, `HELP`, `UNIT` or `EOF` after `# `"
    /// No metric name where one belongs.
    NameMissing true "expected a metric name"
    /// A metric name with a character that only a quoted name may have.
    NameInvalid true "a metric name is `[a-zA-Z_:][a-zA-Z0-9_:]*` unless it is quoted"
    /// A quoted metric name in front of the braces.
    NameOutsideBraces true "a quoted metric name belongs inside the braces"
    /// A second metric name on one line.
    NameTwice true "the line already has a metric name"
    /// A quoted metric name that does not come first (OpenMetrics 2.0).
    NameNotFirst true "a quoted metric name comes before the labels"
    /// A name or a label name of no characters.
    NameEmpty false "a quoted name has at least one character"
    /// A label name with a character that only a quoted name may have, or no label name at all.
    LabelName true "expected a label name"
    /// No `=` after a label name.
    LabelEquals true "expected `=` after a label name"
    /// A label value that does not begin with a double quote.
    LabelQuote true "a label value stands in double quotes"
    /// A quoted string that does not end on its line.
    Unterminated false "no closing quote on this line"
    /// An escape that the Prometheus text formats do not have.
    Escape true "unknown escape"
    /// No comma between two labels.
    CommaMissing true "expected `,` between two labels"
    /// Neither a comma nor a closing brace after a label.
    LabelSeparator true "expected `,` or `}`"
    /// A comma after the last label, which OpenMetrics does not have.
    TrailingComma false "OpenMetrics has no comma after the last label"
    /// No value.
    ValueMissing true "expected a value"
    /// A value that is no number of the format.
    Value true "not a number"
    /// A value that no finite double comes near.
    ValueRange true "beyond the range of a double"
    /// A timestamp that is no number of the format.
    Timestamp true "not a timestamp"
    /// A timestamp beyond 64 bits of milliseconds, or beyond a double of seconds.
    TimestampRange true "a timestamp beyond its range"
    /// Something after the last token of the line.
    TrailingText true "nothing may follow here"
    /// An exemplar that does not have the form `# {…} value [timestamp]`.
    Exemplar true "an exemplar is `# {…} value [timestamp]`"
    /// More than one exemplar on a line of OpenMetrics 1.0.
    ExemplarTwice false "OpenMetrics 1.0 has one exemplar a line"
    /// An exemplar without a timestamp in OpenMetrics 2.0.
    ExemplarTimestamp false "an exemplar of OpenMetrics 2.0 has a timestamp"
    /// A composite value that is not `{field:value,…}`.
    Composite true "not a composite value"
    /// Fields of a composite value that are unknown, missing or in another order.
    CompositeFields true "not the fields of a histogram or summary"
    /// No metric name in a metadata line.
    MetadataName true "expected a metric name in a metadata line"
    /// No type word, or one that the format does not have.
    TypeWord true "expected a type that the format has"
    /// A unit with characters that no metric name has.
    Unit true "a unit is `[a-zA-Z0-9_:]*`"
    /// No space after the metric name of a metadata line of OpenMetrics.
    MetadataText false "expected a space and the text"
    /// No `# EOF` at the end of an OpenMetrics text.
    MissingEof false "the last line is not `# EOF`"
    /// Something after `# EOF`.
    AfterEof false "nothing may follow `# EOF`"
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}
