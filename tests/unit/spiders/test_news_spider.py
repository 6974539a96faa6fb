"""The spider: what it asks for, and what it tells the services."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.items import Download
from spiders.fetching.exceptions import HostClosed, HostPaused, RobotsForbidden
from spiders.interfaces import ListingRequest
from spiders.news_spider import NewsSpider
from spiders.spider_loader import spider_class
from storage.discovery.listings import ListingState, Validators
from storage.records import Reason
from storage.source import Discovery, DiscoveryKind, Source
from tests.support.sources import make_source
from tests.support.tables import every_row
from tests.unit.spiders.notebook import CLAIM, Healer, Notebook

HOME = "https://outlet.example/"
FEED = Discovery(kind=DiscoveryKind.FEED, url=HOME + "feed")
SITEMAP = Discovery(kind=DiscoveryKind.SITEMAP, url=HOME + "sitemap.xml")
SOURCE = make_source("om_outlet", timezone="Asia/Muscat", discover=(FEED, SITEMAP))
ITEM = f"<item><title>خبر</title><link>{HOME}a</link></item>"


def _spider(notebook: Notebook, source: Source = SOURCE) -> NewsSpider:
    return spider_class(source)(services=notebook)


async def _gather(spider: NewsSpider) -> list[Request]:
    return [each async for each in spider.start()]


def _answer(body: str, status: int = 200, **headers: str) -> Response:
    return Response(
        FEED.url, status=status, body=body.encode(), headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def _rss(*items: str) -> str:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def _index(*children: tuple[str, str]) -> str:
    named = "".join(f"<sitemap><loc>{HOME}{url}</loc><lastmod>{at}</lastmod></sitemap>" for url, at in children)
    return f"<sitemapindex>{named}</sitemapindex>"


def _heard(
    spider: NewsSpider, answer: Response, listing: Discovery = FEED, trail: tuple[str, ...] = ()
) -> list[Request]:
    async def gather() -> list[Request]:
        request = ListingRequest(listing=listing, url=listing.url, parents=trail)
        return [each async for each in spider.listing_crawler.parse(answer, request)]

    return asyncio.run(gather())


def _failure(error: Exception, **report: object) -> Failure:
    failure = Failure(error)  # type: ignore[no-untyped-call]  # Twisted's
    failure.request = Request(HOME + "a", cb_kwargs=report)  # type: ignore[attr-defined]  # as Scrapy does
    return failure


def _only(downloads: Iterable[Download]) -> Download:
    (download,) = downloads
    return download


def test_every_listing_is_asked_for_with_its_validators() -> None:
    """The run begins with the source's listings, each conditional where it answered before."""
    last = Validators(etag='"7"', last_modified="Mon, 23 Nov 2026 09:00:00 GMT")
    spider = _spider(Notebook(notes={FEED.url: ListingState(validators=last, read_at=datetime.now(UTC))}))

    asked = asyncio.run(_gather(spider))

    assert [(FEED.url, b'"7"', b"Mon, 23 Nov 2026 09:00:00 GMT"), (SITEMAP.url, None, None)] == [
        (each.url, each.headers.get("If-None-Match"), each.headers.get("If-Modified-Since")) for each in asked
    ]


def test_a_run_for_pages_alone_asks_for_no_listing() -> None:
    """Where only pages are due, the listings keep their rhythm."""
    assert [] == asyncio.run(_gather(_spider(Notebook(only_pages=frozenset({SOURCE.id})))))


def test_how_grave_a_failure_is_goes_to_the_desk() -> None:
    """A request to wait is temporary, a listing that is not there is grave."""
    notebook = Notebook()
    for status in (429, 404):
        _heard(_spider(notebook), _answer("", status))

    assert [("temporary", None), ("hard", None)] == notebook.failures


def test_what_a_listing_names_is_offered() -> None:
    """The entries go to the services with the validators of the answer."""
    notebook = Notebook()

    _heard(_spider(notebook), _answer(_rss(ITEM), ETag='"8"'))

    assert [("offer", "om_outlet", "feed", FEED.url, HOME + "a")] == notebook.reports
    assert [Validators(etag='"8"')] == notebook.fresh


