"""The press of the month without sockets: what every outlet answers at a moment, with its faults."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from benchmarks.schedule.month.plan import BEGIN, DAYS, FAULTS, OUTLETS, FaultKind, faults_on
from crawler.newsroom.content.pieces import pieces
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece
from crawler.newsroom.press import NewsroomPress, NewsroomResponse
from crawler.newsroom.sites import PageNeighbours, listings
from crawler.newsroom.sites.faults import ServedFault
from storage.source import Discovery, DiscoveryKind, Source

NEW_HOME, NEW_NAME = "127.0.1.200", "new-home.example"
"""The address and the name of where the outlet that moves goes to; for the program they are of the public web."""
_BEFORE = 3
_FEED = 60
_SPECIAL = 50_000
_WALL = b"<html><head><title>Just a moment...</title></head><body><div id='challenge-form'></div></body></html>"
_FAST = {each.outlet for each in FAULTS if each.kind is FaultKind.REDESIGN}
_FEED_ALONE = {each.outlet for each in FAULTS if each.kind is FaultKind.DEAD_FEED}


class MonthPress(NewsroomPress):
    """Outlets that publish some articles a day for the whole month, and three days before it."""

    def __init__(self, *, port: int, secure: int, moved: int) -> None:
        super().__init__(outlets=OUTLETS, articles=OUTLETS, port=port, delays=False)
        self.secure, self.moved = secure, moved
        self.outlets = tuple(_with_listings(number, each) for number, each in enumerate(self.outlets))
        self._number = {each.address: number for number, each in enumerate(self.outlets)}
        self.at = BEGIN
        self.pieces = _dated(self.outlets)

    def set_time(self, at: datetime) -> None:
        """Let it be *at*: articles of later times are not published."""
        self.at = at
        self._pages.clear()

    def is_published(self, piece: NewsroomPiece) -> bool:
        return piece.published_at <= self.at

    def home(self, outlet: NewsroomOutlet) -> str:
        """Return the front page's URL; the outlet whose certificate expires has a secure one."""
        if self.kinds(outlet, every=True) & {FaultKind.EXPIRED}:
            return f"https://{outlet.address}:{self.secure}/"
        return super().home(outlet)

    def kinds(self, outlet: NewsroomOutlet, *, every: bool = False) -> set[FaultKind]:
        """Return the faults that an outlet has now, or (*every*) has in the month."""
        number = self._number[outlet.address]
        return {each.kind for each in FAULTS if each.outlet == number} if every else faults_on(self.at, number)

    def sources(self) -> tuple[Source, ...]:
        """Return the outlets as an operator wrote them down before the month."""
        return tuple(
            replace(each, discover=_feeds(each)) if FaultKind.MOVED_FEED in self.kinds(outlet, every=True) else each
            for each, outlet in zip(super().sources(), self.outlets, strict=True)
        )

    def respond(self, host: str, path: str, headers: Mapping[str, str]) -> NewsroomResponse:
        outlet = self._by_address.get(host)
        if outlet is None:
            return super().respond(host, path, headers)
        broken = self._broken(host, path, self.kinds(outlet))
        return super().respond(host, path, headers) if broken is None else broken

    def respond_moved(self, path: str) -> NewsroomResponse:
        """Return what the outlet that moves answers at its new home: its pages, with links to there."""
        outlet = next(each for each in self.outlets if FaultKind.MOVED in self.kinds(each, every=True))
        found = super().respond(outlet.address, path, {})
        old, new = self.home(outlet).encode(), f"http://{NEW_NAME}:{self.moved}/".encode()
        headers = {name: value for name, value in found.headers.items() if name not in {"ETag", "Last-Modified"}}
        return replace(found, headers=headers, body=found.body.replace(old, new))

    def _broken(self, host: str, path: str, kinds: set[FaultKind]) -> NewsroomResponse | None:
        """Return what a fault answers; `None`: the page is as it is on a good day."""
        for kind, answer in _EVERYWHERE.items():
            if kind in kinds:
                return answer
        if FaultKind.MOVED in kinds and path != "/robots.txt":
            return _answer(301, b"", {"Location": f"http://{NEW_NAME}:{self.moved}{path}"})
        if {FaultKind.DEAD_FEED, FaultKind.MOVED_FEED} & kinds and path in {"/feed", "/atom.xml"}:
            return _answer(410, b"<html><body>gone</body></html>")
        if FaultKind.DEAD_FEED in kinds and path != "/robots.txt" and not self.is_article(host, path):
            return _answer(404, b"<html><body><p>not found</p></body></html>")
        return None

    def _listing(self, outlet: NewsroomOutlet, path: str) -> str | None:
        if path == "/feed" and DiscoveryKind.FEED in outlet.discover:
            published = [(each, self.url(each)) for each in self._by_outlet[outlet.id] if self.is_published(each)]
            return listings.rss(outlet, self.home(outlet), published[:_FEED])
        return super()._listing(outlet, path)

    def _neighbours(self, outlet: NewsroomOutlet, piece: NewsroomPiece) -> PageNeighbours:
        """Return the links of an article's page: only to what was there before it."""
        older = [each for each in self._by_outlet[outlet.id] if each.published_at < piece.published_at][:12]
        pairs = [(self.url(each), each.headline) for each in older]
        return PageNeighbours(home=self.home(outlet), url=self.url(piece), latest=pairs[:6], related=pairs[6:])


