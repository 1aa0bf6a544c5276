"""A real Prometheus server that scrapes targets of this machine and is asked what it made of them."""

import contextlib
import dataclasses
import json
import pathlib
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent

#: What Prometheus itself says of each scrape.
SYNTHETIC = ("up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added")

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclasses.dataclass
class Scraped:
    """What the server made of the first scrape of a target."""

    up: bool
    error: str
    #: The synthetic numbers, without the duration.
    numbers: dict
    #: Labels, without `job` and `instance`, as a sorted tuple; then the value, `None` for a native histogram.
    series: dict


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, path, **parameters):
    url = f"http://127.0.0.1:{port}/api/v1/{path}?" + urllib.parse.urlencode(parameters, doseq=True)
    with OPENER.open(url, timeout=30) as answer:
        return json.load(answer)["data"]


def configuration(targets, interval, timeout):
    """JSON is YAML. Each target is a job of its own."""
    jobs = []
    for name, url in targets.items():
        split = urllib.parse.urlsplit(url)
        jobs.append({
            "job_name": name,
            "scheme": split.scheme,
            "metrics_path": split.path or "/metrics",
            "params": urllib.parse.parse_qs(split.query, keep_blank_values=True),
            "static_configs": [{"targets": [split.netloc]}],
        })
    return json.dumps({
        "global": {"scrape_interval": interval, "scrape_timeout": timeout},
        "scrape_configs": jobs,
    })


def scrape(targets, timeout="1s", patience=60):
    """Lets a server scrape each target, by its name, and returns what it made of each, with its log."""
    subprocess.run([HERE / "setup"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "prometheus.yml").write_text(configuration(targets, "2s", timeout))
        port = free_port()
        command = [
            HERE / ".build" / "prometheus", f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}", "--log.level=debug",
            # A server takes up what it shall scrape every five seconds; nobody has so much time here.
            "--scrape.discovery-reload-interval=50ms",
        ]
        with open(folder / "log", "w") as log, subprocess.Popen(command, stdout=log, stderr=log, cwd=folder) as server:
            try:
                known = wait(server, port, targets, patience, folder / "log")
                made = {name: read(port, name, known[name]) for name in targets}
            finally:
                server.terminate()
                server.wait(30)
        return made, (folder / "log").read_text()


def wait(server, port, targets, patience, log):
    """Waits until each target was scraped, and returns what is known of each. A foreign process can only be asked again and again."""
    late = time.monotonic() + patience
    while time.monotonic() < late:
        if server.poll() is not None:
            raise SystemExit(f"Prometheus ended:\n{log.read_text()}")
        with contextlib.suppress(OSError, KeyError):
            active = ask(port, "targets", state="active")["activeTargets"]
            done = {one["labels"]["job"]: one for one in active if one["health"] != "unknown"}
            if len(done) == len(targets):
                return done
        time.sleep(0.1)
    raise SystemExit(f"not every target was scraped in {patience} seconds:\n{log.read_text()[-2000:]}")


def is_synthetic(labels):
    """Whether these labels, without `job` and `instance`, are those of a series that Prometheus adds by itself."""
    return set(labels) == {"__name__"} and labels["__name__"] in SYNTHETIC


def read(port, name, known):
    """What was stored by the first scrape of a job.

    A target that exposes a metric of a synthetic name writes to the very series, so that `up` is not asked of the database.
    """
    numbers, series = {}, {}
    # A target may say its own times: look far to both sides of now.
    for one in ask(port, "query", query=f"{{job={json.dumps(name)}}}[10d]", time=time.time() + 86400)["result"]:
        labels = {key: value for key, value in one["metric"].items() if key not in ("job", "instance")}
        values = one.get("values")
        value = float(values[0][1]) if values else None
        if is_synthetic(labels):
            numbers[labels["__name__"]] = value
        else:
            series[tuple(sorted(labels.items()))] = value
    numbers.pop("scrape_duration_seconds", None)
    numbers.pop("up", None)
    return Scraped(known["health"] == "up", known["lastError"], numbers, series)
