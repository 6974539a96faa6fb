"""The page of one article: what the outlet printed, its dates, its copies, and what was edited."""

from __future__ import annotations

from itertools import pairwise

from crawler.web.html.changes import changes_html
from crawler.web.html.markup import SafeMarkup, bounded, element, filled, foreign, joined, web_link
from crawler.web.html.words import PagePhrase, number
from crawler.web.pages.frame import PageRequest, framed
from crawler.web.pages.lists import article_line, article_list, moment
from pipelines.arabic.word_diff import TextChange, is_changed, word_changes
from storage.articles.figures.reader_pages import ArticlePage
from storage.articles.revisions import ArticleVersions
from storage.export.printable import printable

_LONGEST_HEADLINE = 600
_LONGEST_TEXT = 500_000
_LONGEST_EDIT = 50_000
_MOST_EDITS = 20
_ADDRESS = 120


def article_html(
    asked: PageRequest, page: ArticlePage, versions: ArticleVersions | None, labels: SafeMarkup | None = None
) -> str:
    """Return the page; *versions* are the article's texts where it was edited, *labels* is the reader's own section."""
    article = page.article
    headline = element("h1", bounded(article.headline, longest=_LONGEST_HEADLINE), attributes={"dir": "auto"})
    parts = (
        *([element("p", foreign(article.kicker), attributes={"class": "meta"})] if article.kicker else []),
        headline,
        *([element("p", foreign(article.deck, longest=_LONGEST_HEADLINE))] if article.deck else []),
        _marks(asked, page),
        _facts(asked, page),
        _body(article.body or ""),
    )
    shown = element("article", *parts)
    return framed(asked, article.headline, shown, labels or joined(), _copies(asked, page), _edits(asked, versions))


def _marks(asked: PageRequest, page: ArticlePage) -> SafeMarkup:
    lines = []
    if page.article.withdrawn_at:
        at = element("bdi", f"{page.article.withdrawn_at:%Y-%m-%d %H:%M} UTC", attributes={"dir": "ltr"})
        lines.append(joined(asked.phrase(PagePhrase("سحبه المنبر: ", "The outlet withdrew it: ")), at))
    if page.original:
        first = article_line(asked, page.original)
        lines.append(joined(asked.phrase(PagePhrase("هذه نسخة. الأصل: ", "This is a copy. The original: ")), first))
    if page.story_id is not None:
        phrase = PagePhrase(
            "قصة ترويها منابر عدة: من سبق ومن نقل", "Several outlets tell this: who was first, who took what"
        )
        lines.append(asked.link(f"/story/{page.story_id}", asked.phrase(phrase)))
    return joined(*(element("p", each, attributes={"class": "mark"}) for each in lines))


def _facts(asked: PageRequest, page: ArticlePage) -> SafeMarkup:
    article = page.article
    day = article.published_day.isoformat() if article.published_day else None
    published = moment(asked, article.published_at, article.published_precision, day)
    rows: list[tuple[PagePhrase, str]] = [
        (PagePhrase("المنبر", "Outlet"), asked.link(f"/outlet/{article.source_id}", foreign(article.outlet))),
        (PagePhrase("الكاتب", "By"), foreign(article.byline) if article.byline else ""),
        (PagePhrase("نشر", "Published"), published),
        (
            PagePhrase("كما كتبه المنبر", "As printed"),
            foreign(article.published_text) if article.published_text else "",
        ),
        (PagePhrase("عدل", "Changed"), moment(asked, article.modified_at, None, None) if article.modified_at else ""),
        (PagePhrase("قرأناه", "Downloaded"), moment(asked, article.fetched_at, None, None)),
        (PagePhrase("المكان", "Dateline"), foreign(article.dateline) if article.dateline else ""),
        (PagePhrase("الوكالة", "Agency"), foreign(article.agency) if article.agency else ""),
        (PagePhrase("القسم", "Section"), foreign(article.section) if article.section else ""),
        (PagePhrase("الوسوم", "Tags"), _tags(article.tags)),
        (PagePhrase("الصورة", "Image"), _address(article.image_url) if article.image_url else ""),
        (PagePhrase("المصدر", "Source"), _address(article.canonical_url)),
    ]
    shown = [joined(element("dt", asked.phrase(name)), element("dd", value)) for name, value in rows if value]
    return element("dl", *(element("div", each) for each in shown), attributes={"class": "facts"})


def _tags(tags: tuple[str, ...]) -> SafeMarkup:
    return joined(*(piece for place, each in enumerate(tags) for piece in (("، " if place else ""), foreign(each))))


def _address(address: str) -> SafeMarkup:
    shown = element("bdi", bounded(address, longest=_ADDRESS), attributes={"dir": "ltr"})
    return web_link(address, shown)


def _body(body: str) -> SafeMarkup:
    paragraphs = [each for each in printable(body[:_LONGEST_TEXT], lines=True).split("\n") if each.strip()]
    more = [element("p", "…")] if len(body) > _LONGEST_TEXT else []
    shown = [element("p", each, attributes={"dir": "auto"}) for each in paragraphs]
    return element("div", *shown, *more, attributes={"class": "body"})


def _copies(asked: PageRequest, page: ArticlePage) -> SafeMarkup:
    if not page.copies:
        return joined()
    title = PagePhrase("نسخ أخرى من هذا الخبر: {n}", "Other copies of this article: {n}")
    heading = element("h2", filled(asked.phrase(title), n=number(len(page.copies))))
    return element("section", heading, article_list(asked, page.copies))


def _edits(asked: PageRequest, versions: ArticleVersions | None) -> SafeMarkup:
    """Return what was edited, word by word, the last edit first."""
    if versions is None:
        return joined()
    steps = list(pairwise(versions.versions))[::-1][:_MOST_EDITS]
    heading = element("h2", asked.phrase(PagePhrase("ما تغير بعد النشر", "What was edited after publication")))
    shown = []
    for old, new in steps:
        seen = PagePhrase("بين {a} و{b} UTC", "between {a} and {b} UTC")
        when = filled(asked.phrase(seen), a=f"{old.seen_at:%Y-%m-%d %H:%M}", b=f"{new.seen_at:%Y-%m-%d %H:%M}")
        headline = _changed(word_changes(old.headline, new.headline), _LONGEST_HEADLINE)
        shown += [element("h3", when), headline, _changed(word_changes(old.body, new.body), _LONGEST_EDIT)]
    return element("section", heading, *shown, attributes={"class": "edits"})


def _changed(changes: tuple[TextChange, ...], longest: int) -> SafeMarkup:
    """Return the paragraphs that changed, at most *longest* characters; nothing without a change."""
    return changes_html(changes, is_whole=False, longest=longest) if is_changed(changes) else joined()
