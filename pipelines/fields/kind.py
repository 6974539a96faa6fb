"""The kind of an article: as the outlet calls it, for a brief by its length, and for a part by its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.pagination import other_pages
from storage.records import ArticleKind

_SECTIONS = {
    ArticleKind.OPINION: "رأي|الرأي|آراء|مقالات الرأي|مقالات رأي|مقالات وآراء|أقلام|أقلام حرة|كتاب وآراء|وجهات نظر"
    "|وجهة نظر|منبر|كتاب الرأي|أعمدة|أعمدة الرأي|عمود|زاوية|opinion|opinions|op-ed",
    ArticleKind.INTERVIEW: "حوار|حوارات|مقابلات|مقابلة|مقابلات وحوارات|حوارات ومقابلات|لقاءات|لقاء خاص"
    "|interview|interviews",
    ArticleKind.GALLERY: "صور|ألبوم صور|معرض الصور|بالصور|صور وفيديو|ألبوم|ألبومات|gallery|galleries",
    ArticleKind.VIDEO: "فيديو|مرئيات|فيديوهات|فيديو الجديد|video|videos",
    ArticleKind.LIVE: "بث مباشر|تغطية مباشرة|لحظة بلحظة|live",
    ArticleKind.BRIEF: "عاجل|أخبار عاجلة|موجز|موجز الأخبار|أخبار قصيرة|باختصار|briefs|brief",
}
_TYPES = {
    "LiveBlogPosting": ArticleKind.LIVE,
    "ImageGallery": ArticleKind.GALLERY,
    "MediaGallery": ArticleKind.GALLERY,
    "VideoObject": ArticleKind.VIDEO,
    "OpinionNewsArticle": ArticleKind.OPINION,
}
_CLASSES = {"live-blog": ArticleKind.LIVE, "liveblog": ArticleKind.LIVE, "gallery-page": ArticleKind.GALLERY}
_PATHS = {
    "opinion": ArticleKind.OPINION,
    "opinions": ArticleKind.OPINION,
    "interviews": ArticleKind.INTERVIEW,
    "live": ArticleKind.LIVE,
    "liveblog": ArticleKind.LIVE,
    "gallery": ArticleKind.GALLERY,
    "video": ArticleKind.VIDEO,
    "videos": ArticleKind.VIDEO,
}
_OPENINGS = (
    (ArticleKind.INTERVIEW, re.compile(r"(?:حوار|مقابله|لقاء)(?:\s+(?:خاص|حصري))?\s*[:.|–-]")),
    (ArticleKind.LIVE, re.compile(r"(?:تغطيه مباشره|لحظه بلحظه|بث مباشر|مباشر)\s*[:.|–-]")),
)
_INTERVIEWED = re.compile(
    r"\s*(?:حاوره|حاورته|حاورها|حاورتها|اجري الحوار|اجرت الحوار|اجري المقابله|اجرت المقابله)(?!\w)"
)
_BRIEF_WORDS = 45


def find_kind(
    tree: HtmlElement, head: PageHead, *, section: str | None, headline: str, bylines: Sequence[str], url: str
) -> ArticleKind:
    """Return the kind by the first candidate; an ordinary article where there is none.

    *bylines* are the byline and the lines below the headline: `حاورته …` is a sign of an interview.
    """
    found = kind_candidates(tree, head, section=section, headline=headline, bylines=bylines, url=url)
    return next((ArticleKind(each.value) for each in found), ArticleKind.ARTICLE)


def kind_candidates(
    tree: HtmlElement, head: PageHead, *, section: str | None, headline: str, bylines: Sequence[str], url: str
) -> Iterator[FieldCandidate]:
    """Yield the candidates for the kind in the order of belief.

    They are: links to other pages of the same article, schema.org, og:type, names of elements, the first words of the
    headline, the interviewer's byline, the section, the address.
    """
    yield from (FieldCandidate(value=ArticleKind.PART, rule="pages") for _ in islice(other_pages(tree, url), 1))
    yield from (FieldCandidate(value=_TYPES[each], rule="json-ld") for each in head.jsonld.types if each in _TYPES)
    if (head.meta("og:type") or "").startswith("video"):
        yield FieldCandidate(value=ArticleKind.VIDEO, rule="og:type")
    yield from _named(tree)
    opening = fold(headline)
    yield from (FieldCandidate(value=kind, rule="headline") for kind, pattern in _OPENINGS if pattern.match(opening))
    if any(_INTERVIEWED.match(fold(each)) for each in bylines):
        yield FieldCandidate(value=ArticleKind.INTERVIEW, rule="byline")
    folded_section = fold(section or "")
    yield from (
        FieldCandidate(value=kind, rule="section")
        for kind, names in _folded_sections().items()
        if folded_section in names
    )
    steps = unquote(urlsplit(url).path).lower().split("/")[:-1]
    yield from (FieldCandidate(value=_PATHS[each], rule="address") for each in steps if each in _PATHS)


def _named(tree: HtmlElement) -> Iterator[FieldCandidate]:
    for each in tree.iter("div", "section", "article", "main", "body", "ul", "ol"):
        for kind in (_CLASSES[name] for name in (each.get("class") or "").split() if name in _CLASSES):
            yield FieldCandidate(value=kind, rule="element", element=each)


def is_brief(paragraphs: list[str]) -> bool:
    """Whether a text is one paragraph of a few words, whatever its outlet calls it."""
    return len(paragraphs) == 1 and len(paragraphs[0].split()) <= _BRIEF_WORDS


@cache
def _folded_sections() -> dict[ArticleKind, frozenset[str]]:
    return {kind: frozenset(fold(each) for each in names.split("|")) for kind, names in _SECTIONS.items()}
