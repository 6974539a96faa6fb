"""Dates in the names of listings, archives of days, and the pages behind a page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice

from spiders.listings.date_archives import (
    DateArchive,
    DateWindow,
    DayRange,
    archive_pages,
    archives_in,
    days_in,
    page_after,
)
from tests.support.tables import every_row

HOME = "https://outlet.example/"
TODAY = date(2026, 11, 23)


@every_row(
    ("name", "days"),
    [
        ("sitemap-2019-03.xml", (date(2019, 3, 1), date(2019, 3, 31))),
        ("sitemap.php?mm=02&yyyy=2020", (date(2020, 2, 1), date(2020, 2, 29))),
        ("sitemap_20190305.xml.gz", (date(2019, 3, 5), date(2019, 3, 5))),
        ("sitemaps/2019.xml", (date(2019, 1, 1), date(2019, 12, 31))),
        ("2026/11/23/a-story", (date(2026, 11, 23), date(2026, 11, 23))),
        ("news/2026/1/5/48213", (date(2026, 1, 5), date(2026, 1, 5))),
        ("post-sitemap12.xml", None),
        ("sitemap-1899.xml", None),
        ("news/20261399", None),
    ],
)
def test_a_name_says_its_days(name: str, days: tuple[date, date] | None) -> None:
    """The most exact date in a name counts; a number that is no date is none."""
    expected = DayRange(first=days[0], last=days[1]) if days else None

    assert expected == days_in(HOME + name)


@every_row(
    ("links", "archives"),
    [
        (["2026/11/23/", "2026/11/"], [("", "/", "/", True)]),
        (["archive?date=2026-11-23"], [("archive?date=", "-", "", True)]),
        (["archive/2026/11"], [("archive/", "/", "", False)]),
        (["2026/11/23/a-story", "tag/2026", "news/48213"], []),
    ],
)
def test_archives_are_learned_from_links(links: list[str], archives: list[tuple[str, str, str, bool]]) -> None:
    """An address that ends in a date is an archive's; days stand for the months of the same name."""
    expected = [
        DateArchive(before=HOME + before, mark=mark, after=after, padded=True, by_day=by_day)
        for before, mark, after, by_day in archives
    ]

    assert expected == archives_in(HOME + each for each in links)


def test_unpadded_months_are_written_as_the_outlet_does() -> None:
    """/2026/3/5 leads to /2026/3/4, not to /2026/03/04."""
    (archive,) = archives_in([HOME + "2026/3/5"])
    window = DateWindow(since=datetime(2026, 3, 4, tzinfo=UTC), until=datetime(2026, 3, 5, tzinfo=UTC))

    assert [HOME + "2026/3/5", HOME + "2026/3/4"] == [url for url, _days in archive_pages(archive, window, today=TODAY)]


def test_a_window_without_a_beginning_goes_back_one_by_one() -> None:
    """Pages are made as they are asked for, not for all years at once."""
    archive = DateArchive(before=HOME, mark="/", after="/", padded=True, by_day=True)

    found = islice(archive_pages(archive, DateWindow(), today=TODAY), 2)

    assert [HOME + "2026/11/23/", HOME + "2026/11/22/"] == [url for url, _days in found]


@every_row(
    ("url", "links", "after"),
    [
        ("news", ["news?page=3", "news?page=2", "sport?page=2"], "news?page=2"),
        ("news?page=2", ["news?page=1", "news?page=3"], "news?page=3"),
        ("news/page/2/", ["news/page/1/", "news/page/3/"], "news/page/3/"),
        ("news?cat=5&page=2", ["news?cat=6&page=3", "news?cat=5&page=3"], "news?cat=5&page=3"),
        ("news", ["sport?page=2", "news?p=2"], None),
        ("news?page=9", ["news?page=8"], None),
    ],
)
def test_the_page_behind_a_page_is_the_next_of_its_own(url: str, links: list[str], after: str | None) -> None:
    """The next number of the same list, whatever other lists are linked to."""
    expected = HOME + after if after else None

    assert expected == page_after(HOME + url, [HOME + each for each in links])


def test_what_a_page_says_itself_counts_first() -> None:
    """`rel=next` is the page's own word; a page that names itself has none behind it."""
    assert (HOME + "x", None) == (page_after(HOME, [HOME + "?page=2"], HOME + "x"), page_after(HOME, [], HOME))


def test_a_window_holds_what_may_touch_it() -> None:
    """A day at its edge may lie in it in another zone."""
    window = DateWindow(since=datetime(2026, 3, 10, tzinfo=UTC), until=datetime(2026, 3, 20, tzinfo=UTC))
    days = [DayRange(first=date(2026, 3, n), last=date(2026, 3, n)) for n in (8, 9, 15, 21, 22)]

    assert [False, True, True, True, False] == [window.holds(each) for each in days]
