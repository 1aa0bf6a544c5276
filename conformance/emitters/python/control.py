"""The control protocol of `conformance/README.md`: an emitter does what it is told, a command a line.

Nothing is done about signals here: what the library does about them is one of the questions.
"""

import os
import re
import sys
import time
import urllib.parse


class Library:
    """What can be told to a library. Each emitter has its own; a word whose method is `None` is not offered."""

    flush = None
    shutdown = None

    def record(self, kind, name, value, attributes):
        """Records a value with an instrument that is made on first use."""

    def callback(self, name, observe):
        """Registers a gauge that asks `observe` for its value."""


class Failed(Exception):
    """The library said that it failed, or there is no such value."""


class AskedFor(Exception):
    """Nobody catches this one."""


def wanted():
    """Whether somebody is there to tell what is to be done."""
    return "METERSTICK_CONTROL" in os.environ


def obey(library):
    """Greets and does what it is told. Returns when the program, or the child that it forked, is to end."""
    answers = own_output()
    words = {"record": record, "records": records, "callback": callback}
    words.update({word: timed(word) for word in ("flush", "shutdown") if getattr(library, word)})
    answers.write(f"meterstick 1 {' '.join(words)} fork stop raise\n")
    for line in sys.stdin.buffer:
        word, *arguments = line.decode("ascii", "replace").rstrip("\n").split(" ")
        if word == "fork" and fork(library):
            return
        answers.write(answer(library, words, word, arguments) + "\n")
        if word == "stop":
            return
        if word == "raise":
            raise AskedFor("as it was told")


def own_output():
    """The standard output, for answers alone: what anybody else says there goes to standard error from now on."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    return answers


def answer(library, words, word, arguments):
    if word in ("fork", "stop", "raise"):
        return "ok"
    if word not in words:
        return "unknown"
    try:
        words[word](library, *arguments)
    except Exception as error:  # Whatever it is, the library said so.
        return f"failed {type(error).__name__}: " + " ".join(str(error).split())
    return "ok"


def record(library, kind, name, value, *attributes):
    pairs = (pair.partition("=") for pair in attributes)
    library.record(kind, text(name), number(text(value)), {text(key): text(value) for key, _, value in pairs})


def records(library, count, kind, name, key):
    for value in range(int(count)):
        library.record(kind, text(name), 1, {text(key): str(value)})


def callback(library, name, value, milliseconds=None):
    def fail():
        raise AskedFor("the callback raises, as it was told")

    def dawdle():
        time.sleep(int(milliseconds) / 1000)
        return 1

    if value == "raise":
        observe = fail
    elif value == "slow":
        observe = dawdle
    else:
        given = number(text(value))
        observe = lambda: given  # noqa: E731
    library.callback(text(name), observe)


def timed(word):
    """`flush` and `shutdown` hand their time-out on only if there is one: the library has a default of its own."""
    def call(library, *milliseconds):
        if getattr(library, word)(*map(int, milliseconds)) is False:
            raise Failed(f"{word} returned False")
    return call


def fork(library):
    """Forks. The child comes back from here, with a yes, when its parent has gone away: then it ends as the program would."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(reading)
        # The other end is never closed by hand: that this process is gone is what the child waits for.
        return False
    os.close(writing)
    library.record("counter", "meterstick.child", 1, {})
    os.read(reading, 1)
    return True


def text(encoded):
    """A name, key or value. A lone surrogate is a string here; what else is not UTF-8 cannot be one."""
    return urllib.parse.unquote_to_bytes(encoded).decode("utf-8", "surrogatepass")


def number(said):
    return int(said) if re.fullmatch(r"[+-]?[0-9]+", said) else float(said)
