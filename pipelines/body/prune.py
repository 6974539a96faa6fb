"""Takes from a page's tree what is surely chrome, before the text is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.arabic.boilerplate.detect import chrome
from pipelines.body.teasers import find_cards
from pipelines.page.candidate import where
from pipelines.page.tree import TextLine, lines

# Names that WordPress, its common plug-ins, Jannah, Sahifa, tagDiv and Drupal give to chrome and to nothing else.
_CHROME = frozenset(
    """
    comments respond comment-respond comments-area comment-list comment-form commentlist disqus_thread fb-comments
    related-posts related_posts relatedposts related-post related-articles yarpp yarpp-related jp-relatedposts
    td_block_related_posts crp_related td-related-row inline-related-post inline-related-posts read-also readalso
    related-box rp4wp-related-posts share-buttons share-buttons-bottom share-buttons-top sharedaddy a2a_kit
    addtoany_share_save_container addthis_toolbox addthis_inline_share_toolbox social-share post-share share-post
    td-post-sharing td-post-sharing-top td-post-sharing-bottom essb_links sharethis-inline-share-buttons
    about-author author-box authorbox td-author-box author-bio author-info-box saboxplugin-wrap
    post-tags tags-links tagcloud td-post-source-tags td-tags tag-links field-name-field-tags
    breadcrumb breadcrumbs entry-crumbs td-crumb-container post-views meta-views tie-views td-post-views
    td-a-rec stream-item adsbygoogle cookie-notice cookie-law-info-bar mc4wp-form newsletter-box go-to-top-button
    ai-summary aisummary ai-summary-box summary-ai
    text-resize prev-next-post-nav post-navigation nav-links td-post-next-prev
    """.split()  # noqa: SIM905  # a list of words reads better than a list of strings
)
# Names that also stand on what holds the text: pruned only where most letters are links, or under a chrome heading.
_DOUBTFUL = frozenset(
    """
    related widget sidebar tags share social menu newsletter most-read latest-news links most-popular subscribe
    recommended
    """.split()  # noqa: SIM905  # as above
)
_TAGS = frozenset({"nav", "footer", "aside", "figcaption"})
_CONTAINERS = frozenset({"div", "section", "aside", "ul", "ol", "article", "td", "table"})
_HEADING_KINDS = frozenset(
    {"related", "comment_form", "read_also", "newsletter", "share", "navigation", "tags_label", "summary"}
)
_HEADING_WORDS, _PARAGRAPH = 6, 20
_MOST = 0.4
"""An element that holds more of the page's letters than this is no chrome, whatever its name."""
_LINKED = 0.5
_LONGEST_INLINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunedElement:
    """An element that was taken out: by which *rule* (`drop`, `name`, `doubtful-name`, `heading`), from where."""

    rule: str
    path: str
    element: HtmlElement


def prune(
    tree: HtmlElement,
    drop: Sequence[str] = (),
    *,
    keep: HtmlElement | None = None,
    seen: Sequence[TextLine] | None = None,
) -> list[PrunedElement]:
    """Take from *tree* what is surely chrome and what *drop* (CSS selectors) names, and return what was taken.

    Only tight names count, and boxes under a heading like `مقالات ذات صلة`: pruning by words anywhere in a class
    lost real paragraphs. What holds *keep* (the headline) stays. *seen* are the lines of *tree*, where they are known.
    """
    removed = [_remove(each, "drop") for selector in drop for each in tree.cssselect(selector)]
    found = lines(tree) if seen is None or removed else seen
    letters, linked = _weights(found)
    kept = set() if keep is None else {keep, *keep.iterancestors()}
    most = sum(len(each.text) for each in found) * _MOST
    for each in [each for each in letters if each not in kept and letters[each] <= most]:
        if _is_chrome(each):
            removed.append(_remove(each, "name"))
        elif _is_doubtful(each) and linked[each] > letters[each] * _LINKED:
            removed.append(_remove(each, "doubtful-name"))
    removed += [_remove(card, "card") for card in find_cards(found, kept)]
    removed += [_remove(box, "heading") for box in _boxes(found, letters, most, kept | _telling(found))]
    for each in list(tree.iter("span", "a", "small", *_TAGS)):
        if each not in letters and _is_chrome(each) and len(each.text_content()) <= _LONGEST_INLINE:
            removed.append(_remove(each, "name"))
    return removed


def _weights(found: Sequence[TextLine]) -> tuple[dict[HtmlElement, int], dict[HtmlElement, int]]:
    """Return how many letters, and how many linked ones, each element holds."""
    letters: dict[HtmlElement, int] = {}
    linked: dict[HtmlElement, int] = {}
    for line in found:
        each: HtmlElement | None = line.block
        while each is not None:
            letters[each] = letters.get(each, 0) + len(line.text)
            linked[each] = linked.get(each, 0) + line.linked
            each = each.getparent()
    return letters, linked


def _boxes(
    found: Sequence[TextLine], letters: dict[HtmlElement, int], most: float, kept: set[HtmlElement]
) -> list[HtmlElement]:
    """Return the boxes that open with a heading of chrome: the widest element that begins with that very line."""
    first: dict[HtmlElement, TextLine] = {}
    for line in found:
        each: HtmlElement | None = line.block
        while each is not None and each not in first:
            first[each] = line
            each = each.getparent()
    boxes: list[HtmlElement] = []
    for line in found:
        if len(line.text.split()) > _HEADING_WORDS or chrome(line.text) not in _HEADING_KINDS:
            continue
        box: HtmlElement | None = None
        each = line.block
        while each is not None and first.get(each) is line and letters[each] <= most and each not in kept:
            box = each if each.tag in _CONTAINERS else box
            each = each.getparent()
        if box is not None:
            boxes.append(box)
    return boxes


def _telling(found: Sequence[TextLine]) -> set[HtmlElement]:
    """Return the elements that hold two paragraphs or more: a heading above them makes no box of them."""
    count: dict[HtmlElement, int] = {}
    for line in found:
        if line.linked or len(line.text.split()) < _PARAGRAPH:
            continue
        each: HtmlElement | None = line.block
        while each is not None:
            count[each] = count.get(each, 0) + 1
            each = each.getparent()
    return {each for each, paragraphs in count.items() if paragraphs > 1}


def _is_chrome(element: HtmlElement) -> bool:
    return (element.tag in _TAGS and "submitted" not in _said(element)) or bool(_names(_said(element)) & _CHROME)


def _is_doubtful(element: HtmlElement) -> bool:
    return bool(_names(_said(element)) & _DOUBTFUL)


def _said(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


@lru_cache(maxsize=8192)
def _names(said: str) -> frozenset[str]:
    return frozenset(said.lower().split())


def _remove(element: HtmlElement, rule: str) -> PrunedElement:
    path = where(element) or ""
    if element.getparent() is not None:
        element.drop_tree()
    return PrunedElement(rule=rule, path=path, element=element)
