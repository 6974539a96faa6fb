"""The landmarks of a page: its visible lines, and the elements whose names tell what they contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from pipelines.arabic.sentences import ends_with_firm_stop_or_quote
from pipelines.page.tree import TextLine, lines

_PARAGRAPH_WORDS, _SENTENCE_WORDS = 22, 8
_HEAD_LINES = 25


class LandmarkRole(StrEnum):
    """What an element contains, by its class, id, itemprop or rel."""

    TITLE = "title"
    DATE = "date"
    BYLINE = "byline"
    KICKER = "kicker"
    DECK = "deck"
    CRUMBS = "crumbs"
    TAGS = "tags"
    AROUND = "around"


def _named(words: str, edge: str = r"[\s:_-]") -> re.Pattern[str]:
    return re.compile(rf"(?:^|{edge})(?:{words})(?:{edge}|$)", re.IGNORECASE)


_ROLES = {
    LandmarkRole.TITLE: _named(
        r"entry-title|post-title|article-title|article__title|news-title|page-title|headline|story-title|tdb-title-text|title-news|newstitle"
        r"|node-title|single-title|main-title|details-title|articletitle|post_title|entry_title|titre|20_titre",
        r"[\s_]|__",
    ),
    LandmarkRole.DATE: _named(
        r"date|time|datetime|publish(?:ed|-?date)?|datepublished|pubdate|posted(?:-on)?|stamp|timestamp|created|meta|submitted|news-?date|dat"
        r"|article-?date|post-?date|entry-?date|tie-date|td-post-date|info|dateline|byline|tmstmp|strytmstmp|article_created"
    ),
    LandmarkRole.BYLINE: _named(
        r"author(?:-name)?|username|columnist|byline|by-author|writer|writer-name|writeby|post-author|author_name|authorname|meta-author|article-author"
        r"|entry-author|td-post-author-name|tie-author|reporter|katib|kateb|auteur|writers|by-line|au|aut|auth|by|byl|wr"
    ),
    LandmarkRole.KICKER: _named(
        r"kicker|surtitre|sur-title|suptitle|sup-title|pre-?title|over-?title|upper-?title|eyebrow|strap-?line|subtitle-top|overline"
    ),
    LandmarkRole.DECK: _named(
        r"sub-?titles?|sub_title|summary|teaser-?text|lead-?in|announce-text|highlights?"
        r"|deck|standfirst|chapo|chapeau|sub-?headline|sub-?heading|dek|post-subheading"
    ),
    LandmarkRole.CRUMBS: _named(r"breadcrumbs?|crumbs?|rank-math-breadcrumb|entry-crumbs|tdb-breadcrumbs"),
    LandmarkRole.TAGS: _named(
        r"post-?tags?|tagcloud|tags-links|entry-tags|td-tags|article-?tags|news-?tags|tags?|field-name-field-tags|keywords"
    ),
    LandmarkRole.AROUND: re.compile(
        r"related|sidebar|(?<!ui-)(?<!elementor-)widget(?! blog)|latest|recent|popular|most|comment|footer|menu|\bnav"
        r"|ticker|breaking|copyright|slider|carousel",
        re.IGNORECASE,
    ),
}
_TEST_NAMES = ("data-testid", "data-test-id", "data-automation-id", "data-automationid", "data-component", "data-qa")
_TESTED = etree.XPath(f".//*[{' or '.join(f'@{each}' for each in _TEST_NAMES)}]")
"""What applications built of components call their parts for their tests; their classes are generated."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Between two words that are written as one: `authorBox`."""
_AROUND_TAGS = frozenset({"aside", "footer", "nav"})
_DECK_TAGS = frozenset({"h2", "h3", "h4"})
_LEAD = re.compile(r"(?:^|[\s:_-])(?:lead|lede|intro)(?:[\s:_-]|$)", re.IGNORECASE)
_EXCERPT = re.compile(r"(?:^|[\s:_-])(?:[a-z]+Description|excerpt|abstract|dek)(?:[\s:_-]|$)")
_META = re.compile(r"submitted|meta|entry-footer", re.IGNORECASE)


# The sentence in which older themes say who posted an entry, when, and under what it is filed.
_ENTRY_META = re.compile(r"(?:posted (?:by|on|in)|this entry was posted|filed under)\s", re.IGNORECASE)
_PUBLISHED = re.compile(r"\s*(?:نشرت?|تم النشر|كتبت?|أضيفت?) (?:في|بتاريخ|يوم):? \S*\d")
_META_WORDS = 12
_PARAGRAPH, _LEAST_LONG, _LONG = 15, 8, 40


@dataclass(frozen=True, slots=True)
class Landmark:
    """An element with a role; *place* is its number in document order."""

    role: LandmarkRole
    element: HtmlElement
    place: int


