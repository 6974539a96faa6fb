"""A host on loopback that answers as a test says and keeps the log that an outlet would keep."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.warm_command import run_rasad

TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم {n}.</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a host answers; *after* is how long it thinks, in seconds."""

    status: int = 200
    body: str | bytes = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass(slots=True)
class Host:
    """An outlet with a feed of *pages* articles; *says* holds what it answers otherwise, once each while it lasts."""

    home: str = ""
    pages: int = 3
    says: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    page_headers: dict[str, str] = field(default_factory=dict)
    page_head: str = ""
    listings: list[str] = field(default_factory=list)
    seen: list[tuple[float, str]] = field(default_factory=list)

    def answer(self, path: str) -> Reply:
        self.seen.append((time.monotonic(), path))
        reply = self.says.get(path)
        if isinstance(reply, list):
            reply = reply.pop(0) if reply else None
        if reply is not None:
            time.sleep(reply.after)
            return reply
        if path == "/feed":
            return Reply(body=self._feed(), headers={"Content-Type": "application/rss+xml"})
        if path.startswith("/news/"):
            return Reply(body=self._page(path.rpartition("/")[2]), headers=self.page_headers)
        return Reply(status=404)

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>خبر رقم {n}</title><link>{self.home}news/{n}</link></item>" for n in range(self.pages)
        )
        return f"<rss version='2.0'><channel><title>الأفق</title>{items}</channel></rss>"

    def _page(self, n: str) -> str:
        title = f"خبر رقم {n} من أخبار القرى"
        return f"<html><head><title>{title}</title>{self.page_head}</head><body><h1>{title}</h1>{TEXT.format(n=n) * 3}"

    @property
    def address(self) -> str:
        return urlsplit(self.home).hostname or ""

    def paths(self, start: str = "/") -> list[str]:
        """Return what was asked for, in order."""
        return [path for _, path in self.seen if path.startswith(start)]

    def gaps(self) -> list[float]:
        """Return the seconds between the arrivals of one request and the next."""
        times = [at for at, _ in self.seen]
        return [later - earlier for earlier, later in pairwise(times)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = host.answer(self.path)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in ({"Content-Type": "text/html; charset=utf-8"} | dict(reply.headers)).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            """Say nothing."""

    return Handler


@contextmanager
def serving(*hosts: Host, address: str = "127.0.0.1") -> Iterator[None]:
    """Serve each of *hosts* at an address of loopback of its own, from *address* on."""
    first, _, last = address.rpartition(".")
    servers = []
    for number, host in enumerate(hosts):
        own = f"{first}.{int(last) + number}"
        server = _Server((own, 0), _handler(host))
        host.home = f"http://{own}:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
    yield
    for server in servers:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """How one run of the command line ended: its exit status and what it says of `ma_alofoq0`."""

    status: int
    source: Mapping[str, object]


def write_sources(data: Path, *hosts: Host, delay: float = 0.0) -> list[str]:
    """Write the sources `ma_alofoq0`, … for *hosts*; return their ids."""
    (data / "sources").mkdir(exist_ok=True)
    polite = f"[polite]\ndelay_seconds = {delay}\n" if delay else ""
    ids = [f"ma_alofoq{number}" for number in range(len(hosts))]
    for name, host in zip(ids, hosts, strict=True):
        (data / "sources" / f"{name}.toml").write_text(
            f'outlet = "الأفق"\nhome = "{host.home}"\ncountry = "ma"\nlanguage = "ar"\n'
            f'timezone = "Africa/Casablanca"\nprivate = true\n{polite}'
            + "".join(f'[[discover]]\nkind = "feed"\nurl = "{url}"\n' for url in (f"{host.home}feed", *host.listings)),
            encoding="utf-8",
        )
    return ids


def crawl(data: Path, *hosts: Host, delay: float = 0.0) -> Crawled:
    """Crawl *hosts* into *data* by the command line."""
    ids = write_sources(data, *hosts, delay=delay)
    done = run_rasad(data, "crawl", *ids, "--json", seconds=90)
    return Crawled(status=done.returncode, source=json.loads(done.stdout)["sources"][0])
