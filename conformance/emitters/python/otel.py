"""What the OpenTelemetry emitters share: how the SDK is set up, the shop's instruments, and what can be told to the SDK."""

import os

from opentelemetry.metrics import CallbackOptions, Observation, get_meter_provider
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource

import control
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
    resource = Resource.create({"service.name": "order-service", "service.version": "1.0"})
    return MeterProvider(metric_readers=readers, resource=resource)


def periodic_reader():
    return PeriodicExportingMetricReader(exporter())


def configured():
    """The provider that the environment asks for, set up as `opentelemetry-instrument` does: this program adds nothing."""
    from opentelemetry.instrumentation.auto_instrumentation import initialize
    initialize()
    return get_meter_provider()


class Shop(orders.Shop):
    def __init__(self, provider, renamed):
        meter = provider.get_meter("shop", "1.0", schema_url="https://opentelemetry.io/schemas/1.27.0")
        self.lengths = {}
        name = orders.counter_name(renamed, "orders.processed").replace("_", ".")
        self.processed = meter.create_counter(name, "{order}", "Orders processed so far.")
        self.duration = meter.create_histogram("order.duration", "s", "How long orders took.",
                                               explicit_bucket_boundaries_advisory=orders.BUCKETS)
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


class Library(control.Library):
    """What can be told to the SDK."""

    #: How the instrument of a kind is made, and what records with it.
    KINDS = {
        "counter": ("create_counter", "add"), "updown": ("create_up_down_counter", "add"),
        "gauge": ("create_gauge", "set"), "histogram": ("create_histogram", "record"),
    }

    def __init__(self, provider):
        self.provider = provider
        self.meter = provider.get_meter("meterstick")
        self.instruments = {}

    def record(self, kind, name, value, attributes):
        create, act = self.KINDS[kind]
        if (kind, name) not in self.instruments:
            self.instruments[kind, name] = getattr(self.meter, create)(name)
        getattr(self.instruments[kind, name], act)(value, attributes)

    def callback(self, name, observe):
        self.meter.create_observable_gauge(name, [lambda _: [Observation(observe())]])

    def flush(self, *milliseconds):
        return self.provider.force_flush(*milliseconds)

    def shutdown(self, *milliseconds):
        return self.provider.shutdown(*milliseconds)
