"""The newsroom without sockets: the response of every URL on each of its days."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from urllib.parse import quote, unquote

from crawler.newsroom.content.outlets import outlets as make_outlets
from crawler.newsroom.content.pieces import FEED_LENGTH, NEWEST, pieces
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle
from crawler.newsroom.sites import PageNeighbours, listings, render
from crawler.newsroom.sites.faults import ServedFault, fault
from crawler.newsroom.sites.front_page import feed_path, front
from crawler.newsroom.sites.rejected_pages import section
from storage.source import Discovery, DiscoveryKind, Source

LICENCE = "read, index, link, republish"
_FOLLOW = r"/(?:news|articles|\d{4}|node|story|private)/.+"
_PATHS = {
    SiteStyle.JANNAH: "/2026/11/{slug}/",
    SiteStyle.TAGDIV: "/news/{slug}/",
    SiteStyle.SAHIFA: "/articles/{number}-{slug}/",
    SiteStyle.DRUPAL: "/node/{number}",
    SiteStyle.DIVS: "/articles/{slug}-{number}",
    SiteStyle.BREAKS: "/news/{number}.html",
    SiteStyle.TABLE: "/story/{number}.htm",
}
_KIND_OF = {
    "/feed": DiscoveryKind.FEED,
    "/atom.xml": DiscoveryKind.FEED,
    "/news-sitemap.xml": DiscoveryKind.NEWS_SITEMAP,
    "/sitemap.xml": DiscoveryKind.SITEMAP,
}
"""An outlet answers only for the listings that it has; every outlet has an archive, although few link to it."""
_NEIGHBOURS = 12
_SECTION_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomResponse:
    """The response to one request; *fault* is set where the server itself must misbehave."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    fault: ServedFault | None = None


