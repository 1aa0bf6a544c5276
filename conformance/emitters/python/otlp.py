"""OpenTelemetry SDK over OTLP: push, by gRPC or HTTP as OTEL_EXPORTER_OTLP_PROTOCOL says.

Under control the SDK is set up by the whole environment alone."""

import control
import orders
import otel


def main():
    options = orders.arguments(__doc__, serves=False)
    if control.wanted():
        provider = otel.configured()
        orders.play(otel.Shop(provider, options.rename), options.orders)
        # The SDK shuts itself down when the program ends.
        return control.obey(otel.Library(provider))
    provider = otel.provider(otel.periodic_reader())
    orders.play(otel.Shop(provider, options.rename), options.orders)
    orders.linger(options.linger)
    # The end of the process would also flush, unless it is a signal's.
    provider.shutdown()


if __name__ == "__main__":
    main()
