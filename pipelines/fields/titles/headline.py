"""The headline of a page without the site's name: the title on which printed and declared titles agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.fold import fold_letters
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.fields.titles.below_site import find_below_site, find_dated_heading
from pipelines.fields.titles.lone_heading import (
    find_line_above,
    find_lone_heading,
    find_longer_heading,
    find_word_heading,
)
from pipelines.fields.titles.plain_line import find_below_name, find_plain_line, find_whole_block
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead, says_article
from pipelines.page.headline import (
    GENERIC_TITLES,
    Headline,
    heading_below_generic,
    heading_of,
    home_names,
    is_below_menu,
    is_outlet,
    parted,
    place_of,
    printed_in_full,
    twice_declared,
)
from pipelines.page.landmarks import LandmarkRole, PageLandmarks
from pipelines.page.tree import text_of

_PARTS = re.compile(r"(?<!\s)\s++(?:[|\-–—:»«·•/~>›]++\s++|[|»·•~]\s*+)|[|»·•~]\s*+")
_COUNTER = re.compile(r"(?<!\s)\s*+[(\[]\s*+\d++\s*+[)\]]\s*+$")
_LEAST_LETTERS, _MOST_LETTERS, _LEAST_WORDS = 8, 320, 3
_NEARLY = 0.6
_CALLED = re.compile(
    r"^(?:وكاله|صحيفه|جريده|موقع|قناه|بوابه|شبكه|مجله|اذاعه)\s++|(?<!\s)\s++(?:الاخباريه|الاخباري|الالكترونيه|الالكتروني|للانباء|للاخبار|اونلاين|نت)$|\.(?:نت|كوم|net|com|org)$"
)
_OUTLET = re.compile(r"(?:وكاله|صحيفه|جريده|موقع|قناه|بوابه|شبكه|مجله|اذاعه)(?: \w+){1,4}$")
_LONGEST_SITE = 60
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
    sites = _site_names(head, outlet)
    titles = [_key(each) for each in _PARTS.split(head.title or "")]
    whole_titles = [*titles, *map(_key, filter(None, (head.title, head.meta("og:title"))))]
    sure = twice_declared(head) or printed_in_full(tree, whole_titles)

    def is_title(text: str) -> bool:
        return _is_headline(text) and (_key(text) == sure or not (is_outlet(text) or _is_site(text, sites)))

    named = home_names(tree)
    sites |= _called_sites(head, named)
    home = named | GENERIC_TITLES
    declared = [each.value for each in _claims(head, sites, listed) if _key(each.value) not in home]
    claims = [_without_author(each) for each in declared if is_title(each)]
    short = {_key(each) for each in declared} - {""} if says_article(head) else set[str]()
    variants = {key: each for each in (*claims, *_runs(head.title)) if (key := _key(each)) not in home}
    printed = [each for each in _printed(landmarks, sites) if _is_headline(each.text) or _is_short(each, short)]
    own_names = set(map(_key, sites)) | home
    printed = [each for each in printed if _key(each.text) == sure or not _is_site(each.text, sites)]
    printed = [each for each in printed if _key(each.text) not in own_names]
    reordered = next((each for each in printed if any(_same_words(each.text, claim) for claim in claims)), None)
    whole = [*claims, *_runs(head.title), *filter(_is_headline, _PARTS.split(head.title or ""))]
    best = parted(_agreed(printed, [*map(_key, claims), *short]), whole) or reordered
    best = best or find_whole_block(landmarks, variants)
    if best is not None:
        others = [each.value for each in _claims(head, sites, listed) if each.rule != "title"]
        is_titled = _key(best.text) in map(_key, others)
        return _below(best, tree, landmarks, head, titles, is_title, is_titled=is_titled) or best
    own = {_key(each.text): each for each in printed if each.element is not None and each.element.tag == "h1"}
    if len(own) == 1:
        only = next(iter(own.values()))
        if len(only.text.split()) >= _LEAST_WORDS or (landmarks.has_long_text and _key(only.text) in titles):
            is_name = len(only.text.split()) <= _MOST_OF_NAME
            below = find_lone_heading(tree, landmarks, head.title, is_title) if is_name else None
            if below and is_below_menu(below, only, landmarks):
                return below
            return find_below_name(only, tree, landmarks, head.title, is_title) or replace(only, rule="h1")
    strong = head.meta("og:title") or head.jsonld.headline
    if strong and claims:
        claimed = Headline(text=claims[0], element=None, rule="claimed")
        return (
            heading_of(tree, landmarks, claims)
            or find_longer_heading(tree, landmarks, claims[0], _is_headline)
            or find_below_site(claimed, tree, landmarks, head, titles, is_title)
            or claimed
        )
    lone = heading_below_generic(tree, landmarks) or find_lone_heading(tree, landmarks, head.title, is_title)
    found = parted(lone, whole) or find_line_above(landmarks, is_title)
    found = found or find_word_heading(landmarks, set(titles) - own_names)
    return found or find_plain_line(landmarks, is_title)


def _below(
    best: Headline,
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    titles: list[str],
    is_title: Callable[[str], bool],
    *,
    is_titled: bool,
) -> Headline | None:
    """Return the headline below *best* if that is the name of the site; *is_titled*: a meta declares it, too."""
    if is_titled:
        return find_below_site(best, tree, landmarks, head, titles, is_title)
    found = find_below_name(best, tree, landmarks, head.title, is_title)
    return found or (find_dated_heading(best, tree, landmarks) if [_key(best.text)] == titles else None)


def _without_author(title: str) -> str:
    """Return *title* without the person who is named behind its last dash: `headline - author`."""
    cut = next(reversed(list(_PARTS.finditer(title))), None)
    if cut is None or not _is_headline(title[: cut.start()]):
        return title
    tail = title[cut.end() :].strip()
    return title[: cut.start()] if labelled_byline(tail) or (is_person(tail) and is_surely_person(tail)) else title


def _selected(tree: HtmlElement, landmarks: PageLandmarks, selector: str) -> Headline | None:
    element = next(iter(tree.cssselect(selector)), None)
    text = clean(text_of(element)) if element is not None else ""
    return Headline(text=text, element=element, place=place_of(landmarks, element), rule="selector") if text else None


def headline_candidates(
    landmarks: PageLandmarks, head: PageHead, *, outlet: str, listed: str | None = None
) -> Iterator[FieldCandidate]:
    """Yield every title that the page prints or declares, without the site's name."""
    sites = _site_names(head, outlet)
    for each in _printed(landmarks, sites):
        yield FieldCandidate(value=each.text, rule="printed", element=each.element)
    yield from _claims(head, sites, listed)


