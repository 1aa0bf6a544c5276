package meterstick.emitters.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import meterstick.emitters.Emitter;
import meterstick.emitters.Library;
import meterstick.emitters.Options;
import meterstick.emitters.Shop;

/** Micrometer with two registries: one is scraped, the other pushes OTLP over HTTP as the environment says. */
public final class Micrometer implements Library {
    private final PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OtlpMeterRegistry pushing = new OtlpMeterRegistry(OtlpConfig.DEFAULT, Clock.SYSTEM);
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry(Clock.SYSTEM, List.of(scraped, pushing));
    private final Meters meters = new Meters(registry);
    private Endpoint endpoint;

    public static void main(String[] arguments) throws Exception {
        Emitter.run(Options.parse(arguments), new Micrometer());
    }

    @Override
    public Shop shop(boolean renamed) {
        return new MicrometerShop(registry, renamed);
    }

    @Override
    public void serve(int port) throws IOException {
        endpoint = new Endpoint(port, scraped);
    }

    @Override
    public void record(Kind kind, String name, Number value, Map<String, String> attributes) {
        meters.record(kind, name, value, attributes);
    }

    @Override
    public void callback(String name, Supplier<Number> value) {
        meters.callback(name, value);
    }

    /** A registry publishes when it is closed, and cannot be told to at another time. */
    @Override
    public List<String> provides() {
        return List.of("shutdown");
    }

    @Override
    public void shutdown(Long milliseconds) {
        registry.close();
    }

    @Override
    public void close() {
        registry.close();
        endpoint.close();
    }
}
