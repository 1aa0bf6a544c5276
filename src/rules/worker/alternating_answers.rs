use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// All answers at one URL come from one process.
    ///
    /// Pre-forking servers (gunicorn, uvicorn with workers, php-fpm, cluster mode of Node) put several processes behind one port, each with its own registry, and each scrape is answered by whichever is free. Counters then seem to fall and to rise again, and `rate()` takes each fall for a restart and counts everything once more.
    ///
    /// It shows in starts that go back and forth (`process_start_time_seconds`, `_created`) or, where no start is said, in counters that lie on several growing lines in turn. Replicas behind one load balancer look just the same. A restart moves the start forward once and is none.
    "worker/alternating-answers": Interop, Error, DataWrong;
    cites EXPERIENCE, "worker processes behind one port";
    help "let the workers share their numbers (Python: set PROMETHEUS_MULTIPROC_DIR and serve its collector) or give each worker its own port; with OpenTelemetry push instead, with a service.instance.id per worker; behind a load balancer scrape each replica";
    bad "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.06
# TYPE orders_total counter
orders_total 28
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.08
# TYPE orders_total counter
orders_total 5
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.06
# TYPE orders_total counter
orders_total 33
";
    bad "prometheus-text" r"
# TYPE orders_total counter
orders_total 12
---
# TYPE orders_total counter
orders_total 8
---
# TYPE orders_total counter
orders_total 12
---
# TYPE orders_total counter
orders_total 8
";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total 5
orders_created 1700000000.5
# EOF
---
# TYPE orders counter
orders_total 5
orders_created 1700000000.7
# EOF
---
# TYPE orders counter
orders_total 6
orders_created 1700000000.5
# EOF
";
    good "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.06
# TYPE orders_total counter
orders_total 28
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000100.08
# TYPE orders_total counter
orders_total 5
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000100.08
# TYPE orders_total counter
orders_total 33
";
    good "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.06
# TYPE orders_total counter
orders_total 28
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.07
# TYPE orders_total counter
orders_total 29
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000.06
# TYPE orders_total counter
orders_total 33
";
    good "prometheus-text" r"
# TYPE orders_total counter
orders_total 9
# TYPE orders_created gauge
orders_created 5
---
# TYPE orders_total counter
orders_total 9
# TYPE orders_created gauge
orders_created 4
---
# TYPE orders_total counter
orders_total 10
# TYPE orders_created gauge
orders_created 5
";
    check Check::Target(Worlds::EXPOSITIONS, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    if let Some(writers) = target.writers() {
        let (count, sign) = (writers.count, &writers.sign);
        let place = target.place_of_look(writers.look);
        sink.tell(place, format!("{count} processes or more answer in turn: {sign}"));
    }
}
