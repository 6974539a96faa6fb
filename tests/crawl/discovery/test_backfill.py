"""Going back in time: sitemaps, pages and archives of a window, behind the news, and on where it was left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.outlet import Outlet, OutletReply, crawl, index, served, urlset, write_source

pytestmark = pytest.mark.long

MONTHS = ("2026-11", "2026-10", "2026-09", "2026-06", "2026-03", "2025-01")
WINDOW = ("--since", "2026-03-01", "--until", "2026-06-30")


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with served() as outlet:
        yield outlet


def _budget(data: Path, pages: int) -> None:
    data.mkdir(exist_ok=True)
    (data / "rasad.toml").write_text(f"backfill_pages = {pages}\n", encoding="utf-8")


def _teasers(*numbers: int, links: str = "") -> OutletReply:
    items = "".join(f'<a href="/news/{n}">خبر رقم {n} من أخبار القرى البعيدة</a>' for n in numbers)
    return OutletReply(body=f"<html><body>{items}{links}</body></html>")


def _asked(outlet: Outlet) -> list[str]:
    asked = outlet.listed()
    outlet.asked.clear()
    return asked


@pytest.fixture
def months(outlet: Outlet, tmp_path: Path) -> Outlet:
    """Let the outlet have a sitemap a month, of two articles each."""
    names = [f"sitemap-{month}.xml" for month in MONTHS]
    outlet.pages["/index.xml"] = OutletReply(body=index(outlet.home, *names))
    for n, (name, month) in enumerate(zip(names, MONTHS, strict=True)):
        outlet.pages[f"/{name}"] = OutletReply(
            body=urlset(outlet.home, 2 * n, 2 * n + 1, lastmod=f"{month}-15T00:00:00Z")
        )
    write_source(outlet, tmp_path, "sitemap", "index.xml")
    return outlet


def test_a_run_without_dates_leaves_the_archive(months: Outlet, tmp_path: Path) -> None:
    """The sitemaps of the last weeks are read, the older ones are left and counted."""
    run = crawl(tmp_path)

    assert (["/index.xml", *(f"/sitemap-{month}.xml" for month in MONTHS[:3])], 3, 6) == (
        _asked(months),
        run.skipped["older-sitemaps"],
        run.kept,
    )


def test_a_backfill_goes_on_where_its_budget_ended(months: Outlet, tmp_path: Path) -> None:
    """Only the window's sitemaps are read, the newest first, a budget a run, and none of them twice."""
    _budget(tmp_path, 1)
    first, asked_first = crawl(tmp_path, *WINDOW), _asked(months)
    second, asked_second = crawl(tmp_path, *WINDOW), _asked(months)
    third, asked_third = crawl(tmp_path, *WINDOW), _asked(months)

    assert [(2, 1, ["/index.xml", "/sitemap-2026-06.xml"]), (2, 0, ["/index.xml", "/sitemap-2026-03.xml"])] == [
        (first.kept, first.skipped["backfill-pages"], asked_first),
        (second.kept, second.skipped.get("backfill-pages", 0), asked_second),
    ]
    assert (0, ["/index.xml"]) == (third.kept, asked_third)


def test_what_a_backfill_left_waits_for_the_next_one(months: Outlet, tmp_path: Path) -> None:
    """A run without dates fetches the news alone, and says how many older pages wait."""
    crawl(tmp_path, *WINDOW, "--max-articles", "1")
    months.asked.clear()

    run = crawl(tmp_path)

    assert (3, [f"/news/{n}" for n in range(6)]) == (run.skipped["backfill-articles"], sorted(months.articles()))


def test_the_pages_behind_a_section_are_walked_behind_its_news(outlet: Outlet, tmp_path: Path) -> None:
    """The news come first; then page by page, each once, on where the last run ended, to the last of them."""
    for n in range(1, 7):
        link = f'<a href="/section?page={n + 1}">التالي</a>' if n < 6 else ""
        path = "/section" if n == 1 else f"/section?page={n}"
        outlet.pages[path] = _teasers(1000 * n, 1000 * n + 1, links=link)
    write_source(outlet, tmp_path, "section", "section", follow="/news/")
    _budget(tmp_path, 3)
    first, order = crawl(tmp_path, "--since", "2026-01-01"), list(outlet.asked)
    asked_first = _asked(outlet)
    second, asked_second = crawl(tmp_path, "--since", "2026-01-01"), _asked(outlet)
    third, asked_third = crawl(tmp_path, "--since", "2026-01-01"), _asked(outlet)

    assert order.index("/news/1001") < order.index("/section?page=2")
    assert [(8, 2, 4), (4, 0, 3), (0, 0, 1)] == [
        (first.kept, first.skipped.get("backfill-pages", 0) + 1, len(asked_first)),
        (second.kept, second.skipped.get("backfill-pages", 0), len(asked_second)),
        (third.kept, third.skipped.get("backfill-pages", 0), len(asked_third)),
    ]


def test_pages_without_end_end(outlet: Outlet, tmp_path: Path) -> None:
    """A section whose pages never end, and bring nothing new, is left after three of them."""
    outlet.pages["/section"] = _teasers(1000, links='<a rel="next" href="/section?page=2">التالي</a>')
    for n in range(2, 60):
        outlet.pages[f"/section?page={n}"] = _teasers(1000, links=f'<a rel="next" href="/section?page={n + 1}">+</a>')
    write_source(outlet, tmp_path, "section", "section", follow="/news/")

    crawl(tmp_path, "--since", "2026-01-01")

    assert ["/section", *(f"/section?page={n}" for n in (2, 3, 4))] == outlet.listed()


def test_the_archives_of_days_are_walked(outlet: Outlet, tmp_path: Path) -> None:
    """How an outlet names its days is learned from its page; those of the window are read, the newest first, once."""
    outlet.pages["/section"] = _teasers(1000, links='<a href="/archive/2026/11/20/">أرشيف</a>')
    for day in (17, 18, 20):
        outlet.pages[f"/archive/2026/11/{day}/"] = _teasers(2000 + day)
    write_source(outlet, tmp_path, "section", "section", follow="/news/")
    window = ("--since", "2026-11-18", "--until", "2026-11-20")
    run, asked = crawl(tmp_path, *window), _asked(outlet)
    crawl(tmp_path, *window)

    assert (3, ["/section", *(f"/archive/2026/11/{day}/" for day in (20, 19, 18))], ["/section"]) == (
        run.kept,
        asked,
        _asked(outlet),
    )
