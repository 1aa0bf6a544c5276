"""prometheus_client: pull."""

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, Info, start_http_server

import orders


class Shop(orders.Shop):
    def __init__(self, renamed):
        self.processed = Counter(orders.counter_name(renamed), "Orders processed so far.", ["tier"])
        self.duration = Histogram("order_duration_seconds", "How long orders took.", ["tier"], buckets=orders.BUCKETS)
        self.open = Gauge("orders_open", "Orders that are being worked on.", ["tier"])
        self.queue = Gauge("queue_length", "Orders that wait.", ["queue"])
        Info("shop", "The shop.").info({"version": "1.0"})

    def ordered(self, tier, seconds):
        self.processed.labels(tier).inc()
        self.duration.labels(tier).observe(seconds)

    def opened(self, tier):
        self.open.labels(tier).inc()

    def waiting(self, queue, length):
        self.queue.labels(queue).set(length)


def main():
    options = orders.arguments(__doc__, serves=True)
    orders.play(Shop(options.rename), options.orders)
    server, _ = start_http_server(options.port, addr="127.0.0.1", registry=REGISTRY)
    orders.linger(options.linger)
    server.shutdown()


if __name__ == "__main__":
    main()
