"""The outlet's section: as the page declares it, by its breadcrumb, or by a menu entry near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.bylines import is_person
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.fields.sections.beside import sections_beside
from pipelines.fields.sections.named import named_sections
from pipelines.fields.sections.path import HOME_WORDS, last_plain_step, path_steps
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import TextLine, text_of

_NO_SECTION = frozenset(map(fold, ("غير مصنف", "uncategorized", "article", "news")))
_FILES = re.compile("تحميل|تنزيل|حمل |pdf|download|تطبيق|اشترك", re.IGNORECASE)
_NOT_TO_SECTIONS = re.compile(
    r"/(?:authors?|writers?|editors?|columnists?|كاتب|كتاب|downloads?|files?|uploads)/|\.(?:pdf|apk|zip|docx?)(?:$"
    r"|\?)|[?&](?:author|writer)=|play\.google|apps\.apple",
    re.IGNORECASE,
)
_STEPS = re.compile(r"[>»›/|·•\\«]++|(?<!\s)\s++[-–—](?=\s)")
_ARABIC = re.compile("[\u0620-\u064a]")
_DIGITS = re.compile(r"\d{2}|\d{1,2}:\d")
_TITLE = re.compile(r"(?<!\s)\s++[|\-–—:»«·•/]++(?=\s)|[|»«•]")
_PATH = 4
_MENU_WORDS, _LONGEST = 4, 60
_ABOVE, _BELOW, _LEVELS = 3, 5, 4
_MOST = 2
"""More menu entries than this near a headline are the menu itself."""


def find_section(
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    headline: Headline,
    *,
    sites: frozenset[str],
    selector: str | None,
    listed: str | None = None,
) -> str | None:
    """Return the section: by the source's selector, JSON-LD, metas, the breadcrumb, or a nearby menu entry.

    *listed* is the section that the listing declares; it counts where the page itself says nothing.
    """
    steps = path_steps(tree, headline.text)
    home = None if not steps or _is_below_home(steps[0]) else fold(text_of(steps[0]))
    for each in section_candidates(tree, landmarks, head, headline, selector=selector, listed=listed):
        in_path = each.rule == "breadcrumb" and fold(each.value) != home
        names = frozenset() if in_path else sites  # what is below the front page is not the site's name
        if each.rule == "selector" or _is_section(each.value, headline.text, names):
            return each.value
    return None


def _is_below_home(step: HtmlElement) -> bool:
    """Whether the first link of a path is not the front page, because that is right before it without a link."""
    before, parent = step.getprevious(), step.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else None
    return fold(text or "").strip(" :>›»/|-\\") in HOME_WORDS


def section_candidates(
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    headline: Headline,
    *,
    selector: str | None,
    listed: str | None = None,
) -> Iterator[FieldCandidate]:
    """Yield the candidates for the section in the order of belief."""
    for each in tree.cssselect(selector) if selector is not None else ():
        if text := text_of(each):
            yield FieldCandidate(value=text, rule="selector", element=each)
    if head.jsonld.section:
        yield FieldCandidate(value=head.jsonld.section, rule="json-ld")
    declared = head.meta("article:section", "og:article:section", "section", "parsely-section", "articlesection")
    if declared:
        yield FieldCandidate(value=declared, rule="meta")
    steps = [FieldCandidate(value=each, rule="json-ld breadcrumb") for each in head.jsonld.breadcrumb]
    steps += [
        FieldCandidate(value=text_of(each), rule="breadcrumb", element=each) for each in path_steps(tree, headline.text)
    ]
    yield from named_sections(tree, landmarks, headline)
    if (plain := last_plain_step(tree, headline.text)) is not None:
        yield FieldCandidate(value=plain[0], rule="breadcrumb", element=plain[1])
    yield from reversed(steps)
    yield from sections_beside(landmarks, headline)
    yield from (each for each in menu_candidates(landmarks, headline) if not _is_no_section(each))
    yield from _from_titles(landmarks, head, headline)
    yield from _first_label(tree, landmarks)
    if listed:
        yield FieldCandidate(value=listed, rule="listing")


def _from_titles(landmarks: PageLandmarks, head: PageHead, headline: Headline) -> Iterator[FieldCandidate]:
    """Yield the parts of the titles that are neither the headline nor the outermost part, and are in a menu."""
    parts = [each.strip() for title in (head.title, head.meta("og:title")) if title for each in _TITLE.split(title)]
    menu = _entries(landmarks.lines)
    mine = fold(headline.text)
    for each in dict.fromkeys(parts):
        if fold(each) in menu and fold(each) != mine and len(parts) > _MOST:
            yield FieldCandidate(value=each, rule="title")


def _first_label(tree: HtmlElement, landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the first label of a post that is also in a menu, as Blogger prints its categories; tags are in none."""
    menu = _entries(landmarks.lines)
    labels = (each for each in tree.iter("a") if {"tag", "category"} & set((each.get("rel") or "").split()))
    first = next((each for each in labels if text_of(each)), None)
    if first is not None and ("category" in (first.get("rel") or "") or fold(text_of(first)) in menu):
        yield FieldCandidate(value=text_of(first), rule="label", element=first)


