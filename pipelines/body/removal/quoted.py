"""Finds what repeats the text or is quoted from elsewhere: pulled quotations, and embedded posts of networks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.body.removal.line_tree import LineTree
from pipelines.page.tree import flat

_POST = re.compile(
    r"(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|bluesky-embed|telegram-post"
    r"|text-post-media|reddit-embed-bq|reddit-card)(?=\s|$)",
    re.IGNORECASE,
)
_POST_TAG = re.compile(r"amp-(?:twitter|instagram|facebook|tiktok|reddit|pinterest)")
_QUOTE = re.compile(r"quot|pull|highlight|callout", re.IGNORECASE)
_QUOTE_TAGS = frozenset({"blockquote", "aside"})
_BOXES = frozenset({"blockquote", "aside", "div", "figure", "section", "p"})
_LEAST, _MOST = 4, 45
_ARABIC = re.compile("[\u0621-\u064a]")
_EDGES = re.compile(r"^[\W_]++|(?<![\W_])[\W_]++$")


def embedded_posts(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the embedded posts of networks that are placeholders, or in another script than Arabic.

    An Arabic post is what the article quotes; it stays, with its writer.
    """
    for each, held in tree.held.items():
        if each in kept:
            continue
        is_foreign = _POST.search(each.get("class") or "") and not any(_is_arabic(line.text) for line in held)
        if is_foreign or _POST_TAG.fullmatch(each.tag):
            yield each


def _is_arabic(line: str) -> bool:
    return len(_ARABIC.findall(line)) * 2 > sum(map(str.isalpha, line))


def pulled_quotations(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the boxes that only repeat, in large letters, what a longer line of the page says."""
    lines = [(line.block, fold(line.text)) for line in tree.found if line.words > _LEAST]
    for each, held in tree.held.items():
        if each in kept or not _is_quote(each) or sum(line.words for line in held) > _MOST:
            continue
        core = max((_bare(text) for text in _parts(each)), key=len, default="")
        inside = set(each.iter())
        if len(core.split()) >= _LEAST and any(
            core in text and len(text) > len(core) for block, text in lines if block not in inside
        ):
            yield each


def _is_quote(element: HtmlElement) -> bool:
    return element.tag in _QUOTE_TAGS or (
        element.tag in _BOXES and _QUOTE.search(element.get("class") or "") is not None
    )


def _parts(box: HtmlElement) -> Iterator[str]:
    """Yield the texts of the innermost elements of *box*: the quotation and its speaker stand in two of them."""
    for each in box.iter():
        if not len(each) or each.tag == "p":
            yield flat(each.text_content())
        elif each.text and each.text.strip():
            yield flat(each.text)


def _bare(text: str) -> str:
    return _EDGES.sub("", fold(text))
