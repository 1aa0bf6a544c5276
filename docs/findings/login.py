"""A front end that sends everybody to a page for signing in: login.py PORT STATUS"""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FrontEnd(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.say(int(sys.argv[2]), {"Location": "/login", "Content-Length": "0"})

    def do_GET(self):
        self.say(200, {"Content-Type": "text/html", "Content-Length": "15"}, b"<h1>Log in</h1>")

    def say(self, status, headers, body=b""):
        self.send_response(status)
        for header in headers.items():
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, _format, request, status, _size):
        told = ("content-type", "content-encoding", "content-length", "transfer-encoding")
        print(request, "→", status, {k: v for k, v in self.headers.items() if k.lower() in told}, flush=True)


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), FrontEnd).serve_forever()
