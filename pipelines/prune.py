"""Takes from a page's tree what is surely chrome, before the text is looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipelines.tree import lines, silence

# Names that WordPress, its common plug-ins, Jannah, Sahifa, tagDiv and Drupal give to chrome and to nothing else.
_CHROME = frozenset(
    """
    comments respond comment-respond comments-area comment-list comment-form commentlist disqus_thread fb-comments comments-section
    related-posts related_posts relatedposts related-post related-articles yarpp yarpp-related jp-relatedposts td_block_related_posts crp_related
    td-related-row inline-related-post inline-related-posts read-also readalso read-more-also related-box rp4wp-related-posts
    share-buttons share-buttons-bottom share-buttons-top sharedaddy addtoany_share_save_container a2a_kit addthis_toolbox
    addthis_inline_share_toolbox social-share post-share share-post td-post-sharing td-post-sharing-top td-post-sharing-bottom essb_links sharethis-inline-share-buttons
    about-author author-box authorbox td-author-box author-bio author-info-box saboxplugin-wrap
    post-tags tags-links tagcloud post-cat-wrap td-post-source-tags td-tags tag-links field-name-field-tags
    breadcrumb breadcrumbs entry-crumbs td-crumb-container post-views meta-views tie-views td-post-views
    td-a-rec stream-item adsbygoogle cookie-notice cookie-law-info-bar mc4wp-form newsletter-box go-to-top-button text-resize
    prev-next-post-nav post-navigation nav-links td-post-next-prev wp-block-post-navigation-link twitter-tweet instagram-media fb-post
    """.split()  # noqa: SIM905  # a list of words reads better than a list of strings
)
# Names that also stand on what holds the text: pruned only where most letters are links.
_DOUBTFUL = frozenset(
    "related widget sidebar tags share social menu newsletter most-read latest-news links most-popular subscribe recommended".split()  # noqa: SIM905
)
_TAGS = ("nav", "footer", "aside", "figcaption")
_MOST = 0.4
"""A named element that holds more of the page's letters than this is no chrome, whatever its name."""
_LINKED = 0.5
_LABELLED_FOOTER = re.compile(r"submitted|entry-footer|article-footer")


def prune(tree: HtmlElement, drop: Sequence[str] = ()) -> HtmlElement:
    """Return *tree* without scripts, chrome and what *drop* (CSS selectors) names; the tree itself is changed.

    Only tight names count: pruning by words like `sidebar` anywhere in a class lost real paragraphs.
    """
    for selector in drop:
        for each in tree.cssselect(selector):
            _remove(each)
    silence(tree)
    total = sum(len(each.text) for each in lines(tree))
    for each in list(tree.iter("nav", "footer", "aside", "figcaption", "div", "section", "ul", "ol", "span", "p", "a", "blockquote")):
        if each.getparent() is None or not _is_named(each):
            continue
        inside = lines(each)
        letters = sum(len(line.text) for line in inside)
        if letters > total * _MOST:
            continue
        if _is_sure(each) or sum(line.linked for line in inside) > letters * _LINKED:
            _remove(each)
    return tree


def _is_named(element: HtmlElement) -> bool:
    return element.tag in _TAGS or bool(_names(element) & (_CHROME | _DOUBTFUL))


def _is_sure(element: HtmlElement) -> bool:
    return element.tag in _TAGS or bool(_names(element) & _CHROME)


def _names(element: HtmlElement) -> set[str]:
    said = element.get("class"), element.get("id")
    return {name for each in said if each for name in each.lower().split()}


def _remove(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
