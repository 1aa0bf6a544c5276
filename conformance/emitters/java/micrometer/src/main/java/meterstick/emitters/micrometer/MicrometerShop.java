package meterstick.emitters.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import meterstick.emitters.Orders;
import meterstick.emitters.Shop;

/** The order service with Micrometer's meters. */
final class MicrometerShop implements Shop {
    private final MeterRegistry registry;
    private final String counter;
    private final Map<String, AtomicLong> open = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> queues = new ConcurrentHashMap<>();

    MicrometerShop(MeterRegistry registry, boolean renamed) {
        this.registry = registry;
        this.counter = renamed ? "orders.handled" : "orders.processed";
    }

    @Override
    public void ordered(String tier, double seconds) {
        Counter.builder(counter).description("Orders processed so far.").tag("tier", tier).register(registry).increment();
        Timer.builder("order.duration").description("How long orders took.").tag("tier", tier)
                .serviceLevelObjectives(Orders.BUCKETS.stream().map(MicrometerShop::duration).toArray(Duration[]::new))
                .register(registry).record(duration(seconds));
    }

    @Override
    public void opened(String tier) {
        open.computeIfAbsent(tier, key -> gauge("orders.open", "Orders that are being worked on.", "tier", key)).incrementAndGet();
    }

    @Override
    public void waiting(String queue, long orders) {
        queues.computeIfAbsent(queue, key -> gauge("queue.length", "Orders that wait.", "queue", key)).set(orders);
    }

    /** There is no up-down counter: a gauge looks at a number that the program keeps. */
    private AtomicLong gauge(String name, String description, String key, String value) {
        AtomicLong number = new AtomicLong();
        Gauge.builder(name, number, AtomicLong::get).description(description).tag(key, value).register(registry);
        return number;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
