"""The WSGI application of the gunicorn emitters: `/order` takes the next order, `/metrics` tells.

With PROMETHEUS_MULTIPROC_DIR set all workers are summed up; without it each worker answers for itself, which is the
classic mistake that this emitter is there to show.
"""

import itertools
import os

from prometheus_client import REGISTRY, CollectorRegistry, multiprocess
from prometheus_client.exposition import choose_encoder

import orders
from prometheus_client_exporter import Shop

shop = Shop(renamed=False)
numbers = itertools.count()


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
