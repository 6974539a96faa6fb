"""The headline that only its words or its place give away: a whole block that is declared, a line above the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, islice

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.arabic.fold import fold_letters
from pipelines.fields.titles.lone_heading import (
    around_text,
    find_line_above,
    find_lone_heading,
    highest_above,
    may_head,
    text_runs,
    titles_among,
)
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks, is_around
from pipelines.page.tree import TextLine, flat, text_of

_NAME_WORDS, _MENU, _LONGER = 5, 4, 1.2
_PARAGRAPHS, _LEVELS, _MOST, _HALF, _MOST_LABELS = 3, 4, 2, 0.5, 20
_LEAST_INLINE, _MOST_BESIDE = 5, 6
_OWN_TITLE = re.compile(r"(?:article|news|entry|post|story)[_-]{0,2}(?:title|headline)(?:[\s_-]|$)", re.IGNORECASE)
_BANNER = re.compile(
    r"(?:^|[\s_-])(?:banner|masthead|brand|logo|(?:site|blog|page)[_-]?(?:title|name|header|head)|(?:full-?)?header)(?:[\s_-]|$)",
    re.IGNORECASE,
)


def find_below_name(
    best: Headline, tree: HtmlElement, landmarks: PageLandmarks, title: str | None, is_title: Callable[[str], bool]
) -> Headline | None:
    """Return the headline below *best* where *best* is only the short name of a site or a section; else `None`.

    A menu stands between such a name and the text, a link of the page has it, it is in the banner of the page, or what
    is below it is named as an article's title. That must be longer.
    """
    if len(best.text.split()) > _NAME_WORDS:
        return None
    key, is_name = fold_letters(best.text), _is_name(best, tree, landmarks)

    def is_other(text: str) -> bool:
        return is_title(text) and fold_letters(text) != key and len(text) > len(best.text) * _LONGER

    if not is_name:
        return _named_below(best, landmarks, is_other)
    rest = _declared_below(best, tree, landmarks, title, is_other)
    found = rest or find_lone_heading(tree, landmarks, None, is_other) or find_line_above(landmarks, is_other)
    found = found or find_plain_line(landmarks, is_other)
    return found if found is not None and found.place > best.place else None


def find_plain_line(landmarks: PageLandmarks, is_title: Callable[[str], bool]) -> Headline | None:
    """Return the line right above a text of several paragraphs, in a block of its own, that only its place sets apart.

    Of two such lines the first is the headline and the other the deck, unless the first is as short as a kicker.
    """
    texts = next(iter(text_runs(landmarks)), [])
    if len(texts) < _PARAGRAPHS or titles_among(landmarks, texts) >= max(2, len(texts) // 3):
        return None
    spared, highest = around_text(landmarks, texts), highest_above(landmarks, texts[0].place)
    near = _ancestors(texts[0].block)
    above = [each for each in landmarks.lines if highest <= each.place < texts[0].place and not each.linked]
    found = [each for each in above if _alone(each) is not None and _is_near(each, near) and is_title(clean(each.text))]
    found = [each for each in found if may_head(clean(each.text)) and not is_around(each.block, spared)]
    if not 0 < len(found) <= _MOST:
        return None
    is_kicker = len(found) > 1 and len(found[0].text) < len(found[1].text) * _HALF
    line = found[1] if is_kicker else found[0]
    return Headline(text=clean(line.text), element=_alone(line), place=line.place, rule="line")


def find_whole_block(landmarks: PageLandmarks, variants: dict[str, str]) -> Headline | None:
    """Return the block or the line whose whole text is the longest of *variants*: the headline of an old page."""
    best: Headline | None = None
    for block, group in groupby(landmarks.lines, key=lambda line: line.block):
        lines = list(group)
        if is_around(block, landmarks.spared):
            continue
        for some in dict.fromkeys([tuple(lines), *((each,) for each in lines)]):
            text = clean(flat(" ".join(each.text for each in some)))
            if " " not in text or fold_letters(text) not in variants:
                continue
            if any(each.linked > len(each.text) // 2 for each in some) and best is not None:
                continue
            if best is None or len(text) > len(best.text):
                is_whole = fold_letters(block.text_content()) == fold_letters(text)
                element = block if is_whole else _inline(block, text)
                best = Headline(text=text, element=element, place=some[0].place, rule="printed")
    return best


def find_inline_title(landmarks: PageLandmarks, variants: dict[str, str]) -> Headline | None:
    """Return the longest of *variants* that is an inline element beside a date alone: the head of a portal's box."""
    best: Headline | None = None
    for line in landmarks.lines:
        if line.words < _LEAST_INLINE or is_around(line.block, landmarks.spared):
            continue
        for each in line.block.iterdescendants("strong", "b", "a", "font", "span"):
            text = clean(flat(each.text_content()))
            rest = line.text.replace(text, "").split() if text else []
            is_dated = 0 < len(rest) <= _MOST_BESIDE and any(map(str.isdigit, "".join(rest)))
            if is_dated and fold_letters(text) in variants and (best is None or len(text) > len(best.text)):
                best = Headline(text=text, element=each, place=line.place, rule="printed")
    return best


