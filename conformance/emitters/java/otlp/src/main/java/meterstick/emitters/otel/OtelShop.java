package meterstick.emitters.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import meterstick.emitters.Orders;
import meterstick.emitters.Shop;

/** The order service with OpenTelemetry's instruments. */
final class OtelShop implements Shop {
    private static final AttributeKey<String> TIER = AttributeKey.stringKey("tier");
    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("queue");

    private final Map<String, Long> lengths = new ConcurrentHashMap<>();
    private final LongCounter processed;
    private final DoubleHistogram duration;
    private final LongUpDownCounter open;

    OtelShop(MeterProvider provider, boolean renamed) {
        Meter meter = provider.meterBuilder("shop")
                .setInstrumentationVersion("1.0")
                .setSchemaUrl("https://opentelemetry.io/schemas/1.27.0")
                .build();
        processed = meter.counterBuilder(renamed ? "orders.handled" : "orders.processed")
                .setUnit("{order}").setDescription("Orders processed so far.").build();
        duration = meter.histogramBuilder("order.duration")
                .setUnit("s").setDescription("How long orders took.")
                .setExplicitBucketBoundariesAdvice(Orders.BUCKETS).build();
        open = meter.upDownCounterBuilder("orders.open")
                .setUnit("{order}").setDescription("Orders that are being worked on.").build();
        meter.gaugeBuilder("queue.length").ofLongs()
                .setUnit("{order}").setDescription("Orders that wait.")
                .buildWithCallback(seen -> lengths.forEach((queue, length) -> seen.record(length, Attributes.of(QUEUE, queue))));
    }

    @Override
    public void ordered(String tier, double seconds) {
        processed.add(1, Attributes.of(TIER, tier));
        duration.record(seconds, Attributes.of(TIER, tier));
    }

    @Override
    public void opened(String tier) {
        open.add(1, Attributes.of(TIER, tier));
    }

    @Override
    public void waiting(String queue, long orders) {
        lengths.put(queue, orders);
    }
}
