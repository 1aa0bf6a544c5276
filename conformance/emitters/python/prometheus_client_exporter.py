"""prometheus_client: pull."""

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, Info, start_http_server

import control
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


class Library(control.Library):
    """What can be told to prometheus_client. It pushes nothing, so there is nothing to flush or to shut down."""

    #: The class of the instrument of a kind, and what records with it.
    KINDS = {
        "counter": (Counter, "inc"), "updown": (Gauge, "inc"), "gauge": (Gauge, "set"), "histogram": (Histogram, "observe"),
    }

    def __init__(self):
        self.instruments = {}

    def record(self, kind, name, value, attributes):
        create, act = self.KINDS[kind]
        if (kind, name) not in self.instruments:
            self.instruments[kind, name] = create(name, "", list(attributes))
        instrument = self.instruments[kind, name]
        getattr(instrument.labels(**attributes) if attributes else instrument, act)(value)

    def callback(self, name, observe):
        Gauge(name, "").set_function(observe)


def main():
    options = orders.arguments(__doc__, serves=True)
    orders.play(Shop(options.rename), options.orders)
    server, _ = start_http_server(options.port, addr="127.0.0.1", registry=REGISTRY)
    if control.wanted():
        return control.obey(Library())
    orders.linger(options.linger)
    server.shutdown()


if __name__ == "__main__":
    main()