def _inline(block: HtmlElement, text: str) -> HtmlElement:
    """Return the element inside *block* that has *text* alone; old pages use `<font>` and `<b>`."""
    alone = (each for each in block.iterdescendants("font", "b", "strong", "span", "big", "u")
             if fold_letters(each.text_content()) == fold_letters(text))  # fmt: skip
    return next(alone, block)


def _named_below(best: Headline, landmarks: PageLandmarks, is_other: Callable[[str], bool]) -> Headline | None:
    """Return the only line between *best* and the text whose element is named as the title of an article."""
    texts = next(iter(text_runs(landmarks)), [])
    between = [each for each in landmarks.lines if texts and best.place < each.place < texts[0].place]
    found = [(line, each) for line in between if not line.linked for each in line.block.iter() if _is_own_title(each)]
    if len(found) != 1 or not is_other(clean(found[0][0].text)):
        return None
    line, element = found[0]
    return Headline(text=clean(line.text), element=element, place=line.place, rule="heading")


def _is_own_title(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and _OWN_TITLE.search(element.get("class") or "") is not None


def _declared_below(
    best: Headline, tree: HtmlElement, landmarks: PageLandmarks, title: str | None, is_other: Callable[[str], bool]
) -> Headline | None:
    """Return the heading that is the rest of the `<title>` behind the name of the site."""
    whole, name = fold_letters(title or ""), fold_letters(best.text)
    for each in tree.iter("h1", "h2", "h3", "h4"):
        text = clean(text_of(each))
        if is_other(text) and fold_letters(text) in {
            whole.removeprefix(name).strip(),
            whole.removesuffix(name).strip(),
        }:
            place = next((line.place for line in landmarks.lines if clean(line.text) == text), 0)
            return Headline(text=text, element=each, place=place, rule="printed")
    return None


def _is_name(best: Headline, tree: HtmlElement, landmarks: PageLandmarks) -> bool:
    texts = next(iter(text_runs(landmarks)), [])
    if not texts or best.element is None:
        return False
    is_linked = any(fold_letters(text_of(each)) == fold_letters(best.text) for each in tree.iter("a"))
    return is_linked or is_set_apart(best, landmarks)


def is_set_apart(name: Headline, landmarks: PageLandmarks) -> bool:
    """Whether a menu parts the *name* from the text, or it is in the banner of the page."""
    texts = next(iter(text_runs(landmarks)), [])
    if not texts or name.element is None:
        return False
    names = " ".join(_names(each) for each in (name.element, *_ancestors(name.element)[:2]))
    between = (each for each in landmarks.lines if name.place < each.place < texts[0].place)
    menu = sum(each.linked * 2 > len(each.text) for each in between)
    return menu >= _MENU or _BANNER.search(names) is not None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _ancestors(block: HtmlElement) -> list[HtmlElement]:
    return [each for each, _ in zip(block.iterancestors(), range(_LEVELS), strict=False)]


def _is_near(line: TextLine, near: Sequence[HtmlElement]) -> bool:
    """Whether *line* is in the same column as the text."""
    return any(each in near and each.tag not in {"body", "html"} for each in _ancestors(line.block))


def _alone(line: TextLine) -> HtmlElement | None:
    """Return the block, or the label in it, that has the text of *line* and no other."""
    labels = islice(line.block.iterchildren("span", "label", "b", "strong"), _MOST_LABELS)
    return next((each for each in (line.block, *labels) if flat(each.text_content()) == line.text), None)
