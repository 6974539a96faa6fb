"""The headline where the head of the page, or the line above the text, has only the name of the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.arabic.fold import fold_letters
from pipelines.arabic.sentences import ends_with_stop
from pipelines.fields.titles.lone_heading import (
    find_line_above,
    find_lone_heading,
    highest_above,
    may_head,
    says_when_or_who,
    text_runs,
)
from pipelines.fields.titles.plain_line import is_set_apart
from pipelines.page.head import PageHead, says_article
from pipelines.page.headline import Headline, place_of
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import text_of
from pipelines.web.urls import leads_home

_HEADINGS = ("h1", "h2", "h3", "h4")
_PARAGRAPHS, _NAME_WORDS, _LONGER = 3, 5, 1.2


def find_below_site(
    best: Headline,
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    parts: Sequence[str],
    is_title: Callable[[str], bool],
) -> Headline | None:
    """Return the headline below *best* where that is only what every page of the site declares; else `None`.

    Some systems give each page the site's name as og:title, with the type `website`. Such a name is a part of the
    `<title>` (*parts*, by `fold_letters`), and it is not printed, or a menu or a banner parts it from the text. It has
    few words, and a printed one is shorter than the headline: a list of contents parts a headline from its text, too.
    A page that declares to be an article declares its own title.
    """
    key = fold_letters(best.text)
    if len(best.text.split()) > _NAME_WORDS or ends_with_stop(best.text):
        return None
    if says_article(head) or fold_letters(head.meta("og:title") or "") != key or key not in parts:
        return None
    if best.element is not None and not is_set_apart(best, landmarks):
        return None

    def is_other(text: str) -> bool:
        is_longer = best.element is None or len(text) > len(best.text) * _LONGER
        return is_title(text) and fold_letters(text) != key and is_longer

    levels = (_only_heading(tree, landmarks, best.place, each) for each in _HEADINGS[:3])
    largest = next((each for each in levels if each is not None and is_other(each.text) and may_head(each.text)), None)
    found = largest or find_lone_heading(tree, landmarks, None, is_other) or find_line_above(landmarks, is_other)
    return found if found is not None and found.place > best.place else None


def find_dated_heading(best: Headline, tree: HtmlElement, landmarks: PageLandmarks) -> Headline | None:
    """Return the only heading between *best*, the name of the site, and the text, if it is above a date or a byline.

    It may be as short as a title of fiction is (`المعدية الأخيرة`). *best* is the name where a link in it leads home
    or nowhere, or where it is in the banner.
    """
    links = best.element.iter("a") if best.element is not None else ()
    leads = [each.get("href") for each in links]
    if not (leads and all(each is None or leads_home(each) for each in leads)) and not is_set_apart(best, landmarks):
        return None
    found = _only_heading(tree, landmarks, best.place, *_HEADINGS)
    texts = next(iter(text_runs(landmarks)), [])
    if found is None or fold_letters(found.text) == fold_letters(best.text):
        return None
    below = (line.text for line in landmarks.lines if found.place < line.place < texts[0].place)
    return found if any(map(says_when_or_who, below)) else None


def _only_heading(tree: HtmlElement, landmarks: PageLandmarks, above: int, *tags: str) -> Headline | None:
    """Return the only heading of these *tags* between the place *above* and a text of several paragraphs."""
    texts = next(iter(text_runs(landmarks)), [])
    if len(texts) < _PARAGRAPHS:
        return None
    lowest = max(above + 1, highest_above(landmarks, texts[0].place))
    places = {each: place_of(landmarks, each) for each in tree.iter(*tags)}
    found = [each for each, place in places.items() if lowest <= place < texts[0].place and text_of(each)]
    if len(found) != 1 or any(each.get("href") for each in found[0].iter("a")):
        return None
    return Headline(text=clean(text_of(found[0])), element=found[0], place=places[found[0]], rule="heading")
