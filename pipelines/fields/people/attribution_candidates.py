"""Where a page may say who wrote its article: the candidates for the byline, in the order of belief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.arabic.names.bylines import is_person, labelled_byline, without_glue, without_town
from pipelines.arabic.names.dated_names import without_dates
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.person_names import split_names
from pipelines.arabic.names.signatures import parse_signature
from pipelines.fields.people.below import lone_writer, signatures_below
from pipelines.fields.people.claimed_names import claimed_names
from pipelines.fields.people.grouped import (
    in_box_of_authors,
    labelled_part,
    name_before_account,
    names_with_towns,
    titled_name,
)
from pipelines.fields.people.marked import behind_icons, between_marks, is_icon, with_apart
from pipelines.fields.people.names import is_hidden, is_name
from pipelines.fields.people.phrases import above_headline, in_lines_below, in_opening, in_phrases, in_rows
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.landmarks import LandmarkRole, PageLandmarks, is_around
from pipelines.page.tree import TextLine, flat, lines, text_of

_WRITTEN = re.compile(r"^\s*كتبت?\s+(?P<name>\S+(?:\s+\S+){1,3})\s*$")
_BY = re.compile(r"^\s*+(?:(?:كتب|كتبه|نشر|نشره|نشرت|أضيف|أضيفت|تم النشر)\s*+)?(?:بواسطة|من طرف|من قبل)\s*+[:：]?+\s*+")
# Labels that can open a headline, too: before names and nothing else they say who wrote.
_TEAM = re.compile(
    r"\s*(?:تحقيق|متابعة|تغطية|ملف|قصة|تقرير|فريق التحقيق|أعد التحقيق|إنتاج|استطلاع|استقصاء|تحليل|ريبورتاج|روبورتاج"
    r"|قراءة|عرض|عرض وتحليل|قراءة وتحليل|المراسلة?|الصحفية?|الصحافية?)\s?:\s?(?P<names>\S.{4,80})"
)
_COMMAS = re.compile("[،,]")
_OF_A_PERSON = re.compile(
    r"/(?:authors?|writers?|editors?|columns|columnists?|journalists?|reporters?|كاتب|كتاب)/", re.IGNORECASE
)
_LONGEST = 90
_MOST_ELEMENTS, _MOST_JOINED = 6, 3
_CREDIT_LINES = 4
_DESK = re.compile(
    r"(?:قسم|هييه|فريق|اسره|غرفه|مكتب|وحده|مركز) (?:ال)?(?:تحرير|اخبار|رصد|متابعه|ترجمه|رياضه|سياسه|اقتصاد|ثقافه"
    r"|تحقيقات|منوعات|\w{3,12})|غرفه الاخبار"
    r"|المحرر (?:ال)?(?:سياسي|اقتصادي|رياضي|ثقافي|فني|محلي|دولي|علمي|عسكري)"
)
_TITLE_PARTS = re.compile(r"(?<!\s)\s++[|\-–—](?=\s)")
_NEXT_NAME = re.compile(r"(?<!\s)\s++و(?=\w)|[،,/|•·–&-]")
_LEFT = re.compile(r"text-align\s*:\s*(?:left|end)", re.IGNORECASE)
_DATE_WORDS, _PICTURE_LABEL = 12, 40
_PICTURES = re.compile(r"(?:^|[\s/|،-])(?:صور|تصوير|عدسة|كاميرا|رسوم|رسم|مونتاج|غرافيك|إنفوغراف)(?: ?[:/-])?$")
_DATED = re.compile(r"^\s*(?:منذ|قبل|أمس|اليوم)\s|[\d٠-٩]{1,4}\s?[/-]\s?[\d٠-٩]{1,2}\s?[/-]|[\d٠-٩]{4}|\d:\d\d")
_INLINE = ("span", "a", "b", "strong", "i", "small")


def attribution_candidates(
    tree: HtmlElement, landmarks: PageLandmarks, head: PageHead, place: int, sites: frozenset[str]
) -> Iterator[FieldCandidate]:
    """Yield the candidates for the attribution in the order of belief.

    A meta speaks before what is printed only if its name is printed, too: many name an account or a web agency. Nor
    does a node that has the names in Latin letters alone, while the page prints them in Arabic.
    """
    claimed = claimed_names(landmarks, head)
    yield from claimed.believed
    yield from _of_scopes(tree, landmarks)
    yield from _elements(landmarks)
    yield from _below_headline(landmarks, place, sites)
    yield from in_box_of_authors(tree)
    yield from _around_text(tree, landmarks, place)
    yield from claimed.doubted
    parts = [each.strip() for each in _TITLE_PARTS.split(head.title or "")][1:]
    yield from (FieldCandidate(value=each, rule="title") for each in parts if labelled_byline(each))
    for line in landmarks.head_lines(place)[:_CREDIT_LINES]:
        yield from _credit(line, sites)


def _below_headline(landmarks: PageLandmarks, place: int, sites: frozenset[str]) -> Iterator[FieldCandidate]:
    """Yield the candidates between the headline at *place* and the text."""
    lines_below = [with_apart(each) for each in landmarks.head_lines(place)]
    yield from _beside_dates(lines_below)
    yield from in_rows(lines_below)
    for line in lines_below:
        if not is_hidden(line.block):
            yield from names_with_towns(line)
            yield from name_before_account(line)
            yield from in_phrases(line)
            yield from behind_icons(line)
            yield from _by_line(line, sites)
            yield from _by_part(line, sites)
            yield from labelled_part(line)
            yield from titled_name(line)
            yield from between_marks(line)


def _around_text(tree: HtmlElement, landmarks: PageLandmarks, place: int) -> Iterator[FieldCandidate]:
    """Yield the candidates in the opening of the text, below it, and above the headline at *place*."""
    text_place = landmarks.text_place(place)
    for line in (each for each in landmarks.lines if each.place == text_place):
        yield from in_opening(line.text)
    yield from in_lines_below(landmarks, place)
    yield from signatures_below(landmarks, place)
    yield from lone_writer(tree, landmarks)
    yield from above_headline(landmarks, place)


def without_opening(text: str) -> str:
    """Return *text* without the words that say how it was published (`نشر بواسطة`)."""
    return _BY.sub("", text)


def _by_line(line: TextLine, sites: frozenset[str]) -> Iterator[FieldCandidate]:
    """Yield the candidates of one line below the headline, by its links and by its words."""
    opened = parse_attribution_line(line.text, sites)
    if opened is not None and opened.authors:
        yield FieldCandidate(value=line.text, rule="line", element=line.block)
    for link in line.block.iter("a"):
        if (
            _OF_A_PERSON.search(link.get("href") or "")
            and 0 < len(text_of(link)) <= _LONGEST
            and text_of(link) in line.text
        ):
            yield FieldCandidate(value=text_of(link), rule="link", element=link)
    if is_name(line.text) and _has_icon(line):
        yield FieldCandidate(value=line.text, rule="icon", element=line.block)
    written = _WRITTEN.match(line.text)
    if written is not None and is_person(written["name"]):
        yield FieldCandidate(value=written["name"], rule="line", element=line.block)
    undated = without_dates(line.text).strip(" -–—،")
    named, _ = without_town(undated.removeprefix("من "))
    names = split_names(named)
    if named != line.text and all(is_name(each) and is_surely_person(each) for each in names):
        yield FieldCandidate(value=line.text, rule="line", element=line.block)
    by = _BY.match(line.text) or _BY.match(undated)
    if by is not None and all(map(is_person, split_names(without_dates(by.string[by.end() :]).strip(" ،-")))):
        yield FieldCandidate(value=by.string, rule="line", element=line.block)
    signed = parse_signature(line.text, sites)
    if signed is not None and signed.authors:
        yield FieldCandidate(value=line.text, rule="signature", element=line.block)
    yield from _by_label(line, undated)


def _by_label(line: TextLine, undated: str) -> Iterator[FieldCandidate]:
    """Yield *line*, or the names in it, where a label opens it; *undated* is the same without its date."""
    for each in dict.fromkeys((line.text, *map(flat, line.block.itertext()))):
        team = _TEAM.fullmatch(each)
        if team is not None and _are_names(
            [name for part in _COMMAS.split(team["names"]) for name in split_names(part)]
        ):
            yield FieldCandidate(value=team["names"], rule="line", element=line.block)
    labels = filter(None, (labelled_byline(line.text), labelled_byline(undated)))
    if any(is_person(_NEXT_NAME.split(without_glue(each))[0].strip(" .")) for each in labels):
        yield FieldCandidate(value=line.text, rule="line", element=line.block)


def _by_part(line: TextLine, sites: frozenset[str]) -> Iterator[FieldCandidate]:
    """Yield a name beside the element of a date, and a name aligned as a signature."""
    if "".join(line.block.text_content().split()) != line.text.replace(" ", ""):  # the block has other lines
        return
    marked = (each for each in line.block.iter(*_INLINE) if not _is_credited_for_pictures(each))
    inner = [text for each in marked if (text := text_of(each))]
    names = [each for each in dict.fromkeys(inner) if is_name(each) and is_surely_person(each)]
    is_byline = any(map(_DATED.search, (line.text, *inner))) or labelled_byline(line.text) is not None
    if names and len(names) <= _MOST_JOINED and is_byline:
        yield FieldCandidate(value="، ".join(names), rule="line", element=line.block)
    for each in dict.fromkeys(flat(text) for text in line.block.itertext()):
        opened = parse_attribution_line(each.rstrip(" :"), sites) if each != line.text else None
        if (opened is not None and opened.authors) or (each != line.text and labelled_byline(each)):
            yield FieldCandidate(value=each.rstrip(" :"), rule="line", element=line.block)
    if _is_left(line) and not line.linked and is_name(line.text) and is_surely_person(line.text):
        yield FieldCandidate(value=line.text, rule="line", element=line.block)


def _are_names(names: Sequence[str]) -> bool:
    return all(map(is_name, names)) and any(map(is_surely_person, names))


def _beside_dates(found: Sequence[TextLine]) -> Iterator[FieldCandidate]:
    """Yield the lines that are only a name, right before or behind the line of a date in the same element."""
    for one, other in pairwise(found):
        for name, date in ((one, other), (other, one)):
            is_beside = _are_in_one(name.block, date.block) and not date.linked
            is_dated = _DATED.search(date.text) is not None and date.words <= _DATE_WORDS
            if is_beside and is_dated and is_name(name.text) and is_surely_person(name.text):
                yield FieldCandidate(value=name.text, rule="line", element=name.block)


def _are_in_one(one: HtmlElement, other: HtmlElement) -> bool:
    """Whether two blocks have the same parent, or one is the parent: a line break parts its text from the other."""
    up, other_up = one.getparent(), other.getparent()
    return up is other_up or up is other or other_up is one


def _elements(landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the candidates of elements that are named as bylines: whole, joined with their neighbours, and by line."""
    marked = [each.element for each in landmarks.with_role(LandmarkRole.BYLINE) if not is_hidden(each.element)]
    marked = [each for each in marked if _in_scope(each) is None][:_MOST_ELEMENTS]
    taken: set[HtmlElement] = set()
    for element in marked:
        if element in taken:
            continue
        alike = [each for each in marked if _is_beside(each, element)]
        taken |= {*alike}
        if len(alike) > _MOST_JOINED:  # a list of the outlet's writers
            continue
        named = [each.text for each in lines(element) if is_name(each.text) and is_surely_person(each.text)]
        if len(alike) == 1 and named and len(lines(element)) > len(named):  # what else it prints is no name
            yield FieldCandidate(value="، ".join(named), rule="element", element=element)
        writers = [each for each in element.iter("a") if is_name(text_of(each)) and not _is_credited_for_pictures(each)]
        linked = list(dict.fromkeys(map(text_of, writers)))
        if len(alike) == 1 and 1 < len(linked) <= _MOST_JOINED and all(map(is_surely_person, linked)):
            yield FieldCandidate(value="، ".join(linked), rule="element", element=element)
        joined = "، ".join(filter(None, map(_spaced, alike)))
        if 0 < len(joined) <= _LONGEST:
            yield FieldCandidate(value=joined, rule="element", element=element)
        for each in (*map(text_of, element.iter("a")), *(line.text for line in lines(element))):
            if each != joined and 0 < len(each) <= _LONGEST and (labelled_byline(each) or is_name(each)):
                yield FieldCandidate(value=each, rule="element", element=element)


