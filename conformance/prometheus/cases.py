"""Hand-made answers of targets: each a name and the bytes, with the boundaries on both sides where there are some."""

import gzip
import time
import zlib

TEXT = "text/plain; version=0.0.4; charset=utf-8"
TEXT_1 = "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"

GOOD = b"# HELP a What a is.\n# TYPE a gauge\na{b=\"c\"} 1\n"
HISTOGRAM = b"""# TYPE h histogram
h_bucket{le="0.5"} 1
h_bucket{le="+Inf"} 2
h_sum 3
h_count 2
"""


def answer(body, content_type=TEXT, status="200 OK", extra=()):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *extra]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def head(*lines):
    return "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {TEXT}", "Connection: close", *lines]).encode() + b"\r\n\r\n"


def milliseconds(seconds):
    return b"%d" % ((time.time() + seconds) * 1000)


def texts():
    """Bodies in the text format 0.0.4."""
    yield "good", GOOD
    yield "histogram", HISTOGRAM
    yield "empty", b""
    yield "newline", b"\n"
    yield "comments", b"# so\n#so\n# HELP\n# TYPE\n#\n"
    yield "no-newline", b"a 1"
    yield "crlf", b"a 1\r\nb 2\r\n"
    yield "cr-only", b"a 1\rb 2\r"
    yield "blank-lines", b"\n\na 1\n\n  \nb 2\n\n"
    yield "tabs", b"\ta\t{\tb\t=\t\"c\"\t,\t}\t1\t\n"
    yield "spaces", b"  a  {  b  =  \"c\"  }  1  \n"
    yield "no-space-before-value", b"a{b=\"c\"}1\n"
    yield "bom", b"\xef\xbb\xbfa 1\n"
    yield "nul", b"a 1\nb\x00 2\n"
    yield "nul-in-value", b"a{b=\"x\x00y\"} 1\n"
    yield "nul-as-value", b"a{x=\"\x00\"} 1\n"
    yield "nul-in-help", b"# HELP a x\x00y\na 1\n"
    yield "nul-at-the-end", b"a 1\n\x00"
    yield "nul-at-the-end-then-more", b"a 1\n\x00\nb 1\n"
    yield "vertical-tab", b"a\x0b1\n"
    yield "no-break-space", b"a\xc2\xa01\n"
    for number, value in enumerate([
            "NaN", "nan", "Nan", "NAN", "+NaN", "-NaN", "+Inf", "-Inf", "Inf", "inf", "+inf", "INF", "infinity", "Infinity", "-infinity", "1e3", "1E3", "1e", "e1", ".5",
            "5.", ".", "0x10", "0x1p3", "0X1P3", "1_000", "0b1", "0o7", "1e400", "-1e400", "1e-400", "4.9e-324", "1,000", "+1", "--1", "1f", "1d", "0x", "0x.8p1", "00001",
            "1.7976931348623159e308", "9007199254740993", "true", "\"1\"", "1;", "1#", "\u0661"]):
        yield f"value-{number}-{value}", f"a {value}\n".encode()
    for number, stamp in enumerate(["0", "-1", "+1", "1.5", "1e3", "x", "9223372036854775807", "9223372036854775808", "1 2", "0x1"]):
        yield f"timestamp-{number}-{stamp}", f"a 1 {stamp}\n".encode()
    yield "timestamp-now", b"a 1 " + milliseconds(0) + b"\n"
    yield "timestamp-9-minutes-ahead", b"a 1 " + milliseconds(540) + b"\nb 2\n"
    yield "timestamp-11-minutes-ahead", b"a 1 " + milliseconds(660) + b"\nb 2\n"
    yield "timestamp-30-minutes-ago", b"a 1 " + milliseconds(-1800) + b"\nb 2\n"
    yield "timestamp-2-hours-ago", b"a 1 " + milliseconds(-7200) + b"\nb 2\n"
    yield "timestamp-5-days-ago", b"a 1 " + milliseconds(-432000) + b"\nb 2\n"
    yield "timestamps-of-one-series", b"a 1 " + milliseconds(-3) + b"\na 2 " + milliseconds(-2) + b"\na 3 " + milliseconds(-1) + b"\n"
    yield "timestamps-backwards", b"a 1 " + milliseconds(-1) + b"\na 2 " + milliseconds(-2) + b"\n"
    same = milliseconds(-1)
    yield "timestamp-twice-same-value", b"a 1 " + same + b"\na 1 " + same + b"\n"
    yield "timestamp-twice-other-value", b"a 1 " + same + b"\na 2 " + same + b"\n"
    yield "timestamp-then-none", b"a 1 " + same + b"\na 2\n"
    yield "none-then-timestamp", b"a 1\na 2 " + same + b"\n"
    yield "duplicate-same-value", b"a 1\na 1\n"
    yield "duplicate-other-value", b"a 1\na 2\n"
    yield "duplicate-nan", b"a NaN\na NaN\n"
    yield "duplicate-thrice", b"a{x=\"1\"} 1\na{x=\"1\"} 2\na{x=\"1\"} 3\nb 1\n"
    yield "duplicate-by-order-of-labels", b"a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\n"
    yield "duplicate-by-empty-label", b"a{x=\"\"} 1\na 2\n"
    yield "duplicate-label", b"a{x=\"1\",x=\"2\"} 1\n"
    yield "duplicate-label-same-value", b"a{x=\"1\",x=\"1\"} 1\n"
    yield "duplicate-label-after-a-good-line", b"good 1\na{x=\"1\",x=\"2\"} 1\n"
    yield "duplicate-label-empty", b"a{x=\"\",x=\"2\"} 1\n"
    yield "empty-label-value", b"a{x=\"\"} 1\n"
    yield "empty-braces", b"a{} 1\n"
    yield "comma-at-the-end", b"a{x=\"1\",} 1\n"
    yield "commas", b"a{x=\"1\",,y=\"2\"} 1\n"
    yield "comma-alone", b"a{,} 1\n"
    yield "comma-at-the-start", b"a{,x=\"1\"} 1\n"
    yield "no-comma", b"a{x=\"1\" y=\"2\"} 1\n"
    yield "label-without-quotes", b"a{x=1} 1\n"
    yield "label-in-single-quotes", b"a{x='1'} 1\n"
    yield "label-unclosed", b"a{x=\"1} 1\n"
    yield "braces-unclosed", b"a{x=\"1\" 1\n"
    yield "label-name-with-dash", b"a{x-y=\"1\"} 1\n"
    yield "label-name-with-dot", b"a{x.y=\"1\"} 1\n"
    yield "label-name-with-colon", b"a{x:y=\"1\"} 1\n"
    yield "label-name-with-digit", b"a{1x=\"1\"} 1\n"
    yield "label-name-empty", b"a{=\"1\"} 1\n"
    yield "label-name-utf8", "a{größe=\"1\"} 1\n".encode()
    yield "label-name-quoted", b"a{\"x.y\"=\"1\"} 1\n"
    yield "label-name-quoted-empty", b"a{\"\"=\"1\"} 1\n"
    yield "label-name-quoted-twice", b"a{\"x\"=\"1\",x=\"2\"} 1\n"
    yield "label-reserved", b"a{__x=\"1\"} 1\n"
    yield "label-name", b"a{__name__=\"b\"} 1\n"
    yield "label-name-only", b"{__name__=\"b\"} 1\n"
    yield "label-job", b"a{job=\"mine\",instance=\"mine\"} 1\n"
    yield "label-exported-job", b"a{job=\"mine\",exported_job=\"other\"} 1\n"
    yield "label-exported-job-alone", b"a{exported_job=\"other\"} 1\n"
    yield "label-job-empty", b"a{job=\"\"} 1\n"
    yield "escapes", b"a{x=\"\\\\ \\\" \\n\"} 1\n"
    yield "escape-unknown", b"a{x=\"\\t \\x \\a\"} 1\n"
    yield "escape-at-the-end", b"a{x=\"\\\"} 1\n"
    yield "newline-in-label", b"a{x=\"1\n2\"} 1\n"
    yield "tab-in-label", b"a{x=\"1\t2\"} 1\n"
    yield "name-missing", b"{x=\"1\"} 1\n"
    yield "name-quoted", b"{\"my.name\",x=\"1\"} 1\n"
    yield "name-quoted-last", b"{x=\"1\",\"my.name\"} 1\n"
    yield "name-quoted-twice", b"{\"one\",\"two\"} 1\n"
    yield "name-quoted-and-not", b"one{\"two\"} 1\n"
    yield "name-quoted-empty", b"{\"\"} 1\n"
    yield "name-quoted-escapes", b"{\"a\\\"b\\\\c\\nd\"} 1\n"
    yield "name-quoted-without-braces", b"\"a\" 1\n"
    yield "name-with-dot", b"a.b 1\n"
    yield "name-with-dash", b"a-b 1\n"
    yield "name-with-colon", b":a:b: 1\n"
    yield "name-with-digit", b"1a 1\n"
    yield "name-utf8", "größe 1\n".encode()
    yield "braces-alone", b"{} 1\n"
    yield "value-missing", b"a\n"
    yield "value-missing-after-labels", b"a{x=\"1\"}\n"
    yield "value-missing-then-good", b"a \nb 1\n"
    yield "bad-after-good", b"a 1\nb 2\nthis is not it\nc 3\n"
    yield "html", b"<html><body>Not found</body></html>\n"
    yield "json", b"{\"a\": 1}\n"
    yield "utf8-label", "a{x=\"größe \U0001f600\"} 1\n".encode()
    yield "not-utf8-label", b"a{x=\"\xff\"} 1\n"
    yield "not-utf8-surrogate", b"a{x=\"\xed\xa0\x80\"} 1\n"
    yield "not-utf8-overlong", b"a{x=\"\xc0\x80\"} 1\n"
    yield "not-utf8-help", b"# HELP a \xff\na 1\n"
    yield "not-utf8-comment", b"# \xff\na 1\n"
    yield "not-utf8-quoted-name", b"{\"\xff\"} 1\n"
    yield "help-escapes", b"# HELP a \\\\ \\n \\x \\\"\na 1\n"
    yield "help-without-text", b"# HELP a\n# HELP b \na 1\nb 1\n"
    yield "help-twice", b"# HELP a x\n# HELP a y\na 1\n"
    yield "help-after-samples", b"a 1\n# HELP a x\n"
    yield "help-quoted", b"# HELP \"my.name\" x\n# TYPE \"my.name\" gauge\n{\"my.name\"} 1\n"
    yield "help-quoted-unclosed", b"# HELP \"my.name x\na 1\n"
    yield "help-name-bad", b"# HELP 1a x\na 1\n"
    yield "help-spaces", b"#  HELP   a   x\n#\tTYPE\ta\tgauge\na 1\n"
    yield "help-no-space", b"#HELP a x\n#TYPE a gauge\na 1\n"
    yield "help-lower", b"# help a x\n# type a gauge\na 1\n"
    for kind in ["counter", "gauge", "histogram", "summary", "untyped", "unknown", "info", "stateset", "gaugehistogram", "Counter", "bogus", "", "gauge x", "gauge "]:
        yield f"type-{kind.replace(' ', '_') or 'missing'}", f"# TYPE a {kind}\na 1\n".encode()
    yield "type-twice", b"# TYPE a gauge\n# TYPE a counter\na 1\n"
    yield "type-after-samples", b"a 1\n# TYPE a gauge\n"
    yield "type-only", b"# TYPE a gauge\n"
    yield "type-unit", b"# UNIT a seconds\na 1\n"
    yield "type-windows", b"# TYPE a gauge\r\na 1\n"
    yield "interleaved", b"# TYPE a gauge\na{x=\"1\"} 1\nb 1\na{x=\"2\"} 1\n"
    yield "exemplar", b"# TYPE a counter\na 1 # {x=\"1\"} 1\n"
    yield "eof", b"a 1\n# EOF\n"
    yield "eof-then-more", b"a 1\n# EOF\nb 1\n"
    yield "histogram-without-inf", b"# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n"
    yield "histogram-bad-le", b"# TYPE h histogram\nh_bucket{le=\"x\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n"
    yield "histogram-le-spellings", b"# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n"
    yield "histogram-le-integers", b"# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"10\"} 1\nh_bucket{le=\"1e2\"} 1\nh_bucket{le=\"Inf\"} 1\nh_sum 1\nh_count 1\n"
    yield "summary-quantiles", b"# TYPE s summary\ns{quantile=\"1\"} 1\ns{quantile=\"0.50\"} 1\ns{quantile=\"x\"} 1\ns_sum 1\ns_count 1\n"
    yield "le-on-gauge", b"# TYPE g gauge\ng{le=\"1\"} 1\n"
    yield "le-untyped", b"g_bucket{le=\"1\"} 1\n"
    yield "created", b"# TYPE a_total counter\na_total 1\n# TYPE a_created gauge\na_created 1.5e9\n"
    yield "synthetic-names", b"up 5\nscrape_samples_scraped 7\n"
    yield "stale-marker-like", b"a NaN 5\n"
    yield "many-labels", b"a{" + b",".join(b"l%d=\"%d\"" % (n, n) for n in range(200)) + b"} 1\n"
    yield "long-value", b"a{x=\"" + b"y" * 100_000 + b"\"} 1\n"
    yield "long-name", b"a" * 100_000 + b" 1\n"
    yield "many-series", b"".join(b"a{x=\"%d\"} %d\n" % (n, n) for n in range(5000))
    yield "many-series-then-bad", b"".join(b"a{x=\"%d\"} %d\n" % (n, n) for n in range(5000)) + b"bad bad\n"


