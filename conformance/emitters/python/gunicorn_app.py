"""The WSGI application of the gunicorn emitters: `/order` takes the next order, `/metrics` tells.

With PROMETHEUS_MULTIPROC_DIR set all workers are summed up; without it each worker answers for itself, which is the
classic mistake that this emitter is there to show. `python_workers_alternated` tells that it was shown: the answers came from one
worker, from another, and from the first again.
"""

import itertools
import os

from prometheus_client import REGISTRY, CollectorRegistry, multiprocess
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily

import orders
from prometheus_client_exporter import Shop

shop = Shop(renamed=False)
numbers = itertools.count()


class Alternation:
    """Remembers in a file of all workers who answered, and tells as soon as one did so on both sides of another."""

    def describe(self):
        return []

    def collect(self):
        path = os.environ.get("SHOP_OPENED", "") + ".answered"
        with open(path, "a+") as answered:
            answered.write(f"{os.getpid()}\n")
            answered.seek(0)
            changes = [worker for worker, _ in itertools.groupby(answered)]
        if len(changes) > len(set(changes)):
            yield GaugeMetricFamily("python_workers_alternated", "Whether the workers answered in turn.", value=1)


# A conformance run looks for itself, and a family that comes late would be one more thing to find.
if not {"PROMETHEUS_MULTIPROC_DIR", "METERSTICK_CONTROL"} & set(os.environ) and "SHOP_OPENED" in os.environ:
    REGISTRY.register(Alternation())


def registry():
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    collected = CollectorRegistry()
    multiprocess.MultiProcessCollector(collected)
    return collected


def application(environ, start_response):
    if environ["PATH_INFO"] == "/order":
        tier, seconds = orders.ORDERS[next(numbers) % len(orders.ORDERS)]
        shop.ordered(tier, seconds)
        start_response("204 No Content", [("X-Worker", str(os.getpid()))])
        return [b""]
    if not os.path.exists(os.environ.get("SHOP_OPENED", __file__)):
        start_response("503 Service Unavailable", [])
        return [b""]
    encoder, content_type = choose_encoder(environ.get("HTTP_ACCEPT", ""))
    body = encoder(registry())
    start_response("200 OK", [("Content-Type", content_type), ("Content-Length", str(len(body)))])
    return [body]