class NewsroomPress:
    """A newsroom of *outlets* outlets with *articles* ordinary articles on its *day*, the same on every machine.

    Without *delays* no robots.txt has a crawl-delay; load tests use it, to time the work alone.
    """

    def __init__(
        self, *, outlets: int = 7, articles: int = 147, day: int = 1, port: int = 8765, delays: bool = True
    ) -> None:
        self.day, self.port = day, port
        self.outlets = make_outlets(outlets)
        if not delays:
            self.outlets = tuple(replace(each, crawl_delay=None) for each in self.outlets)
        self.pieces = pieces(self.outlets, articles, day=day)
        self._pages: dict[tuple[str, str, bool], NewsroomResponse] = {}

    @cached_property
    def _by_outlet(self) -> dict[str, list[NewsroomPiece]]:
        newest = sorted(self.pieces, key=lambda piece: (piece.published_at, piece.number), reverse=True)
        return {outlet.id: [piece for piece in newest if piece.outlet_id == outlet.id] for outlet in self.outlets}

    @cached_property
    def _by_address(self) -> dict[str, NewsroomOutlet]:
        return {outlet.address: outlet for outlet in self.outlets}

    @cached_property
    def _by_path(self) -> dict[tuple[str, str], NewsroomPiece]:
        return {(piece.outlet_id, self._path(piece)): piece for piece in self.pieces}

    @cached_property
    def _outlets(self) -> dict[str, NewsroomOutlet]:
        return {outlet.id: outlet for outlet in self.outlets}

    def home(self, outlet: NewsroomOutlet) -> str:
        return f"http://{outlet.address}:{self.port}/"

    def url(self, piece: NewsroomPiece) -> str:
        """Return the URL of an article, percent-encoded."""
        return self.home(self._outlets[piece.outlet_id]).rstrip("/") + quote(self._path(piece))

    def sources(self) -> tuple[Source, ...]:
        """Return the outlets as sources that a crawl can read."""
        return tuple(self._source(outlet) for outlet in self.outlets)

    def is_published(self, piece: NewsroomPiece) -> bool:
        """Whether an article is published, and not withdrawn, on this day."""
        return piece.appears <= self.day and (piece.withdrawn is None or self.day < piece.withdrawn)

    def is_article(self, host: str, path: str) -> bool:
        """Whether a host and path are those of an article."""
        outlet = self._by_address.get(host)
        return outlet is not None and (outlet.id, unquote(path)) in self._by_path

    def respond(self, host: str, path: str, headers: Mapping[str, str]) -> NewsroomResponse:
        """Return the response of *host* for *path*; *headers* are those of the request, with lower-case names."""
        packed = "gzip" in headers.get("accept-encoding", "")
        key = (host, path, packed)
        answer = self._pages.get(key)
        if answer is None:
            answer = self._answer(host, unquote(path), packed=packed)
            if answer.fault is None:
                self._pages[key] = answer
        etag, since = headers.get("if-none-match"), headers.get("if-modified-since")
        if answer.status == 200 and etag is not None and etag == answer.headers.get("ETag"):  # OK
            return NewsroomResponse(status=304, headers=_validators(answer), body=b"")
        if answer.status == 200 and etag is None and since and since == answer.headers.get("Last-Modified"):
            return NewsroomResponse(status=304, headers=_validators(answer), body=b"")
        return answer

    def _answer(self, host: str, path: str, *, packed: bool) -> NewsroomResponse:
        outlet = self._by_address.get(host)
        if outlet is None:
            return _text(404, "no such outlet")
        broken = fault(path, self.home(outlet))
        if broken is not None:
            return NewsroomResponse(status=broken.status, headers=broken.headers, body=broken.body, fault=broken)
        piece = self._by_path.get((outlet.id, path))
        if piece is not None:
            if not self.is_published(piece):
                return _text(410, "withdrawn")
            changed = piece.modified_at or piece.published_at
            kind = "text/html" if outlet.style is SiteStyle.TABLE else "text/html; charset=UTF-8"
            return _found(render(outlet, piece, self._neighbours(outlet, piece)), kind, changed, packed=packed)
        listing = self._listing(outlet, path)
        if listing is None:
            return _text(404, "not found")
        kind = (
            "text/plain"
            if path == "/robots.txt"
            else "text/html; charset=UTF-8"
            if "<html" in listing[:60]
            else "application/xml"
        )
        encoded = (
            listing.encode("cp1256", "xmlcharrefreplace")
            if outlet.style is SiteStyle.TABLE and kind[5:9] == "html"
            else listing.encode()
        )
        return _found(
            encoded,
            kind.replace("UTF-8", "windows-1256") if encoded != listing.encode() else kind,
            NEWEST,
            packed=packed,
        )

    def _listing(self, outlet: NewsroomOutlet, path: str) -> str | None:
        home = self.home(outlet)
        published = [(piece, self.url(piece)) for piece in self._by_outlet[outlet.id] if self.is_published(piece)]
        feed = [each for each in published if each[0].rejected is None][:FEED_LENGTH]
        simple = {
            "/robots.txt": lambda: listings.robots(outlet, home),
            "/feed": lambda: listings.rss(outlet, home, feed),
            "/atom.xml": lambda: listings.atom(outlet, home, feed),
            "/news-sitemap.xml": lambda: listings.news_sitemap(outlet, published),
            "/": lambda: front(outlet, self._near(outlet, home, _SECTION_LENGTH)),
            "/archive": lambda: self._archive(outlet),
        }
        if path in _KIND_OF and _KIND_OF[path] not in outlet.discover:
            return None
        if path in simple:
            return simple[path]()
        length = listings.MAP_LENGTH
        pages = range(0, len(self._by_outlet[outlet.id]), length)
        if path == "/sitemap.xml":
            dates = [
                max((p.modified_at or p.published_at) for p in self._by_outlet[outlet.id][at : at + length])
                for at in pages
            ]
            return listings.sitemap_index(outlet, [(f"{home}sitemap-{n}.xml", at) for n, at in enumerate(dates, 1)])
        number = path.removeprefix("/sitemap-").removesuffix(".xml")
        if path.startswith("/sitemap-") and number.isdigit() and 0 < int(number) <= len(pages):
            window = self._by_outlet[outlet.id][(int(number) - 1) * length : int(number) * length]
            return listings.sitemap(outlet, [(piece, self.url(piece)) for piece in window if self.is_published(piece)])
        if path.startswith("/section/"):
            return section(outlet, path.removeprefix("/section/"), self._near(outlet, home, _NEIGHBOURS))
        return None

    def _archive(self, outlet: NewsroomOutlet) -> str:
        """Return the page of all articles, and a link that robots.txt disallows."""
        near = self._near(outlet, self.home(outlet), None)
        draft = (f"{self.home(outlet)}private/draft-1", "مسودة لا ينبغي أن يقرأها أحد قبل موعد النشر")
        return section(
            outlet,
            "الأرشيف",
            PageNeighbours(home=near.home, url=near.url, latest=[*near.latest, draft], related=()),
        )

    def _near(self, outlet: NewsroomOutlet, url: str, count: int | None) -> PageNeighbours:
        published = [piece for piece in self._by_outlet[outlet.id] if self.is_published(piece)][:count]
        return PageNeighbours(
            home=self.home(outlet), url=url, latest=[(self.url(each), each.headline) for each in published], related=()
        )

    def _neighbours(self, outlet: NewsroomOutlet, piece: NewsroomPiece) -> PageNeighbours:
        """Return the links of an article's page: the same on every day, so that only an edit changes the page."""
        others = [
            each
            for each in self._by_outlet[outlet.id]
            if each is not piece and each.rejected is None and each.appears <= piece.appears
        ][:_NEIGHBOURS]
        pairs = [(self.url(each), each.headline) for each in others]
        half = _NEIGHBOURS // 2
        return PageNeighbours(home=self.home(outlet), url=self.url(piece), latest=pairs[:half], related=pairs[half:])

    def _path(self, piece: NewsroomPiece) -> str:
        return _PATHS[self._outlets[piece.outlet_id].style].format(slug=piece.slug, number=piece.number)

    def _source(self, outlet: NewsroomOutlet) -> Source:
        home = self.home(outlet)
        paths = {
            DiscoveryKind.FEED: feed_path(outlet),
            DiscoveryKind.NEWS_SITEMAP: "news-sitemap.xml",
            DiscoveryKind.SITEMAP: "sitemap.xml",
            DiscoveryKind.SECTION: "archive",
        }
        return Source(
            id=outlet.id,
            outlet=outlet.name,
            home=home,
            country=outlet.country,
            language="ar",
            timezone=outlet.timezone,
            licence=LICENCE,
            private=True,
            checked=True,
            discover=tuple(
                Discovery(kind=kind, url=home + paths[kind], follow=_FOLLOW if kind is DiscoveryKind.SECTION else None)
                for kind in outlet.discover
            ),
        )


def _found(body: bytes, content_type: str, changed: datetime, *, packed: bool) -> NewsroomResponse:
    headers = {
        "Content-Type": content_type,
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        "Last-Modified": format_datetime((changed + timedelta(0)).astimezone(UTC), usegmt=True),
    }
    if packed:
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=6, mtime=0)
    return NewsroomResponse(status=200, headers=headers, body=body)


def _text(status: int, text: str) -> NewsroomResponse:
    return NewsroomResponse(status=status, headers={"Content-Type": "text/plain; charset=UTF-8"}, body=text.encode())


def _validators(answer: NewsroomResponse) -> dict[str, str]:
    return {name: answer.headers[name] for name in ("ETag", "Last-Modified")}
