"""OpenTelemetry SDK with two readers: OTLP push and the Prometheus bridge at once."""

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from prometheus_client import start_http_server

import orders
import otel


def main():
    options = orders.arguments(__doc__, serves=True)
    provider = otel.provider(otel.periodic_reader(), PrometheusMetricReader())
    orders.play(otel.Shop(provider, options.rename), options.orders)
    server, _ = start_http_server(options.port, addr="127.0.0.1")
    orders.linger(options.linger)
    provider.shutdown()
    server.shutdown()


if __name__ == "__main__":
    main()
