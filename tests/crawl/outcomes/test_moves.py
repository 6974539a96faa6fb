"""An article that its outlet moves stays one row, and a URL that leads away is not asked for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.outlet import crawl
from tests.support.raw_outlet import article, raw_outlet, response, write_source
from tests.support.stores import query_rows


def _moved(to: str) -> bytes:
    return response(b"", status="301 Moved Permanently", more=f"Location: {to}\r\n")


def test_a_moved_article_has_one_row(tmp_path: Path) -> None:
    """The new URL is read as a new article; when the old one redirects to it, both are one, with the first id."""
    with raw_outlet() as outlet:
        outlet.listed = (1, 2)
        write_source(outlet, tmp_path)
        crawl(tmp_path)
        outlet.answers |= {"/news/3": response(article("/news/1")), "/news/1": _moved("/news/3")}
        outlet.listed = (2, 3)
        crawl(tmp_path)
        two = query_rows(tmp_path, "select count(*) from articles")
        query_rows(tmp_path, "update frontier set next_at = '2026-01-01T00:00:00Z' where url like '%/news/1'")
        crawl(tmp_path)
        crawl(tmp_path)
        home = outlet.home

    rows = query_rows(
        tmp_path, "select id, canonical_url, withdrawn_at, duplicate_of, copy_group_id from articles order by id"
    )
    words = query_rows(
        tmp_path,
        "select count(*), (select count(*) from fingerprints) from articles_fts f "
        "left join search_rows r on r.row = f.rowid where r.row is null or r.article_id is not null",
    )
    entries = query_rows(tmp_path, "select url, article_id from frontier order by url")
    moved, other = sorted(rows, key=lambda row: str(row[1]), reverse=True)
    assert [(3,)] == two
    assert {moved[1], other[1]} == {f"{home}news/3", f"{home}news/2"}
    assert (None, None, moved[0]) == moved[2:]
    assert ([(2, 2)], [(f"{home}news/2", other[0]), (f"{home}news/3", moved[0])]) == (words, entries)
    assert min(int(str(row[0])) for row in rows) <= 2


@pytest.mark.long
def test_what_leads_away_ends(tmp_path: Path) -> None:
    """Nineteen URLs lead to one page that is no article: four times each, then they are settled, in words of `why`."""
    urls = range(1, 20)
    with raw_outlet() as outlet:
        outlet.listed = tuple(urls)
        outlet.answers = {f"/news/{n}": _moved("/promo") for n in urls}
        outlet.answers["/promo"] = response("<html><body><h1>عرض خاص</h1><p>اشترك الآن</p></body></html>".encode())
        write_source(outlet, tmp_path)
        for _ in range(5):
            crawl(tmp_path)
            query_rows(tmp_path, "update frontier set next_at = '2026-01-01T00:00:00Z' where next_at is not null")
        asked = {outlet.asked.count(f"/news/{n}") for n in urls}
    states = query_rows(
        tmp_path, "select state, substr(reason, 1, 9), count(*) from frontier group by 1, 2 order by 3 desc limit 1"
    )
    fetches = query_rows(tmp_path, "select distinct effect, substr(reason, 1, 9) from fetches where reason like 'led%'")

    assert ({4}, [("rejected", "led-away:", 18)], [("rejected", "led-away:")]) == (asked, states, fetches)