def _printed(landmarks: PageLandmarks, sites: set[str]) -> Iterator[Headline]:
    for mark in landmarks.with_role(LandmarkRole.TITLE):
        if text := _without_site(_SIGNS.sub("", clean(text_of(mark.element))), sites):
            yield Headline(text=text, element=mark.element, place=mark.place)


def site_names(head: PageHead, outlet: str, headline: str) -> frozenset[str]:
    """Return the folded names of the site: from its metas, and the parts beside *headline* in the titles.

    Each name is there in full and without the word for its kind: `صحيفة الأفق` is also called `الأفق`.
    """
    names = _site_names(head, outlet)
    mine = _key(headline)
    for title in filter(None, (head.title, head.meta("og:title"), head.meta("twitter:title"))):
        parts = [each for each in _PARTS.split(title) if each.strip()]
        others = [fold(each) for each in parts if _key(each) and _key(each) not in mine]
        if mine in _key(title) and others:
            names |= _sites_beside(others, names, head, is_last=_key(parts[-1]) not in mine)
    if head.title and _OUTLET.match(named := fold(head.title)) and mine not in _key(named):
        names |= {named}
    names |= {_CALLED.sub("", each) for each in names}
    return frozenset(each for each in names if len(each) > 2)  # noqa: PLR2004  # "ar" names no site


