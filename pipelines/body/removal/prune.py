"""Removes from a page's tree what is certainly boilerplate, before the text is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.body.removal.boxes import calls, labelled_links, skipped, translations
from pipelines.body.removal.discussions import discussions
from pipelines.body.removal.line_sums import line_sums
from pipelines.body.removal.line_tree import LineTree
from pipelines.body.removal.next_articles import next_articles
from pipelines.body.removal.quoted import embedded_posts, pulled_quotations
from pipelines.body.removal.signatures import signatures
from pipelines.body.removal.small_boxes import scopes_of_people, small_boxes
from pipelines.body.removal.teasers import find_teasers
from pipelines.page.candidate import where
from pipelines.page.tree import TextLine, lines

# Classes and ids that WordPress, its common plug-ins, Jannah, Sahifa, tagDiv and Drupal give to boilerplate only.
_BOILERPLATE = frozenset(
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
# Names that the holder of the text may have, too: removed only where most letters are links.
_DOUBTFUL = frozenset(
    """
    related widget sidebar tags share social menu newsletter most-read latest-news links most-popular subscribe
    recommended
    """.split()  # noqa: SIM905  # as above
)
_TAGS = frozenset({"nav", "footer", "aside", "figcaption", "caption"})
_CONTAINERS = frozenset({"div", "section", "aside", "ul", "ol", "article", "td", "table"})
_HEADING_KINDS = frozenset(
    {"related", "comment_form", "read_also", "newsletter", "share", "navigation", "tags_label", "summary", "author_bio"}
)
_HEADING_WORDS, _PARAGRAPH = 6, 20
_MOST = 0.4
"""An element that holds a larger share of the page's letters is never boilerplate, whatever its name."""
_LINKED = 0.5
_LONGEST_INLINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunedElement:
    """A removed element, the *rule* (`drop`, `name`, `box`, …) and its former path."""

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
    """Remove from *tree* certain boilerplate and what *drop* (CSS selectors) selects; return what was removed.

    Certain are known names, and boxes under a heading such as `مقالات ذات صلة`. Words anywhere in a class are not: they
    cost real paragraphs. What holds *keep* (the headline) stays. *seen* are the lines of *tree*, where they are known.
    """
    removed = drop_selected(tree, drop)
    found = lines(tree) if seen is None or removed else seen
    removed += remove_boxes(tree, found, keep=keep)
    return [*removed, *remove_guessed(tree, lines(tree) if removed else found, keep=keep)]


def remove_boxes(
    tree: HtmlElement, found: Sequence[TextLine], *, keep: HtmlElement | None = None
) -> list[PrunedElement]:
    """Remove from *tree* what no reader takes for text.

    That is: the articles that follow on an endless page, skip
    blocks, small boxes that ask or promote, embedded posts, pulled quotations, and readers' comments.

    *found* are the lines of *tree*.
    """
    kept = _holders(keep)
    line_tree = LineTree(found)
    boxes = (
        *translations(tree),
        *skipped(tree),
        *calls(line_tree, kept),
        *labelled_links(found, kept),
        *signatures(line_tree, kept),
        *discussions(line_tree, kept),
        *embedded_posts(line_tree, kept),
    )
    others = (*small_boxes(line_tree, kept), *scopes_of_people(line_tree, kept), *pulled_quotations(line_tree, kept))
    following = [_remove(each, "next-article") for each in next_articles(line_tree, keep)]
    return [*following, *(_remove(each, "box") for each in (*boxes, *others))]


def remove_guessed(
    tree: HtmlElement, found: Sequence[TextLine], *, keep: HtmlElement | None = None
) -> list[PrunedElement]:
    """Remove from *tree*, whose lines are *found*, what is boilerplate by its name, its heading or its neighbours."""
    removed: list[PrunedElement] = []
    letters, linked = _weights(found)
    kept = _holders(keep)
    most = sum(len(each.text) for each in found) * _MOST
    for each in [each for each in letters if each not in kept and letters[each] <= most]:
        if _is_boilerplate(each):
            removed.append(_remove(each, "name"))
        elif _is_doubtful(each) and linked[each] > letters[each] * _LINKED:
            removed.append(_remove(each, "doubtful-name"))
    removed += [_remove(each, "teaser") for each in find_teasers(found, kept)]
    removed += [_remove(box, "heading") for box in _boxes(found, letters, most, kept | _text_holders(found))]
    for each in list(tree.iter("span", "a", "small", *_TAGS)):
        if each not in letters and _is_boilerplate(each) and len(each.text_content()) <= _LONGEST_INLINE:
            removed.append(_remove(each, "name"))
    return removed


def _holders(keep: HtmlElement | None) -> set[HtmlElement]:
    return set() if keep is None else {keep, *keep.iterancestors()}


def drop_selected(tree: HtmlElement, drop: Sequence[str]) -> list[PrunedElement]:
    """Remove from *tree* what the selectors *drop* select; return what was removed."""
    return [_remove(each, "drop") for selector in drop for each in tree.cssselect(selector)]


def _weights(found: Sequence[TextLine]) -> tuple[dict[HtmlElement, int], dict[HtmlElement, int]]:
    """Return how many letters each element holds, and how many of them are linked."""
    letters, linked = line_sums(found, [len(each.text) for each in found], [each.linked for each in found])
    return letters, linked


def _boxes(
    found: Sequence[TextLine], letters: dict[HtmlElement, int], most: float, kept: set[HtmlElement]
) -> list[HtmlElement]:
    """Return the boxes below a heading of boilerplate: the widest element whose first line is that heading."""
    first: dict[HtmlElement, TextLine] = {}
    for line in found:
        each: HtmlElement | None = line.block
        while each is not None and each not in first:
            first[each] = line
            each = each.getparent()
    boxes: list[HtmlElement] = []
    for line in found:
        if line.words > _HEADING_WORDS or boilerplate_kind(line.text) not in _HEADING_KINDS:
            continue
        box: HtmlElement | None = None
        each = line.block
        while each is not None and first.get(each) is line and letters[each] <= most and each not in kept:
            box = each if each.tag in _CONTAINERS else box
            each = each.getparent()
        if box is not None:
            boxes.append(box)
    return boxes


def _text_holders(found: Sequence[TextLine]) -> set[HtmlElement]:
    """Return the elements that hold two paragraphs or more: a heading does not make boilerplate of them."""
    long = [each for each in found if not each.linked and each.words >= _PARAGRAPH]
    (count,) = line_sums(long, [1] * len(long))
    return {each for each, paragraphs in count.items() if paragraphs > 1}


def _is_boilerplate(element: HtmlElement) -> bool:
    return (element.tag in _TAGS and "submitted" not in _class_and_id(element)) or bool(
        _names(_class_and_id(element)) & _BOILERPLATE
    )


def _is_doubtful(element: HtmlElement) -> bool:
    return bool(_names(_class_and_id(element)) & _DOUBTFUL)


def _class_and_id(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


@lru_cache(maxsize=8192)
def _names(class_and_id: str) -> frozenset[str]:
    return frozenset(class_and_id.lower().split())


def _remove(element: HtmlElement, rule: str) -> PrunedElement:
    path = where(element) or ""
    if element.getparent() is not None:
        element.drop_tree()
    return PrunedElement(rule=rule, path=path, element=element)
