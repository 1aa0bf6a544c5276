package meterstick.emitters.otel;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import meterstick.emitters.Library;
import meterstick.emitters.Shop;

/** The OpenTelemetry SDK as autoconfigure made it. */
public final class OpenTelemetry implements Library {
    /** For how long the SDK waits for itself in its own `close`. */
    private static final long DEFAULT_MILLISECONDS = 10_000;

    private final OpenTelemetrySdk sdk;
    private final Instruments instruments;

    public OpenTelemetry(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.instruments = new Instruments(sdk.getMeterProvider().get("meterstick.control"));
    }

    @Override
    public Shop shop(boolean renamed) {
        return new OtelShop(sdk.getMeterProvider(), renamed);
    }

    @Override
    public void record(Kind kind, String name, Number value, Map<String, String> attributes) {
        instruments.record(kind, name, value, attributes);
    }

    @Override
    public void callback(String name, Supplier<Number> value) {
        instruments.callback(name, value);
    }

    @Override
    public List<String> provides() {
        return List.of("flush", "shutdown");
    }

    @Override
    public void flush(Long milliseconds) {
        await(sdk.getSdkMeterProvider().forceFlush(), milliseconds);
    }

    @Override
    public void shutdown(Long milliseconds) {
        await(sdk.getSdkMeterProvider().shutdown(), milliseconds);
    }

    /** Autoconfigure has also put a hook into the end of the JVM, which does the same. */
    @Override
    public void close() {
        sdk.close();
    }

    private static void await(CompletableResultCode result, Long milliseconds) {
        result.join(milliseconds == null ? DEFAULT_MILLISECONDS : milliseconds, TimeUnit.MILLISECONDS);
        if (!result.isDone()) {
            throw new IllegalStateException("not done in time");
        }
        if (!result.isSuccess()) {
            throw new IllegalStateException("the result is no success", result.getFailureThrowable());
        }
    }
}
