"""Finds the articles that an endless page prints below its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pipelines.arabic.sentences import is_running_text
from pipelines.body.removal.line_tree import LineTree
from pipelines.page.tree import TextLine

_FEW, _NEAR, _STAMP_WORDS = 2, 4, 10
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMED = frozenset({"h2", "h3"})


def next_articles(tree: LineTree, headline: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield each element that holds another article: it opens with a heading like *headline*.

    Such a heading has the same tag and class. Unless it is an `<h1>` with a class, its parent has the same tag and
    class, too, because a heading within the text is in the text's own element. Another `<h1>` in an element apart from
    the text is one as well. Both articles must have text.
    """
    if headline is None or headline.tag not in {"h1", *_NAMED}:
        return
    kept = {headline, *headline.iterancestors()}
    below = _below(tree.found, headline)
    texts = 0
    for at, line in enumerate(below):
        texts += _is_text(line)
        if texts < _FEW or not any(map(_is_text, below[at + 1 :])):
            continue
        if _is_like(line.block, headline):
            yield from _from(line.block, kept)
            return
        if line.block.tag == headline.tag == "h1" and _is_apart(line, below[:at], kept, tree):
            yield from _from(line.block, kept)
            return


def _below(found: Sequence[TextLine], headline: HtmlElement) -> list[TextLine]:
    at = next((at for at, line in enumerate(found) if line.block is headline), None)
    return [] if at is None else list(found[at + 1 :])


def _is_text(line: TextLine) -> bool:
    return line.linked * 2 <= len(line.text) and is_running_text(line.text)


def _is_like(heading: HtmlElement, headline: HtmlElement) -> bool:
    if heading.tag != headline.tag or heading.get("class") != headline.get("class"):
        return False
    one, two = heading.getparent(), headline.getparent()
    if one is None or two is None or one is two:
        return False
    if heading.tag == "h1" and heading.get("class"):
        return True
    is_named = heading.tag == "h1" or bool(heading.get("class"))
    return is_named and (one.tag, one.get("class")) == (two.tag, two.get("class"))


def _is_apart(heading: TextLine, above: Sequence[TextLine], kept: set[HtmlElement], tree: LineTree) -> bool:
    """Whether the article of another `<h1>` is in a dated element of its own, which *above* has no part of.

    The sections of one article can have such headings, too, but no dates.
    """
    found = _from(heading.block, kept)
    if not found or heading.linked:
        return False
    held = tree.held[found[0]]
    places = {each.place for each in held}
    is_dated = next(found[0].iter("time"), None) is not None or any(map(_is_stamp, held[1:_NEAR]))
    return is_dated and sum(map(_is_text, held)) >= _FEW and not any(each.place in places for each in above)


def _is_stamp(line: TextLine) -> bool:
    return len(line.text.split()) <= _STAMP_WORDS and _YEAR.search(line.text) is not None


def _from(heading: HtmlElement, kept: set[HtmlElement]) -> list[HtmlElement]:
    """Return the widest element around *heading* that is not around the page's own headline, and its like below it."""
    widest = heading
    for each in heading.iterancestors():
        if each in kept:
            break
        widest = each
    if widest is heading:
        return []
    return [widest, *(each for each in widest.itersiblings(widest.tag) if each.get("class") == widest.get("class"))]
