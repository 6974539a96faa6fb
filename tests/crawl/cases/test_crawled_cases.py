"""Every case of feeds, sitemaps, robots.txt, redirects and copies comes out right, in one crawl of all its outlets."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.cases.case_files import case_outlets, names_of, put_pages, source_id, spec_of
from tests.support.outlet import Run, crawl_all

NAME = "/news/%D8%AE%D8%A8%D8%B1"
ROAD = "%D8%A7%D9%84%D8%B7%D8%B1%D9%8A%D9%82"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightOutcome:
    """What is right: the paths of the *kept* articles with their date (UTC, to the minute), and why others are not."""

    kept: Mapping[str, str | None] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)


def _news(*numbers: int, at: str | None = None) -> dict[str, str | None]:
    return {f"/news/{each}": at for each in numbers}


def _dates(*dates: str) -> dict[str, str | None]:
    return {f"/news/{11 + at}": each for at, each in enumerate(dates)}


TWO, THREE = RightOutcome(kept=_news(11, 12)), RightOutcome(kept=_news(11, 12, 13))
DATED = RightOutcome(kept=_news(11, 12, 13, at="2026-11-29T07:00"))
ROBOTS = RightOutcome(reasons={"robots": 2})
RIGHT: Mapping[str, RightOutcome] = {
    "01-feed-date-pm": RightOutcome(
        kept=_dates(
            "2026-11-25T17:19",
            "2026-11-25T17:19",
            "2026-11-24T21:19",
            "2026-11-25T17:19",
            "2026-11-25T17:19",
            "2026-11-25T20:19",
        )
    ),
    "02-feed-date-zone-words": RightOutcome(
        kept=_dates("2026-11-25T09:00", "2026-11-25T08:00", "2026-11-25T08:00", "2026-11-25T10:00", "2026-11-25T15:00")
    ),
    "06-feed-date-odd-but-clear": RightOutcome(
        kept=_dates(
            "2026-11-25T12:07",
            "2026-09-08T12:53",
            "2026-11-24T23:23",
            "2026-11-20T04:40",
            "2026-11-25T04:45",
            "2026-11-25T17:00",
            "2026-11-25T08:41",
            "2026-11-11T11:55",
            "2026-11-25T20:00",
            "2026-11-11T13:26",
        )
    ),
    "07-feed-date-arabic": RightOutcome(
        kept=_dates(
            "2026-11-25T05:19",
            "2026-11-25T20:19",
            "2026-11-25T20:19",
            "2026-11-25T17:19",
            "2026-11-25T05:19",
            "2026-11-25T17:19",
        )
    ),
    "09-feed-empty-link-guid": TWO,
    "10-feed-no-link-guid": TWO,
    "102-feed-parser-raises-chapters": THREE,
    "12-feed-orig-link": TWO,
    "13-feed-relative-links": THREE,
    "14-atom-xml-base": TWO,
    "15-blogger-atom": RightOutcome(kept=_news(11, 12, at="2026-11-25T07:00")),
    "16-atom-other-prefix": TWO,
    "18-json-feed-raw-newline": RightOutcome(kept=_news(11, 12, at="2026-11-25T07:00")),
    "19-json-feed-id-is-url": TWO,
    "20-feed-control-char": THREE,
    # The outlet has no page at the address with the ampersand: it is found, and it is not there.
    "21-feed-bare-ampersand": RightOutcome(kept=_news(11, 13), reasons={"http-404": 1}),
    "22-feed-php-warnings": THREE,
    "23-feed-ad-script": THREE,
    "24-feed-bad-byte": THREE,
    "25-feed-wrong-declaration": THREE,
    "26-feed-cp1256": THREE,
    "27-feed-titles-encoded-twice": TWO,
    "28-sitemap-undeclared-news-prefix": DATED,
    "29-sitemap-control-char": DATED,
    "31-sitemap-cp1256-undeclared": DATED,
    "32-sitemap-wrong-declaration": THREE,
    "34-sitemap-gzip-twice": THREE,
    "36-sitemap-gz-name-plain-body": THREE,
    "37-sitemap-bom-gzip": THREE,
    "38-sitemap-text-junk": THREE,
    "40-sitemap-hreflang-arabic": THREE,
    "41-sitemap-n-prefix": DATED,
    "42-sitemap-image-not-article": THREE,
    "43-sitemap-empty-news": RightOutcome(),
    "44-sitemap-loc-blanks": RightOutcome(kept=_news(11, 13), reasons={"http-404": 1}),
    "45-robots-star-name": TWO,
    "46-robots-utf16": ROBOTS,
    "47-robots-bom": ROBOTS,
    "48-robots-blank-lines-between-agents": ROBOTS,
    "49-redirect-raw-arabic-location": RightOutcome(kept={f"{NAME}-{ROAD}/11": None, f"{NAME}%20{ROAD}/12": None}),
    "50-redirect-percent-case": RightOutcome(
        kept={"/news/%D8%B3%D9%8A%D8%A7%D8%B1%D8%A9-%D9%84%D9%84%D8%A8%D9%8A%D8%B9/11": None}
    ),
    # A page must not steer the crawler: the reason says so.
    "51-redirect-meta-refresh": RightOutcome(reasons={"meta-refresh": 2}),
    "52-redirect-cookie-check": RightOutcome(reasons={"cookie wall": 2}),
    "53-daily-gold": RightOutcome(kept={f"/news/gold-{day}": f"2026-11-{day}T06:00" for day in range(26, 30)}),
    "55-daily-prayer": RightOutcome(kept={f"/news/p-{day}": f"2026-11-{day - 1}T23:00" for day in range(26, 30)}),
}
OWN_TESTS = frozenset({"08-feed-local-time-as-gmt", "56-one-piece-two-titles"})
"""Cases whose right values depend on the clock, or on a second run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawledCases:
    """How each case came out: its run, what its outlet was asked for, and the rows of all articles."""

    runs: Mapping[str, Run]
    asked: Mapping[str, list[str]]
    rows: list[dict[str, str | None]]

    def articles(self, name: str) -> list[dict[str, str | None]]:
        return [each for each in self.rows if each["source_id"] == source_id(name)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> CrawledCases:
    """Crawl the outlets of all cases of one run, together."""
    data = tmp_path_factory.mktemp("cases")
    names = sorted(each for each in names_of("crawl") if len(spec_of(each)["runs"]) == 1)
    with case_outlets(names, data) as outlets:
        runs = crawl_all(data, *map(source_id, names))
        asked = {name: outlet.asked for name, outlet in outlets.items()}
    return CrawledCases(runs={name: runs[source_id(name)] for name in names}, asked=asked, rows=_rows(data))


def _rows(data: Path) -> list[dict[str, str | None]]:
    with sqlite3.connect(data / "rasad.db") as store:
        store.row_factory = sqlite3.Row
        found = store.execute("select source_id, canonical_url, published_at, fetched_at, duplicate_of from articles")
        return [dict(each) for each in found]


def _path(row: Mapping[str, str | None]) -> str:
    return "/" + (row["canonical_url"] or "").split("/", 3)[3]


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_comes_out_right(crawled: CrawledCases, name: str) -> None:
    """Its articles with their dates, and the reasons of what is no article."""
    rows, right = crawled.articles(name), RIGHT[name]

    assert right.kept == {_path(each): (each["published_at"] or "")[:16] or None for each in rows}
    assert right.reasons == dict(crawled.runs[name].reasons)


@pytest.mark.parametrize("name", ["53-daily-gold", "55-daily-prayer"])
def test_pieces_of_four_days_are_no_copies(crawled: CrawledCases, name: str) -> None:
    """Each has the figures of its day in the frame of all."""
    assert [each["duplicate_of"] for each in crawled.articles(name)] == [None] * 4


def test_no_case_is_left_out() -> None:
    """A new case needs its right values here."""
    assert {*RIGHT} | OWN_TESTS == names_of("crawl")


def test_words_are_no_addresses(crawled: CrawledCases) -> None:
    """Words of a text sitemap, and articles that robots.txt closes, are not asked for."""
    asked = {each for each in crawled.asked["38-sitemap-text-junk"] if "/news/" not in each}

    assert asked == {"/robots.txt", "/.well-known/tdmrep.json", "/sm.xml"}
    assert [each for each in crawled.asked["46-robots-utf16"] if "/news/" in each] == []


def test_no_article_is_dated_after_its_fetch(crawled: CrawledCases) -> None:
    """A feed that calls its local time GMT is two hours ahead: its newest piece is half an hour old."""
    rows = crawled.articles("08-feed-local-time-as-gmt")
    ages = sorted(_at(each["fetched_at"]) - _at(each["published_at"]) for each in rows)

    assert len(ages) == 6
    assert timedelta(minutes=29) <= ages[0] <= timedelta(minutes=35)


def test_a_piece_at_two_addresses_counts_once(tmp_path: Path) -> None:
    """The slug was corrected, and the old address leads to the new one."""
    name = "56-one-piece-two-titles"
    with case_outlets([name], tmp_path) as outlets:
        for pages in spec_of(name)["runs"]:
            put_pages(outlets[name], pages)
            crawl_all(tmp_path, source_id(name))

    assert [each["duplicate_of"] is None for each in _rows(tmp_path)].count(True) == 1


def _at(text: str | None) -> datetime:
    return datetime.fromisoformat(text or "").astimezone(UTC)
