package meterstick.emitters.otel;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import meterstick.emitters.Emitter;
import meterstick.emitters.Options;

/** OpenTelemetry SDK over OTLP: push, all set up by the environment. */
public final class Otlp {
    private Otlp() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        Emitter.run(options, new OpenTelemetry(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()));
    }
}
