"""An outlet on loopback that answers byte for byte as a test says, and then closes the connection."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.parser import BytesParser
from itertools import takewhile
from pathlib import Path

from tests.support.outlet import SOURCE_ID, rss

TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم {n}.</p>"


@dataclass(slots=True)
class RawOutlet:
    """*answers* gives the bytes of a whole response by path; below /news/ are articles, the feed names *listed*.

    A path in *hangs* is answered when it is not there any more.
    """

    home: str = ""
    listed: Sequence[int] = ()
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    hangs: set[str] = field(default_factory=set)

    def answer(self, path: str) -> bytes:
        self.asked.append(path)
        while path in self.hangs:
            time.sleep(0.05)
        if path in self.answers:
            return self.answers[path]
        if path == "/feed":
            return response(rss(self.home, *self.listed).encode(), content_type="application/rss+xml")
        return response(article(path)) if path.startswith("/news/") else response(b"", status="404 Not Found")

    def articles(self) -> list[str]:
        return sorted(each for each in self.asked if each.startswith("/news/"))


def article(path: str) -> bytes:
    """Return the page of an article."""
    n = path.rpartition("/")[2]
    title = f"خبر رقم {n} من أخبار القرى"
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    return (head + "".join(TEXT.format(n=f"{n}{each}") for each in range(8)) + "</body></html>").encode()


def response(
    body: bytes,
    *,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    length: int | None = None,
    more: str = "",
) -> bytes:
    """Return a whole response; *length* is what Content-Length says, *more* are header lines, each with its CRLF."""
    length_sent = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}Content-Length: {length_sent}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def raw_outlet() -> Iterator[RawOutlet]:
    """Serve an outlet for the time of a test."""
    outlet = RawOutlet()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # a run that is stopped closes its connections
                line = self.rfile.readline().split()
                lines = takewhile(lambda each: each.strip(), iter(self.rfile.readline, b""))
                outlet.headers.append(dict(BytesParser().parsebytes(b"".join(lines)).items()))
                if len(line) > 2 and line[2].startswith(b"HTTP/"):
                    self.wfile.write(outlet.answer(line[1].decode()))

    with _Server(("127.0.0.1", 0), Handler) as server:
        outlet.home = f"http://127.0.0.1:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield outlet
        server.shutdown()


def write_source(outlet: RawOutlet, data: Path, *, more: str = "") -> None:
    """Write the source file of *outlet*; *more* are further lines of it."""
    (data / "sources").mkdir(parents=True, exist_ok=True)
    (data / "sources" / f"{SOURCE_ID}.toml").write_text(
        f'outlet = "الأفق"\nhome = "{outlet.home}"\ncountry = "ma"\nlanguage = "ar"\ntimezone = "Africa/Casablanca"\n'
        f'private = true\n[[discover]]\nkind = "feed"\nurl = "{outlet.home}feed"\n{more}',
        encoding="utf-8",
    )
