"""Finds the names that a page groups: behind a label between bars, each with its town, in a box of the authors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.names.bylines import labelled_byline
from pipelines.arabic.names.places import cities
from pipelines.fields.people.names import is_hidden, is_sure_name
from pipelines.page.candidate import FieldCandidate
from pipelines.page.tree import TextLine, text_of

_BARS = re.compile("[|•·]")
_AUTHORS = re.compile(r"(?:^|\s)(?:[a-z]{1,8}-)?(?:post|article|entry|story)[_-]{1,2}authors(?:\s|$)", re.IGNORECASE)
"""What the box of all authors of an article is called, also in a column beside it."""
_TITLE = re.compile(r"(?:أ\s?\.\s?)?[دم]\s?\.\s?\S|ال(?:دكتور|مهندس|بروفيسور)ة?\s\S")
_ACCOUNT = re.compile(
    r"(?P<name>[^@()\d|،,:]{5,50}?)\s?(?:\((?P<town>[^()\d]{2,25})\))?\s?"
    r"(?P<account>@[A-Za-z_][\w.]{1,30}|[A-Za-z_][A-Za-z0-9_.]{1,30}@)?(?![\w(@])(?P<rest>.*)"
)
_MOST, _TOWN_WORDS, _LONGEST, _NAME_WORDS = 4, 2, 300, 5


def labelled_part(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the part of *line* behind a bar that a label opens: `23/11/2026 | إعداد: ليلى منصور`."""
    part = next((each for each in map(str.strip, _BARS.split(line.text)[1:]) if labelled_byline(each)), None)
    if part is not None:
        yield FieldCandidate(value=part, rule="line", element=line.block)


def titled_name(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield *line* where it is only a person's name with a title: nothing else above a text has that form."""
    if _TITLE.match(line.text) and line.words <= _NAME_WORDS and not line.linked and is_sure_name(line.text):
        yield FieldCandidate(value=line.text, rule="line", element=line.block)


def name_before_account(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the name that opens *line* before its town in brackets or its account: `ليلى منصور (جدة) @leila`.

    Behind them is nothing, or the date. Observed at Saudi newspapers.
    """
    found = _ACCOUNT.match(line.text[:_LONGEST])
    if found is None or not (found["account"] or fold(found["town"] or "") in cities()):
        return
    rest = found["rest"].strip()
    if (not rest or any(map(str.isdigit, rest))) and is_sure_name(found["name"].strip()):
        yield FieldCandidate(value=found["name"].strip(), rule="line", element=line.block)


def names_with_towns(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the names of a row of like elements that each have a name and the town from which it reports."""
    holder = line.block.getparent() if line.block.tag == "li" else line.block
    rows = list(holder.iterchildren("span", "li", "div", "p")) if holder is not None else []
    if not 1 < len(rows) <= _MOST or len({(each.tag, each.get("class")) for each in rows}) > 1:
        return
    pairs = [_name_and_rest(each) for each in rows]
    towns = [rest for _, rest in pairs if rest]
    is_of_towns = all(len(each.split()) <= _TOWN_WORDS for each in towns) and any(
        fold(each) in cities() for each in towns
    )
    if is_of_towns and all(is_sure_name(name) for name, _ in pairs):
        yield FieldCandidate(value="، ".join(name for name, _ in pairs), rule="line", element=line.block)


def in_box_of_authors(tree: HtmlElement) -> Iterator[FieldCandidate]:
    """Yield the names in the only box that is named for the authors of the article: below each is what they do."""
    boxes = [each for each in tree.iter("div", "ul", "section", "aside") if _AUTHORS.search(each.get("class") or "")]
    if len(boxes) != 1 or is_hidden(boxes[0]) or len(boxes[0].text_content()) > _LONGEST:
        return
    texts = [text_of(each) for each in boxes[0].iter("strong", "b", "a", "span", "h3", "h4", "p", "li")]
    names = list(dict.fromkeys(each for each in texts if is_sure_name(each)))
    names = [each for each in names if not any(each.startswith(f"{other} ") for other in names)]
    if 0 < len(names) <= _MOST:
        yield FieldCandidate(value="، ".join(names), rule="element", element=boxes[0])


def _name_and_rest(row: HtmlElement) -> tuple[str, str]:
    """Return the text of the first element in *row*, and what else the row has."""
    first = next((each for each in row if isinstance(each.tag, str)), None)
    name = text_of(first) if first is not None else ""
    return name, text_of(row).removeprefix(name).strip(" ،-–()")
