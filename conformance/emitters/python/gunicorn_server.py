"""gunicorn with two workers, each answering for itself, or with --multiprocess all together.

Takes its orders over HTTP, each on a connection of its own, so that they are spread over the workers, and tells its metrics when all
orders are served.
"""

import argparse
import collections
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="serve on this port of 127.0.0.1")
    parser.add_argument("--orders", type=int, default=12, help="how many orders are placed at least")
    parser.add_argument("--workers", type=int, default=2, help="how many workers there are")
    parser.add_argument("--multiprocess", action="store_true", help="use the multiprocess mode of prometheus_client")
    options = parser.parse_args()

    environment = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as doors:
        opened = environment["SHOP_OPENED"] = os.path.join(doors, "opened")
        if options.multiprocess:
            environment["PROMETHEUS_MULTIPROC_DIR"] = folder
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{options.port}", "--workers", str(options.workers),
             "--log-level", "warning", "--chdir", os.path.dirname(os.path.abspath(__file__)), "gunicorn_app:application"],
            env=environment)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.terminate())
        place_orders(options, server)
        open(opened, "w").close()
        print("ready", flush=True)
        code = server.wait()
    # A server that was asked to stop has not failed.
    return 0 if code in (0, -signal.SIGTERM) else code


def place_orders(options, server):
    """Places the orders as soon as the server listens, and more until every worker has had one of each tier.

    There is no event to wait for in another process, so it asks again and again.
    """
    url = f"http://127.0.0.1:{options.port}/order"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    served = collections.Counter()
    while server.poll() is None:
        busy = [worker for worker, orders in served.items() if orders >= 3]
        if sum(served.values()) >= options.orders and len(busy) >= options.workers:
            return
        try:
            with opener.open(url, timeout=10) as answer:
                served[answer.headers["X-Worker"]] += 1
        except OSError:
            time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
