"""Finds the text of an article in a pruned page: the container that holds it, and its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic.sentences import ends_sentence, is_running_text
from pipelines.body.removal.line_sums import line_sums
from pipelines.page.headline import Headline
from pipelines.page.landmarks import is_around
from pipelines.page.tree import TextLine, joined_lines, lines

_LONG, _TITLE = 10, 4
_DATE_DIGITS = 6
_FEW, _NEAR, _LEVELS = 2, 3, 2
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MOST_LINKED = 0.6
_HOLDS = 0.75
"""The search goes down to the child with most text as long as that child holds this share of the text."""
_LEFT = 0.3
"""Names of sidebars are ignored where the lines outside them hold less than this share of the text."""
_LOOSE = frozenset({"div", "section", "article", "main", "body", "header", "center"})
_INLINE = frozenset(
    {"p", "span", "font", "b", "strong", "a", "li", "ol", "ul", "blockquote", "em", "u", "i", "h1", "h2", "h3", "tr"}
)
_PAGE = frozenset({"body", "main", "article", "td"})
_WRAPPERS = ("div", "section", "p", "footer", "aside")
_ADDRESS = re.compile(r"https?://|www\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerBody:
    """The lines of an article as printed.

    *share* is their share of the page's running text, 0 to 1; *sentences* is how many of them are text.
    *titles_inside* is how many titles of other pages stand between them, *titles_on_page* how many stand anywhere below
    the headline.
    """

    lines: tuple[str, ...]
    share: float
    titles_inside: int
    titles_on_page: int
    sentences: int


def find_body(tree: HtmlElement, headline: Headline) -> ContainerBody:
    """Return the lines of the container that holds most running text below the headline.

    The container is found by the balance of text and titles of other pages, not by names. *tree* must be pruned. A
    lede between the headline and the container belongs to the text.
    """
    page = tree.find("body")
    found = _of_one_article(_below(lines(tree if page is None else page), headline), headline)
    spared = frozenset() if headline.element is None else frozenset(headline.element.iterancestors())
    texts = _outside_sidebars([each for each in found if _is_text(each)], spared)
    total = sum(len(each.text) for each in texts)
    on_page = sum(1 for each in found if _is_title(each))
    if not total:
        return ContainerBody(lines=(), share=0.0, titles_inside=0, titles_on_page=on_page, sentences=0)
    container = _container(_balanced(tree, found, texts), texts)
    inside = set(container.iter())
    inside |= _following(container, found, spared)
    own = [each for each in found if each.block in inside]
    held = sum(len(each.text) for each in texts if each.block in inside)
    kept = [*_ledes(found, own, headline), *_without_trailing_words([each for each in own if not _is_link(each)])]
    return ContainerBody(
        lines=tuple(joined_lines(kept, inside)),
        share=held / total,
        titles_inside=sum(1 for each in own if _is_title(each)),
        titles_on_page=on_page,
        sentences=sum(1 for each in own if _is_text(each)),
    )


def _following(container: HtmlElement, found: Sequence[TextLine], spared: frozenset[HtmlElement]) -> set[HtmlElement]:
    """Return what is in the wrappers right behind the container that hold unlinked sentences and nothing else.

    A text can be split at any place into wrappers of other names.
    """
    inside: set[HtmlElement] = set()
    holder: HtmlElement | None = container
    while holder is not None and holder not in spared and holder.tag not in _PAGE:
        for each in holder.itersiblings(*_WRAPPERS):
            parts = set(each.iter())
            own = [line for line in found if line.block in parts]
            if not all(_is_own_sentence(line) and not is_around(line.block, spared) for line in own):
                return inside
            inside |= parts
        holder = holder.getparent()
    return inside


def _is_own_sentence(line: TextLine) -> bool:
    return not line.linked and line.words >= _LONG and ends_sentence(line.text)


def _outside_sidebars(texts: list[TextLine], spared: frozenset[HtmlElement]) -> list[TextLine]:
    """Return the lines that stand in no sidebar, comment or footer by its name; all, where that leaves too little."""
    outside = [each for each in texts if not is_around(each.block, spared)]
    left = sum(len(each.text) for each in outside)
    return outside if left >= sum(len(each.text) for each in texts) * _LEFT else texts


def _without_trailing_words(own: list[TextLine]) -> list[TextLine]:
    """Return the lines without the few words behind the last sentence that stand in no paragraph or list.

    A heading below the last sentence is the heading of something else.
    """
    kept = list(own)
    while len(kept) > 1 and kept[-1].block.tag in _LOOSE | _HEADINGS and len(kept[-1].text.split()) < _TITLE:
        if _is_text(kept[-1]) or ends_sentence(kept[-1].text) or _is_dated(kept[-1]):
            break
        kept.pop()
    return kept


def _of_one_article(found: list[TextLine], headline: Headline) -> list[TextLine]:
    """Return the lines without those of other articles: some pages print the next article below the text.

    Another article is an `<article>` of its own, or it starts with a heading styled as the headline is: the same class,
    and the same class of its parent. A heading two levels below it is a cross-head, unless a date is right below.
    """
    own = None if headline.element is None else next(headline.element.iterancestors("article"), None)
    inside = found
    if own is not None:
        descendants, outer = set(own.iter()), {None, *own.iterancestors("article")}
        inside = [each for each in found if each.block in descendants or _article_of(each.block) in outer]
    if sum(1 for each in inside if _is_text(each)) >= _FEW:
        found = inside
    texts = 0
    for index, line in enumerate(found):
        if texts >= _FEW and line.block.tag in _HEADINGS and _is_styled_alike(line.block, headline.element):
            is_near = headline.element is None or _levels_below(line.block, headline.element) < _LEVELS
            if is_near or any(map(_is_dated, found[index + 1 : index + 1 + _NEAR])):
                return found[:index]
        texts += _is_text(line)
    return found


def _levels_below(heading: HtmlElement, headline: HtmlElement) -> int:
    """Return how many levels *heading* is below *headline*; 0 where that is no heading by its tag."""
    return int(heading.tag[1]) - int(headline.tag[1]) if headline.tag in _HEADINGS else 0


def _article_of(block: HtmlElement) -> HtmlElement | None:
    return next((each for each in (block, *block.iterancestors()) if each.tag == "article"), None)


def _is_styled_alike(heading: HtmlElement, headline: HtmlElement | None) -> bool:
    if headline is None or heading is headline or not heading.get("class"):
        return False
    parent, expected = heading.getparent(), headline.getparent()
    return (
        heading.get("class") == headline.get("class")
        and parent is not None
        and expected is not None
        and (parent.tag, parent.get("class")) == (expected.tag, expected.get("class"))
    )


def _is_dated(line: TextLine) -> bool:
    """Whether a line has the digits of a whole date: such a line may date the page, so it is kept."""
    return sum(map(str.isdigit, line.text)) >= _DATE_DIGITS


def _below(found: Sequence[TextLine], headline: Headline) -> list[TextLine]:
    """Return the lines below the headline, or all lines where it is not printed or is below the text."""
    if headline.element is None:
        return list(found)
    own = set(headline.element.iter())
    last = max((index for index, each in enumerate(found) if each.block in own), default=-1)
    below = list(found[last + 1 :])
    letters = sum(len(each.text) for each in found if _is_text(each))
    return below if sum(len(each.text) for each in below if _is_text(each)) * 2 > letters else list(found)


def _balanced(tree: HtmlElement, found: Sequence[TextLine], texts: Sequence[TextLine]) -> HtmlElement:
    """Return the tightest element with the best balance of running text over the titles of other pages.

    So a short text beside a long menu of titles is found without the menu.
    """
    wanted = {id(each) for each in texts}
    gains = [len(each.text) if id(each) in wanted else -len(each.text) if _is_title(each) else 0 for each in found]
    weighed = [(line, gain) for line, gain in zip(found, gains, strict=True) if gain]
    (balance,) = line_sums([line for line, _ in weighed], [gain for _, gain in weighed])
    best = max(balance.values(), default=0)
    tight = [each for each, gain in balance.items() if gain == best]
    return min(tight, key=lambda each: len(list(each.iter())), default=tree)


def _container(tree: HtmlElement, texts: Sequence[TextLine]) -> HtmlElement:
    weights, counts = line_sums(texts, [len(each.text) for each in texts], [1] * len(texts))
    container = tree
    while True:
        heaviest = max((each for each in container if each in weights), key=weights.__getitem__, default=None)
        if heaviest is None or heaviest.tag in _INLINE or weights[heaviest] < weights[container] * _HOLDS:
            return container
        if _has_similar_sibling(heaviest, counts, named=counts[heaviest] > 1):
            return container
        container = heaviest


def _has_similar_sibling(element: HtmlElement, counts: dict[HtmlElement, int], *, named: bool) -> bool:
    """Whether a sibling of *element* with the same tag holds text too: paragraphs made of `<div>`.

    With *named* the sibling must have the same class, and *element* must have one.
    """
    name = element.get("class") or ""
    if named and not name:
        return False
    siblings = (each for before in (True, False) for each in element.itersiblings(element.tag, preceding=before))
    return any(each in counts and (not named or each.get("class") == name) for each in siblings)


def _ledes(found: Sequence[TextLine], own: Sequence[TextLine], headline: Headline) -> list[TextLine]:
    """Return the sentences between the headline and the container: a lede may have its own box."""
    if headline.element is None or not own:
        return []
    before = found[: found.index(own[0])]
    spared = frozenset(headline.element.iterancestors())
    return [
        each
        for each in before
        if each.words >= _LONG and ends_sentence(each.text) and not each.linked and not is_around(each.block, spared)
    ]


def _is_link(line: TextLine) -> bool:
    return line.linked > len(line.text) * _MOST_LINKED and _ADDRESS.search(line.text) is None


def _is_title(line: TextLine) -> bool:
    return _is_link(line) and line.words >= _TITLE


def _is_text(line: TextLine) -> bool:
    return line.linked <= len(line.text) / 2 and is_running_text(line.text)
