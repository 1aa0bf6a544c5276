"""What both are let loose on: hand-made answers, byte for byte, and programs that run, behind a relay.

The relay asks a program once for each question and gives both the same answer, so that a value that changes is no difference.
"""

import re
import socketserver
import threading
import time
import urllib.error
import urllib.request

from server import OPENER


def question(accept):
    """What is asked for, without the weights: they changed from version to version, the order did not."""
    return re.sub(r";q=[0-9.]+", "", accept)


class Answers:
    """A server that answers each path as it was told to."""

    def __init__(self):
        self.made = {}
        self.gate = threading.Lock()
        self.asked = {}

        class Handler(socketserver.StreamRequestHandler):
            def handle(handler):
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    line = handler.rfile.readline(65536)
                    if not line:
                        return
                    head += line
                self.answer(head.decode("latin-1"), handler.wfile)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 256

            def handle_error(self, *_):
                """Whoever scrapes may hang up whenever it likes."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, head, out):
        request, *lines = head.split("\r\n")
        path = request.split(" ")[1]
        headers = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines if line)}
        made = self.made.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        # The first time, once directly and once after each redirect.
        self.asked.setdefault((path, headers.get("referer"), headers.get("user-agent")), headers)
        for part in made(headers) if callable(made) else [made]:
            if isinstance(part, bytes):
                out.write(part)
                out.flush()
            else:
                time.sleep(part)

    def url(self, path, made):
        """Answers a path with these bytes, or with what a function makes of the headers: bytes, and seconds between them."""
        self.made[path] = made
        return f"http://127.0.0.1:{self.port}{path}"

    def relay(self, path, target):
        """Answers a path as a program does."""
        known = {}

        def made(headers):
            key = (question(headers.get("accept", "")), headers.get("accept-encoding"))
            with self.gate:
                if key not in known:
                    known[key] = fetch(target, headers)
            return [known[key]]

        return self.url(path, made)


def fetch(target, headers):
    passed = {key: headers[key] for key in ("accept", "accept-encoding", "user-agent") if key in headers}
    try:
        with OPENER.open(urllib.request.Request(target, headers=passed), timeout=30) as answer:
            status, got, body = f"{answer.status} {answer.reason}", answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, got, body = f"{error.code} {error.reason}", error.headers, error.read()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{key}: {got[key]}" for key in ("Content-Type", "Content-Encoding") if key in got]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
