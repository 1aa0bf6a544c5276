package meterstick.emitters;

import java.util.List;

/** The order service: the scenario of {@code python/orders.py}, so that every run of every emitter says the same. */
public final class Orders {
    /** Upper bounds of the buckets of order durations, in seconds. */
    public static final List<Double> BUCKETS = List.of(0.01, 0.05, 0.1, 0.5, 1.0, 5.0);

    private record Order(String tier, double seconds) {}

    private static final List<Order> ORDERS = List.of(
            new Order("gold", 0.004), new Order("silver", 0.02), new Order("bronze", 0.3),
            new Order("gold", 0.06), new Order("silver", 0.7), new Order("bronze", 2.0),
            new Order("gold", 0.011), new Order("silver", 0.25), new Order("bronze", 0.09),
            new Order("gold", 7.5), new Order("silver", 0.033), new Order("bronze", 0.5));

    private Orders() {}

    /** How many orders there are in the list. */
    static int listed() {
        return ORDERS.size();
    }

    /** Plays the first so many orders of the list, again and again if there are more. */
    static void play(Shop shop, int orders) {
        for (int number = 0; number < orders; number++) {
            Order order = ORDERS.get(number % ORDERS.size());
            shop.ordered(order.tier(), order.seconds());
        }
        for (String tier : List.of("gold", "silver", "bronze")) {
            shop.opened(tier);
        }
        shop.waiting("kitchen", 3);
        shop.waiting("bar", 0);
    }
}
