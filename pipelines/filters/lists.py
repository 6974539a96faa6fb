"""Rejects pages that list other articles: by the titles between their paragraphs, and by their teasers."""

from __future__ import annotations

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
    is_claimed = bool(head.jsonld.types or head.meta("article:published_time"))
    least, share = _TITLES_OF_ARTICLE if is_claimed else _TITLES_OF_SIGNED if is_signed else _TITLES
    others = teasers + body.titles_on_page
    if others >= _TITLES[0] and len(text.split()) < _LEAST_WORDS:
        evidence = f"{others} titles of other pages around {len(text.split())} words"
        return Rejected(reason=Reason.SECTION_PAGE, evidence=evidence)
    is_listed = body.sentences < _FEW_SENTENCES or bool(body.titles_inside) or not says_article(head)
    is_short = is_listed and body.sentences <= _FEW_SENTENCES and _words_of_paragraphs(text) < _LONG_TEXT
    if others >= _TITLES[0] and is_short and not (is_claimed or is_signed):
        evidence = f"{others} titles of other pages around {body.sentences} sentences, no date and no byline"
        return Rejected(reason=Reason.SECTION_PAGE, evidence=evidence)
    is_text = is_claimed or is_signed or says_article(head)
    paragraphs = sum(each.words >= _LONG_LINE and not each.linked for each in landmarks.lines)
    is_many = paragraphs >= _MANY_PARAGRAPHS if is_text else paragraphs >= _SURELY_MANY > others
    is_believed = is_claimed or is_dated or (is_signed and _is_prose(landmarks, text))
    if teasers >= _MANY_TEASERS and teasers > body.sentences * 4 and not is_believed:
        evidence = f"{teasers} teasers beside {body.sentences} sentences"
        return Rejected(reason=Reason.SECTION_PAGE, evidence=evidence)
    is_between = body.titles_inside >= least and body.titles_inside > body.sentences * share
    if is_between and not (is_many or _is_prose(landmarks, text)):
        evidence = f"{body.titles_inside} titles of other pages among {body.sentences} sentences"
        return Rejected(reason=Reason.SECTION_PAGE, evidence=evidence)
    letters = sum(len(each.text) for each in landmarks.lines)
    linked = sum(each.linked for each in landmarks.lines)
    is_empty = not body.sentences or not (is_text or sum(map(sum, _rows(landmarks, text))) >= _FEW_WORDS)
    if is_empty and letters and linked > letters * _LINKED:
        return Rejected(reason=Reason.SECTION_PAGE, evidence=f"{linked / letters:.0%} of the text are links")
    return None


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
