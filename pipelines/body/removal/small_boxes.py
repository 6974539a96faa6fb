"""Finds small boxes that are not part of the text: below the first paragraph they ask, count or promote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.sentences import ends_sentence, ends_with_stop
from pipelines.body.removal.line_tree import LineTree
from pipelines.page.tree import CONTROL, TextLine

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:cta|call-?to-?action|news-?letter|sign-?up|subscri(?:be|bers?|ption)|donat(?:e|ion|ions)|poll(?:-?box)?"
    r"|vot(?:e|es|ing)|survey|quiz|promo(?:-?box|tion|s)?|pay-?wall|reg-?wall|rating|ratings|feedback|bookmark"
    r"|app-?(?:banner|download)|sponsor(?:ed|ship)?)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_INSET = re.compile(
    r"(?:^|[\s_-])(?:box(?:ed)?|inset|fact-?box|info-?box|call-?out|accordion|toggle|toc)(?:[\s_-]|$)", re.IGNORECASE
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KINDS = frozenset({"newsletter", "follow", "paywall", "cookie", "comment_form", "ads"})
_BOXES = frozenset({"div", "section", "aside", "form", "fieldset", "dialog", "details"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RULER = re.compile(r"_{5,}")
"""A drawn line, below which a forum prints the signature of its member."""
_PEOPLE = frozenset({"author", "creator", "publisher"})
_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*(?:مليون|مليار|ألف|k|m)?")
_PARAGRAPH, _TITLE, _FEW_WORDS, _ENTRIES = 15, 3, 4, 2
_MOST_LINES, _MOST_WORDS, _LONGEST, _LONGEST_BESIDE = 8, 40, 16, 8
_LINKED = 0.6


def small_boxes(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the boxes of a few short lines that are not part of the text.

    Such a box has a form field, a button or a line of boilerplate, is named as a promotion, or counts something in
    large figures. A box of a heading and titles of other pages is yielded, too. Boxes above the first paragraph stay:
    there they tell who wrote the article and when. *kept* are the elements around the headline.
    """
    seen: set[HtmlElement] = set()
    for line in _below_first_paragraph(tree.found):
        held = tree.held[line.block]
        is_gone = _is_false_button(line) and len(held) == 1
        is_gone |= _RULER.fullmatch(line.text) is not None and held[0] is line and _is_small(held)
        if is_gone and line.block not in kept:
            seen.add(line.block)
            yield line.block
            continue
        for each in (line.block, *line.block.iterancestors()):
            if each in kept or each in seen or not _is_small(tree.held[each]):
                break
            seen.add(each)
            if not _is_box(each):
                continue
            held = tree.held[each]
            if _is_named(each) or _is_inset(each):
                yield each
            elif _is_asking(each, tree) or _counts(each, held) or _heads_links(held):
                yield _widest(each, tree, kept)