def _is_no_section(candidate: FieldCandidate) -> bool:
    """Whether a menu entry leads to a person or a file, or is the name of a person."""
    text, element = candidate.value, candidate.element
    if _FILES.search(text) or (is_person(text) and is_surely_person(text)):
        return True
    links = [] if element is None else [each for each in element.iter("a") if text in text_of(each)]
    return any(_NOT_TO_SECTIONS.search(each.get("href") or "") for each in links)


def _is_section(text: str, headline: str, sites: frozenset[str]) -> bool:
    folded = fold(text)
    if not folded or len(text) > 60 or _DIGITS.search(folded) or folded in HOME_WORDS or folded in _NO_SECTION:  # noqa: PLR2004  # a section name is short
        return False
    return folded not in sites and folded != fold(headline)


def menu_candidates(landmarks: PageLandmarks, headline: Headline) -> Iterator[FieldCandidate]:
    """Yield the menu entries that are printed near the headline, in a separate line or link.

    Above the headline only lines with a near ancestor in common count: a page without a section has the end of a menu
    there. The last step of a path comes first. More than two entries give no candidate.
    """
    if headline.element is None:
        return
    near = {each for each, _ in zip(headline.element.iterancestors(), range(_LEVELS), strict=False)}
    near = {each for each in near if each.tag not in {"body", "html"}}
    above = [each for each in landmarks.lines if each.place < headline.place][-_ABOVE:]
    above = [each for each in above if near & {each.block, *each.block.iterancestors()}]
    for window in (above, landmarks.head_lines(headline.place)[:_BELOW]):
        own = {id(each) for each in window}
        before = (each for each in landmarks.lines if each.place < headline.place and id(each) not in own)
        menu = _entries(before)
        found = [step for line in window if not _is_of_menu(line) for step in _steps(line) if fold(step.value) in menu]
        distinct = {fold(each.value): each for each in found}
        if 0 < len(distinct) <= _MOST:
            yield from reversed(distinct.values())
            return


def _entries(lines: Iterable[TextLine]) -> frozenset[str]:
    """Return the folded texts of the short links in *lines*: one line of a menu can have many."""
    own = [each.block for each in lines if each.linked * 2 > len(each.text) or each.block.get("href")]
    links = dict.fromkeys(link for block in dict.fromkeys(own) for link in block.iter() if link.get("href"))
    entries = (" ".join(each.text_content().split()) for each in links)
    return frozenset(fold(each) for each in entries if 0 < len(each.split()) <= _MENU_WORDS)


def _is_of_menu(line: TextLine) -> bool:
    """Whether a line is one of many similar lines: an entry of a list that is longer than a path."""
    items = (each for each in (line.block, *line.block.iterancestors()) if each.tag == "li")
    return any(
        sum(1 for side in (True, False) for _ in each.itersiblings("li", preceding=side)) >= _PATH for each in items
    )


def _steps(line: TextLine) -> Iterator[FieldCandidate]:
    if len(line.text) > _LONGEST:
        return
    for text in (
        *map(str.strip, _STEPS.split(line.text)),
        *map(text_of, line.block.iter("a", "span", "b", "strong", "em")),
    ):
        if (
            text in line.text
            and _ARABIC.search(text)
            and len(text.split()) <= _MENU_WORDS
            and boilerplate_kind(text) is None
        ):
            yield FieldCandidate(value=text.strip(), rule="menu", element=line.block)
