"""A page that prints its article twice: in Arabic, and beside or below it in a language of another script."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.page.tree import TextLine, lines, silence

_ARABIC, _LETTER = re.compile("[\u0620-\u064a]"), re.compile(r"[^\W\d_]")
_LONG, _LEAST = 10, 3
"""A paragraph has ten words or more; a text has three paragraphs."""
_MOSTLY, _HARDLY = 0.8, 0.1
_LEAST_SHARE = 0.5
"""A translation into Arabic has more than half of the words of its original; teasers in Arabic have fewer."""


def keep_arabic(tree: HtmlElement) -> bool:
    """Remove from *tree* what is in another script, and return whether an Arabic article is left.

    Observed at outlets of the Comoros, Mauritania and Chad: two columns of one table, or one text below the other. What
    goes is each largest element that has paragraphs of the other script, and none in Arabic. Nothing goes where the
    Arabic paragraphs are not a text of their own.
    """
    silence(tree)
    paragraphs = [each for each in lines(tree) if each.words >= _LONG and each.linked * 2 < len(each.text)]
    shares = [_arabic_share(each.text) for each in paragraphs]
    arabic = [each for each, share in zip(paragraphs, shares, strict=True) if share >= _MOSTLY]
    foreign = [each for each, share in zip(paragraphs, shares, strict=True) if share <= _HARDLY]
    others = sum(each.words for each in foreign)
    if len(arabic) < _LEAST or not others or sum(each.words for each in arabic) < others * _LEAST_SHARE:
        return False
    for element in _apart(foreign, {up for each in arabic for up in (each.block, *each.block.iterancestors())}):
        if element.getparent() is not None:
            element.drop_tree()
    return True


def _arabic_share(text: str) -> float:
    """Return the share of the letters of *text* that are Arabic."""
    return len(_ARABIC.findall(text)) / max(1, len(_LETTER.findall(text)))


def _apart(foreign: list[TextLine], around: set[HtmlElement]) -> list[HtmlElement]:
    """Return for each line the largest element that is not *around* a line in Arabic, each once."""
    found = dict.fromkeys(_largest(each.block, around) for each in foreign)
    return [each for each in found if each is not None]


def _largest(block: HtmlElement, around: set[HtmlElement]) -> HtmlElement | None:
    largest = None
    for element in (block, *block.iterancestors()):
        if element in around:
            break
        largest = element
    return largest
