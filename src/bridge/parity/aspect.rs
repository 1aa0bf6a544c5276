//! What can differ between the two worlds, and which rule asks that it does not.

macro_rules! aspects {
    ($($(#[doc = $doc:literal])+ $name:ident $rule:literal $what:literal $minor:literal;)+) => {
        /// What can differ.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Aspect { $($(#[doc = $doc])+ $name,)+ }

        impl Aspect {
            /// Everything that can differ.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The rule of the book that asks that it does not.
            #[must_use]
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$name => $rule),+ }
            }

            /// What is wrong, in a few words.
            #[must_use]
            pub const fn what(self) -> &'static str {
                match self { $(Self::$name => $what),+ }
            }

            /// Whether it is only worth knowing.
            #[must_use]
            pub const fn is_minor(self) -> bool {
                match self { $(Self::$name => $minor),+ }
            }
        }
    };
}

aspects! {
    /// The instrument is not on the other side.
    FamilyMissing "parity/family-missing" "the instrument is missing on the other side" false;
    /// It is there under a name that does not follow from its own.
    Name "parity/name-differs" "the name does not follow from the instrument's" false;
    /// The unit is missing in the name, stands there twice or is another one.
    UnitSuffix "parity/unit-suffix-differs" "the unit in the name is not the instrument's" false;
    /// `_total` is missing, stands there twice, or where nothing counts.
    TotalSuffix "parity/total-suffix-differs" "`_total` is missing, stands twice or does not belong there" false;
    /// The word for a unit is one of two that are in use, and not the specified one.
    UnitWord "parity/unit-word-disputed" "the unit is spelled as some implementations do" true;
    /// Runs of underscores were not joined.
    Underscores "parity/underscores-repeated" "runs of underscores were not joined" true;
    /// The type is another one.
    Type "parity/type-differs" "the type is another one" false;
    /// The unit that metadata says is another one.
    Unit "parity/unit-differs" "the unit in the metadata is another one" false;
    /// The help text is another one.
    Help "parity/help-differs" "the help text is another one" false;
    /// The family stands there more than once.
    FamilyRepeated "metadata/type-repeated" "the family stands there more than once" false;
    /// The same series stands there more than once.
    SeriesRepeated "series/duplicate" "the series stands there more than once" false;
    /// Two instruments became one family.
    NamesCollide "translation/names-collide" "two instruments became one family" false;
    /// A series is not on the other side.
    SeriesMissing "parity/series-missing" "the series is missing on the other side" false;
    /// A series of the instrument is there that the first side does not know.
    SeriesInvented "parity/series-invented" "a series is there that nobody pushed" false;
    /// Values stand under names of other labels.
    LabelsShifted "parity/labels-shifted" "label values stand under other names" false;
    /// Labels are missing, added or have other values.
    Labels "parity/labels-differ" "the labels are other ones" false;
    /// No series says its scope.
    ScopeAbsent "parity/scope-labels-absent" "no series says its scope" true;
    /// The scope is missing or another one.
    Scope "parity/scope-differs" "the scope is missing or another one" false;
    /// Of attributes that became one label not all values are there.
    ValuesLost "parity/colliding-values-lost" "attributes became one label, and not all of their values are there" false;
    /// A value that is no string is written in other words.
    ValueWording "parity/value-wording-differs" "a value that is no string is written in other words" false;
    /// Attributes of the resource stand on ordinary series.
    ResourceCopied "parity/resource-copied" "attributes of the resource stand on ordinary series" true;
    /// `target_info` is missing.
    TargetMissing "parity/target-missing" "no `target_info` says the resource" false;
    /// `target_info` says something else than the resource.
    Target "parity/target-differs" "the target is not the resource" false;
    /// The value cannot be that of the same series.
    Value "parity/value-differs" "the value does not fit between the looks" false;
    /// Deltas are exposed as if they were totals.
    DeltaExposed "parity/value-differs" "a delta is exposed as if it were a total" false;
    /// A point without a recorded value has one on the other side.
    ValueInvented "parity/value-invented" "a point that recorded nothing has a value" false;
    /// Bounds or counts of explicit buckets differ.
    Buckets "parity/buckets-differ" "the buckets are other ones" false;
    /// A sum that nobody said.
    SumInvented "parity/sum-invented" "a sum is there that nobody said" false;
    /// An attribute bears the name of the label for bounds or quantiles.
    BoundTaken "bridge/bound-label-taken" "an attribute bears the name of the label for bounds" false;
    /// Exponential buckets differ.
    Exponential "parity/exponential-buckets-differ" "the exponential buckets are other ones" false;
    /// Quantiles differ.
    Quantiles "parity/quantiles-differ" "the quantiles are other ones" false;
    /// Exemplars are lost in a format that has them.
    Exemplars "parity/exemplars-lost" "the exemplars are lost" false;
    /// The ids of an exemplar are under other names.
    ExemplarIds "parity/exemplar-ids-misnamed" "the trace of an exemplar is not where readers look for it" false;
    /// The start of counting is lost in a format that has it.
    Start "parity/start-time-lost" "the start time is lost" true;
    /// A name lost its suffix on the way to OTLP.
    SuffixTrimmed "parity/suffix-trimmed" "the name lost its suffix" false;
    /// A start time that nobody said.
    StartInvented "parity/start-time-invented" "a start time is there that nobody said" false;
    /// The target is still a metric.
    TargetLeft "parity/target-left-as-metric" "the target is still a metric" false;
    /// The scope is still labels.
    ScopeLeft "parity/scope-left-as-labels" "the scope is still labels" false;
}
