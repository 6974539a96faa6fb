"""The headline of a page without the site's name: the title on which printed and declared titles agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.fields.titles.below_site import find_below_site, find_dated_heading
from pipelines.fields.titles.declared_titles import (
    LEAST_WORDS,
    DeclaredTitles,
    declared_titles,
    is_headline_long,
    title_claims,
)
from pipelines.fields.titles.lone_heading import (
    find_line_above,
    find_lone_heading,
    find_longer_heading,
    find_word_heading,
)
from pipelines.fields.titles.plain_line import find_below_name, find_inline_title, find_plain_line, find_whole_block
from pipelines.fields.titles.site_names import declared_sites, title_key, without_site
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline, heading_below_generic, heading_of, is_below_menu, parted, place_of
from pipelines.page.landmarks import LandmarkRole, PageLandmarks
from pipelines.page.tree import text_of

_NEARLY = 0.6
_SIGNS = re.compile(r"^[#¶§🔗]\s++|(?<!\s)\s++[#§]$|(?<!\s)\s*+[¶🔗]$")
"""Links to the heading itself, which systems for manuals print beside it."""
_MOST_OF_NAME = 4
"""The name of an institution above its menu has few words."""


def find_headline(
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    *,
    outlet: str,
    listed: str | None = None,
    selector: str | None = None,
) -> Headline | None:
    """Return the headline on which the titles of the page agree; `None` where no title is printed or declared.

    Titles are: `<h1>` and elements named as titles, og:title, JSON-LD, the listing (*listed*), and `<title>`. The last
    alone is no proof: a link directory has one, too. The printed form wins over the declared one. A headline of one
    or two words is believed only on a page that declares to be an article, or has a long text: a section has one, too.
    """
    selected = _selected(tree, landmarks, selector) if selector is not None else None
    if selected is not None:
        return selected
    declared = declared_titles(tree, head, outlet=outlet, listed=listed)
    printed = [each for each in _printed(landmarks, declared.sites) if _is_believed(each, declared)]
    best = _best_printed(printed, landmarks, declared)
    if best is not None:
        others = (each.value for each in title_claims(head, declared.sites, listed) if each.rule != "title")
        is_titled = title_key(best.text) in map(title_key, others)
        return _below(best, tree, landmarks, head, declared, is_titled=is_titled) or best
    return (
        _only_h1(printed, tree, landmarks, head, declared)
        or _claimed(tree, landmarks, head, declared)
        or _unclaimed(tree, landmarks, head, declared)
    )


def _selected(tree: HtmlElement, landmarks: PageLandmarks, selector: str) -> Headline | None:
    element = next(iter(tree.cssselect(selector)), None)
    text = clean(text_of(element)) if element is not None else ""
    return Headline(text=text, element=element, place=place_of(landmarks, element), rule="selector") if text else None


def _is_believed(printed: Headline, declared: DeclaredTitles) -> bool:
    """Whether a printed title can be the headline; an `<h1>` of a word or two must be declared in the head, too."""
    is_h1 = printed.element is not None and printed.element.tag == "h1"
    is_long = is_headline_long(printed.text) or (is_h1 and title_key(printed.text) in declared.short)
    return is_long and not declared.is_own_name(printed.text)


def _best_printed(printed: list[Headline], landmarks: PageLandmarks, declared: DeclaredTitles) -> Headline | None:
    """Return the printed title that most declared titles agree with, also with the words in another order."""
    agreed = _agreed(printed, [*map(title_key, declared.claims), *declared.short])
    best = parted(agreed, declared.whole)
    best = best or next((each for each in printed if any(_same_words(each.text, one) for one in declared.claims)), None)
    return best or find_whole_block(landmarks, declared.variants)


def _below(
    best: Headline,
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    declared: DeclaredTitles,
    *,
    is_titled: bool,
) -> Headline | None:
    """Return the headline below *best* if that is the name of the site; *is_titled*: a meta declares it, too."""
    if is_titled:
        return find_below_site(best, tree, landmarks, head, declared.parts, declared.is_title)
    found = find_below_name(best, tree, landmarks, head.title, declared.is_title)
    is_whole = [title_key(best.text)] == declared.parts
    return found or (find_dated_heading(best, tree, landmarks) if is_whole else None)


def _only_h1(
    printed: list[Headline], tree: HtmlElement, landmarks: PageLandmarks, head: PageHead, declared: DeclaredTitles
) -> Headline | None:
    """Return the only `<h1>` of the page, which no declared title agrees with, or the headline below it."""
    own = {title_key(each.text): each for each in printed if each.element is not None and each.element.tag == "h1"}
    if len(own) != 1:
        return None
    key, only = next(iter(own.items()))
    if len(only.text.split()) < LEAST_WORDS and not (landmarks.has_long_text and key in declared.parts):
        return None
    if len(only.text.split()) <= _MOST_OF_NAME:
        below = find_lone_heading(tree, landmarks, head.title, declared.is_title)
        if below and is_below_menu(below, only, landmarks):
            return below
    return find_below_name(only, tree, landmarks, head.title, declared.is_title) or replace(only, rule="h1")


def _claimed(tree: HtmlElement, landmarks: PageLandmarks, head: PageHead, declared: DeclaredTitles) -> Headline | None:
    """Return the headline that og:title or JSON-LD declares and no printed title agrees with."""
    if not ((head.meta("og:title") or head.jsonld.headline) and declared.claims):
        return None
    claimed = Headline(text=declared.claims[0], element=None, rule="claimed")
    return (
        heading_of(tree, landmarks, declared.claims)
        or find_longer_heading(tree, landmarks, claimed.text, is_headline_long)
        or find_below_site(claimed, tree, landmarks, head, declared.parts, declared.is_title)
        or claimed
    )


def _unclaimed(
    tree: HtmlElement, landmarks: PageLandmarks, head: PageHead, declared: DeclaredTitles
) -> Headline | None:
    """Return the heading or line right above the text of a page whose titles agree on nothing."""
    is_title = declared.is_title
    lone = heading_below_generic(tree, landmarks) or find_lone_heading(tree, landmarks, head.title, is_title)
    found = parted(lone, declared.whole) or find_line_above(landmarks, is_title)
    found = found or find_word_heading(landmarks, set(declared.parts) - declared.own_names)
    return found or find_plain_line(landmarks, is_title) or find_inline_title(landmarks, declared.variants)


def headline_candidates(
    landmarks: PageLandmarks, head: PageHead, *, outlet: str, listed: str | None = None
) -> Iterator[FieldCandidate]:
    """Yield every title that the page prints or declares, without the site's name."""
    sites = declared_sites(head, outlet)
    for each in _printed(landmarks, sites):
        yield FieldCandidate(value=each.text, rule="printed", element=each.element)
    yield from title_claims(head, sites, listed)


