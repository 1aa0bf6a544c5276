package meterstick.emitters.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import meterstick.emitters.Library.Kind;

/** Meters by name. Micrometer knows no integers, and neither an up-down counter nor a gauge that is set: both are looked at. */
final class Meters {
    private record Key(Kind kind, String name, List<Tag> tags) {}

    /** Without buckets a summary has only a count, a sum and a maximum. These are Prometheus' usual ones. */
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final MeterRegistry registry;
    private final Map<Key, AtomicReference<Double>> numbers = new HashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(Kind kind, String name, Number value, Map<String, String> attributes) {
        List<Tag> tags = attributes.entrySet().stream().map(one -> Tag.of(one.getKey(), one.getValue())).toList();
        double number = value.doubleValue();
        switch (kind) {
            case COUNTER -> Counter.builder(name).tags(tags).register(registry).increment(number);
            case UPDOWN -> number(new Key(kind, name, tags)).updateAndGet(before -> before + number);
            case GAUGE -> number(new Key(kind, name, tags)).set(number);
            case HISTOGRAM -> DistributionSummary.builder(name).tags(tags).serviceLevelObjectives(BUCKETS)
                    .register(registry).record(number);
        }
    }

    void callback(String name, Supplier<Number> value) {
        Gauge.builder(name, value::get).strongReference(true).register(registry);
    }

    private AtomicReference<Double> number(Key key) {
        return numbers.computeIfAbsent(key, made -> {
            AtomicReference<Double> number = new AtomicReference<>(0.0);
            Gauge.builder(made.name(), number, AtomicReference::get).tags(made.tags()).register(registry);
            return number;
        });
    }
}
