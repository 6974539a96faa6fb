"""Reads an article that is plain text: the flattened pages of old archives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipelines.arabic import clean, fold, words
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.sentences import ends_with_stop_or_quote
from pipelines.body.edges import TrimContext
from pipelines.body.trim import trim
from pipelines.fields.dates.context import date_context_of
from pipelines.filters import gates
from pipelines.filters.language import language
from pipelines.web.urls import canonical_url
from storage.records import Article, Page, Rejected
from storage.source import Source

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|table|span|a|meta|script|h[1-6]|article|section|ul|li)\b", re.IGNORECASE
)
_TAGLINE = re.compile(
    r"(?P<name>\S.{2,40}?)\s*+[-–|:]?+\s*+(?:جريدة|صحيفة|موقع|بوابة|قناة|مجلة|إذاعة|شبكة|وكالة|يومية)\s++\S"
)
_GLUED = re.compile(r"^(أخبار|أنباء|صوت|صدى|جريدة|صحيفة|موقع|بوابة|مجلة|وكالة)(?=ال\w)")
_MOST_TITLE = 30
_LEAST_TITLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage:
    """A flattened page: its headline (`None`: no line looks like one), the lines above it, and the lines below."""

    headline: str | None
    above: tuple[str, ...]
    lines: tuple[str, ...]


def is_plain(text: str) -> bool:
    """Whether *text* has no mark-up."""
    return _TAG.search(text[:20000]) is None


def read_plain(text: str) -> PlainPage:
    """Return the parts of a flattened page.

    The headline is the last short line before the first paragraph that does not end like a sentence. The site's name
    and tagline are above it. Lines are paragraphs; boilerplate is not cut yet.
    """
    lines = [line for each in clean(text).split("\n") if (line := each.strip())]
    first = next((index for index, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    titles = [index for index in range(first) if _is_title(lines[index])]
    if not titles:
        return PlainPage(headline=None, above=tuple(lines[:first]), lines=tuple(lines[first:]))
    place = titles[-1] if len(lines[titles[-1]].split()) >= _LEAST_TITLE else titles[0]
    return PlainPage(headline=lines[place], above=tuple(lines[:place]), lines=tuple(lines[place + 1 :]))


def plain_article(text: str, page: Page, source: Source) -> Article | Rejected:
    """Return the article of a flattened page, or why it is rejected; the dates of such a page are not believed."""
    flat = read_plain(text)
    if flat.headline is None:
        return gates.refuse_unheaded(" ".join((*flat.above, *flat.lines)), prior=source.language)
    sites = frozenset(fold(each) for each in (source.outlet, *flat.above) if each)
    body, edges = trim(
        flat.lines, TrimContext.of(titles=[flat.headline], names=(), sites=sites, clock=date_context_of(page, source))
    )
    read_out = "\n\n".join(body)
    rejected = gates.refuse_body(read_out, flat.headline, prior=source.language)
    if rejected is not None:
        return rejected
    return Article(
        source_id=source.id,
        outlet=source.outlet or outlet_of(flat),
        requested_url=page.requested_url,
        final_url=page.final_url,
        canonical_url=canonical_url(page.final_url) if urlsplit(page.final_url).scheme else page.final_url,
        fetched_at=page.fetched_at,
        headline=flat.headline,
        byline=edges.byline,
        dateline=edges.dateline,
        agency=edges.agency,
        body=read_out,
        language=language(read_out, prior=source.language) or source.language,
        words=len(words(read_out)),
    )


def outlet_of(page: PlainPage) -> str:
    """Return the outlet's name from the top of a flattened page, empty where there is no line above the headline.

    Flattening joins the name to its tagline, and its words to each other. A word like `جريدة` begins the tagline. A
    word like `أخبار` before the article `ال` was a separate word.
    """
    if not page.above:
        return ""
    found = _TAGLINE.match(page.above[0])
    name = found["name"] if found is not None else page.above[0]
    return _GLUED.sub(r"\1 ", name).strip(" -–|:")


def _is_paragraph(line: str) -> bool:
    return len(line.split()) > _MOST_TITLE or (len(line.split()) > 12 and ends_with_stop_or_quote(line))  # noqa: PLR2004


def _is_title(line: str) -> bool:
    return (
        _LEAST_TITLE <= len(line.split()) <= _MOST_TITLE
        and not ends_with_stop_or_quote(line)
        and boilerplate_kind(line) is None
    )
