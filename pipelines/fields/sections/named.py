"""The section as an element near the headline names it: microdata, categories, labels, attributes of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.page.candidate import FieldCandidate
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks, is_around, is_elsewhere
from pipelines.page.tree import flat, text_of

# The names by which themes call the categories of one article, not those of the site.
_CATEGORIES = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:post|entry|article|single|meta|tdb?|td-post|news|item|story|content|tax)[-_]{0,2}(?:cats?|categor(?:y|ies)"
    r"|section|channel|topic|kicker)(?:-links?|-wrap|-name|-list|[-_]label)?|cat-links|post_cats?|postcat|cat-?name|category-?name)(?=\s|$)",
    re.IGNORECASE,
)
# A short label above a headline.
_BADGE = re.compile(
    r"(?:^|[\s_-])(?:badge|cat|ct|category|categories|section|sec|rubric|rubrique|channel|topic|tag|label|uppercase|chip|pill)"
    r"(?=[\s_-]|$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:^|[|،–]|\d)\s*(?:(?:تصنيف|قسم|باب)\s+(?:الخبر|المقال|الموضوع)|التصنيفات?|القسم|الأقسام|الباب|التبويب|الفئة|القائمة"
    r"|نشر في قسم|في قسم|قسم)\s*[:：-]\s*(?P<name>[^:|،,]{2,40}?)(?=\s*(?:[|،,]|$)|\s+\S+(?:\s\S+)?\s*:)"
)
_TOPIC = re.compile(r"topic|category|section|cat(?:id)?=", re.IGNORECASE)
_ATTRIBUTES = ("data-category", "data-section", "data-channel", "data-category-name", "category", "section")
_MOST_CATEGORIES, _MOST_WORDS, _LEVELS, _ABOVE, _BESIDE = 8, 4, 5, 3, 6
_MOST_LINKS = 2
_STEP = re.compile(r"(?<!\s)\s++[/»›>](?=\s)")
_DIGIT = re.compile(r"\d")
_STATUS = frozenset(
    map(fold, ("مباشر", "بث مباشر", "عاجل", "حصري", "حصرياً", "خاص", "جديد", "مميز", "محدث", "تحديث", "انفراد",
               "انتهت التغطية",
               "تغطية مباشرة", "تغطية مستمرة", "إعلان", "محتوى مدفوع", "للمشتركين"))
)  # fmt: skip


def named_sections(tree: HtmlElement, landmarks: PageLandmarks, headline: Headline) -> Iterator[FieldCandidate]:
    """Yield microdata's articleSection, the article's own categories, what a label names, and a badge above it."""
    for each in tree.iter("span", "a", "div", "p", "li", "ul", "td"):
        if "articleSection" in (each.get("itemprop") or "").split() and text_of(each):
            yield FieldCandidate(value=text_of(each), rule="microdata", element=each)
    yield from _attributes(headline)
    for each in tree.iter("span", "div", "p", "ul", "h6", "a", "li"):
        if not _CATEGORIES.search(each.get("class") or "") or is_elsewhere(each, landmarks, headline.element):
            continue
        links = [link for link in each.iter("a") if text_of(link)] or [each]
        if len(links) <= _MOST_CATEGORIES and _is_label(text_of(links[0])):
            yield FieldCandidate(value=text_of(links[0]), rule="categories", element=links[0])
    yield from _labelled(landmarks, headline)
    yield from _badges(landmarks, headline)
    yield from _pictured(tree, landmarks, headline)


def _attributes(headline: Headline) -> Iterator[FieldCandidate]:
    for each in (headline.element, *headline.element.iterancestors()) if headline.element is not None else ():
        named = next((value for name in _ATTRIBUTES if (value := clean(each.get(name) or ""))), None)
        if named and _is_label(named):
            yield FieldCandidate(value=named, rule="attribute", element=each)


def _labelled(landmarks: PageLandmarks, headline: Headline) -> Iterator[FieldCandidate]:
    above = [each for each in landmarks.lines if each.place < headline.place][-_ABOVE:]
    for line in (*above, *landmarks.head_lines(headline.place)[:_BESIDE]):
        found = _LABELLED.search(line.text)
        if found is not None and _is_label(found["name"]) and headline.element is not None:
            yield FieldCandidate(value=found["name"].strip(), rule="label", element=line.block)


def _badges(landmarks: PageLandmarks, headline: Headline) -> Iterator[FieldCandidate]:
    """Yield the element right above the headline that is named as a badge or a category, and has a word or two."""
    if headline.element is None:
        return
    holder = headline.element
    for _ in range(_LEVELS):
        for before in list(holder.itersiblings(preceding=True))[:_ABOVE]:
            named = next((each for each in before.iter() if isinstance(each.tag, str) and _is_badge(each)), None)
            if named is not None and not is_around(named, landmarks.spared):
                yield FieldCandidate(value=_last_step(named), rule="badge", element=named)
                return
        parent = holder.getparent()
        if parent is None or parent.tag in {"body", "html"}:
            return
        holder = parent


def _pictured(tree: HtmlElement, landmarks: PageLandmarks, headline: Headline) -> Iterator[FieldCandidate]:
    """Yield the name of a topic whose picture is a link below the headline, as PHP-Nuke prints it."""
    near = set() if headline.element is None else set(list(headline.element.iterancestors())[:_LEVELS])
    for link in tree.iter("a"):
        image = next(link.iter("img"), None)
        is_topic = _TOPIC.search(link.get("href") or "") and not text_of(link)
        if image is None or not is_topic or not near & set(link.iterancestors()):
            continue
        named = clean(image.get("alt") or image.get("title") or "")
        if _is_label(named) and not is_around(link, landmarks.spared):
            yield FieldCandidate(value=named, rule="picture", element=image)
            return


def _is_badge(element: HtmlElement) -> bool:
    is_named = _BADGE.search(element.get("class") or "") is not None
    is_menu = len(list(element.iter("a"))) > _MOST_LINKS or len(list(element.iter("li"))) > 1
    return is_named and not is_menu and _is_label(text_of(element)) and _is_lone(element)


def _last_step(element: HtmlElement) -> str:
    """Return the last of two links with a slash or an arrow between them (`محليات / تعليم`): it is within the other."""
    text, links = text_of(element), [text_of(each) for each in element.iter("a")]
    is_path = len(links) > 1 and [each.strip() for each in _STEP.split(text)] == links
    return links[-1] if is_path else text


def _is_lone(element: HtmlElement) -> bool:
    """Whether no like element is beside *element*: several are a list of tags or a menu."""
    parent, name = element.getparent(), element.get("class")
    return parent is None or sum(each.tag == element.tag and each.get("class") == name for each in parent) == 1


def _is_label(text: str) -> bool:
    words = flat(text).split()
    is_short = 0 < len(words) <= _MOST_WORDS and not _DIGIT.search(fold(text))
    return is_short and fold(text) not in _STATUS and not text.rstrip().endswith((":", ".", "؟", "!"))
