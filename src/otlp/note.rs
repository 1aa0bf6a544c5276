//! What a reader of OTLP takes although it is not written as the protocol asks.

/// Something in a JSON request that is read and yet not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub(super) kind: NoteKind,
    pub(super) pointer: String,
    pub(super) message: String,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoteKind {
    /// An unknown key that is a known one but for underscores, hyphens and case: its value is not read.
    KeySpelling,
    /// An integer of 64 bits as a number, not as a string.
    IntegerUnquoted,
    /// The same beyond 2^53, from where on readers that know only doubles round.
    IntegerBeyondDouble,
    /// An integer with a point or an exponent.
    IntegerAsDecimal,
    /// Two keys of which an object has at most one.
    OneOfRepeated,
}

impl NoteKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::KeySpelling,
        Self::IntegerUnquoted,
        Self::IntegerBeyondDouble,
        Self::IntegerAsDecimal,
        Self::OneOfRepeated,
    ];
}

impl Note {
    /// Which kind of note it is.
    #[must_use]
    pub fn kind(&self) -> NoteKind {
        self.kind
    }

    /// Where, as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What was seen, as a lower-case fragment.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}
