"""Rejects pages that list other articles: by the titles between their paragraphs, and by their teasers."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.arabic import clean
from pipelines.body.container import ContainerBody
from pipelines.page.head import PageHead, says_article
from pipelines.page.landmarks import PageLandmarks
from storage.records import Reason, Rejected

_LONG_LINE = 15
_LINKED = 0.6
_TITLES, _TITLES_OF_SIGNED, _TITLES_OF_ARTICLE = (6, 0.5), (6, 1.0), (20, 2.0)
"""A page is a list from this number of titles, and from this number of titles for each sentence."""
_MANY_PARAGRAPHS, _SURELY_MANY, _MANY_TEASERS = 20, 60, 20
_FEW_SENTENCES, _LONG_TEXT, _LONG_PARAGRAPH = 2, 100, 40
"""Teasers are shorter than a long paragraph."""
_TITLE_WORDS = 4
_PARAGRAPH_WORDS, _PROSE = 10, 250
_OPENING, _OPENING_WORDS = 3, 60
_LEAST_WORDS, _FEW_WORDS = 15, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListSigns:
    """What a page has of a list, and of an article: *others* are the titles of other pages, *teasers* those removed."""

    body: ContainerBody
    landmarks: PageLandmarks
    text: str
    teasers: int
    others: int
    is_claimed: bool
    is_dated: bool
    is_signed: bool
    is_article: bool

    def around_few_words(self) -> str | None:
        """Titles of other pages around a text that is shorter than a paragraph."""
        words = len(self.text.split())
        is_list = self.others >= _TITLES[0] and words < _LEAST_WORDS
        return f"{self.others} titles of other pages around {words} words" if is_list else None

    def around_few_sentences(self) -> str | None:
        """Titles of other pages around a short text that nobody dated or signed."""
        sentences = self.body.sentences
        is_listed = sentences < _FEW_SENTENCES or bool(self.body.titles_inside) or not self.is_article
        is_short = is_listed and sentences <= _FEW_SENTENCES and _words_of_paragraphs(self.text) < _LONG_TEXT
        if self.others < _TITLES[0] or not is_short or self.is_claimed or self.is_signed:
            return None
        return f"{self.others} titles of other pages around {sentences} sentences, no date and no byline"

    def many_teasers(self) -> str | None:
        """Many teasers; they are often signed, each by its own author."""
        is_believed = self.is_claimed or self.is_dated or (self.is_signed and _is_prose(self.landmarks, self.text))
        is_list = self.teasers >= _MANY_TEASERS and self.teasers > self.body.sentences * 4 and not is_believed
        return f"{self.teasers} teasers beside {self.body.sentences} sentences" if is_list else None

    def titles_among_sentences(self) -> str | None:
        """Titles of other pages among the sentences; an article may have more of them, and a long text has many."""
        least, share = _TITLES_OF_ARTICLE if self.is_claimed else _TITLES_OF_SIGNED if self.is_signed else _TITLES
        if self.body.titles_inside < least or self.body.titles_inside <= self.body.sentences * share:
            return None
        paragraphs = sum(each.words >= _LONG_LINE and not each.linked for each in self.landmarks.lines)
        is_many = paragraphs >= _MANY_PARAGRAPHS if self.is_text else paragraphs >= _SURELY_MANY > self.others
        if is_many or _is_prose(self.landmarks, self.text):
            return None
        return f"{self.body.titles_inside} titles of other pages among {self.body.sentences} sentences"

    def all_links(self) -> str | None:
        """Nearly all of the page is links, and what is left is no text."""
        letters = sum(len(each.text) for each in self.landmarks.lines)
        linked = sum(each.linked for each in self.landmarks.lines)
        is_words = self.is_text or sum(map(sum, _rows(self.landmarks, self.text))) >= _FEW_WORDS
        is_empty = not self.body.sentences or not is_words
        is_list = is_empty and letters and linked > letters * _LINKED
        return f"{linked / letters:.0%} of the text are links" if is_list else None

    @property
    def is_text(self) -> bool:
        return self.is_claimed or self.is_signed or self.is_article


def refuse_list(
    body: ContainerBody,
    landmarks: PageLandmarks,
    head: PageHead,
    *,
    text: str,
    teasers: int,
    is_dated: bool,
    is_signed: bool,
) -> Rejected | None:
    """Reject a page of teasers: the titles of other pages are between its lines, or nearly all of it is links.

    A page that declares to be an article, or that is dated or signed (*is_signed*), may have more titles, because a
    long list of links below a short text is usual. Many teasers are signed, too. *teasers* is the number of teasers
    that were removed, *text* is the rest.
    """
    signs = _ListSigns(
        body=body, landmarks=landmarks, text=text, teasers=teasers, others=teasers + body.titles_on_page,
        is_claimed=bool(head.jsonld.types or head.meta("article:published_time")), is_dated=is_dated,
        is_signed=is_signed, is_article=says_article(head),
    )  # fmt: skip
    evidence = (
        signs.around_few_words()
        or signs.around_few_sentences()
        or signs.many_teasers()
        or signs.titles_among_sentences()
        or signs.all_links()
    )
    return Rejected(reason=Reason.SECTION_PAGE, evidence=evidence) if evidence else None


def _is_prose(landmarks: PageLandmarks, text: str) -> bool:
    """Whether *text* has a long row of paragraphs, opens with several, or has some that are longer than any teaser.

    In a list a title comes with each paragraph; a text can have a list of titles below it, or between its parts.
    """
    rows = _rows(landmarks, text)
    opening = rows[0] if rows else []
    is_opened = len(opening) >= _OPENING and sum(opening) >= _OPENING_WORDS
    return is_opened or max(map(sum, rows), default=0) >= _PROSE or _words_of_paragraphs(text) >= _LONG_TEXT


def _rows(landmarks: PageLandmarks, text: str) -> list[list[int]]:
    """Return the words of the paragraphs of *text*, in rows with no title of another page between them."""
    rows: list[list[int]] = [[]]
    for each in landmarks.lines:
        count = each.words
        if each.linked > len(each.text) * _LINKED and count >= _TITLE_WORDS:
            rows += [[]] if rows[-1] else []
        elif count >= _PARAGRAPH_WORDS and each.linked * 2 < len(each.text) and clean(each.text) in text:
            rows[-1].append(count)
    return [each for each in rows if each]


def _words_of_paragraphs(text: str) -> int:
    """Return the words of the paragraphs that are longer than any teaser."""
    words = [len(each.split()) for each in text.split("\n\n")]
    return sum(each for each in words if each >= _LONG_PARAGRAPH)
