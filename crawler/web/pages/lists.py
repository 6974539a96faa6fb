"""Lists of articles and outlets, and how dates are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler.web.html.markup import SafeMarkup, element, filled, foreign, joined
from crawler.web.html.words import PagePhrase, number
from crawler.web.pages.frame import PageRequest, framed
from storage.articles.figures.reader_pages import ArticleBrief, OutletBrief

_NO_DATE = PagePhrase("بلا تاريخ", "no date")


def moment(asked: PageRequest, at: datetime | None, precision: str | None, day: str | None) -> SafeMarkup:
    """Return a date as exact as the outlet gives it: a day alone, or a time in UTC."""
    if at is None or precision == "day":
        shown = day or (f"{at:%Y-%m-%d}" if at else None)
        return _time(shown, shown) if shown else joined(asked.phrase(_NO_DATE))
    return joined(_time(f"{at:%Y-%m-%dT%H:%M:%SZ}", f"{at:%Y-%m-%d %H:%M}"), " UTC")


def article_list(asked: PageRequest, articles: Sequence[ArticleBrief]) -> SafeMarkup:
    """Return a list of articles, each a link to its page."""
    return element("ul", *(element("li", article_line(asked, each)) for each in articles), attributes={"class": "list"})


def article_line(asked: PageRequest, brief: ArticleBrief) -> SafeMarkup:
    """Return the headline of an article as a link, with its outlet, date and marks."""
    day = brief.local_day.isoformat() if brief.local_day else None
    facts = [
        asked.link(f"/outlet/{brief.source_id}", foreign(brief.outlet)),
        moment(asked, brief.published_at, brief.published_precision, day),
        *([asked.phrase(PagePhrase("نسخة", "copy"))] if brief.duplicate_of else []),
        *([asked.phrase(PagePhrase("سحبه المنبر", "withdrawn"))] if brief.withdrawn_at else []),
    ]
    line = element("span", *_between(facts), attributes={"class": "meta"})
    return joined(asked.link(f"/article/{brief.id}", foreign(brief.headline)), element("br"), line)


def newest_page(asked: PageRequest, articles: Sequence[ArticleBrief]) -> str:
    """Return the first page: the newest articles."""
    title = asked.phrase(PagePhrase("أحدث الأخبار", "The newest articles"))
    nothing = PagePhrase("المخزن خال.", "The store is empty.")
    content = article_list(asked, articles) if articles else element("p", asked.phrase(nothing))
    return framed(asked, title, element("h1", title), content)


def outlets_page(asked: PageRequest, outlets: Sequence[OutletBrief]) -> str:
    """Return the page of all outlets."""
    title = asked.phrase(PagePhrase("المنابر", "Outlets"))
    heads = (
        PagePhrase("المنبر", "outlet"), PagePhrase("البلد", "country"), PagePhrase("المقالات", "articles"),
        PagePhrase("الأصلية", "originals"), PagePhrase("النسخ", "copies"), PagePhrase("المعدلة", "edited"),
        PagePhrase("المسحوبة", "withdrawn"), PagePhrase("آخر يوم", "last day"),
    )  # fmt: skip
    rows = [
        (
            asked.link(f"/outlet/{each.source_id}", foreign(each.outlet)),
            each.country.upper(),
            *map(number, (each.articles, each.originals, each.copies, each.corrected, each.withdrawn)),
            each.last_day.isoformat() if each.last_day else "",
        )
        for each in outlets
    ]
    noted = PagePhrase("{n} من المنابر.", "{n} outlets.")
    note = element("p", filled(asked.phrase(noted), n=number(len(outlets))), attributes={"class": "meta"})
    table = plain_rows([asked.phrase(each) for each in heads], rows)
    return framed(asked, title, element("h1", title), note, table)


def plain_rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> SafeMarkup:
    """Return a table that scrolls by itself where it is wider than the page."""
    head = element("tr", *(element("th", each, attributes={"scope": "col"}) for each in headings))
    body = [element("tr", *(element("td", each, attributes={"dir": "auto"}) for each in row)) for row in rows]
    table = element("table", element("thead", head), element("tbody", *body))
    return element("div", table, attributes={"class": "wide", "tabindex": "0"})


def _between(facts: Sequence[str]) -> list[str]:
    return [piece for place, fact in enumerate(facts) for piece in ([" · ", fact] if place else [fact])]


def _time(exact: str, shown: str) -> SafeMarkup:
    return element("time", element("bdi", shown, attributes={"dir": "ltr"}), attributes={"datetime": exact})