@every_row(
    ("answer", "report"),
    [
        (_answer("", 304), ("unchanged", "om_outlet", "feed", FEED.url)),
        (_answer("", 404), ("failed", "om_outlet", "feed", FEED.url, "answered 404", "404")),
        (
            _answer("", 410),
            ("failed", "om_outlet", "feed", FEED.url, "answered 410: it is gone for good: edit the source", "410"),
        ),
        (_answer("", 503), ("failed", "om_outlet", "feed", FEED.url, "answered 503", "503")),
        (_answer("<html>"), ("failed", "om_outlet", "feed", FEED.url, "html instead of a feed", "200")),
        (_answer(""), ("failed", "om_outlet", "feed", FEED.url, "empty instead of a feed", "200")),
    ],
)
def test_a_listing_without_entries_is_distinguished(answer: Response, report: tuple[str, ...]) -> None:
    """Unchanged, gone, broken and no listing at all are different words to the services."""
    notebook = Notebook()

    _heard(_spider(notebook), answer)

    assert [report] == notebook.reports


def test_a_damaged_listing_is_asked_for_whole_again() -> None:
    """Validators of an answer that broke off are not kept: a 304 would hide what is missing for ever."""
    notebook = Notebook()

    _heard(_spider(notebook), _answer(_rss(ITEM, ITEM)[:-40], ETag='"8"'))

    assert [Validators()] == notebook.fresh


def test_an_index_leads_to_its_newest_children_first() -> None:
    """The children of an index are asked for before any page, those that changed last first."""
    body = _index(("old.xml", "2026-01-01T00:00:00Z"), ("new.xml", "2026-11-01T00:00:00Z"))

    asked = _heard(_spider(Notebook()), _answer(body, ETag='"8"'), SITEMAP)

    assert [HOME + "new.xml", HOME + "old.xml"] == [
        each.url for each in sorted(asked, key=lambda request: -request.priority)
    ]


def test_an_index_is_never_conditional() -> None:
    """Its validators are not kept: children may change, or be left over from a killed run, under a 304."""
    notebook = Notebook()

    _heard(_spider(notebook), _answer(_index(("a.xml", "2026-11-01T00:00:00Z")), ETag='"8"'), SITEMAP)

    assert [Validators()] == notebook.fresh


def test_children_that_did_not_change_are_left_alone() -> None:
    """A child whose answer we have is younger than its lastmod; of a bare day only from the next day on."""
    last = {
        HOME + name: ListingState(
            validators=Validators(last_modified="Sun, 01 Nov 2026 12:00:00 GMT"), answered_at=datetime.now(UTC)
        )
        for name in ("a.xml", "b.xml", "c.xml")
    }
    children = (("a.xml", "2026-11-01T11:00:00Z"), ("b.xml", "2026-11-01"), ("c.xml", "2026-11-01T13:00:00Z"))

    asked = _heard(_spider(Notebook(notes=last)), _answer(_index(*children)), SITEMAP)

    assert {HOME + "b.xml", HOME + "c.xml"} == {each.url for each in asked}


def test_a_loop_of_indexes_ends() -> None:
    """A listing is asked for once, and an index three levels deep leads no further."""
    spider = _spider(Notebook())
    body = _index(("a.xml", "2026-11-01"))

    asked = [_heard(spider, _answer(body), SITEMAP), _heard(spider, _answer(body), SITEMAP)]
    deep = _heard(spider, _answer(_index(("b.xml", "2026-11-01"))), SITEMAP, ("1", "2", "3"))

    assert [1, 0, 0] == [len(asked[0]), len(asked[1]), len(deep)]


def test_links_that_all_lead_away_are_a_damage() -> None:
    """A feed of which every link leads to another site says so: the outlet may have moved."""
    notebook = Notebook()

    _heard(_spider(notebook), _answer(_rss(ITEM.replace(HOME, "https://elsewhere.example/")), ETag='"8"'))

    assert [Validators()] == notebook.fresh


def test_a_pattern_chooses_among_the_entries_of_a_sitemap() -> None:
    """`follow` leaves out what a sitemap names beside articles."""
    notebook = Notebook()
    body = f"<urlset><url><loc>{HOME}tag/x</loc></url><url><loc>{HOME}news/5</loc></url></urlset>"
    listing = Discovery(kind=DiscoveryKind.SITEMAP, url=SITEMAP.url, follow=r"/news/\d+")

    _heard(_spider(notebook), _answer(body), listing)

    assert [("offer", "om_outlet", "sitemap", SITEMAP.url, HOME + "news/5")] == notebook.reports


