//! What a format cannot say.

use std::fmt;

/// What could not be written in a format, and how often.
///
/// `Display` writes it as a lower-case fragment: ``3 × minimum and maximum of `wait` ``.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Omission {
    /// The name of the family.
    pub family: String,
    /// What is missing.
    pub what: Omitted,
    /// How often.
    pub count: usize,
}

macro_rules! omitted {
    ($($(#[$doc:meta])* $name:ident $text:literal)+) => {
        /// The kinds of what can be missing. `Display` writes it as a lower-case fragment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Omitted {
            $($(#[$doc])* $name,)+
        }

        impl fmt::Display for Omitted {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self { $(Self::$name => $text,)+ })
            }
        }
    };
}

omitted! {
    /// The resource.
    Resource "resource"
    /// The scope.
    Scope "scope"
    /// OTLP's metadata attributes.
    Metadata "metadata"
    /// The family with everything in it, because it has no name.
    Family "family without a name"
    /// The spelling of a name: characters were escaped.
    Name "spelling of a name"
    /// The type: another one had to be written.
    Kind "type"
    /// The temporality: the format has only what is cumulative.
    Temporality "temporality"
    /// The unit.
    Unit "unit"
    /// Blanks at the beginning of the help text, or a carriage return at its end.
    Help "blanks of the help text"
    /// A label, because its name is empty, reserved, or taken by a label before it.
    Label "label"
    /// That a label value is no string.
    LabelType "type of a label value"
    /// A point: it has no value, not one of the type of its family, or no count and sum where both must be said.
    Point "point"
    /// A bucket or quantile whose bound is taken by one before it, or is not a number.
    Bucket "bucket or quantile"
    /// The exponential buckets.
    Exponential "exponential buckets"
    /// The smallest and largest observation.
    Extremes "minimum and maximum"
    /// The start time.
    Start "start time"
    /// The time, as a whole or as far as it is finer than the format's.
    Time "precision of the time"
    /// An exemplar.
    Exemplar "exemplar"
    /// OTLP's flags.
    Flags "flags"
    /// The payload of a NaN, by which the staleness marker is told.
    NanPayload "payload of a NaN"
    /// The last digits of an integer beyond 2^53.
    Digits "digits of an integer"
}

impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.count > 1 {
            write!(f, "{} × ", self.count)?;
        }
        write!(f, "{} of `{}`", self.what, self.family)
    }
}

/// What is missing of the family at hand, and of those before it.
#[derive(Debug, Default)]
pub(in crate::exposition) struct Omissions {
    family: String,
    /// The first of those of the family at hand.
    first: usize,
    list: Vec<Omission>,
}

impl Omissions {
    pub(in crate::exposition) fn begin(&mut self, family: &str) {
        family.clone_into(&mut self.family);
        self.first = self.list.len();
    }

    pub(in crate::exposition) fn note(&mut self, what: Omitted) {
        match self.list[self.first..].iter_mut().find(|known| known.what == what) {
            Some(known) => known.count += 1,
            None => self.list.push(Omission { family: self.family.clone(), what, count: 1 }),
        }
    }

    pub(in crate::exposition) fn note_if(&mut self, what: Omitted, is_missing: bool) {
        if is_missing {
            self.note(what);
        }
    }

    pub(super) fn into_list(self) -> Vec<Omission> {
        self.list
    }
}