def openmetrics():
    """Bodies in OpenMetrics."""
    yield "good", b"# TYPE a counter\n# UNIT a \n# HELP a What.\na_total{b=\"c\"} 1\n# EOF\n"
    yield "unit", b"# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1\n# EOF\n"
    yield "unit-not-suffix", b"# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n"
    yield "unit-quoted", b"# TYPE \"a.seconds\" gauge\n# UNIT \"a.seconds\" seconds\n{\"a.seconds\"} 1\n# EOF\n"
    yield "no-eof", b"a 1\n"
    yield "empty", b""
    yield "eof-only", b"# EOF\n"
    yield "eof-no-newline", b"a 1\n# EOF"
    yield "eof-crlf", b"a 1\r\n# EOF\r\n"
    yield "eof-space", b"a 1\n# EOF \n"
    yield "eof-twice", b"a 1\n# EOF\n# EOF\n"
    yield "eof-then-newline", b"a 1\n# EOF\n\n"
    yield "eof-then-sample", b"a 1\n# EOF\nb 1\n"
    yield "blank-line", b"a 1\n\nb 2\n# EOF\n"
    yield "comment", b"# so\na 1\n# EOF\n"
    yield "comment-no-space", b"#so\na 1\n# EOF\n"
    yield "leading-space", b" a 1\n# EOF\n"
    yield "two-spaces", b"a  1\n# EOF\n"
    yield "trailing-space", b"a 1 \n# EOF\n"
    yield "tab", b"a\t1\n# EOF\n"
    yield "space-in-braces", b"a{ b=\"c\" } 1\n# EOF\n"
    yield "space-before-braces", b"a {b=\"c\"} 1\n# EOF\n"
    yield "comma-at-the-end", b"a{b=\"c\",} 1\n# EOF\n"
    yield "counter-without-total", b"# TYPE a counter\na 1\n# EOF\n"
    yield "counter-named-total", b"# TYPE a_total counter\na_total 1\n# EOF\n"
    yield "info", b"# TYPE a info\na_info{v=\"1\"} 1\n# EOF\n"
    yield "info-without-suffix", b"# TYPE a info\na{v=\"1\"} 1\n# EOF\n"
    yield "stateset", b"# TYPE a stateset\na{a=\"x\"} 1\na{a=\"y\"} 0\n# EOF\n"
    yield "gaugehistogram", b"# TYPE a gaugehistogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 2\na_gsum 1\na_gcount 2\n# EOF\n"
    yield "histogram", HISTOGRAM + b"# EOF\n"
    yield "histogram-le-integers", b"# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"10\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n# EOF\n"
    yield "summary-quantiles", b"# TYPE s summary\ns{quantile=\"1\"} 1\ns_sum 1\ns_count 1\n# EOF\n"
    yield "unknown", b"# TYPE a unknown\na 1\n# EOF\n"
    yield "untyped", b"# TYPE a untyped\na 1\n# EOF\n"
    yield "type-bogus", b"# TYPE a bogus\na 1\n# EOF\n"
    yield "type-twice", b"# TYPE a gauge\n# TYPE a counter\na 1\n# EOF\n"
    yield "created", b"# TYPE a counter\na_total 1\na_created 1700000000.5\n# EOF\n"
    yield "created-alone", b"# TYPE a counter\na_created 1700000000.5\n# EOF\n"
    yield "created-histogram", HISTOGRAM + b"h_created 1700000000\n# EOF\n"
    yield "timestamp", b"a 1 %.3f\n# EOF\n" % time.time()
    yield "timestamp-millis", b"a 1 %d\n# EOF\n" % (time.time() * 1000)
    yield "timestamp-nan", b"a 1 NaN\n# EOF\n"
    yield "timestamp-inf", b"a 1 +Inf\n# EOF\n"
    yield "timestamp-exponent", b"a 1 1e9\n# EOF\n"
    yield "timestamp-negative", b"a 1 -1\n# EOF\n"
    yield "exemplar", b"# TYPE a counter\na_total 1 # {x=\"1\"} 1 1700000000\n# EOF\n"
    yield "exemplar-no-labels", b"# TYPE a counter\na_total 1 # {} 1\n# EOF\n"
    yield "exemplar-no-value", b"# TYPE a counter\na_total 1 # {x=\"1\"}\n# EOF\n"
    yield "exemplar-long", b"# TYPE a counter\na_total 1 # {x=\"" + b"y" * 200 + b"\"} 1\n# EOF\n"
    yield "exemplar-on-gauge", b"# TYPE a gauge\na 1 # {x=\"1\"} 1\n# EOF\n"
    yield "exemplar-duplicate-label", b"# TYPE a counter\na_total 1 # {x=\"1\",x=\"2\"} 1\n# EOF\n"
    yield "exemplar-nan", b"# TYPE a counter\na_total 1 # {x=\"1\"} NaN\n# EOF\n"
    yield "exemplar-bad-timestamp", b"# TYPE a counter\na_total 1 # {x=\"1\"} 1 x\n# EOF\n"
    yield "exemplar-twice", b"# TYPE a counter\na_total 1 # {x=\"1\"} 1 # {x=\"2\"} 1\n# EOF\n"
    yield "exemplar-without-sample-value", b"# TYPE a counter\na_total # {x=\"1\"} 1\n# EOF\n"
    yield "escape-unknown", b"a{x=\"\\t\"} 1\n# EOF\n"
    yield "help-escape", b"# HELP a \\\" \\\\ \\n \\x\na 1\n# EOF\n"
    yield "help-without-text", b"# HELP a\na 1\n# EOF\n"
    yield "help-empty", b"# HELP a \na 1\n# EOF\n"
    yield "help-two-spaces", b"# HELP  a x\na 1\n# EOF\n"
    yield "name-quoted", b"{\"my.name\",\"x.y\"=\"1\"} 1\n# EOF\n"
    yield "name-missing", b"{x=\"1\"} 1\n# EOF\n"
    yield "duplicate", b"a 1\na 2\n# EOF\n"
    yield "duplicate-label", b"a{x=\"1\",x=\"2\"} 1\n# EOF\n"
    yield "interleaved", b"# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{x=\"1\"} 1\n# EOF\n"
    yield "not-utf8", b"a{x=\"\xff\"} 1\n# EOF\n"
    yield "nul-as-value", b"a{x=\"\x00\"} 1\n# EOF\n"
    yield "nul-in-value", b"a{x=\"y\x00z\"} 1\n# EOF\n"
    yield "nul-in-help", b"# HELP a x\x00y\na 1\n# EOF\n"
    yield "nul-between", b"a 1\n\x00b 1\n# EOF\n"
    yield "nul-in-exemplar", b"# TYPE a counter\na_total 1 # {x=\"y\x00z\"} 1\n# EOF\n"
    for value in ["NaN", "nan", "Inf", "+inf", "0x1p3", "1_000", "1e400", "+1", "Infinity"]:
        yield f"value-{value}", f"a {value}\n# EOF\n".encode()
    yield "value-missing", b"a\n# EOF\n"
    yield "text", GOOD


