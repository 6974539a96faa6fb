"""Arabic pages with their truth for training: real texts printed in the newsroom's site styles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.foreign.pages import ForeignPage
from benchmarks.quality.wrapped_texts import collected
from crawler.newsroom.content.outlets import outlets
from crawler.newsroom.content.truth import NewsroomPiece
from crawler.newsroom.press import NewsroomPress
from crawler.newsroom.sites import PageNeighbours, render

_AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def composed_pages(texts: Path, count: int) -> Iterator[ForeignPage]:
    """Yield *count* texts of the file in each style; the domain is the style, for its pages are alike."""
    press = NewsroomPress()
    around = [(f"{press.home(press.outlets[0])}{piece.slug}", piece.headline) for piece in press.pieces[:8]]
    some = collected(texts, count).texts
    for outlet in outlets():
        home = press.home(outlet)
        near = PageNeighbours(home=home, url=f"{home}news/1", latest=around[:4], related=around[4:])
        for number, text in enumerate(some):
            piece = NewsroomPiece(
                outlet_id=outlet.id, slug="1", number=1, headline=text.headline, body=text.body, section="سياسة",
                published_at=_AT - timedelta(hours=number), authors=("ليلى منصور",) if number % 3 else (),
                tags=("أخبار",),
            )  # fmt: skip
            yield ForeignPage(
                name=f"{outlet.style.value}-{number}", url=near.url, kind="article", domain=outlet.style.value,
                text="\n\n".join((text.headline, *text.body)), body=render(outlet, piece, near),
            )  # fmt: skip
