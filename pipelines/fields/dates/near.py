"""Where on a page the date of its article may be printed: near the headline, and below the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from pipelines.page.headline import Headline
from pipelines.page.landmarks import Landmark, LandmarkRole, PageLandmarks, is_around, is_elsewhere
from pipelines.page.tree import TextLine

_LEVELS, _LEVELS_BELOW, _LINES_ABOVE, _LINES_BELOW = 4, 6, 6, 6
_SITE_HEAD = re.compile(r"\btop|masthead|\bheader|logo|toolbar|today", re.IGNORECASE)
_PARAGRAPH, _HOLDERS = 12, 2
_PAGE = frozenset({"body", "html"})


def marks_near(landmarks: PageLandmarks, headline: Headline) -> Iterator[Landmark]:
    """Yield the date landmarks near the headline, those below it first; none where the headline is not printed."""
    if headline.element is None:
        return
    end = landmarks.text_place(headline.place)
    marks = list(landmarks.with_role(LandmarkRole.DATE))
    yield from (each for each in marks if headline.place <= each.place <= end)
    first, near = _first_above(landmarks, headline), _near(headline)
    for each in reversed(marks):
        if first <= each.place < headline.place and _shares(each.element, near):
            yield each


def lines_above(landmarks: PageLandmarks, headline: Headline) -> Iterator[TextLine]:
    """Yield the last lines above the headline that are not in the head of the site, the nearest first."""
    if headline.element is None:
        return
    first = _first_above(landmarks, headline)
    for each in reversed(landmarks.lines):
        if first <= each.place < headline.place and not _is_in_site_head(each.block):
            yield each


def is_in_same_box(line: TextLine, headline: Headline, text: int) -> bool:
    """Whether *line* is above the headline in the box of the article: the text, at the place *text*, is in it, too.

    A printed newspaper has the issue there, above the section and the kicker. The box of a page has its menu, too.
    """
    box = None if headline.element is None else headline.element.getparent()
    if box is None or box.tag in _PAGE or box not in (line.block, *line.block.iterancestors()):
        return False
    inside = sum(1 for _ in box.iter(etree.Element))
    return text < headline.place + inside and next(box.iter("nav", "form"), None) is None


def is_right_above(line: TextLine, headline: Headline) -> bool:
    """Whether *line* is in the element right before the headline, or before what holds the headline alone."""
    holder = headline.element
    for _ in range(_HOLDERS):
        before = None if holder is None else holder.getprevious()
        if before is not None:
            return line.block is before or before in set(line.block.iterancestors())
        holder = None if holder is None else holder.getparent()
    return False


def marks_below(landmarks: PageLandmarks, headline: Headline) -> Iterator[Landmark]:
    """Yield the date landmarks right below the text that share a wrapper with the headline.

    A name that several of them have is that of a list: of comments, or of other articles.
    """
    if headline.element is None:
        return
    texts = [each.place for each in landmarks.lines if each.words >= _PARAGRAPH and not each.linked]
    first = landmarks.text_place(headline.place)
    near = _near(headline, _LEVELS_BELOW)
    dates = [each for each in landmarks.landmarks if each.role is LandmarkRole.DATE and each.place > first]
    below = [each for each in dates if not is_elsewhere(each.element, landmarks, headline.element)]
    own = [each for each in below if _shares(each.element, near) and not any(each.element is up for up in near)]
    alike = Counter(_names(each.element) for each in below)
    for each in own:
        is_alone = alike[_names(each.element)] == 1
        if not is_alone and each.element.get("datetime") is None:
            continue
        around = {each.element, *each.element.iterancestors()}
        last = max((place for place in texts if headline.place < place < each.place), default=None)
        between = _LINES_BELOW + 1
        if last is not None:
            lines = (line.block for line in landmarks.lines if last < line.place < each.place)
            between = sum(block not in around for block in lines)
        if between == 0 or (is_alone and between <= _LINES_BELOW):
            yield each


def elements_near(tree: HtmlElement, landmarks: PageLandmarks, headline: Headline) -> Iterator[HtmlElement]:
    """Yield every element between the headline and the first paragraph, but for those of sidebars."""
    if headline.element is None:
        return
    body = tree.find("body")
    end = landmarks.text_place(headline.place)
    for place, each in enumerate((tree if body is None else body).iter(etree.Element)):
        if place > end:
            break
        if place >= headline.place and not is_around(each, landmarks.spared):
            yield each


def entry_of(headline: Headline) -> HtmlElement | None:
    """Return the entry (hAtom, microdata) that the headline is the title of."""
    if headline.element is None:
        return None
    for each in headline.element.iterancestors():
        names = (each.get("class") or "").split()
        if {"hentry", "h-entry"} & set(names) or "Article" in (each.get("itemtype") or "") or each.tag == "article":
            return each
    return None


def _is_in_site_head(element: HtmlElement) -> bool:
    names = (
        (each.tag, f"{each.get('class') or ''} {each.get('id') or ''}") for each in (element, *element.iterancestors())
    )
    return any(tag in {"header", "nav"} or _SITE_HEAD.search(name) for tag, name in names)


def _first_above(landmarks: PageLandmarks, headline: Headline) -> int:
    above = [each.place for each in landmarks.lines if each.place < headline.place][-_LINES_ABOVE:]
    return above[0] if above else headline.place


def _near(headline: Headline, levels: int = _LEVELS) -> set[HtmlElement]:
    if headline.element is None:
        return set()
    near = {each for each, _ in zip(headline.element.iterancestors(), range(levels), strict=False)}
    return {each for each in near if each.tag not in _PAGE}


def _names(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _shares(element: HtmlElement, near: set[HtmlElement]) -> bool:
    """Whether *element* is inside one of *near*, and not in the header of the site, which prints today's date."""
    for each in element.iterancestors():
        if each in near:
            return True
        is_head = each.tag == "header" or _SITE_HEAD.search(f"{each.get('class') or ''} {each.get('id') or ''}")
        if is_head and not any(up in near and up.tag == "article" for up in each.iterancestors("article")):
            return False
    return False