def types():
    """Content types, each with a body that the text format takes, and one of OpenMetrics."""
    for number, (content_type, body) in enumerate([
            (None, GOOD), ("", GOOD), ("text/plain", GOOD), ("TEXT/PLAIN", GOOD), ("text/plain; version=0.0.4", GOOD), ("text/plain;version=0.0.3", GOOD),
            ("text/plain; version=9", GOOD), ("text/plain; version=1.0.0", GOOD), (TEXT_1, b"{\"my.name\"} 1\n"), ("text/plain; charset=latin1", GOOD), ("text/html", GOOD),
            ("text/html; charset=utf-8", b"<html></html>"), ("application/json", GOOD), ("application/octet-stream", GOOD), ("text/plain;;", GOOD), ("text/plain; version", GOOD),
            ("text/plain; version=", GOOD), ("text", GOOD), ("/", GOOD), (";", GOOD), ("text/plain, text/plain", GOOD), ("text/plain; a=\"", GOOD), ("text/plain; version=0.0.4; version=0.0.4", GOOD),
            ("text/plain; escaping=underscores", b"a_b 1\n"), ("text/plain; escaping=bogus", GOOD), ("*/*", GOOD), ("application/openmetrics-text", b"a 1\n# EOF\n"),
            ("application/openmetrics-text", GOOD), ("application/openmetrics-text; version=0.0.1", b"a 1\n# EOF\n"), ("application/openmetrics-text; version=2.0.0", b"a 1\n# EOF\n"),
            ("application/openmetrics-text; version=99", b"a 1\n# EOF\n"), ("Application/OpenMetrics-Text", b"a 1\n# EOF\n"), ("text/openmetrics", b"a 1\n# EOF\n"),
            ("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited", GOOD),
            ("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited", b""),
            ("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited", b"\x13\x0a\x01a\x18\x01\x22\x0c\x12\x0a\x09\x00\x00\x00\x00\x00\x00\xf0\x3f\x00"),
            ("application/vnd.google.protobuf", GOOD), ("application/vnd.google.protobuf; proto=x", GOOD), ("text/plain; version=0.0.4; q=0.1", GOOD)]):
        yield f"{number}-{content_type or 'none'}"[:60], answer(body, content_type)
    yield "html-of-nothing", answer(b"", "text/html")
    yield "none-of-nothing", answer(b"", None)
    yield "twice", answer(GOOD, "application/json", extra=[f"Content-Type: {TEXT}"])
    yield "twice-good-first", answer(GOOD, TEXT, extra=["Content-Type: application/json"])