def test_a_listing_that_brings_no_answer_is_reported_with_its_reason() -> None:
    """What kept a listing from answering reaches the services in a word."""
    notebook = Notebook()

    failure = _failure(HostClosed("robots.txt could not be read"), request=ListingRequest(listing=FEED, url=FEED.url))
    list(_spider(notebook).listing_crawler.request_failed(failure))

    assert [("failed", "om_outlet", "feed", FEED.url, "robots.txt could not be read", "0")] == notebook.reports


@every_row("status", [200, 304, 404, 410, 500])
def test_every_answer_of_a_page_is_handed_over(status: int) -> None:
    """Whatever the status, a claim becomes one download, with the bytes as they came."""
    answer = Response(HOME + "b", status=status, body=b"\xc7\xe1", headers={"ETag": '"2"', "Content-Type": "text/html"})

    found = _only(_spider(Notebook()).parse_page(answer, CLAIM))

    assert (CLAIM, status, '"2"', HOME + "a", HOME + "b", b"\xc7\xe1", "text/html", None) == (
        found.claim,
        found.status,
        found.etag,
        found.page and found.page.requested_url,
        found.page and found.page.final_url,
        found.page and found.page.body,
        found.page and found.page.content_type,
        found.retry_after,
    )


@every_row(("header", "asked"), [({"Retry-After": "120"}, "120"), ({}, "0")])
def test_a_busy_server_is_heard(header: dict[str, str], asked: str) -> None:
    """429 and 503 carry the server's word on when to come again, or zero when it gave none."""
    answer = Response(HOME + "a", status=429, headers=header)

    assert asked == _only(_spider(Notebook()).parse_page(answer, CLAIM)).retry_after


def test_a_page_of_a_host_that_is_left_alone_waits_for_its_time() -> None:
    """The pause that the host asked for is the page's retry time."""
    until = datetime(2026, 11, 23, 13, tzinfo=UTC)

    found = _only(_spider(Notebook()).page_failed(_failure(HostPaused("left alone", until=until), claim=CLAIM)))

    assert ("left alone", until, None) == (found.error, found.retry_at, found.refused)


def test_what_a_page_reserves_travels_with_it() -> None:
    """The headers that reserve rights are kept, each as often as it was sent."""
    answer = Response(HOME + "a", headers={"X-Robots-Tag": ["noai", "rasad: noarchive"], "TDM-Reservation": "1"})
    found = _only(_spider(Notebook()).parse_page(answer, CLAIM))

    assert (("x-robots-tag", "noai"), ("x-robots-tag", "rasad: noarchive"), ("tdm-reservation", "1")) == (
        found.page and found.page.headers
    )


@every_row(
    ("error", "word", "refused"),
    [
        (RobotsForbidden("robots.txt disallows it"), "robots.txt disallows it", Reason.ROBOTS),
        (HostClosed("not now"), "not now", None),
        (TimeoutError("x"), "timeout", None),
    ],
)
def test_a_page_without_an_answer_is_handed_over(error: Exception, word: str, refused: Reason | None) -> None:
    """A network error and a refusal of our own are endings of a claim too."""
    found = _only(_spider(Notebook()).page_failed(_failure(error, claim=CLAIM)))

    assert (CLAIM, None, 0, word, refused) == (found.claim, found.page, found.status, found.error, found.refused)


class _BrokenEngine:
    def crawl(self, request: Request) -> None:
        raise ValueError(f"no slot for {request.url}")


@every_row("gone", [None, []])
def test_a_claim_for_which_no_request_can_be_made_ends_as_failed(gone: list[str] | None) -> None:
    """Whatever raises while the spider is idle, each claim has an outcome, and the spider stays open for it."""
    notebook = Notebook(healing=Healer(gone=gone))
    spider = _spider(notebook)
    spider.crawler = SimpleNamespace(engine=_BrokenEngine())  # type: ignore[assignment]  # all that is used of it

    with pytest.raises(DontCloseSpider):
        spider.request_more()

    assert [("fail", CLAIM.url, "an address that cannot be requested")] == notebook.reports
