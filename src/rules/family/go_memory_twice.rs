use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// `go_memstats_alloc_bytes` is one family, and Go's client library writes two of that name as OpenMetrics.
    ///
    /// In a Prometheus text the gauge `go_memstats_alloc_bytes` and the counter `go_memstats_alloc_bytes_total` are two families. OpenMetrics takes `_total` off the name, and both are called the same. Every program with the default collector does so; for any other family it is an error.
    "family/go-memory-twice": Must, Info, DataWrong;
    cites OPENMETRICS, "MetricSet; Name";
    help "nothing that an application could do but leave the Go collector out; allow it";
    bad "openmetrics-text" r"
# TYPE go_memstats_alloc_bytes gauge
go_memstats_alloc_bytes 3
# TYPE go_memstats_alloc_bytes counter
go_memstats_alloc_bytes_total 5
# EOF
";
    good "openmetrics-text" r"
# TYPE go_memstats_alloc_bytes gauge
go_memstats_alloc_bytes 3
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.is_go_memory_pair() {
        let place = Place::line(family.types[1].line).of(&*family.name);
        sink.tell(place, format!("`{}` is a gauge and a counter", family.name));
    }
}