def transports():
    """What may go wrong before there is a body."""
    for status in ["201 Created", "202 Accepted", "203 So", "204 No Content", "206 Partial Content", "304 Not Modified", "400 Bad Request", "401 Unauthorized", "404 Not Found", "429 Too Many",
                   "500 Internal Server Error", "503 Service Unavailable", "200", "200 ", "200 Ok then", "299 So", "600 What"]:
        yield f"status-{status}", answer(b"" if status[:3] in ("204", "304") else GOOD, status=status)
    yield "redirect", answer(b"", status="302 Found", extra=["Location: /text/good"])
    yield "redirect-307", answer(b"", status="307 Temporary", extra=["Location: /text/good"])
    yield "redirect-no-location", answer(b"", status="302 Found")
    yield "redirect-to-itself", answer(b"", status="302 Found", extra=["Location: /http/redirect-to-itself"])
    yield "redirect-bad-location", answer(b"", status="302 Found", extra=["Location: http://[::1"])
    yield "redirect-refused", answer(b"", status="302 Found", extra=["Location: http://127.0.0.1:1/"])
    yield "http-1.0", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + GOOD
    yield "no-length", head() + GOOD
    yield "length-too-long", head(f"Content-Length: {len(GOOD) + 10}") + GOOD
    yield "length-too-short", head(f"Content-Length: {len(GOOD) - 2}") + GOOD
    yield "length-bad", head("Content-Length: x") + GOOD
    yield "length-negative", head("Content-Length: -1") + GOOD
    yield "length-twice-same", head(f"Content-Length: {len(GOOD)}", f"Content-Length: {len(GOOD)}") + GOOD
    yield "length-twice-other", head(f"Content-Length: {len(GOOD)}", "Content-Length: 3") + GOOD
    yield "chunked", head("Transfer-Encoding: chunked") + b"5\r\na 1\nb\r\n3\r\n 2\n\r\n0\r\n\r\n"
    yield "chunked-extension", head("Transfer-Encoding: chunked") + b"4;x=y\r\na 1\n\r\n0\r\nTrailer: x\r\n\r\n"
    yield "chunked-cut", head("Transfer-Encoding: chunked") + b"4\r\na 1\n\r\n"
    yield "chunked-bad-size", head("Transfer-Encoding: chunked") + b"x\r\na 1\n\r\n0\r\n\r\n"
    yield "chunked-and-length", head("Transfer-Encoding: chunked", "Content-Length: 4") + b"4\r\na 1\n\r\n0\r\n\r\n"
    yield "transfer-encoding-unknown", head("Transfer-Encoding: bogus") + GOOD
    packed = gzip.compress(GOOD)
    yield "gzip", answer(packed, extra=["Content-Encoding: gzip"])
    yield "gzip-upper", answer(packed, extra=["Content-Encoding: GZIP"])
    yield "gzip-cut", answer(packed[:-6], extra=["Content-Encoding: gzip"])
    yield "gzip-cut-in-the-middle", answer(packed[:20], extra=["Content-Encoding: gzip"])
    yield "gzip-bad-sum", answer(packed[:-8] + b"\0\0\0\0" + packed[-4:], extra=["Content-Encoding: gzip"])
    yield "gzip-two-members", answer(packed + gzip.compress(b"b 1\n"), extra=["Content-Encoding: gzip"])
    yield "gzip-then-garbage", answer(packed + b"garbage", extra=["Content-Encoding: gzip"])
    yield "gzip-not", answer(GOOD, extra=["Content-Encoding: gzip"])
    yield "gzip-empty", answer(b"", extra=["Content-Encoding: gzip"])
    yield "gzip-of-nothing", answer(gzip.compress(b""), extra=["Content-Encoding: gzip"])
    yield "gzip-unannounced", answer(packed)
    yield "gzip-twice-announced", answer(packed, extra=["Content-Encoding: gzip, gzip"])
    yield "x-gzip", answer(packed, extra=["Content-Encoding: x-gzip"])
    yield "identity", answer(GOOD, extra=["Content-Encoding: identity"])
    yield "deflate", answer(zlib.compress(GOOD), extra=["Content-Encoding: deflate"])
    yield "br", answer(GOOD, extra=["Content-Encoding: br"])
    yield "hang-up", b""
    yield "hang-up-in-head", b"HTTP/1.1 200 OK\r\nContent-Ty"
    yield "not-http", b"hello\r\n\r\n"
    yield "http-9", b"HTTP/9.9 200 OK\r\n\r\n" + GOOD
    yield "http-2-preface", b"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64"
    yield "status-not-number", b"HTTP/1.1 abc OK\r\n\r\n" + GOOD
    yield "header-without-colon", b"HTTP/1.1 200 OK\r\nbogus\r\nContent-Type: text/plain\r\n\r\n" + GOOD
    yield "header-with-space", b"HTTP/1.1 200 OK\r\nContent-Type : text/plain\r\n\r\n" + GOOD
    yield "header-folded", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain;\r\n version=0.0.4\r\n\r\n" + GOOD
    yield "header-huge", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: " + b"y" * 2_000_000 + b"\r\n\r\n" + GOOD
    yield "headers-many", answer(GOOD, extra=[f"X-{number}: 1" for number in range(1000)])
    yield "transfer-encoding-gzip-chunked", head("Transfer-Encoding: gzip, chunked") + b"4\r\na 1\n\r\n0\r\n\r\n"
    yield "transfer-encoding-twice", head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + b"4\r\na 1\n\r\n0\r\n\r\n"
    yield "transfer-encoding-upper", head("Transfer-Encoding: CHUNKED") + b"4\r\na 1\n\r\n0\r\n\r\n"
    yield "transfer-encoding-of-http-1.0", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: bogus\r\n\r\n" + GOOD
    yield "line-feeds-alone", b"HTTP/1.1 200 OK\nContent-Type: text/plain\n\n" + GOOD
    yield "continue-first", b"HTTP/1.1 100 Continue\r\n\r\n" + answer(GOOD)
    yield "early-hints-first", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(GOOD)
    yield "switching-protocols", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + GOOD
    # A number in between is a pause in seconds; a scrape may take one.
    yield "slow-body", lambda _: [head(f"Content-Length: {len(GOOD)}"), GOOD[:5], 0.3, GOOD[5:]]
    yield "too-slow-body", lambda _: [head(f"Content-Length: {len(GOOD)}"), GOOD[:5], 3, GOOD[5:]]
    yield "too-slow-head", lambda _: [3, answer(GOOD)]


def all_cases():
    """Every case as its path and what answers it."""
    for kind, made in (("text", texts()), ("openmetrics", openmetrics())):
        content_type = TEXT if kind == "text" else OPENMETRICS
        for name, body in made:
            yield path(kind, name), answer(body, content_type)
    for kind, made in (("type", types()), ("http", transports())):
        for name, answered in made:
            yield path(kind, name), answered


def path(kind, name):
    """A path that no client writes otherwise."""
    return f"/{kind}/" + "".join(one if one.isascii() and (one.isalnum() or one in "-._~") else f"~{ord(one):x}" for one in name)
