"""Who signs below the text: a lone name that is set apart, a labelled line, the one author link of the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import given_names, is_surely_person
from pipelines.arabic.names.person_names import split_names
from pipelines.arabic.sentences import ends_sentence
from pipelines.fields.people.names import is_hidden, is_name, is_sure_name
from pipelines.page.candidate import FieldCandidate
from pipelines.page.landmarks import PageLandmarks, is_around
from pipelines.page.tree import TextLine, flat, text_of

_SIGNED = re.compile(
    r"^\s*+(?:[-–—*•]\s*+(?P<dash>[^-–—*•].{3,60}?)|[(\[]\s*+(?P<inside>[^()\[\]]{4,60})\s*+[)\]])\s*+$"
)
_ASIDE = re.compile(
    r"text-align\s*:\s*(?:left|end|center)|(?:^|[\s_-])(?:sign|signature|text-left|text-end|alignleft)", re.IGNORECASE
)
_PARAGRAPH, _CREDITS_BELOW, _NAME_WORDS = 12, 6, (2, 3)
# What a theme calls the foot of one article, as its id or class.
OWN_FOOT = re.compile(r"(?:^|[\s_-])(?:article|post|entry|story)[_-]?footer(?:[\s_-]|$)", re.IGNORECASE)


def signatures_below(landmarks: PageLandmarks, place: int) -> Iterator[FieldCandidate]:
    """Yield a lone name below the last paragraph that is set apart: by a dash, brackets, bold type or alignment."""
    own = next((each for each in landmarks.spared if each.tag == "article"), None)
    below = [each for each in landmarks.lines if each.place > place and not _is_beyond(each.block, landmarks, own)]
    long = [at for at, each in enumerate(below) if not each.linked and each.words >= _PARAGRAPH]
    prose = [at for at in long if ends_sentence(below[at].text)]  # a menu in the foot has as many words
    long = prose or long
    if not long:
        return
    last = below[long[-1]]
    for line in below[long[-1] + 1 : long[-1] + 2]:
        signed = _SIGNED.match(line.text)
        name = (signed["dash"] or signed["inside"] or line.text) if signed else line.text
        is_apart = signed is not None or _is_set_apart(line)
        is_beside = line.block.getparent() is last.block.getparent() or line.block is last.block
        if is_apart and is_beside and not line.linked and is_name(name) and _is_signed(line, name):
            yield FieldCandidate(value=name, rule="below", element=line.block)
    for line in below[long[-1] + 1 : long[-1] + 1 + _CREDITS_BELOW]:
        labelled = labelled_byline(line.text) if line.block.getparent() is not last.block.getparent() else None
        if labelled and all(is_person(each) and is_surely_person(each) for each in split_names(labelled)):
            yield FieldCandidate(value=line.text, rule="below", element=line.block)


def _is_beyond(element: HtmlElement, landmarks: PageLandmarks, own: HtmlElement | None) -> bool:
    """Whether *element* surrounds the article; the foot of the article element, *own*, does not."""
    if not is_around(element, landmarks.spared):
        return False
    return own is None or own not in set(element.iterancestors()) or next(element.iterancestors("footer"), None) is None


def _is_set_apart(line: TextLine) -> bool:
    return _is_aside(line) or _is_marked(line)


def _is_aside(line: TextLine) -> bool:
    names = f"{line.block.get('class') or ''} {line.block.get('style') or ''}"
    return _ASIDE.search(names) is not None or (line.block.get("align") or "").lower() in {"left", "center"}


def _is_marked(line: TextLine) -> bool:
    return any(flat(each.text_content()) == line.text for each in line.block.iter("strong", "b", "em", "i"))


def lone_writer(tree: HtmlElement, landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the name of the only author that the page links to as one (`rel=author`), in the foot of the article."""
    links = [each for each in tree.iter("a") if "author" in (each.get("rel") or "").split() and text_of(each)]
    if len({fold(text_of(each)) for each in links}) != 1 or not is_sure_name(text_of(links[0])):
        return
    foot = next((up for up in links[0].iterancestors() if OWN_FOOT.search(up.get("class") or "")), None)
    if foot is not None and not is_hidden(links[0]) and not is_around(foot.getparent(), landmarks.spared):
        yield FieldCandidate(value=text_of(links[0]), rule="below", element=links[0])


def _is_signed(line: TextLine, name: str) -> bool:
    """Whether *name* is surely a person's, or ends as one and is set apart twice: by its side and by its type."""
    if is_surely_person(name):
        return True
    return _is_aside(line) and _is_marked(line) and _ends_with_given_name(name)


def _ends_with_given_name(name: str) -> bool:
    """Whether *name* is two or three words and ends as the names of fathers do (`سهاد حسن`)."""
    words = fold(name).split()
    return len(words) in _NAME_WORDS and words[-1] in given_names()
