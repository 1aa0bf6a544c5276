package meterstick.emitters.bridge;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import meterstick.emitters.Emitter;
import meterstick.emitters.Options;
import meterstick.emitters.otel.OpenTelemetry;

/** OpenTelemetry SDK with two readers: OTLP push and the Prometheus exporter at once. */
public final class Bridge {
    private Bridge() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        // The endpoint is the program's, beside whatever readers OTEL_METRICS_EXPORTER asks for.
        AutoConfiguredOpenTelemetrySdk configured = AutoConfiguredOpenTelemetrySdk.builder()
                .addMeterProviderCustomizer((provider, config) -> provider.registerMetricReader(
                        PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(options.port()).build()))
                .build();
        Emitter.run(options, new OpenTelemetry(configured.getOpenTelemetrySdk()));
    }
}
