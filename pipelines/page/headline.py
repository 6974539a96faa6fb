"""The headline of a page, and where the page prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.arabic.clean import clean
from pipelines.arabic.fold import fold, fold_letters
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import text_of
from pipelines.web.urls import leads_home

GENERIC_TITLES = frozenset(
    map(fold_letters, ("تفاصيل الخبر", "تفاصيل المقال", "عرض الخبر", "صفحة الخبر", "نسخة للطباعة", "Details"))
)
"""What some templates call every page."""
_OPENING_MARK = re.compile(r"^\s*[:|/»>–-]\s*")
_NEARLY = 0.6
_LEAST_WORDS, _MOST_BESIDE, _LEAST_SENTENCE = 3, 8, 6
"""How many letters a heading may have beside the title: a label like `مميز`."""


_OUTLET = re.compile(
    r"(?:وكاله|صحيفه|جريده|موقع|قناه|بوابه|شبكه|مجله|اذاعه)(?: \w+){1,3} "
    r"(?:للانباء|للاخبار|الاخباريه?|الالكترونيه?|الاعلاميه?)"
)


def is_outlet(text: str) -> bool:
    """Whether *text* is the full name of an outlet: `وكالة الساحل للأنباء`."""
    return _OUTLET.fullmatch(fold(text)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The headline, and the element that prints it with its place (`None`: only the head of the page has it).

    *rule* is why it won:
    `selector`: the source file names its element.
    `agreed`: it is printed, and declared in the head.
    `printed`: the whole text of a block is a part of the title.
    `h1`: it is the only `<h1>`.
    `claimed`: it is declared, and not printed.
    `heading`: it is the only heading right above the text.
    `line`: it is the bold or large line right above the text.
    """

    text: str
    element: HtmlElement | None
    place: int = 0
    rule: str = "agreed"


def place_of(landmarks: PageLandmarks, element: HtmlElement) -> int:
    """Return the place of the first line inside *element*, 0 where it has none."""
    inside = {element, *element.iter()}
    return next((each.place for each in landmarks.lines if each.block in inside), 0)


def home_names(tree: HtmlElement) -> set[str]:
    """Return what the links to the front page are called, by `fold_letters`: names of the site, no headlines."""
    links = [each for each in tree.iter("a") if leads_home(each.get("href"))]
    pictures = [image.get("alt") or "" for each in links for image in each.iter("img")]
    return {fold_letters(each) for each in (*map(text_of, links), *pictures)} - {""}


def heading_of(tree: HtmlElement, landmarks: PageLandmarks, titles: Sequence[str]) -> Headline | None:
    """Return the only heading that prints one of the declared *titles*, perhaps with a label, wherever it is."""
    keys = {fold_letters(each): each for each in titles}
    found: dict[int, Headline] = {}
    for element in tree.iter("h1", "h2", "h3", "h4"):
        mine = fold_letters(text_of(element))
        begun = (key for key in keys if mine.startswith(key) and len(mine) <= len(key) + _MOST_BESIDE)
        title = keys.get(next(begun, ""))
        is_link = any(fold_letters(text_of(each)) == mine for each in element.iter("a"))
        if title is not None and not is_link:
            place = place_of(landmarks, element)
            found[place] = Headline(text=title, element=element, place=place, rule="printed")
    return next(iter(found.values())) if len(found) == 1 else None


def twice_declared(head: PageHead) -> str | None:
    """Return the key of the title that an article's node and og:title agree on; it may begin with the site's name."""
    declared = fold_letters(head.jsonld.headline or "") if head.jsonld.types else ""
    return declared if declared and declared == fold_letters(head.meta("og:title") or "") else None


def printed_in_full(tree: HtmlElement, declared: Sequence[str]) -> str | None:
    """Return the key of the longer title that is one of the *declared* ones (by `fold_letters`), and all of a heading.

    An institution begins its headlines with its name. A name with a slogan is as long only in a banner.
    """
    headings = [
        text_of(each)
        for each in tree.iter("h1", "h2", "h3")
        if not any(leads_home(link.get("href")) for link in each.iter("a"))
    ]
    long = (fold_letters(each) for each in headings if len(each.split()) >= _LEAST_SENTENCE)
    return next((each for each in long if each in declared), None)


def is_below_menu(below: Headline, name: Headline, landmarks: PageLandmarks) -> bool:
    """Whether a menu parts the heading of the text from the shorter `<h1>`, which names the institution."""
    menu = sum(each.linked * 2 > len(each.text) for each in landmarks.lines if name.place < each.place < below.place)
    return menu > 1 and len(below.text) > len(name.text)


def parted(best: Headline | None, claims: Sequence[str]) -> Headline | None:
    """Return *best* without the kicker that its element holds, too: one of its parts alone is a declared title."""
    keys = {fold_letters(each) for each in claims}
    if best is None or best.element is None or fold_letters(best.text) in keys:
        return best
    parts = (clean(text_of(each)) for each in best.element.iter("span", "b", "strong", "em", "small", "a"))
    badges = (clean(text_of(each)) for each in best.element.iter("sup", "sub", "small", "span"))
    bare = [best.text.removesuffix(each).rstrip() for each in badges if each]
    bare += [_OPENING_MARK.sub("", best.text.removeprefix(text_of(each))) for each in best.element.iter("a")]
    part = max((each for each in (*parts, *bare) if fold_letters(each) in keys), key=len, default="")
    return replace(best, text=part) if len(part) > len(best.text) * _NEARLY else best


def heading_below_generic(tree: HtmlElement, landmarks: PageLandmarks) -> Headline | None:
    """Return the first heading below an `<h1>` that the template gives every page, if it has three words or more."""
    headings = list(tree.iter("h1", "h2", "h3"))
    at = next((n for n, each in enumerate(headings) if fold_letters(text_of(each)) in GENERIC_TITLES), None)
    below = headings[at + 1] if at is not None and at + 1 < len(headings) else None
    if below is None or len(text_of(below).split()) < _LEAST_WORDS or next(below.iter("a"), None) is not None:
        return None
    return Headline(text=clean(text_of(below)), element=below, place=place_of(landmarks, below), rule="heading")