def is_broken(piece: NewsroomPiece, number: int) -> bool:
    """Whether an article is printed by the new design that breaks its reading."""
    return FaultKind.REDESIGN in faults_on(piece.published_at, number)


def _with_listings(number: int, outlet: NewsroomOutlet) -> NewsroomOutlet:
    """Return the outlet with the listings that its fault needs."""
    if number in _FEED_ALONE:
        return replace(outlet, discover=(DiscoveryKind.FEED,))
    return outlet


def _feeds(source: Source) -> tuple[Discovery, ...]:
    return tuple(each for each in source.discover if each.kind is DiscoveryKind.FEED)


def _dated(outlets: tuple[NewsroomOutlet, ...]) -> tuple[NewsroomPiece, ...]:
    """Return the articles of the month with their times: more by day than by night, the same on every machine."""
    found: list[NewsroomPiece] = []
    for number, outlet in enumerate(outlets):
        chance = random.Random(f"month {number}")  # noqa: S311  # no secret
        a_day = 10 if number in _FAST else 2 + number % 2
        own = [each for each in pieces((outlet,), (DAYS + _BEFORE) * a_day) if not _is_special(each)]
        for place, piece in enumerate(own):
            day = BEGIN + timedelta(days=place // a_day - _BEFORE)
            at = day + timedelta(hours=chance.triangular(4, 23, 12))
            if FaultKind.SILENT in faults_on(at, number):
                continue
            shown = replace(piece, published_at=at.replace(second=0, microsecond=0), modified_at=None)
            found.append(
                replace(shown, body=shown.body[: max(len(shown.body) // 3, 1)]) if is_broken(shown, number) else shown
            )
    return tuple(found)


def _is_special(piece: NewsroomPiece) -> bool:
    """Whether it is one of the newsroom's hard cases, which have tests of their own."""
    return piece.rejected is not None or piece.copy_of is not None or piece.language != "ar" or piece.number >= _SPECIAL


def _answer(
    status: int, body: bytes, headers: Mapping[str, str] | None = None, fault: ServedFault | None = None
) -> NewsroomResponse:
    shown = {"Content-Type": "text/html; charset=UTF-8", **(headers or {})}
    return NewsroomResponse(status=status, headers=shown, body=body, fault=fault)


_EVERYWHERE = {
    FaultKind.SLOW: _answer(200, b"", fault=ServedFault(hangs=True)),
    FaultKind.ERRORS: _answer(502, b"<html><body>bad gateway</body></html>"),
    FaultKind.CHALLENGE: _answer(403, _WALL, {"cf-mitigated": "challenge", "Server": "cloudflare"}),
}
"""Faults that every page of an outlet has."""