@dataclass(frozen=True, slots=True)
class PageLandmarks:
    """The lines and the landmarks of one page, in document order; *spared* are the elements around the headline.

    `place` is one numbering for both: the number of the element in the body.
    """

    lines: tuple[TextLine, ...]
    landmarks: tuple[Landmark, ...]
    spared: frozenset[HtmlElement]

    def around(self, headline: HtmlElement | None) -> PageLandmarks:
        """Return these landmarks with the elements around *headline* spared, too."""
        up = frozenset() if headline is None else frozenset(headline.iterancestors())
        return self if up <= self.spared else replace(self, spared=self.spared | up)

    @property
    def has_long_text(self) -> bool:
        """Whether there are several unlinked paragraphs that are longer than teasers are."""
        words = [count for each in self.lines if not each.linked and (count := each.words) >= _PARAGRAPH]
        return len(words) >= _LEAST_LONG and sum(words) >= len(words) * _LONG

    def with_role(self, role: LandmarkRole) -> Iterator[Landmark]:
        """Yield the landmarks of *role* that are not inside a sidebar, a comment or a footer."""
        return (each for each in self.landmarks if each.role is role and not is_around(each.element, self.spared))

    def head_lines(self, place: int) -> list[TextLine]:
        """Return the lines below the headline at *place*, up to the first paragraph of the text."""
        found: list[TextLine] = []
        for line in self.lines:
            if line.place <= place:
                continue
            if _is_paragraph(line.text) or len(found) >= _HEAD_LINES:
                break
            found.append(line)
        return found

    def text_place(self, place: int) -> int:
        """Return the place of the first paragraph below the headline at *place*."""
        below = [each for each in self.lines if each.place > place][:_HEAD_LINES]
        return next((each.place for each in below if _is_paragraph(each.text)), below[-1].place if below else place)


def _is_paragraph(line: str) -> bool:
    if _ENTRY_META.match(line):
        return False
    words = len(line.split())
    if words <= _META_WORDS and _PUBLISHED.match(line):
        return False
    return words > _PARAGRAPH_WORDS or (words >= _SENTENCE_WORDS and ends_with_firm_stop_or_quote(line))


def find_landmarks(tree: HtmlElement) -> PageLandmarks:
    """Return the landmarks of *tree*; its scripts must have been removed (`pipelines.page.tree.silence`)."""
    found: list[Landmark] = []
    body = tree.find("body")
    body = tree if body is None else body
    tested = _tested(body)
    for place, element in enumerate(body.iter(etree.Element)):
        names = names_of(element)
        if element in tested:
            names = f"{names} {tested[element]}".strip()
        if "-" in element.tag:  # of the site's own, named for what it is
            names = f"{names} {element.tag}".strip()
        if names and element is not body:  # the names of the body are the settings of a theme
            found.extend(Landmark(role, element, place) for role in roles(names))
        if (element.tag in _DECK_TAGS and _LEAD.search(names)) or (element.tag == "p" and _EXCERPT.search(names)):
            found.append(Landmark(LandmarkRole.DECK, element, place))
        if element.tag == "h1":
            found.append(Landmark(LandmarkRole.TITLE, element, place))
        elif element.tag == "time":
            found.append(Landmark(LandmarkRole.DATE, element, place))
    spared = {up for each in found if each.element.tag == "h1" for up in each.element.iterancestors()}
    return PageLandmarks(tuple(lines(body)), tuple(found), frozenset(spared))


def _tested(body: HtmlElement) -> dict[HtmlElement, str]:
    found = cast("list[HtmlElement]", _TESTED(body))
    return {each: " ".join(filter(None, map(each.get, _TEST_NAMES))) for each in found}


def names_of(element: HtmlElement) -> str:
    """Return the names of *element*: class, id, itemprop, property and rel in one string."""
    get = element.get
    return " ".join(filter(None, (get("class"), get("id"), get("itemprop"), get("property"), get("rel"))))


@lru_cache(maxsize=8192)
def roles(names: str) -> tuple[LandmarkRole, ...]:
    """Return the roles that *names* stand for."""
    names = _HUMP.sub("-", names)
    return tuple(role for role, pattern in _ROLES.items() if role is not LandmarkRole.AROUND and pattern.search(names))


@lru_cache(maxsize=8192)
def _around(names: str) -> bool:
    return _ROLES[LandmarkRole.AROUND].search(names) is not None


def is_around(element: HtmlElement, spared: frozenset[HtmlElement]) -> bool:
    """Whether *element* is inside something that surrounds an article: a sidebar, a menu, comments, a footer.

    *spared* contain the headline: `has-sidebar` can be the name of the element around the whole article.
    """
    each: HtmlElement | None = element.getparent()
    for _ in range(6):
        if each is None or each in spared:
            return False
        if each.tag in _AROUND_TAGS and not _META.search(each.get("class") or ""):
            return True
        if _around(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return True
        each = each.getparent()
    return False


def is_elsewhere(element: HtmlElement, landmarks: PageLandmarks, headline: HtmlElement | None) -> bool:
    """Whether *element* surrounds the article of *headline*. The foot of the article itself is its own."""
    if not is_around(element, landmarks.spared):
        return False
    own = next(element.iterancestors("article"), None)
    foot = next(element.iterancestors("footer"), None)
    return own is None or foot is None or headline is None or own not in set(headline.iterancestors())
