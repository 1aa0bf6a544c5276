"""Shows known defects of the released libraries on purpose: what `conformance/known-defects.toml` calls by name.

`bridge` serves /metrics through the Prometheus bridge and pushes the same over OTLP, `deltas` and `fork` push only, `client` serves
what prometheus_client makes of a name with a colon.
"""

import argparse
import os
import sys
import time

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import AlwaysOnExemplarFilter, Counter, MeterProvider
from opentelemetry.sdk.metrics.export import AggregationTemporality, PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource
from prometheus_client import Gauge, start_http_server

import orders

#: Each scope has the same schema, so that only attributes are told apart.
SCHEMA = "https://opentelemetry.io/schemas/1.27.0"


def provider(*readers):
    view = View(
        instrument_name="without.extremes",
        aggregation=ExplicitBucketHistogramAggregation(orders.BUCKETS, record_min_max=False))
    return MeterProvider(
        metric_readers=readers, views=[view], exemplar_filter=AlwaysOnExemplarFilter(),
        resource=Resource.create({"service.name": "defects", "service.version": "1.0"}))


def bridge(options):
    telling = provider(PeriodicExportingMetricReader(OTLPMetricExporter()), PrometheusMetricReader())
    one, other = (telling.get_meter(name, "1.0", schema_url=SCHEMA) for name in ("one", "other"))
    # The value of the second scope lands under the label of the first.
    one.create_counter("calls", "", "Calls of both libraries.").add(1, {"method": "GET"})
    other.create_counter("calls", "", "Calls of both libraries.").add(2, {"route": "/orders"})
    # Of three attributes that become one label only one value is left.
    one.create_counter("collisions", "", "Attributes that collide.").add(
        1, {"a.b": "dot", "a_b": "underscore", "a-b": "dash"})
    # Two instruments become one series, twice.
    for number, name in enumerate(["dots.name", "dots_name"], 1):
        one.create_counter(name, "", "Names that collide.").add(number)
    # Two descriptions make two families of one name.
    for meter, description in [(one, "As one sees it."), (other, "As the other sees it.")]:
        meter.create_counter("described", "", description).add(1)
    # A counter and gauges bear the names of the parts of a histogram.
    one.create_histogram("parts", "", "A histogram.").record(1)
    one.create_counter("parts.count", "", "Its count, or so it seems.").add(1)
    one.create_gauge("parts.sum", "", "Its sum, or so it seems.").set(1)
    # An attribute bears the name of the label for bounds.
    one.create_histogram("bound", "s", "A histogram with an attribute le.").record(0.2, {"le": "mine"})
    one.create_histogram("without.extremes", "s", "A histogram without extremes.").record(0.2)
    one.create_gauge("target.info", "", "No target at all.").set(5)
    server, _ = start_http_server(options.port, addr="127.0.0.1")
    orders.linger(options.linger)
    telling.shutdown()
    server.shutdown()


def deltas(options):
    exporter = OTLPMetricExporter(preferred_temporality={Counter: AggregationTemporality.DELTA})
    telling = provider(PeriodicExportingMetricReader(exporter))
    calls = telling.get_meter("one", "1.0").create_counter("calls", "", "Calls.")
    for method in ("GET", "PUT", "POST"):
        calls.add(1, {"method": method})
        time.sleep(0.01)
    telling.shutdown()


def fork(options):
    telling = provider(PeriodicExportingMetricReader(OTLPMetricExporter()))
    calls = telling.get_meter("one", "1.0").create_counter("calls", "", "Calls.")
    calls.add(100, {"process": "parent"})
    telling.force_flush()
    child = os.fork()
    if child == 0:
        calls.add(1, {"process": "child"})
        telling.shutdown()
        os._exit(0)
    os.waitpid(child, 0)
    telling.shutdown()


def client(options):
    Gauge("shop:open", "Whether the shop is open.").set(1)
    server, _ = start_http_server(options.port, addr="127.0.0.1")
    orders.linger(options.linger)
    server.shutdown()


def main():
    shows = {one.__name__: one for one in (bridge, deltas, fork, client)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("show", choices=shows, help="which defects")
    parser.add_argument("--port", type=int, help="serve /metrics on this port of 127.0.0.1")
    parser.add_argument("--linger", type=float, metavar="SECONDS", help="stay so long; default: until told to stop")
    options = parser.parse_args()
    shows[options.show](options)


if __name__ == "__main__":
    sys.exit(main())
