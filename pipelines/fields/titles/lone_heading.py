"""The headline of a page where no title is agreed on: the heading, or the bold line, right above its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from itertools import islice

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.fold import fold_letters
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.sentences import ends_with_stop
from pipelines.page.headline import Headline, place_of
from pipelines.page.landmarks import LandmarkRole, PageLandmarks, is_around
from pipelines.page.tree import TextLine, text_of

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_NAMED = re.compile(r"(?:title|headline|ttl)(?:label|lbl|text|\d)*(?=\s|$)", re.IGNORECASE)
_LARGE = frozenset({"5", "6", "7", "+2", "+3", "+4"})
"""Sizes of `<font>` in which old pages print their headlines."""
_SIZE = re.compile(r"font-size\s*+:\s*+(?P<size>\d{1,3})(?:\.\d*+)?(?P<unit>px|pt)")
_PIXELS, _LEAST_SIZE = {"px": 1.0, "pt": 4 / 3}, 18
_PARAGRAPH, _LEAST_PARAGRAPHS, _SURE_PARAGRAPHS, _MOST_BETWEEN, _MOST_LINES = 12, 2, 3, 6, 16
_LEAST_WORDS, _LABEL, _NEARLY, _NAME_WORDS = 3, 3, 0.6, 3
_MOST_TITLE, _LIST, _MOST_RUNS = 30, 3, 3
_SUBJECT_WORDS, _SHORT_WORD = 3, 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BOXES, _MOST_ELEMENTS = ("p", "div", "span", "td"), 60
"""A block of more elements than that is no title; a page must not make the search long."""


def find_lone_heading(
    tree: HtmlElement, landmarks: PageLandmarks, title: str | None, is_title: Callable[[str], bool]
) -> Headline | None:
    """Return the heading of a page where no other title is: named as one, or the only one right above the text.

    WebForms name it by an id (`<span id=ctl00_lblTitle>`), old templates by a class (`<p class=head-title>`).
    *is_title* tells whether a text can be a headline; *title* is the `<title>`.
    """
    runs = [each for each in text_runs(landmarks) if len(each) >= _LEAST_PARAGRAPHS]
    found = (_heading_above(tree, landmarks, title, is_title, texts) for texts in runs[:_MOST_RUNS])
    return next((each for each in found if each is not None), None)


def _heading_above(
    tree: HtmlElement,
    landmarks: PageLandmarks,
    title: str | None,
    is_title: Callable[[str], bool],
    texts: Sequence[TextLine],
) -> Headline | None:
    """Return the only heading right above the *texts*."""
    words, spared = set(fold(title or "").split()), around_text(landmarks, texts)
    highest = highest_above(landmarks, texts[0].place)
    above: list[Headline] = []
    for element in tree.iter(*_HEADINGS, "p", "span", "div", "td", "label", "font", "strong"):
        is_heading = element.tag in _HEADINGS or (element.get("size") or "") in _LARGE
        if not (is_heading or _NAMED.search(_names(element))):
            continue
        text = clean(text_of(element))
        is_end = is_heading and (title or "").strip().endswith(text)
        is_short = len(text.split()) < _LEAST_WORDS and not is_end
        if not is_title(text) or is_short or text.endswith(":"):
            continue
        own = set(fold(text).split())
        is_declared = len(own & words) > max(len(own), _LEAST_WORDS) * _NEARLY
        is_linked = any(len(text_of(link)) * 2 > len(text) for link in element.iter("a"))
        if is_declared or not (is_linked or is_around(element, spared)):
            place = next((each.place for each in landmarks.lines if clean(each.text) == text), None)
            place = place_of(landmarks, element) if place is None else place
            found = Headline(text=text, element=element, place=place, rule="heading")
            if is_declared:
                return found
            above += [found] if highest <= place < texts[0].place else []
    if titles_among(landmarks, texts) >= max(2, len(texts) - 1):  # a list of links with descriptions
        return None
    return above[-1] if len({fold_letters(each.text) for each in above}) == 1 else None


def find_longer_heading(
    tree: HtmlElement, landmarks: PageLandmarks, claim: str, is_title: Callable[[str], bool]
) -> Headline | None:
    """Return the only heading above the text, if it has a word of a declared title that is no more than its subject."""
    own = {each for each in fold(claim).split() if len(each) > _SHORT_WORD}
    found = find_lone_heading(tree, landmarks, None, is_title) if len(claim.split()) <= _SUBJECT_WORDS else None
    is_longer = found is not None and len(found.text) > len(claim) * 2
    return found if found is not None and is_longer and own & {*fold(found.text).split()} else None


def find_line_above(landmarks: PageLandmarks, is_title: Callable[[str], bool]) -> Headline | None:
    """Return the bold or large line right above a text of several paragraphs; the largest, else the nearest.

    A linked line is believed only where a line below the text repeats it: a reader of feeds prints it twice.
    """
    runs = [each for each in text_runs(landmarks) if len(each) >= _SURE_PARAGRAPHS]
    found = (_line_above(landmarks, is_title, texts) for texts in runs[:_MOST_RUNS])
    return next((each for each in found if each is not None), None)


def _line_above(
    landmarks: PageLandmarks, is_title: Callable[[str], bool], texts: Sequence[TextLine]
) -> Headline | None:
    """Return the bold or large line right above the *texts*."""
    if titles_among(landmarks, texts) >= max(2, len(texts) // 3):
        return None
    spared, highest = around_text(landmarks, texts), highest_above(landmarks, texts[0].place)
    found: list[tuple[float, int, TextLine, HtmlElement]] = []
    for line in landmarks.lines:
        if not highest <= line.place < texts[0].place:
            continue
        text = clean(line.text)
        if not is_title(text) or not may_head(text) or is_around(line.block, spared):
            continue
        printing = _printing(line)
        if line.linked and not any(text in each.text for each in landmarks.lines if each.place >= texts[-1].place):
            continue
        if printing is not None or line.linked:
            element = line.block if printing is None else printing
            found.append((_size(element), line.place, line, element))
    if not found:
        return None
    _, place, line, element = max(found, key=lambda each: each[:2])
    return Headline(text=clean(line.text), element=element, place=place, rule="line")


def find_word_heading(landmarks: PageLandmarks, parts: Container[str]) -> Headline | None:
    """Return the `<h1>` of one or two words (`وداعا`) above a date or a byline and a text; a section has one, too.

    *parts* are the keys of the parts of the `<title>`: the heading is one of them.
    """
    texts = next(iter(text_runs(landmarks)), [])
    if len(texts) < _SURE_PARAGRAPHS or titles_among(landmarks, texts) >= max(2, len(texts) // 3):
        return None
    highest = highest_above(landmarks, texts[0].place)
    for each in landmarks.with_role(LandmarkRole.TITLE):
        text = clean(text_of(each.element))
        is_above = each.element.tag == "h1" and highest <= each.place < texts[0].place
        is_short = len(text.split()) < _LEAST_WORDS and fold_letters(text) in parts
        below = (line.text for line in landmarks.lines if each.place < line.place < texts[0].place)
        if is_above and is_short and any(map(says_when_or_who, below)):
            return Headline(text=text, element=each.element, place=each.place, rule="h1")
    return None


def text_runs(landmarks: PageLandmarks) -> list[list[TextLine]]:
    """Return the paragraphs of the page in runs between lists of links, the longest first.

    A long headline above them is none, nor is a note below a list of links.
    """
    runs: list[list[TextLine]] = [[]]
    links = 0
    for each in landmarks.lines:
        if not each.linked and each.words >= _PARAGRAPH:
            runs += [[]] if links >= _LIST else []
            runs[-1].append(each)
            links = 0
        links += each.linked * 2 > len(each.text)
    below = [_without_notice(each, landmarks.lines) for each in map(_below_title, runs)]
    return sorted(filter(None, below), key=len, reverse=True)


def _below_title(run: Sequence[TextLine]) -> list[TextLine]:
    first = next((at for at, each in enumerate(run[:_MOST_LINES]) if not _is_like_title(each)), 0)
    return list(run[first:])


def _without_notice(run: list[TextLine], lines: Sequence[TextLine]) -> list[TextLine]:
    """Return *run* without its first line if that is a notice in a box of its own, above the title of a document."""
    if len(run) <= _SURE_PARAGRAPHS or ends_with_stop(run[0].text):
        return run
    box = run[0].block.getparent()
    if box is None or (box.tag != "body" and box in run[1].block.iterancestors()):
        return run
    between = (each for each in lines if run[0].place < each.place < run[1].place)
    return run[1:] if any(_NAMED.search(_names(each.block)) for each in between) else run


def around_text(landmarks: PageLandmarks, texts: Sequence[TextLine]) -> frozenset[HtmlElement]:
    """Return the elements that surround no article: `div.menuitem112` can be the name of what holds the whole text."""
    return landmarks.spared | set(texts[len(texts) // 2].block.iterancestors())


def _is_like_title(line: TextLine) -> bool:
    if line.words > _MOST_TITLE or ends_with_stop(line.text):
        return False
    block = line.block
    return block.tag in _HEADINGS | {"h1"} or _NAMED.search(_names(block)) is not None or _printing(line) is not None


def _printing(line: TextLine) -> HtmlElement | None:
    """Return the bold, large or heading element that prints *line* and nothing else."""
    key = fold_letters(line.text)
    for each in islice(line.block.iter("h1", *_HEADINGS, "b", "strong", "big", "font", *_BOXES), _MOST_ELEMENTS):
        is_bold = each.tag in {"h1", "b", "strong", "big", *_HEADINGS} or (each.get("size") or "") in _LARGE
        if (is_bold or _size_of(each) >= _LEAST_SIZE) and fold_letters(text_of(each)) == key:
            return each
    return None


def may_head(text: str) -> bool:
    """Whether *text* is no sentence, no label, no byline and no date."""
    words = text.split()
    if not _LEAST_WORDS <= len(words) <= _MOST_TITLE or text.endswith(":") or ends_with_stop(text):
        return False
    figures = sum(any(letter.isdigit() for letter in each) for each in words)
    is_name = is_person(text) and (len(words) <= _NAME_WORDS or is_surely_person(text))
    return figures * 3 < len(words) and not labelled_byline(text) and not is_name


def says_when_or_who(text: str) -> bool:
    """Whether *text* has a year or is a labelled byline."""
    return _YEAR.search(text) is not None or labelled_byline(text) is not None


def _size(element: HtmlElement) -> float:
    return max(map(_size_of, (element, *element.iterancestors("p", "div", "td"), *element.iter("span", "font"))))


def _size_of(element: HtmlElement) -> float:
    """Return the size of the letters that *element* itself sets, in pixels; 0 where it sets none."""
    found = _SIZE.search((element.get("style") or "").lower())
    return int(found["size"]) * _PIXELS[found["unit"]] if found is not None else 0.0


def titles_among(landmarks: PageLandmarks, texts: Sequence[TextLine]) -> int:
    """Return how many titles of other pages stand between the paragraphs."""
    among = (each for each in landmarks.lines if texts[0].place <= each.place <= texts[-1].place)
    return sum(each.linked * 2 > len(each.text) for each in among)


def highest_above(landmarks: PageLandmarks, text: int) -> int:
    """Return the place from which few lines stand above the *text*; labels and their values do not count."""
    above = [each for each in landmarks.lines if each.place < text][-_MOST_LINES - 1 :]
    counted = 0
    for each in reversed(above):
        if counted > _MOST_BETWEEN:
            return each.place + 1
        counted += bool(each.linked) or each.words > _LABEL
    return above[0].place if above else text


def _names(element: HtmlElement) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"
