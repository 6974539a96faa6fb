"""Finds boxes that are not part of the text, whatever their words: skip blocks, forms, calls to act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.sentences import ends_with_stop
from pipelines.body.removal.line_tree import LineTree
from pipelines.page.tree import TextLine, flat

_SKIP = re.compile(r"\W*تخطي? (?P<name>.{2,40}?) و\s?(?:واصل|تابع) القراءه\W*")
_BUTTON = re.compile(r"(?:^|[\s_-])(?:button|btn)(?:[\s_-]|$)", re.IGNORECASE)
_CALL = re.compile(r"(?:[اإ]شتر(?:ك|كوا)|تبرع(?:وا)?|ساهم(?:وا)?|سجل(?:وا)?|ادعمونا|ادعمنا)(?:\s+\w+){0,2}")
_ARABIC, _LEAST_ARABIC = re.compile("[\u0620-\u064a]"), 200
_MOST_WORDS, _MOST_LINES, _LONGEST = 30, 4, 14
_BOXES = frozenset({"div", "section", "aside", "form", "fieldset"})
_LABEL, _TITLE, _PARAGRAPH = 4, 4, 15


def skipped(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what is between a skip link (`تخطى … وواصل القراءة`) and its target, with both and the heading above."""
    for link in list(tree.iter("a")):
        target = (link.get("href") or "")[1:] if (link.get("href") or "").startswith("#") else ""
        found = _SKIP.fullmatch(fold(flat(link.text_content()))) if target else None
        if found is None:
            continue
        between: list[HtmlElement] = []
        for each in (link, *link.itersiblings()):
            between.append(each)
            if each.get("id") == target:
                above = link.getprevious()
                is_heading = above is not None and fold(flat(above.text_content())) == found["name"]
                yield from [above, *between] if above is not None and is_heading else between
                break


def translations(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost boxes of an Arabic page that declare another language and have no Arabic letter."""
    marked = [each for each in tree.iter(*_BOXES, "article", "td") if _is_foreign(each.get("lang"))]
    marked = [each for each in marked if len(each) and not _ARABIC.search(each.text_content())]
    if marked and len(_ARABIC.findall(tree.text_content())) > _LEAST_ARABIC:
        found = set(marked)
        yield from (each for each in marked if found.isdisjoint(each.iterancestors()))


def _is_foreign(language: str | None) -> bool:
    return language is not None and language[:2].isalpha() and not language.lower().startswith("ar")


def labelled_links(found: Sequence[TextLine], kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the paragraphs between those of the text that are a label, a colon, and the title of another page.

    `قد يهمك: <a>…</a>`. A list of links has several of them in a row, and may belong to the text.
    """
    for at, line in enumerate(found):
        if line.block in kept or line.block.tag not in {"p", "div"} or not _is_labelled_link(line):
            continue
        beside = [each for each in (found[at - 1] if at else None, *found[at + 1 : at + 2]) if each is not None]
        if any(map(_is_paragraph, found[:at])) and not any(map(_is_labelled_link, beside)):
            yield line.block


def _is_labelled_link(line: TextLine) -> bool:
    links = [each for each in line.block.iter("a") if (each.get("href") or "#")[:1] != "#"]
    if len(links) != 1 or ends_with_stop(line.text.rstrip("؟")):
        return False
    title = flat(links[0].text_content())
    label = line.text.removesuffix(title).rstrip()
    return label != line.text and label.endswith(":") and len(label.split()) <= _LABEL <= _TITLE <= len(title.split())


def _is_paragraph(line: TextLine) -> bool:
    return line.words >= _PARAGRAPH and not line.linked and ends_with_stop(line.text)


def calls(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the widest boxes of a few short lines one of which is a button that asks to subscribe or to give."""
    seen: set[HtmlElement] = set()
    for line in tree.found:
        if _CALL.fullmatch(fold(line.text)) is None or not _is_button(line.block):
            continue
        box = None
        for each in (line.block, *line.block.iterancestors()):
            if each in kept or not _is_small(tree.held[each]):
                break
            box = each if each.tag in _BOXES else box
        if box is not None and box not in seen:
            seen.add(box)
            yield box


def _is_button(block: HtmlElement) -> bool:
    return any(
        each.tag == "button"
        or (each.tag == "a" and each.get("href") is not None)
        or _BUTTON.search(each.get("class") or "")
        for each in block.iter()
    )


def _is_small(lines: Sequence[TextLine]) -> bool:
    words = [each.words for each in lines]
    return len(words) <= _MOST_LINES and sum(words) <= _MOST_WORDS and max(words) <= _LONGEST