def _called_sites(head: PageHead, home: set[str]) -> set[str]:
    """Return the parts of the declared titles that are what the link home is called, with the word for its kind."""
    titles = filter(None, (head.title, head.meta("og:title")))
    parts = {fold(part).strip() for title in titles for part in _PARTS.split(title)}
    return {each for each in parts if each and (bare := _CALLED.sub("", each)) != each and _key(bare) in home}


def _sites_beside(others: Sequence[str], known: set[str], head: PageHead, *, is_last: bool) -> set[str]:
    """Return which of the title's parts beside the headline (*others*, folded) name the site.

    The outermost part does. What is between it and the headline may be a section or an author, so it must be like a
    known name of the site. A section or an author that the page declares is never the site's name.
    """
    outer = others[-1] if is_last else others[0]
    declared = {fold(each) for each in (*head.jsonld.authors, *head.metas.get("author", ()), *head.jsonld.breadcrumb)}
    section = head.jsonld.section or head.meta("article:section", "og:article:section", "section")
    declared |= {fold(section)} if section else set()
    if known:  # the site declares its name, so a person beside the headline is its author
        declared |= {fold(each) for each in others if is_person(each) and is_surely_person(each)}
    like = {each for each in others if any(each in name or name in each for name in known)}
    return ({outer} - declared) | like


def _agreed(printed: Iterable[Headline], claims: list[str]) -> Headline | None:
    """Return the printed title with most declared titles; a kicker is shorter, a section name is in fewer titles."""
    best: tuple[int, int, Headline] | None = None
    for each in printed:
        mine = _key(each.text)
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
    return len(words) >= _LEAST_WORDS and sorted(words) == sorted(others)


def _claims(head: PageHead, sites: set[str], listed: str | None) -> Iterator[FieldCandidate]:
    for rule, each in (
        ("og:title", head.meta("og:title")),
        ("json-ld", head.jsonld.headline),
        ("meta", head.meta("twitter:title", "dc.title", "title")),
        ("listing", listed),
        ("title", head.title),
    ):
        if each:
            yield FieldCandidate(value=_without_site(clean(each), sites), rule=rule)


def _runs(title: str | None) -> Iterator[str]:
    """Yield the title without its first or last parts: one of the results is the headline."""
    cuts = list(_PARTS.finditer(title or ""))
    for cut in cuts:
        for part in ((title or "")[: cut.start()], (title or "")[cut.end() :]):
            if _is_headline(part) and len(part.split()) >= _LEAST_WORDS:
                yield part


def _site_names(head: PageHead, outlet: str) -> set[str]:
    names = {fold(each) for each in (head.site_name, head.meta("og:site_name"), outlet, head.jsonld.publisher) if each}
    return {each for each in names if each}


def _without_site(text: str, sites: set[str]) -> str:
    """Return *text* without a site's name (and its tagline) behind or before a dash, and without a counter."""
    for _ in range(3):
        cuts = list(_PARTS.finditer(text))
        cut = next((each for each in cuts if _is_site(text[each.end() :], sites)), None)
        if cut is not None:
            text = text[: cut.start()]
            continue
        cut = next((each for each in reversed(cuts) if _is_site(text[: each.start()], sites)), None)
        if cut is None:
            break
        text = text[cut.end() :]
    return _COUNTER.sub("", text).strip()


def _is_site(text: str, sites: set[str]) -> bool:
    own = fold(text).strip(" -|–—:»«")
    return any(
        folded == each or (folded.startswith(f"{each} ") and len(folded) < len(each) + _LONGEST_SITE)
        for each in sites
        for folded in (own, _CALLED.sub("", own))
    )


def _is_short(printed: Headline, declared: set[str]) -> bool:
    """Whether an `<h1>` of a word or two is also declared in the head."""
    return printed.element is not None and printed.element.tag == "h1" and _key(printed.text) in declared


def _is_headline(text: str) -> bool:
    return _LEAST_LETTERS <= len(text) <= _MOST_LETTERS and " " in text


def _key(text: str) -> str:
    """Return *text* as titles are compared: only letters and digits, because quotes and spaces differ."""
    return fold_letters(text)
