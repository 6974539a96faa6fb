"""The page of one outlet: what is known of it, its counts, and its newest articles."""

from __future__ import annotations

from crawler.web.html.markup import SafeMarkup, element, foreign, joined, web_link
from crawler.web.html.words import PagePhrase, number
from crawler.web.pages.frame import PageRequest, framed
from crawler.web.pages.lists import article_list
from storage.articles.figures.reader_pages import OutletPage


def outlet_html(asked: PageRequest, page: OutletPage) -> str:
    """Return the page of an outlet."""
    name = page.brief.outlet
    heading = element("h1", foreign(name))
    newest = element("h2", asked.phrase(PagePhrase("أحدث مقالاته", "Its newest articles")))
    within = asked.link(
        "/search", asked.phrase(PagePhrase("ابحث فيه", "Search in it")), {"q": f"source:{page.brief.source_id} "}
    )
    return framed(
        asked, name, heading, _facts(asked, page), _counts(asked, page), element("p", within), newest,
        article_list(asked, page.newest),
    )  # fmt: skip


def _facts(asked: PageRequest, page: OutletPage) -> SafeMarkup:
    home = web_link(page.home, element("bdi", page.home, attributes={"dir": "ltr"}))
    rows: list[tuple[PagePhrase, str]] = [
        (PagePhrase("الموقع", "Site"), home),
        (PagePhrase("الناشر", "Publisher"), foreign(page.publisher) if page.publisher else ""),
        (PagePhrase("البلد", "Country"), page.brief.country.upper()),
        (PagePhrase("المنطقة الزمنية", "Time zone"), page.timezone),
        (PagePhrase("الرخصة", "Licence"), foreign(page.licence) if page.licence else ""),
    ]
    shown = [joined(element("dt", asked.phrase(name)), element("dd", value)) for name, value in rows if value]
    return element("dl", *(element("div", each) for each in shown), attributes={"class": "facts"})


def _counts(asked: PageRequest, page: OutletPage) -> SafeMarkup:
    brief = page.brief
    rows = (
        (PagePhrase("المقالات", "articles"), number(brief.articles)),
        (PagePhrase("الأصلية", "originals"), number(brief.originals)),
        (PagePhrase("النسخ", "copies"), number(brief.copies)),
        (PagePhrase("المعدلة", "edited"), number(brief.corrected)),
        (PagePhrase("المسحوبة", "withdrawn"), number(brief.withdrawn)),
    )
    shown = [element("div", element("dt", asked.phrase(name)), element("dd", value)) for name, value in rows]
    return element("dl", *shown, attributes={"class": "totals"})
