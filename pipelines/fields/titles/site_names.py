"""What the site is called, by the metas and titles of a page, and titles without that name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.arabic import fold
from pipelines.arabic.fold import fold_letters
from pipelines.arabic.names.bylines import is_person
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.page.head import PageHead

TITLE_PARTS = re.compile(r"(?<!\s)\s++(?:[|\-–—:»«·•/~>›]++\s++|[|»·•~]\s*+)|[|»·•~]\s*+")
"""What parts a headline, a section and the site's name in one title."""
_COUNTER = re.compile(r"(?<!\s)\s*+[(\[]\s*+\d++\s*+[)\]]\s*+$")
_CALLED = re.compile(
    r"^(?:وكاله|صحيفه|جريده|موقع|قناه|بوابه|شبكه|مجله|اذاعه)\s++|(?<!\s)\s++(?:الاخباريه|الاخباري|الالكترونيه|الالكتروني|للانباء|للاخبار|اونلاين|نت)$|\.(?:نت|كوم|net|com|org)$"
)
_OUTLET = re.compile(r"(?:وكاله|صحيفه|جريده|موقع|قناه|بوابه|شبكه|مجله|اذاعه)(?: \w+){1,4}$")
_LONGEST_SITE = 60


def site_names(head: PageHead, outlet: str, headline: str) -> frozenset[str]:
    """Return the folded names of the site: from its metas, and the parts beside *headline* in the titles.

    Each name is there in full and without the word for its kind: `صحيفة الأفق` is also called `الأفق`.
    """
    names = declared_sites(head, outlet)
    mine = title_key(headline)
    for title in filter(None, (head.title, head.meta("og:title"), head.meta("twitter:title"))):
        parts = [each for each in TITLE_PARTS.split(title) if each.strip()]
        others = [fold(each) for each in parts if title_key(each) and title_key(each) not in mine]
        if mine in title_key(title) and others:
            names |= _sites_beside(others, names, head, is_last=title_key(parts[-1]) not in mine)
    if head.title and _OUTLET.match(named := fold(head.title)) and mine not in title_key(named):
        names |= {named}
    names |= {_CALLED.sub("", each) for each in names}
    return frozenset(each for each in names if len(each) > 2)  # noqa: PLR2004  # "ar" names no site


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


def declared_sites(head: PageHead, outlet: str) -> set[str]:
    """Return the folded names of the site by its metas, its feed and its JSON-LD."""
    names = {fold(each) for each in (head.site_name, head.meta("og:site_name"), outlet, head.jsonld.publisher) if each}
    return {each for each in names if each}


def called_sites(head: PageHead, home: set[str]) -> set[str]:
    """Return the parts of the declared titles that are what the link home is called, with the word for its kind."""
    titles = filter(None, (head.title, head.meta("og:title")))
    parts = {fold(part).strip() for title in titles for part in TITLE_PARTS.split(title)}
    return {each for each in parts if each and (bare := _CALLED.sub("", each)) != each and title_key(bare) in home}


def without_site(text: str, sites: set[str]) -> str:
    """Return *text* without a site's name (and its tagline) behind or before a dash, and without a counter."""
    for _ in range(3):
        cuts = list(TITLE_PARTS.finditer(text))
        cut = next((each for each in cuts if is_site(text[each.end() :], sites)), None)
        if cut is not None:
            text = text[: cut.start()]
            continue
        cut = next((each for each in reversed(cuts) if is_site(text[: each.start()], sites)), None)
        if cut is None:
            break
        text = text[cut.end() :]
    return _COUNTER.sub("", text).strip()


def is_site(text: str, sites: set[str]) -> bool:
    """Whether *text* is one of the folded names, with or without the word for its kind, or with a tagline."""
    own = fold(text).strip(" -|–—:»«")
    return any(
        folded == each or (folded.startswith(f"{each} ") and len(folded) < len(each) + _LONGEST_SITE)
        for each in sites
        for folded in (own, _CALLED.sub("", own))
    )


def title_key(text: str) -> str:
    """Return *text* as titles are compared: only letters and digits, because quotes and spaces differ."""
    return fold_letters(text)