def _is_credited_for_pictures(element: HtmlElement) -> bool:
    """Whether the text right before *element* says that it took the pictures, or drew them."""
    before, parent = element.getprevious(), element.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else None
    return _PICTURES.search((text or "").rstrip()[-_PICTURE_LABEL:]) is not None


def _has_icon(line: TextLine) -> bool:
    """Whether the icon of a person or a pen is beside *line*, and the block has no other text."""
    alone = flat(line.block.text_content()) == line.text
    return alone and any(map(is_icon, line.block.iter("i", "span", "svg")))


def _spaced(element: HtmlElement) -> str:
    """Return the text with a space between its inline parts: often only the style separates a name from a date."""
    return flat(" ".join(element.itertext()))


def _is_beside(one: HtmlElement, other: HtmlElement) -> bool:
    is_alike = one.tag == other.tag or bool(one.get("class"))
    return one.getparent() is other.getparent() and is_alike and one.get("class") == other.get("class")


def _of_scopes(tree: HtmlElement, landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the names of microdata scopes of persons, and of hCards: an organisation names nobody."""
    for each in tree.iter("span", "div", "a", "p", "address", "li", "strong", "b"):
        names = (each.get("class") or "").split()
        if each.get("itemprop") != "name" and "fn" not in names:
            continue
        is_name = "fn" in names and any("vcard" in (up.get("class") or "").split() for up in each.iterancestors())
        if each.get("itemprop") == "name" and (scope := _in_scope(each)) is not None:
            is_name = "Person" in (scope.get("itemtype") or "") or not scope.get("itemtype")
        if not is_name or is_hidden(each):
            continue
        in_foot = any("post-footer" in (up.get("class") or "") for up in each.iterancestors())  # Blogger's
        is_outside = is_around(each, landmarks.spared) and not in_foot
        if not is_outside and len(text_of(each)) <= _LONGEST:
            yield FieldCandidate(value=text_of(each), rule="element", element=each)


def _in_scope(element: HtmlElement) -> HtmlElement | None:
    """Return the microdata scope of an author that *element* is, or is inside of."""
    for each in (element, *element.iterancestors()):
        if each.get("itemscope") is not None:
            return each if "author" in (each.get("itemprop") or "") or each.get("itemprop") == "creator" else None
    return None


def _credit(line: TextLine, sites: frozenset[str]) -> Iterator[FieldCandidate]:
    """Yield a line that credits a desk, or the site and a place, and names nobody."""
    opened = parse_attribution_line(line.text, sites)
    if (opened is not None and (opened.agency or opened.dateline)) or _DESK.fullmatch(fold(line.text).strip(" :-")):
        yield FieldCandidate(value=line.text, rule="credit", element=line.block)


def _is_left(line: TextLine) -> bool:
    """Whether *line* is aligned against the direction of the text, as signatures are, and is no caption."""
    block = line.block
    is_left = (block.get("align") or "").lower() == "left" or _LEFT.search(block.get("style") or "") is not None
    before = block.getprevious()
    pictured = [each for each in (before, block) if each is not None and next(each.iter("img"), None) is not None]
    return is_left and not pictured and not any(up.tag == "figure" for up in block.iterancestors())
