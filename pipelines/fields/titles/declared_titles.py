"""The titles that a page declares in its head, and what is no headline among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.fields.titles.site_names import (
    TITLE_PARTS,
    called_sites,
    declared_sites,
    is_site,
    title_key,
    without_site,
)
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead, says_article
from pipelines.page.headline import GENERIC_TITLES, home_names, is_outlet, printed_in_full, twice_declared

_LEAST_LETTERS, _MOST_LETTERS, LEAST_WORDS = 8, 320, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTitles:
    """What the head says of the headline, and of the names that are none.

    *sites* are the folded names of the site. The other sets and lists are of titles as `title_key` compares them:
    *parts* of the `<title>`, *home* what the link home and generic pages are called, *sure* the title that is declared
    twice or printed in full, *short* the titles that an `<h1>` of a word or two may have. *claims* are the declared
    titles as they stand.
    """

    sites: set[str]
    parts: list[str]
    home: set[str]
    sure: str | None
    short: set[str]
    claims: list[str]
    title: str | None

    def is_title(self, text: str) -> bool:
        """Whether *text* can be a headline: it has its length, and is no name of an outlet or of this site."""
        return is_headline_long(text) and (
            title_key(text) == self.sure or not (is_outlet(text) or is_site(text, self.sites))
        )

    def is_own_name(self, text: str) -> bool:
        """Whether *text* is what the site, its front page, or every page of a template is called."""
        key = title_key(text)
        return (key != self.sure and is_site(text, self.sites)) or key in self.own_names

    @property
    def own_names(self) -> set[str]:
        """The names of the site and of its front page, by `title_key`."""
        return set(map(title_key, self.sites)) | self.home

    @property
    def variants(self) -> dict[str, str]:
        """The declared titles and what is left of `<title>` without its first or last parts, by `title_key`."""
        some = (*self.claims, *title_runs(self.title))
        return {key: each for each in some if (key := title_key(each)) not in self.home}

    @property
    def whole(self) -> list[str]:
        """All forms in which the head may have the whole headline."""
        parts = filter(is_headline_long, TITLE_PARTS.split(self.title or ""))
        return [*self.claims, *title_runs(self.title), *parts]


def declared_titles(tree: HtmlElement, head: PageHead, *, outlet: str, listed: str | None) -> DeclaredTitles:
    """Return what the head and the listing (*listed*) say of the headline of the page *tree*."""
    sites = declared_sites(head, outlet)
    parts = [title_key(each) for each in TITLE_PARTS.split(head.title or "")]
    sure = twice_declared(head) or printed_in_full(
        tree, [*parts, *map(title_key, filter(None, (head.title, head.meta("og:title"))))]
    )
    named = home_names(tree)
    sites |= called_sites(head, named)
    home = named | GENERIC_TITLES
    values = [each.value for each in title_claims(head, sites, listed) if title_key(each.value) not in home]
    found = DeclaredTitles(
        sites=sites, parts=parts, home=home, sure=sure, claims=[], title=head.title,
        short={title_key(each) for each in values} - {""} if says_article(head) else set(),
    )  # fmt: skip
    found.claims.extend(_without_author(each) for each in values if found.is_title(each))
    return found


def title_claims(head: PageHead, sites: set[str], listed: str | None) -> Iterator[FieldCandidate]:
    """Yield each declared title without the name of the site; `<title>`, which proves least, is the last."""
    for rule, each in (
        ("og:title", head.meta("og:title")),
        ("json-ld", head.jsonld.headline),
        ("meta", head.meta("twitter:title", "dc.title", "title")),
        ("listing", listed),
        ("title", head.title),
    ):
        if each:
            yield FieldCandidate(value=without_site(clean(each), sites), rule=rule)


def title_runs(title: str | None) -> Iterator[str]:
    """Yield the title without its first or last parts: one of the results is the headline."""
    cuts = list(TITLE_PARTS.finditer(title or ""))
    for cut in cuts:
        for part in ((title or "")[: cut.start()], (title or "")[cut.end() :]):
            if is_headline_long(part) and len(part.split()) >= LEAST_WORDS:
                yield part


def is_headline_long(text: str) -> bool:
    """Whether *text* has the length of a headline: 8 to 320 letters in two words or more."""
    return _LEAST_LETTERS <= len(text) <= _MOST_LETTERS and " " in text


def _without_author(title: str) -> str:
    """Return *title* without the person who is named behind its last dash: `headline - author`."""
    cut = next(reversed(list(TITLE_PARTS.finditer(title))), None)
    if cut is None or not is_headline_long(title[: cut.start()]):
        return title
    tail = title[cut.end() :].strip()
    return title[: cut.start()] if labelled_byline(tail) or (is_person(tail) and is_surely_person(tail)) else title
