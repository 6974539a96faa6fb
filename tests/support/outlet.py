"""A small outlet on loopback whose listings are what a test says, and the command line that crawls it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.warm_command import run_rasad

SOURCE_ID = "ma_alofoq"
_TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم {n}.</p>"
_MOST_REQUESTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletReply:
    """What the outlet answers at one address; with a *cookie*, only to those who bring it back."""

    body: bytes | str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    unchanged_for: str | None = None
    cookie: str | None = None


Answer = OutletReply | Callable[[], OutletReply]


@dataclass(slots=True)
class Outlet:
    """The outlet: *pages* by path, and *asked*, every path that was asked for.

    Below /news/ are articles, unless it has *only_pages*.
    """

    home: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    only_pages: bool = False

    def answer(self, path: str, etag: str | None, cookie: str = "") -> OutletReply:
        self.asked.append(path)
        if etag is not None:
            self.conditional.append(path)
        if len(self.asked) > _MOST_REQUESTS:
            return OutletReply(status=410)
        page = self.pages.get(path)
        if page is not None:
            reply = page() if callable(page) else page
            if reply.cookie is not None and reply.cookie not in cookie:
                return OutletReply(status=302, headers={"Location": path, "Set-Cookie": reply.cookie})
            is_known = etag is not None and etag in {reply.headers.get("ETag"), reply.unchanged_for}
            return OutletReply(status=304, headers=reply.headers) if is_known else reply
        has_article = "/news/" in path and not self.only_pages
        return OutletReply(body=_article(path)) if has_article else OutletReply(status=404)

    def listed(self) -> list[str]:
        """Return what was asked for that is no article, in order."""
        own = ("/robots.txt", "/.well-known/tdmrep.json")
        return [each for each in self.asked if "/news/" not in each and each not in own]

    def articles(self) -> list[str]:
        return [each for each in self.asked if "/news/" in each]


def _article(path: str) -> str:
    n = path.rpartition("/")[2]
    title = f"خبر رقم {n} من أخبار القرى"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{_TEXT.format(n=n) * 3}"


@contextmanager
def served() -> Iterator[Outlet]:
    """Serve an outlet for the time of a test."""
    outlet = Outlet()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = outlet.answer(self.path, self.headers.get("If-None-Match"), self.headers.get("Cookie", ""))
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                self.send_header(name, value.encode().decode("latin-1"))  # servers send raw bytes
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    outlet.home = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield outlet
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def write_source(outlet: Outlet, data: Path, kind: str, path: str, *, source_id: str = SOURCE_ID, **more: str) -> None:
    """Write a source file of *outlet*, with one way of discovery."""
    (data / "sources").mkdir(parents=True, exist_ok=True)
    lines = [f'{name} = "{value}"' for name, value in more.items()]
    (data / "sources" / f"{source_id}.toml").write_text(
        f'outlet = "الأفق"\nhome = "{outlet.home}"\ncountry = "ma"\nlanguage = "ar"\ntimezone = "Africa/Casablanca"\n'
        f'private = true\n[[discover]]\nkind = "{kind}"\nurl = "{outlet.home}{path}"\n' + "\n".join(lines),
        encoding="utf-8",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a run of the command line ended."""

    status: int
    kept: int
    found: int
    skipped: Mapping[str, int]
    reasons: Mapping[str, int]
    problems: tuple[str, ...]
    problem: str | None
    replacement_listings: tuple[str, ...] = ()


def crawl(data: Path, *words: str) -> Run:
    """Crawl the outlet with `rasad crawl`."""
    return crawl_all(data, SOURCE_ID, *words)[SOURCE_ID]


def crawl_all(data: Path, *words: str) -> dict[str, Run]:
    """Crawl some sources in one run of `rasad crawl`; returns how each of them ended."""
    done = run_rasad(data, "crawl", "--json", *words, seconds=150)
    return {
        row["source_id"]: Run(
            status=done.returncode,
            kept=row["kept"],
            found=row["found"],
            skipped=row["skipped"],
            reasons=row["reasons"],
            problems=tuple(row["problems"]),
            problem=row["problem"],
            replacement_listings=tuple(each["url"] for each in row["replacement_listings"]),
        )
        for row in json.loads(done.stdout)["sources"]
    }


def rss(home: str, *numbers: int, dates: Mapping[int, str] | None = None, more: str = "") -> str:
    """Return a feed of the articles with these numbers."""
    items = "".join(
        f"<item><title>خبر رقم {n}</title><link>{home}news/{n}</link>"
        + (f"<pubDate>{dates[n]}</pubDate>" if dates and n in dates else "")
        + "</item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>الأفق</title>{more}{items}</channel></rss>'


def urlset(home: str, *numbers: int, lastmod: str = "") -> str:
    """Return a sitemap of the articles with these numbers."""
    at = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<urlset>{''.join(f'<url><loc>{home}news/{n}</loc>{at}</url>' for n in numbers)}</urlset>"


def index(home: str, *children: str, lastmods: Mapping[str, str] | None = None) -> str:
    """Return the index of the sitemaps at these paths."""
    reply = lastmods or {}
    named = "".join(
        f"<sitemap><loc>{home}{each}</loc>{f'<lastmod>{reply[each]}</lastmod>' if each in reply else ''}</sitemap>"
        for each in children
    )
    return f"<sitemapindex>{named}</sitemapindex>"
