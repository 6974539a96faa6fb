"""What is fuzzed: each function that reads a stranger's bytes, the inputs for it, and the errors that it may raise."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from crawler.politeness.robots_txt import read_rules
from crawler.politeness.tdmrep import read_tdmrep, reservation_for
from pipelines.arabic import parse_date
from pipelines.arabic.search.query import QueryError, match, match_any, parse_query
from pipelines.items import PageContext
from pipelines.read import read
from pipelines.stages.fingerprint import fingerprint
from pipelines.web.urls import canonical_url, host_of, joined, same_site
from spiders.autodiscovery.page_links import sitemaps_of_robots
from spiders.autodiscovery.probe import identify_document
from spiders.autodiscovery.url_shape import shape_of
from spiders.catalogue.opml import OpmlError, read_opml
from spiders.catalogue.source_reader import read_source
from spiders.listings.date_archives import days_in
from spiders.listings.listing import ListingContext, ListingError
from spiders.listings.parse import read_listing
from spiders.listings.traps import trap_of, without_session
from storage.articles.search.search_index import SearchFilter
from storage.records import Article, Page
from storage.source import Discovery, DiscoveryKind
from storage.store import Store
from tests.fault.hostile.test_odd_values import DATES, GOOD, LINKS
from tests.property.fuzz import pieces
from tests.property.fuzz.texts import as_bytes, documents
from tests.support.sources import HOME, make_source
from tests.support.stores import new_store

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CONTEXT = ListingContext(url=HOME + "feed", home=HOME, zone=ZoneInfo("Asia/Riyadh"), now=NOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class FuzzTarget:
    """One function: *run* calls it with an input, *inputs* are its inputs.

    *share* is its part of a thousand inputs of Hypothesis, *mutated* of a thousand that are made of these.
    An error of *expected* tells the caller that the input is not what it should be.
    """

    run: Callable[[Any], object]
    inputs: st.SearchStrategy[Any]
    share: int
    mutated: int = 0
    expected: tuple[type[Exception], ...] = ()


def _page(body: bytes) -> Page:
    return Page(requested_url=GOOD, final_url=GOOD, body=body, content_type="text/html", fetched_at=NOW)


def _read(body: bytes) -> None:
    found = read(_page(body), make_source(), PageContext())
    if isinstance(found, Article):
        fingerprint(found.headline, found.body)


def _listing(kind: DiscoveryKind) -> Callable[[bytes], object]:
    return lambda body: read_listing(body, None, Discovery(kind=kind, url=HOME + "feed"), CONTEXT)


def _dates(text: str) -> None:
    parse_date(text, now=NOW, zone=UTC)
    CONTEXT.published(text)
    CONTEXT.at(text, day_ends=True)


def _robots(body: bytes) -> None:
    rules = read_rules(body)
    rules.allows(GOOD, "rasad")
    rules.delay("rasad")
    rules.signals("rasad")
    sitemaps_of_robots(body.decode("utf-8", "replace"), HOME)


def _urls(text: str) -> None:
    host_of(text)
    same_site(text, HOME)
    for url in (joined(HOME, text), CONTEXT.own_url(text)):
        if url is not None:
            trap_of(url)
            days_in(url)
            shape_of(url)
            without_session(url)
    own = canonical_url(text)
    assert canonical_url(own) == own  # its contract


def _source(body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "om_outlet.toml"
        path.write_bytes(body)
        source, faults = read_source(path)
    assert source is not None or faults  # a file that cannot be used says why


@cache
def _store() -> Store:
    return new_store(Path(tempfile.mkdtemp()) / "rasad.db").__enter__()


def _search(text: str) -> None:
    query = parse_query(text)
    for expression in (match(query), match_any(query)):
        _store().search_index.search(expression, SearchFilter(), limit=20)


TARGETS = {
    "read": FuzzTarget(
        run=_read, inputs=as_bytes(documents(pieces.HTML, (pieces.PAGE, pieces.RSS))), share=30, mutated=3
    ),
    "dates": FuzzTarget(run=_dates, inputs=documents(pieces.DATE, DATES), share=200, mutated=40),
    "feeds": FuzzTarget(
        run=_listing(DiscoveryKind.FEED),
        inputs=as_bytes(documents(pieces.XML, (pieces.RSS, pieces.ATOM))),
        share=90,
        mutated=50,
        expected=(ListingError,),
    ),
    "sitemaps": FuzzTarget(
        run=_listing(DiscoveryKind.SITEMAP),
        inputs=as_bytes(documents(pieces.XML, (pieces.MAP, pieces.INDEX, f"{GOOD}\n{HOME}b\n"))),
        share=150,
        mutated=95,
        expected=(ListingError,),
    ),
    "sections": FuzzTarget(
        run=_listing(DiscoveryKind.SECTION),
        inputs=as_bytes(documents(pieces.HTML, (pieces.PAGE,))),
        share=60,
        mutated=48,
        expected=(ListingError,),
    ),
    "json-feeds": FuzzTarget(
        run=_listing(DiscoveryKind.FEED),
        inputs=as_bytes(documents(pieces.JSON, (pieces.JSON_FEED,))),
        share=90,
        mutated=95,
        expected=(ListingError,),
    ),
    "documents": FuzzTarget(
        run=lambda body: identify_document(_page(body), home=HOME, zone=UTC, now=NOW),
        inputs=as_bytes(
            documents((*pieces.XML, *pieces.HTML), (pieces.PAGE, pieces.RSS, pieces.MAP, pieces.JSON_FEED))
        ),
        share=30,
        mutated=20,
    ),
    "robots": FuzzTarget(
        run=_robots, inputs=as_bytes(documents(pieces.ROBOTS, ("".join(pieces.ROBOTS),))), share=100, mutated=190
    ),
    "tdmrep": FuzzTarget(
        run=lambda body: reservation_for(read_tdmrep(body), GOOD),
        inputs=as_bytes(documents(pieces.JSON, (pieces.TDM,))),
        share=50,
        mutated=190,
    ),
    "opml": FuzzTarget(
        run=read_opml,
        inputs=as_bytes(documents(pieces.XML, (pieces.OPML,))),
        share=50,
        mutated=190,
        expected=(OpmlError,),
    ),
    "sources": FuzzTarget(
        run=_source, inputs=as_bytes(documents(pieces.TOML_PIECES, (pieces.TOML,))), share=50, mutated=40
    ),
    "urls": FuzzTarget(run=_urls, inputs=documents(pieces.URL, LINKS), share=80, mutated=20, expected=(ValueError,)),
    "search": FuzzTarget(
        run=_search,
        inputs=documents(pieces.QUERY, ("الحكومة تعلن", '"خطة" OR *')),
        share=20,
        mutated=19,
        expected=(QueryError,),
    ),
}
