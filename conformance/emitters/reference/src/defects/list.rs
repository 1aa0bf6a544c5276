//! The table of defects.

macro_rules! defects {
    ($($id:ident $name:literal $line:literal;)*) => {
        /// Something that can be done wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Defect { $(#[doc = $line] $id,)* }

        /// Every defect with its name and what it is.
        pub(crate) const ALL: &[(Defect, &str, &str)] = &[$((Defect::$id, $name, $line),)*];
    };
}

defects! {
    // Retries.
    RetryInfoIgnored "retry-info-ignored" "does not wait as long as RetryInfo asks";
    RetryAfterSecondsIgnored "retry-after-seconds-ignored" "does not wait as long as Retry-After asks in seconds";
    RetryAfterDateIgnored "retry-after-date-ignored" "does not wait until the date of Retry-After";
    BackoffConstant "backoff-constant" "sends again every 100 ms, without growth or jitter";
    BackoffNoJitter "backoff-no-jitter" "sends again after exactly 300, 600, 1200 ms";
    RetriesForever "retries-forever" "goes on sending again when the time of the export is over";
    TimeoutPerAttempt "timeout-per-attempt" "gives every attempt the whole time-out";
    ExhaustedRetried "exhausted-retried" "sends again after RESOURCE_EXHAUSTED without RetryInfo";
    ExhaustedZeroFinal "exhausted-zero-final" "takes RESOURCE_EXHAUSTED with a RetryInfo of zero for final";
    ResentDiffers "resent-differs" "collects anew for each attempt instead of sending the same";
    GoawayLoses "goaway-loses" "loses what is to be sent after a GOAWAY";
    SlowReaderLoses "slow-reader-loses" "loses an export whose answer takes longer than 400 ms";
    ConnectionEach "connection-each" "opens a new connection for every export";
    // Answers.
    PartialRetried "partial-retried" "sends again after a partial success";
    PartialUnheard "partial-unheard" "does not log a partial success";
    PartialWarningUnheard "partial-warning-unheard" "does not log a partial success that rejects nothing and has a message";
    PartialEmptyFails "partial-empty-fails" "takes an empty partial success for a failure";
    RedirectIsSuccess "redirect-is-success" "takes a redirect for success, without a word";
    RedirectDropsBody "redirect-drops-body" "follows a redirect with a GET without the data";
    FailureUnheard "failure-unheard" "does not log exports that failed for good";
    ExhaustionUnheard "exhaustion-unheard" "does not log exports whose retries were used up";
    MessageUnheard "message-unheard" "logs failures without the message of the backend";
    HtmlCrashes "html-crashes" "ends when a 200 has an HTML body";
    GarbageCrashes "garbage-crashes" "ends when a 200 has a body that is no response";
    OversizedCrashes "oversized-crashes" "ends when an answer is larger than 4 MiB";
    GarbageRetried "garbage-retried" "sends again when a 200 has a body that is no response";
    GarbageUnheard "garbage-unheard" "takes any 200 for success, whatever its body, without a word";
    WrongTypeRetried "wrong-type-retried" "sends again when a 200 has a wrong Content-Type";
    // The environment of the exporter.
    TimeoutInSeconds "timeout-in-seconds" "reads the time-outs as seconds";
    TimeoutIgnored "timeout-ignored" "ignores OTEL_EXPORTER_OTLP_TIMEOUT";
    MetricsTimeoutIgnored "metrics-timeout-ignored" "ignores OTEL_EXPORTER_OTLP_METRICS_TIMEOUT";
    CompressionIgnored "compression-ignored" "ignores OTEL_EXPORTER_OTLP_COMPRESSION";
    MetricsCompressionIgnored "metrics-compression-ignored" "ignores OTEL_EXPORTER_OTLP_METRICS_COMPRESSION";
    CompressedWhenNotAsked "compressed-when-not-asked" "compresses also when that is switched off";
    CompressedUnlabelled "compressed-unlabelled" "compresses without saying so";
    HeadersIgnored "headers-ignored" "ignores OTEL_EXPORTER_OTLP_HEADERS";
    MetricsHeadersIgnored "metrics-headers-ignored" "ignores OTEL_EXPORTER_OTLP_METRICS_HEADERS";
    HeadersNotDecoded "headers-not-decoded" "sends the values of headers percent-encoded";
    HeadersNotTrimmed "headers-not-trimmed" "leaves spaces around the names of headers, which loses them";
    NoUserAgent "no-user-agent" "does not say who it is";
    EndpointIgnored "endpoint-ignored" "ignores OTEL_EXPORTER_OTLP_ENDPOINT";
    EndpointPathNotAppended "endpoint-path-not-appended" "does not append v1/metrics to the base endpoint";
    EndpointPathDoubled "endpoint-path-doubled" "appends /v1/metrics also after a slash";
    EndpointOwnPathDropped "endpoint-own-path-dropped" "drops the path of the base endpoint";
    MetricsEndpointAppended "metrics-endpoint-appended" "appends v1/metrics to the endpoint for metrics";
    MetricsEndpointIgnored "metrics-endpoint-ignored" "ignores OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    ProtocolIgnored "protocol-ignored" "ignores OTEL_EXPORTER_OTLP_PROTOCOL";
    MetricsProtocolIgnored "metrics-protocol-ignored" "ignores OTEL_EXPORTER_OTLP_METRICS_PROTOCOL";
    ProtocolUnknownCrashes "protocol-unknown-crashes" "ends when it does not know the protocol";
    InsecureBeatsScheme "insecure-beats-scheme" "lets OTEL_EXPORTER_OTLP_INSECURE decide in spite of a scheme";
    InsecureIgnored "insecure-ignored" "ignores OTEL_EXPORTER_OTLP_INSECURE";
    CertificateUnchecked "certificate-unchecked" "trusts any certificate";
    CertificateIgnored "certificate-ignored" "ignores OTEL_EXPORTER_OTLP_CERTIFICATE";
    ClientCertificateIgnored "client-certificate-ignored" "ignores OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and its key";
    // The environment of the SDK.
    TemporalityIgnored "temporality-ignored" "ignores the temporality preference";
    TemporalityCaseSensitive "temporality-case-sensitive" "knows the temporality preference in lower case only";
    TemporalityUnknownCrashes "temporality-unknown-crashes" "ends when it does not know the temporality preference";
    LowmemoryIgnored "lowmemory-ignored" "takes the preference lowmemory for cumulative";
    UpdownDelta "updown-delta" "sends up-down counters as delta under the preference delta";
    HistogramIgnored "histogram-ignored" "ignores the default histogram aggregation";
    HistogramCaseSensitive "histogram-case-sensitive" "knows the histogram aggregation in lower case only";
    HistogramUnknownCrashes "histogram-unknown-crashes" "ends when it does not know the histogram aggregation";
    IntervalIgnored "interval-ignored" "ignores OTEL_METRIC_EXPORT_INTERVAL";
    IntervalInSeconds "interval-in-seconds" "reads OTEL_METRIC_EXPORT_INTERVAL as seconds";
    IntervalBadCrashes "interval-bad-crashes" "ends when the interval is not a number";
    IntervalZeroCrashes "interval-zero-crashes" "ends when the interval is zero";
    ExportTimeoutIgnored "export-timeout-ignored" "ignores OTEL_METRIC_EXPORT_TIMEOUT";
    EmptyValueSet "empty-value-set" "takes an empty variable for one that is set";
    WarningsUnheard "warnings-unheard" "does not log values of the environment that it cannot use";
    ResourceAttributesIgnored "resource-attributes-ignored" "ignores OTEL_RESOURCE_ATTRIBUTES";
    ResourceNotDecoded "resource-not-decoded" "sends the values of resource attributes percent-encoded";
    ResourceMalformedCrashes "resource-malformed-crashes" "ends when OTEL_RESOURCE_ATTRIBUTES has a malformed entry";
    ServiceNameIgnored "service-name-ignored" "ignores OTEL_SERVICE_NAME";
    ServiceNameLoses "service-name-loses" "lets OTEL_RESOURCE_ATTRIBUTES beat OTEL_SERVICE_NAME";
    NoDefaultServiceName "no-default-service-name" "has no service.name by itself";
    NoSdkAttributes "no-sdk-attributes" "has no telemetry.sdk attributes";
    NoInstanceId "no-instance-id" "has no service.instance.id";
    DisabledIgnored "disabled-ignored" "ignores OTEL_SDK_DISABLED";
    DisabledCaseSensitive "disabled-case-sensitive" "knows OTEL_SDK_DISABLED in lower case only";
    DisabledLoose "disabled-loose" "takes 1 and yes for true";
    DisabledCrashes "disabled-crashes" "ends when it is disabled";
    NoneIgnored "none-ignored" "ignores OTEL_METRICS_EXPORTER=none";
    ExemplarsAlways "exemplars-always" "sends exemplars whatever the filter says";
    ExemplarsNever "exemplars-never" "sends no exemplars whatever the filter says";
    DeltaAlways "delta-always" "sends deltas whatever is preferred";
    ExponentialAlways "exponential-always" "makes every histogram exponential";
    FilterUnknownCrashes "filter-unknown-crashes" "ends when it does not know the exemplar filter";
    ExportTimeoutBadCrashes "export-timeout-bad-crashes" "ends when the time-out of exports is not a number";
    ExportTimeoutZeroIsNow "export-timeout-zero-is-now" "takes a time-out of zero for no time at all";
    EmptyValueCrashes "empty-value-crashes" "ends when a variable is empty";
    ResourceMalformedKept "resource-malformed-kept" "keeps what is well-formed of malformed resource attributes";
    OtlpUnknown "otlp-unknown" "does not know OTEL_METRICS_EXPORTER=otlp";
    // Ends.
    LosesNormalEnd "loses-normal-end" "does not export at its normal end";
    LosesException "loses-exception" "does not export when it ends by an error";
    LosesSigint "loses-sigint" "does not export after SIGINT";
    LosesSigterm "loses-sigterm" "does not export after SIGTERM";
    LosesShortLived "loses-short-lived" "does not export at an end within two seconds after its start";
    IgnoresSigterm "ignores-sigterm" "goes on after SIGTERM";
    ExitCodeWrong "exit-code-wrong" "ends with 0 after an uncaught error";
    FlushAlwaysOk "flush-always-ok" "says that a flush succeeded although it did not";
    FlushTimeoutIgnored "flush-timeout-ignored" "does not keep to the time-out of a flush";
    FlushDoesNothing "flush-does-nothing" "says that a flush succeeded without exporting";
    ShutdownHangs "shutdown-hangs" "takes 30 s to shut down when nobody listens";
    ShutdownTimeoutIgnored "shutdown-timeout-ignored" "does not keep to the time-out of a shutdown";
    ShutdownUnanswered "shutdown-unanswered" "takes 30 s to shut down when nobody answers";
    RecordAfterShutdownFails "record-after-shutdown-fails" "lets measurements fail once it is shut down";
    ShutdownRepeats "shutdown-repeats" "exports once more at its end although it was shut down";
    // Faults.
    DiesWhenRefused "dies-when-refused" "ends when a connection is refused";
    LostAfterFault "lost-after-fault" "drops delta data when its retries are used up";
    DoubledAfterFault "doubled-after-fault" "sends delta data that needed a retry again in the next interval";
    KeptTwice "kept-twice" "sends delta data of a failed export twice afterwards";
    StopsAfterFault "stops-after-fault" "exports nothing any more after one failure";
    LossUnheard "loss-unheard" "does not log that delta data is lost";
    ConcurrentExports "concurrent-exports" "exports before the export before has ended";
    // What is recorded.
    LargeBatchCut "large-batch-cut" "sends the first 5000 points of a batch only";
    SplitsNothing "splits-nothing" "sends no batch of more than 5000 points";
    BigValuePoisons "big-value-poisons" "loses the whole export when a value is beyond 64 bits";
    BigValueWraps "big-value-wraps" "sends a value beyond 64 bits as what is left of it";
    BigValueSaturates "big-value-saturates" "sends a value beyond 64 bits as the largest that there is";
    NanPoisons "nan-poisons" "loses every export once a value was not finite";
    NanCounted "nan-counted" "takes values that are not finite into sums";
    NegativeCounted "negative-counted" "takes negative increments of counters";
    SurrogatePoisons "surrogate-poisons" "loses every export once an attribute was not UTF-8";
    SurrogateSent "surrogate-sent" "sends attributes that are not UTF-8";
    SurrogateLosesPoint "surrogate-loses-point" "drops a measurement whose attribute is not UTF-8";
    EmptyKeySent "empty-key-sent" "sends attributes with an empty key";
    DropsUnheard "drops-unheard" "does not log measurements and attributes that it drops";
    NoCardinalityLimit "no-cardinality-limit" "keeps any number of attribute sets";
    OverflowLost "overflow-lost" "drops what is beyond the limit of attribute sets";
    OverflowWrong "overflow-wrong" "keeps only the last value of what is beyond the limit of attribute sets";
    CallbackPoisons "callback-poisons" "loses the whole export when a callback raises";
    CallbackBlocks "callback-blocks" "waits for a slow callback as long as it takes";
    StartTimesMissing "start-times-missing" "sends no start times";
    StartTimesMove "start-times-move" "begins cumulative series anew with every export";
    DeltaStartsApart "delta-starts-apart" "begins delta intervals at the start of the process";
    DeltaStartsDiffer "delta-starts-differ" "begins each delta at its first measurement";
    TimesInFuture "times-in-future" "says times of an hour later";
    PointsRepeated "points-repeated" "sends every point twice";
    ScopeUnnamed "scope-unnamed" "does not name its scope";
    NegativePoisons "negative-poisons" "loses every export once an increment was negative";
    EmptyKeyPoisons "empty-key-poisons" "loses every export once a key was empty";
    LongValuePoisons "long-value-poisons" "loses every export once a value was very long";
    LimitLow "limit-low" "keeps 1000 attribute sets only";
    OverflowForgets "overflow-forgets" "forgets what it had counted when the limit of attribute sets is reached";
    CallbackUnheard "callback-unheard" "does not log what callbacks raise";
    CallbackLatePoisons "callback-late-poisons" "loses the whole export when a callback takes longer than 2 s";
    // Children.
    ChildRepeats "child-repeats" "exports in a child what the parent had recorded";
    ChildSilent "child-silent" "exports nothing from a child";
    SharedIdentity "shared-identity" "gives a child the identity and the series of its parent";
    ParentStops "parent-stops" "exports nothing any more once it has a child";
    // The scrape.
    AcceptIgnored "accept-ignored" "answers text 0.0.4 whatever is asked for";
    AlwaysOpenmetrics "always-openmetrics" "answers OpenMetrics whatever is asked for";
    QualityIgnored "quality-ignored" "takes the first format that it knows, whatever the weights";
    SpecificityIgnored "specificity-ignored" "lets a wildcard decide over a format that is named";
    ExcludedSent "excluded-sent" "sends formats with a weight of zero";
    VersionEchoed "version-echoed" "says that it writes whatever version is asked for";
    VersionCrashes "version-crashes" "answers 500 to a strange version";
    ProtobufUnlabelled "protobuf-unlabelled" "sends protobuf as text/plain";
    EscapingIgnored "escaping-ignored" "escapes with underscores whatever is asked for";
    EscapingUnlabelled "escaping-unlabelled" "does not say by which scheme it escapes";
    WrongContentType "wrong-content-type" "sends text as text/html";
    NoContentType "no-content-type" "sends no Content-Type";
    CharsetMissing "charset-missing" "does not say that text is UTF-8";
    GzipIgnored "gzip-ignored" "never compresses";
    GzipForced "gzip-forced" "compresses also when nobody asked";
    GzipExcludedSent "gzip-excluded-sent" "compresses although gzip has a weight of zero";
    GzipBroken "gzip-broken" "cuts compressed bodies short";
    HeadFails "head-fails" "answers HEAD with 500";
    PostServed "post-served" "answers POST like GET";
    EveryPathServed "every-path-served" "serves its metrics under every path";
    UnknownPathCrashes "unknown-path-crashes" "answers 500 to unknown paths";
    FormatsDiffer "formats-differ" "leaves a family out of OpenMetrics";
    NameFilterIgnored "name-filter-ignored" "ignores name[]";
    NameFilterEmpty "name-filter-empty" "answers name[] with an empty body";
    ConcurrentMixed "concurrent-mixed" "mixes the bodies of concurrent scrapes";
    Unstable "unstable" "has a family in every other scrape only";
    Resets "resets" "lets counters fall in every third scrape";
    Alternating "alternating" "answers as two workers in turn";
    DuplicateSeries "duplicate-series" "has a series twice";
    RaisingCallback500 "raising-callback-500" "answers 500 when a callback raises";
    SlowCallbackUnbounded "slow-callback-unbounded" "waits for a slow callback longer than the scraper";
    Grows "grows" "has a new series with every scrape";
    Torn "torn" "lets the count of a histogram disagree with its buckets during a burst";
    EofMissing "eof-missing" "ends OpenMetrics without # EOF";
    AcceptCrashes "accept-crashes" "answers 500 to an Accept header that it cannot read";
    TextVersionMissing "text-version-missing" "does not say the version of Prometheus text";
    QuotedUnasked "quoted-unasked" "quotes names whatever it says of their escaping";
    EscapingMislabelled "escaping-mislabelled" "escapes with underscores where it says dots or values";
    Redirects "redirects" "redirects to another path";
    QueryRefused "query-refused" "answers 404 to a query that it does not know";
    DiesWhenHungUp "dies-when-hung-up" "ends when a scraper breaks off";
    NameFilterFails "name-filter-fails" "answers 500 to name[] with a name that it does not have";
    SlowScrape "slow-scrape" "takes three seconds for every scrape";
    ScrapesQueue "scrapes-queue" "lets scrapes wait for the callbacks of others";
    SlowCallbackFails "slow-callback-fails" "answers 503 when a callback is slow";
    LabelUnescaped "label-unescaped" "does not escape quotes in label values";
    LabelAscii "label-ascii" "leaves out what is not ASCII";
    NanMisspelt "nan-misspelt" "spells values that are no numbers as no format does";
    NanZero "nan-zero" "exposes zero where a value is no number";
    ValuesRounded "values-rounded" "exposes values with single precision";
    ValuesDiffer "values-differ" "exposes other values in OpenMetrics";
    FlushDoubles "flush-doubles" "tells everything twice in the scrape after a flush";
    LargeScrapeCut "large-scrape-cut" "cuts bodies of more than 50,000 bytes short";
}
