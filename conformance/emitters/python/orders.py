"""The order service: one scenario, told the same way by every emitter.

A fixed list of orders is played, so that every run says the same: how many orders there were of each tier, how long they took, how
many are still open and how many wait.
"""

import argparse
import signal
import sys
import threading

#: Tier and duration in seconds of each order. Each tier's last order stays open.
ORDERS = [
    ("gold", 0.004), ("silver", 0.02), ("bronze", 0.3), ("gold", 0.06), ("silver", 0.7), ("bronze", 2.0),
    ("gold", 0.011), ("silver", 0.25), ("bronze", 0.09), ("gold", 7.5), ("silver", 0.033), ("bronze", 0.5),
]

#: Upper bounds of the buckets of order durations, in seconds.
BUCKETS = [0.01, 0.05, 0.1, 0.5, 1.0, 5.0]

#: How many orders wait in each queue.
QUEUES = {"kitchen": 3, "bar": 0}


class Shop:
    """What an emitter has to be able to say. Each library has its own."""

    def ordered(self, tier, seconds):
        """An order was taken and served."""

    def opened(self, tier):
        """An order was taken and is still open."""

    def waiting(self, queue, orders):
        """So many orders wait in a queue."""


def play(shop, orders=len(ORDERS)):
    """Plays the first so many orders of the list, again and again if there are more."""
    for number in range(orders):
        tier, seconds = ORDERS[number % len(ORDERS)]
        shop.ordered(tier, seconds)
    for tier in ("gold", "silver", "bronze"):
        shop.opened(tier)
    for queue, length in QUEUES.items():
        shop.waiting(queue, length)


def arguments(description, serves):
    """The command line that every emitter has; `serves` says whether it has an endpoint."""
    parser = argparse.ArgumentParser(description=description)
    if serves:
        parser.add_argument("--port", type=int, required=True, help="serve /metrics on this port of 127.0.0.1")
    parser.add_argument("--orders", type=int, default=len(ORDERS), help="how many orders are played")
    parser.add_argument("--linger", type=float, default=None if serves else 0.0, metavar="SECONDS",
                        help="stay so long after the last order" + ("; default: until told to stop" if serves else ""))
    parser.add_argument("--rename", action="store_true", help="call the counter of orders by another name")
    return parser.parse_args()


def linger(seconds):
    """Waits until the time is over or somebody asks for the end."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    print("ready", flush=True)
    ended.wait(seconds)


def counter_name(renamed, name="orders_processed"):
    return "orders_handled" if renamed else name


if __name__ == "__main__":
    sys.exit("this is the scenario; start an emitter instead")
