"""What the OpenTelemetry emitters share: the shop's instruments and the exporter that the environment asks for."""

import os

from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource

import orders


def exporter():
    """The exporter for OTEL_EXPORTER_OTLP_PROTOCOL. Python's SDK leaves that choice to the program."""
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    elif protocol == "http/protobuf":
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    else:
        raise SystemExit(f"this emitter cannot export by {protocol}")
    return OTLPMetricExporter()


def provider(*readers):
    view = View(instrument_name="order.duration", aggregation=ExplicitBucketHistogramAggregation(orders.BUCKETS))
    resource = Resource.create({"service.name": "order-service", "service.version": "1.0"})
    return MeterProvider(metric_readers=readers, resource=resource, views=[view])


def periodic_reader():
    return PeriodicExportingMetricReader(exporter())


class Shop(orders.Shop):
    def __init__(self, provider, renamed):
        meter = provider.get_meter("shop", "1.0", schema_url="https://opentelemetry.io/schemas/1.27.0")
        self.lengths = {}
        name = orders.counter_name(renamed, "orders.processed").replace("_", ".")
        self.processed = meter.create_counter(name, "{order}", "Orders processed so far.")
        self.duration = meter.create_histogram("order.duration", "s", "How long orders took.")
        self.open = meter.create_up_down_counter("orders.open", "{order}", "Orders that are being worked on.")
        meter.create_observable_gauge("queue.length", [self.observe], "{order}", "Orders that wait.")

    def observe(self, _: CallbackOptions):
        for queue, length in self.lengths.items():
            yield Observation(length, {"queue": queue})

    def ordered(self, tier, seconds):
        self.processed.add(1, {"tier": tier})
        self.duration.record(seconds, {"tier": tier})

    def opened(self, tier):
        self.open.add(1, {"tier": tier})

    def waiting(self, queue, length):
        self.lengths[queue] = length
