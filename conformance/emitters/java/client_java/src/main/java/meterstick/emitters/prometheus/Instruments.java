package meterstick.emitters.prometheus;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import meterstick.emitters.Library.Kind;

/**
 * Metrics by name, made on first use. A metric of client_java has its label names for life: other names make another one, and
 * whether two of one name can be is left to the registry.
 */
final class Instruments {
    private record Key(Kind kind, String name, List<String> labels) {}

    private final Map<Key, BiConsumer<Number, String[]>> made = new HashMap<>();

    void record(Kind kind, String name, Number value, Map<String, String> attributes) {
        Key key = new Key(kind, name, List.copyOf(attributes.keySet()));
        made.computeIfAbsent(key, Instruments::make).accept(value, attributes.values().toArray(new String[0]));
    }

    void callback(String name, Supplier<Number> value) {
        GaugeWithCallback.builder().name(name).callback(seen -> seen.call(value.get().doubleValue())).register();
    }

    private static BiConsumer<Number, String[]> make(Key key) {
        String[] labels = key.labels().toArray(new String[0]);
        switch (key.kind()) {
            case COUNTER -> {
                Counter one = Counter.builder().name(key.name()).labelNames(labels).register();
                return (value, values) -> add(one, value, values);
            }
            case UPDOWN -> {
                Gauge one = Gauge.builder().name(key.name()).labelNames(labels).register();
                return (value, values) -> one.labelValues(values).inc(value.doubleValue());
            }
            case GAUGE -> {
                Gauge one = Gauge.builder().name(key.name()).labelNames(labels).register();
                return (value, values) -> one.labelValues(values).set(value.doubleValue());
            }
            default -> {
                Histogram one = Histogram.builder().name(key.name()).labelNames(labels).register();
                return (value, values) -> one.labelValues(values).observe(value.doubleValue());
            }
        }
    }

    /** A counter keeps integers apart from doubles, and sums them up when it is read. */
    private static void add(Counter counter, Number value, String[] labels) {
        if (value instanceof Long) {
            counter.labelValues(labels).inc(value.longValue());
        } else {
            counter.labelValues(labels).inc(value.doubleValue());
        }
    }
}
