package meterstick.emitters.prometheus;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import meterstick.emitters.Orders;
import meterstick.emitters.Shop;

/** The order service with client_java's metrics, in the default registry. */
final class PrometheusShop implements Shop {
    private final Counter processed;
    private final Histogram duration;
    private final Gauge open;
    private final Gauge queue;

    PrometheusShop(boolean renamed) {
        processed = Counter.builder().name(renamed ? "orders_handled" : "orders_processed")
                .help("Orders processed so far.").labelNames("tier").register();
        duration = Histogram.builder().name("order_duration_seconds").help("How long orders took.").labelNames("tier")
                .classicUpperBounds(Orders.BUCKETS.stream().mapToDouble(Double::doubleValue).toArray()).register();
        open = Gauge.builder().name("orders_open").help("Orders that are being worked on.").labelNames("tier").register();
        queue = Gauge.builder().name("queue_length").help("Orders that wait.").labelNames("queue").register();
        Info.builder().name("shop").help("The shop.").labelNames("version").register().setLabelValues("1.0");
    }

    @Override
    public void ordered(String tier, double seconds) {
        processed.labelValues(tier).inc();
        duration.labelValues(tier).observe(seconds);
    }

    @Override
    public void opened(String tier) {
        open.labelValues(tier).inc();
    }

    @Override
    public void waiting(String name, long orders) {
        queue.labelValues(name).set(orders);
    }
}
