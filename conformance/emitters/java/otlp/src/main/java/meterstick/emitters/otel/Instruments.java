package meterstick.emitters.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import meterstick.emitters.Library.Kind;

/** Instruments by name, made on first use. OpenTelemetry has one for integers and one for doubles of each kind. */
final class Instruments {
    private record Key(Kind kind, String name, boolean integer) {}

    private final Meter meter;
    private final Map<Key, BiConsumer<Number, Attributes>> made = new HashMap<>();

    Instruments(Meter meter) {
        this.meter = meter;
    }

    void record(Kind kind, String name, Number value, Map<String, String> attributes) {
        AttributesBuilder builder = Attributes.builder();
        attributes.forEach(builder::put);
        made.computeIfAbsent(new Key(kind, name, isInteger(value)), this::make).accept(value, builder.build());
    }

    void callback(String name, Supplier<Number> value) {
        meter.gaugeBuilder(name).buildWithCallback(seen -> seen.record(value.get().doubleValue()));
    }

    private static boolean isInteger(Number value) {
        if (value instanceof BigInteger) {
            throw new IllegalArgumentException("no instrument takes integers beyond 64 bits");
        }
        return value instanceof Long;
    }

    private BiConsumer<Number, Attributes> make(Key key) {
        return key.integer() ? makeLong(key) : makeDouble(key);
    }

    private BiConsumer<Number, Attributes> makeLong(Key key) {
        switch (key.kind()) {
            case COUNTER -> {
                LongCounter one = meter.counterBuilder(key.name()).build();
                return (value, attributes) -> one.add(value.longValue(), attributes);
            }
            case UPDOWN -> {
                LongUpDownCounter one = meter.upDownCounterBuilder(key.name()).build();
                return (value, attributes) -> one.add(value.longValue(), attributes);
            }
            case GAUGE -> {
                LongGauge one = meter.gaugeBuilder(key.name()).ofLongs().build();
                return (value, attributes) -> one.set(value.longValue(), attributes);
            }
            default -> {
                LongHistogram one = meter.histogramBuilder(key.name()).ofLongs().build();
                return (value, attributes) -> one.record(value.longValue(), attributes);
            }
        }
    }

    private BiConsumer<Number, Attributes> makeDouble(Key key) {
        switch (key.kind()) {
            case COUNTER -> {
                DoubleCounter one = meter.counterBuilder(key.name()).ofDoubles().build();
                return (value, attributes) -> one.add(value.doubleValue(), attributes);
            }
            case UPDOWN -> {
                DoubleUpDownCounter one = meter.upDownCounterBuilder(key.name()).ofDoubles().build();
                return (value, attributes) -> one.add(value.doubleValue(), attributes);
            }
            case GAUGE -> {
                DoubleGauge one = meter.gaugeBuilder(key.name()).build();
                return (value, attributes) -> one.set(value.doubleValue(), attributes);
            }
            default -> {
                DoubleHistogram one = meter.histogramBuilder(key.name()).build();
                return (value, attributes) -> one.record(value.doubleValue(), attributes);
            }
        }
    }
}