def scopes_of_people(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the microdata scopes of the author and the publisher: what they print are fields, not text."""
    for each, held in tree.held.items():
        is_scope = each.get("itemscope") is not None and each.get("itemprop") in _PEOPLE
        if is_scope and each not in kept and _is_small(held):
            yield each


def _below_first_paragraph(found: Sequence[TextLine]) -> Sequence[TextLine]:
    first = next((at for at, line in enumerate(found) if _is_paragraph(line)), len(found))
    return found[first + 1 :]


def _is_paragraph(line: TextLine) -> bool:
    return line.words >= _PARAGRAPH and not line.linked and ends_sentence(line.text)


def _is_false_button(line: TextLine) -> bool:
    """Whether a line is links that lead nowhere, as scripts use them for buttons, and perhaps a count."""
    links = [each for each in line.block if each.tag == "a"]
    is_link = any(each.get(name) for each in links for name in ("href", "name", "id"))
    if not links or line.block.tag in _HEADINGS or is_link:
        return False
    rest = line.text
    for each in links:
        text = each.text_content().split()
        rest = rest.replace(" ".join(text), "", 1)
        if not 0 < len(text) <= _FEW_WORDS:
            return False
    return not any(map(str.isalpha, rest)) and not ends_with_stop(line.text)


def _is_small(held: Sequence[TextLine]) -> bool:
    words = [each.words for each in held[: _MOST_LINES + 1]]
    return len(words) <= _MOST_LINES and sum(words) <= _MOST_WORDS and max(words) <= _LONGEST


def _is_box(element: HtmlElement) -> bool:
    return element.tag in _BOXES or "-" in element.tag


def _is_named(element: HtmlElement) -> bool:
    return _has_name(f"{element.get('class') or ''} {element.get('id') or ''} {element.tag}")


def _is_inset(element: HtmlElement) -> bool:
    """Whether a box is set into the text: closed details, or the only one of its name among its siblings."""
    if element.tag == "details":
        return "open" not in element.attrib
    name = element.get("class") or ""
    if not _has_inset_name(name):
        return False
    beside = (*element.itersiblings(), *element.itersiblings(preceding=True))
    is_alone = not any(each.get("class") == name for each in beside)
    return is_alone and any(each.tag == "p" or next(each.iter("p"), None) is not None for each in beside)


@lru_cache(maxsize=8192)
def _has_inset_name(name: str) -> bool:
    return _INSET.search(_HUMP.sub("-", name)) is not None


@lru_cache(maxsize=8192)
def _has_name(names: str) -> bool:
    return _NAMED.search(_HUMP.sub("-", names)) is not None


def _is_asking(box: HtmlElement, tree: LineTree) -> bool:
    """Whether a box itself has a control or a line of boilerplate, and no sentence beside it; a heading alone stays."""
    held = tree.held[box]
    if all(each.block.tag in _HEADINGS for each in held):
        return False
    if _has_control(box) and not _is_entry(box):
        return any(each.get(CONTROL) is not None and _own_box(each, tree) is box for each in box.iter())
    kinds = {each: boilerplate_kind(each.text) for each in held}
    if not any(kind in _KINDS and _own_box(each.block, tree) is box for each, kind in kinds.items()):
        return False
    return not any(kind is None and ends_with_stop(each.text) for each, kind in kinds.items())


def _has_control(box: HtmlElement) -> bool:
    return any(each.get(CONTROL) is not None for each in box.iter())


def _is_entry(box: HtmlElement) -> bool:
    """Whether a box is one of three or more alike, each with a control: the entries of a live page can be shared."""
    beside = (*box.itersiblings(box.tag), *box.itersiblings(box.tag, preceding=True))
    return sum(1 for each in beside if each.get("class") == box.get("class") and _has_control(each)) >= _ENTRIES


def _own_box(element: HtmlElement, tree: LineTree) -> HtmlElement | None:
    """Return the innermost box with text that holds *element*."""
    return next((each for each in (element, *element.iterancestors()) if each in tree.held and _is_box(each)), None)


def _counts(box: HtmlElement, held: Sequence[TextLine]) -> bool:
    """Whether at least half of the lines, and two of them, are bare figures, as in a box of large numbers."""
    figures = sum(_FIGURE.fullmatch(each.text) is not None for each in held)
    is_table = next(box.iter("table", "ul", "ol", "dl"), None) is not None
    return figures > 1 and figures * 2 >= len(held) and not is_table


def _heads_links(held: Sequence[TextLine]) -> bool:
    """Whether a box is a heading above titles of other pages, and nothing else."""
    if held[0].block.tag not in _HEADINGS or held[0].linked or len(held) < _TITLE:
        return False
    return all(
        each.linked > len(each.text) * _LINKED and each.words >= _TITLE and not ends_with_stop(each.text)
        for each in held[1:]
    )


def _widest(box: HtmlElement, tree: LineTree, kept: set[HtmlElement]) -> HtmlElement:
    """Return the widest box around *box* that has no more than a few words without a stop beside it."""
    own, widest = len(tree.held[box]), box
    for each in box.iterancestors():
        held = tree.held[each]
        if each in kept or not _is_box(each) or not _is_small(held):
            break
        inside = set(box.iter())
        beside = [line for line in held if line.block not in inside]
        if len(held) > own and any(_is_text(line) for line in beside):
            break
        widest = each
    return widest


def _is_text(line: TextLine) -> bool:
    return ends_with_stop(line.text) or line.words > _LONGEST_BESIDE or line.block.tag in _HEADINGS
