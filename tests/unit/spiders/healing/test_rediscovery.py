"""The spider's look around, on paper: what it asks for, where it ends, and what it makes of the answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from spiders.fetching.exceptions import HostPaused, RobotsForbidden
from spiders.spider_loader import spider_class
from storage.source import Discovery, DiscoveryKind
from tests.support.sources import make_source
from tests.support.tables import every_row
from tests.unit.spiders.notebook import Healer, Notebook
from tests.unit.spiders.sites import HOME, NOW, page, rss

FEED = Discovery(kind=DiscoveryKind.FEED, url=HOME + "feed")
SOURCE = make_source("om_outlet", home=HOME, timezone="Asia/Muscat", discover=(FEED,))
SIGNED = page("<p>أخبار</p>", head='<link rel="alternate" type="application/rss+xml" href="/new.xml">')
MOST = 40


def _walk(
    site: Mapping[str, str | Exception], *, gone: list[str] | None = None, moved: str | None = None
) -> tuple[list[str], Healer]:
    """Return what a look around asks for until its end, and its services; a page of *site* may be an error."""
    notebook = Notebook(healing=Healer(gone=gone))
    healing = spider_class(SOURCE)(services=notebook).listing_crawler.healing
    waiting, asked = list(healing.begin()), list[str]()
    while waiting and len(asked) < MOST:
        request = waiting.pop(0)
        asked.append(request.url.removeprefix(HOME))
        waiting += _answered(request, site.get(request.url), moved)
    return asked, notebook.healing


def _answered(request: Request, reply: str | Exception | None, moved: str | None) -> list[Request]:
    if "request" in request.cb_kwargs:
        return []
    if isinstance(reply, Exception):
        failure = Failure(reply)  # type: ignore[no-untyped-call]
        failure.request = request  # type: ignore[attr-defined]  # as Scrapy does
        return asyncio.run(_gathered(request.errback(failure)))  # type: ignore[misc]
    answer: Response = TextResponse(
        moved or request.url, status=404 if reply is None else 200, body=(reply or "").encode(), request=request
    )
    return asyncio.run(_gathered(request.callback(answer, **request.cb_kwargs)))  # type: ignore[misc]


async def _gathered(requests: AsyncIterator[Request]) -> list[Request]:
    return [each async for each in requests]


def test_where_none_is_due_nothing_is_asked() -> None:
    """The services decides."""
    assert ([], []) == (_walk({HOME: SIGNED})[0], _walk({HOME: SIGNED})[1].offered)


def test_the_front_page_leads_to_the_new_feed_which_is_then_read() -> None:
    """What the look around offers and the services takes is asked for as a listing, in the same run."""
    asked, healer = _walk({HOME: SIGNED, HOME + "new.xml": rss(HOME + "a-1", HOME + "a-2")}, gone=[])

    assert (["", "new.xml"], "new.xml", [HOME + "new.xml"], len(asked) - 1) == (
        asked[:2],
        asked[-1],
        [each.discovery.url for each in healer.offered],
        healer.asked,
    )


def test_what_has_just_failed_is_not_asked_again() -> None:
    """The dead feed stands at a usual path, too."""
    open_, closed = _walk({HOME: SIGNED}, gone=[])[0], _walk({HOME: SIGNED}, gone=[FEED.url])[0]

    assert (True, False) == ("feed" in open_, "feed" in closed)


@every_row("front", [None, HostPaused("left alone", until=NOW), TimeoutError("x")])
def test_without_a_front_page_the_look_around_ends(front: str | Exception | None) -> None:
    """An outlet that is out is not asked for more."""
    asked, healer = _walk({} if front is None else {HOME: front}, gone=[])

    assert ([""], [], 1) == (asked, healer.offered, healer.asked)


def test_a_front_page_that_robots_txt_closes_does_not_end_it() -> None:
    """What it leaves open may be asked for."""
    assert len(_walk({HOME: RobotsForbidden("robots.txt disallows it")}, gone=[])[0]) > 1


def test_a_host_that_asks_to_wait_ends_it() -> None:
    """With what is known by then."""
    asked, healer = _walk({HOME: SIGNED, HOME + "new.xml": HostPaused("left alone", until=NOW)}, gone=[])

    assert (["", "new.xml"], 2) == (asked, healer.asked)


def test_a_front_page_on_another_site_is_not_followed() -> None:
    """An outlet that moved to another domain needs its owner's word."""
    asked, healer = _walk({HOME: SIGNED}, gone=[], moved="https://elsewhere.example/")

    assert ([""], []) == (asked, healer.offered)


def test_a_feed_of_another_site_is_not_asked_for() -> None:
    """Its host is in nobody's hands."""
    head = '<link rel="alternate" type="application/rss+xml" href="https://elsewhere.example/feed">'

    assert [] == [each for each in _walk({HOME: page("", head=head)}, gone=[])[0] if "elsewhere" in each]
