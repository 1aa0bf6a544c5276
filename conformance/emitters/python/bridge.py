"""OpenTelemetry SDK with two readers: OTLP push and the Prometheus bridge at once.

Under control the SDK is set up by the environment alone, where the endpoint is one of its exporters."""

import os

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from prometheus_client import start_http_server

import control
import orders
import otel


def configured(port):
    """The provider that the environment asks for; where it says nothing, that of this emitter."""
    os.environ.setdefault("OTEL_METRICS_EXPORTER", "prometheus,otlp")
    os.environ.setdefault("OTEL_EXPORTER_PROMETHEUS_HOST", "127.0.0.1")
    os.environ.setdefault("OTEL_EXPORTER_PROMETHEUS_PORT", str(port))
    return otel.configured()


def main():
    options = orders.arguments(__doc__, serves=True)
    if control.wanted():
        provider = configured(options.port)
        orders.play(otel.Shop(provider, options.rename), options.orders)
        return control.obey(otel.Library(provider))
    provider = otel.provider(otel.periodic_reader(), PrometheusMetricReader())
    orders.play(otel.Shop(provider, options.rename), options.orders)
    server, _ = start_http_server(options.port, addr="127.0.0.1")
    orders.linger(options.linger)
    provider.shutdown()
    server.shutdown()


if __name__ == "__main__":
    main()
