"""A counter of views or comments that moves changes nothing: no `seq`, no revision, on pages of every site style."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.newsroom.content.printing import printed_date
from crawler.newsroom.content.truth import SiteStyle
from crawler.newsroom.press import NewsroomPress
from pipelines.items import PageContext
from pipelines.stages.reader_process import read_page
from storage.records import Effect, Fetched, Page, ReadArticle
from storage.source import Source
from storage.store import Store
from tests.support.stores import NOW

PRESS = NewsroomPress(delays=False)
COUNTERS = (
    "<span class='views'>{n} مشاهدة</span>",
    " <span>قرئ {n} مرة</span>",
    " | عدد المشاهدات: {n} | {n} تعليقات",
    "<div class='post-views'>{n} قراءة</div>",
)


def _pages(style: SiteStyle, count: int) -> list[tuple[Source, Page]]:
    """Return pages of a style whose counters, right behind the printed date, show *count*."""
    found = []
    for outlet, source in zip(PRESS.outlets, PRESS.sources(), strict=True):
        pieces = [each for each in PRESS.pieces if each.outlet_id == outlet.id and each.rejected is None]
        for number, piece in enumerate(pieces[: len(COUNTERS) * 3] if outlet.style is style else ()):
            url = PRESS.url(piece)
            answer = PRESS.respond(outlet.address, url.removeprefix(PRESS.home(outlet).rstrip("/")), {})
            code = "cp1256" if style is SiteStyle.TABLE else "utf-8"
            html, stamp = answer.body.decode(code), printed_date(outlet, piece.published_at)
            assert stamp in html
            painted = html.replace(stamp, stamp + COUNTERS[number % len(COUNTERS)].format(n=count))
            page = Page(
                requested_url=url, final_url=url, body=painted.encode(code), fetched_at=NOW,
                content_type=answer.headers["Content-Type"],
            )  # fmt: skip
            found.append((source, page))
    return found


def _fetched(source: Source, page: Page) -> Fetched:
    read = read_page(page, source, PageContext())
    assert isinstance(read, ReadArticle), read
    return Fetched(url=page.requested_url, source_id=source.id, outcome=read, fetched_at=page.fetched_at)


@pytest.mark.parametrize("style", list(SiteStyle))
def test_a_moving_counter_changes_nothing(style: SiteStyle, tmp_path: Path) -> None:
    """Pages that differ in their counters alone are unchanged, and no counter is in the date or the byline."""
    first = [_fetched(*each) for each in _pages(style, 120)]
    again = [_fetched(*each) for each in _pages(style, 531_058)]
    with Store.open(tmp_path / "rasad.db") as store:
        store.sources.register(PRESS.sources())
        store.runs.start(at=NOW, command="test", pid=1)
        store.articles.keep(first, run_id=1)
        before = store.articles.last_seq()
        effects = {each.effect for each in store.articles.keep(again, run_id=1)}
        after = store.articles.last_seq()
        texts = [f"{each.published_text} {each.byline}" for each in store.articles.changes()]

    assert ({Effect.UNCHANGED}, before, []) == (effects, after, [each for each in texts if "120" in each])