def _printed(landmarks: PageLandmarks, sites: set[str]) -> Iterator[Headline]:
    for mark in landmarks.with_role(LandmarkRole.TITLE):
        if text := without_site(_SIGNS.sub("", clean(text_of(mark.element))), sites):
            yield Headline(text=text, element=mark.element, place=mark.place)


def _agreed(printed: Iterable[Headline], claims: list[str]) -> Headline | None:
    """Return the printed title with most declared titles; a kicker is shorter, a section name is in fewer titles."""
    best: tuple[int, int, Headline] | None = None
    for each in printed:
        mine = title_key(each.text)
        votes = sum(2 if mine == claim else 1 for claim in claims if _meet(mine, claim))
        if votes and (best is None or (votes, len(mine)) > best[:2]):
            best = (votes, len(mine), each)
    return best[2] if best else None


def _meet(mine: str, claim: str) -> bool:
    return (
        mine == claim
        or (mine in claim and len(mine) > len(claim) * _NEARLY)
        or (claim in mine and len(claim) > len(mine) * _NEARLY)
    )


def _same_words(one: str, other: str) -> bool:
    """Whether two titles have the same words in another order."""
    words, others = fold(one).split(), fold(other).split()
    return len(words) >= LEAST_WORDS and sorted(words) == sorted(others)
