"""The page of a search: what was found, with the words marked, and facets to narrow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.search.find import SearchResult
from crawler.web.html.markup import SafeMarkup, bounded, element, filled, foreign, joined
from crawler.web.html.words import PagePhrase, number
from crawler.web.pages.frame import PageRequest, framed
from crawler.web.pages.lists import article_line
from pipelines.arabic.search.snippet import snippet
from storage.articles.figures.reader_pages import FACETS, ArticleBrief, SearchFacet
from storage.articles.search.search_index import SearchHit

HITS_A_PAGE = 20
_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: no text of the page keeps them
_LONGEST_TEXT = 100_000
_FACET_NAMES = {
    "source": PagePhrase("المنبر", "Outlet"),
    "country": PagePhrase("البلد", "Country"),
    "section": PagePhrase("القسم", "Section"),
    "agency": PagePhrase("الوكالة", "Agency"),
    "day": PagePhrase("اليوم", "Day"),
    "kind": PagePhrase("النوع", "Kind"),
}


def search_html(
    asked: PageRequest,
    result: SearchResult,
    briefs: Mapping[int, ArticleBrief],
    facets: Mapping[str, Sequence[SearchFacet]],
    *,
    page: int,
    is_old: bool,
) -> str:
    """Return the page; *page* counts from 1, *is_old* where the index misses words until it is built again.

    *briefs* are the articles of `hits_of_page`, by their numbers.
    """
    shown = hits_of_page(result, page)
    title = joined(asked.phrase(PagePhrase("بحث: ", "Search: ")), foreign(asked.values.get("q", ""), longest=100))
    items = [element("li", _hit(asked, each, briefs[each.id], result)) for each in shown if each.id in briefs]
    found = element("ol", *items, attributes={"class": "list", "start": str((page - 1) * HITS_A_PAGE + 1)})
    return framed(
        asked,
        f"{asked.phrase(PagePhrase('بحث', 'Search'))} {asked.values.get('q', '')}",
        element("h1", title),
        element("p", _summary(asked, result), attributes={"class": "meta", "role": "status"}),
        element("p", asked.phrase(_OLD)) if is_old else "",
        element("div", element("div", found, _pages(asked, len(result.hits), page)), _facets(asked, facets, result),
                attributes={"class": "found"}),
    )  # fmt: skip


def hits_of_page(result: SearchResult, page: int) -> list[SearchHit]:
    """Return the hits that the page shows."""
    return result.hits[(page - 1) * HITS_A_PAGE : page * HITS_A_PAGE]


def refused_html(asked: PageRequest, why: str) -> str:
    """Return the page of a search that cannot be made: what in it is wrong."""
    title = asked.phrase(PagePhrase("لا يمكن هذا البحث", "This search cannot be made"))
    return framed(asked, title, element("h1", title), element("p", bounded(why), attributes={"dir": "auto"}))


def _summary(asked: PageRequest, result: SearchResult) -> SafeMarkup:
    ranked = PagePhrase("أكثر من {n}، رتب الأحدث منها.", "More than {n}, of which the newest were ranked.")
    plain = PagePhrase("وجد {n}.", "{n} found.")
    pieces = [filled(asked.phrase(ranked if result.is_more else plain), n=number(result.total))]
    if result.is_partial:
        some = PagePhrase(" وفي {n} بعض الكلمات فقط.", " {n} more have only some of the words.")
        pieces.append(filled(asked.phrase(some), n=number(result.others)))
    if result.has_relatives:
        related = PagePhrase(" وفي {n} كلمات قريبة.", " {n} more have related words.")
        pieces.append(filled(asked.phrase(related), n=number(result.others)))
    return joined(*pieces)


_OLD = PagePhrase(
    "فهرس البحث من إصدار أقدم وتنقصه كلمات: rasad reindex.",
    "The search index was built by older rules and misses words: run rasad reindex.",
)


def _hit(asked: PageRequest, hit: SearchHit, brief: ArticleBrief, result: SearchResult) -> SafeMarkup:
    return joined(article_line(asked, brief), element("p", _marked(hit.body, result), attributes={"dir": "auto"}))


def _marked(body: str, result: SearchResult) -> SafeMarkup:
    plain = body[:_LONGEST_TEXT].replace(_OPEN, "").replace(_CLOSE, "")
    first, *rest = snippet(plain, result.stems, mark=(_OPEN, _CLOSE)).split(_OPEN)
    pieces: list[str] = [bounded(first, longest=1000), " " if first.endswith(" ") else ""]
    for each in rest:
        word, _, after = each.partition(_CLOSE)
        blank = " " if after.startswith(" ") else ""
        pieces += [
            element("mark", bounded(word)),
            blank,
            bounded(after, longest=1000),
            " " if after[1:].endswith(" ") else "",
        ]
    return joined(*pieces)


def _pages(asked: PageRequest, count: int, page: int) -> SafeMarkup:
    """Return the links to the pages before and after."""
    links = [
        asked.link("/search", asked.phrase(name), {**asked.values, "page": str(other)})
        for other, name in ((page - 1, PagePhrase("السابق", "Before")), (page + 1, PagePhrase("التالي", "Next")))
        if 1 <= other <= -(-count // HITS_A_PAGE)
    ]
    label = asked.phrase(PagePhrase("صفحات النتائج", "Pages of results"))
    pieces = [piece for link in links for piece in (link, " ")]
    return element("nav", *pieces, attributes={"aria-label": label}) if links else joined()


def _facets(asked: PageRequest, facets: Mapping[str, Sequence[SearchFacet]], result: SearchResult) -> SafeMarkup:
    note = PagePhrase("عدد المقالات من أول {n} وجدت.", "Counts are of the first {n} found.")
    noted = element("p", filled(asked.phrase(note), n=number(len(result.hits))), attributes={"class": "meta"})
    groups = [_facet(asked, name, facets[name]) for name in FACETS if facets.get(name)]
    label = asked.phrase(PagePhrase("تضييق البحث", "Narrow the search"))
    return element("aside", noted, *groups, attributes={"aria-label": label}) if groups else joined()


def _facet(asked: PageRequest, name: str, values: Sequence[SearchFacet]) -> SafeMarkup:
    kept = {key: value for key, value in asked.values.items() if key not in {name, "page"}}
    heading = element("h2", asked.phrase(_FACET_NAMES[name]))
    items = [
        element("li", asked.link("/search", foreign(_name(asked, each), longest=60), {**kept, name: each.value}), " ",
                element("span", number(each.articles), attributes={"class": "meta"}))
        for each in values
    ]  # fmt: skip
    if asked.values.get(name):
        all_of_them = asked.link("/search", asked.phrase(PagePhrase("الكل", "all")), kept)
        items.append(element("li", all_of_them))
    return element("section", heading, element("ul", *items))


def _name(asked: PageRequest, facet: SearchFacet) -> str:
    return asked.phrase(PagePhrase(*facet.names))
