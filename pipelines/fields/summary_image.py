"""The outlet's own description of an article, its image, and whether it is for subscribers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from pipelines.arabic import fold, words
from pipelines.arabic.sentences import ends_with_stop
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks, is_around
from pipelines.web.urls import joined

_OF_THE_TEXT = 0.3
_STOCK = re.compile(
    r"(?:^|[/_.-])(?:logo\w*|default\w*|no-?image|noimage|placeholder|blank|spacer|pixel|1x1|print(?=\.)|avatar|favicon"
    r"|icon\d*"
    r"|apple-touch-icon|dummy|share-?image|site-?image)(?=[/_.-][^/]*$|[^/]*$)"
    r"|\.svg$",
    re.IGNORECASE,
)
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_PORTRAIT = re.compile(r"avatar|author|logo|icon|emoji|gravatar|شعار", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
_PARAGRAPH, _SMALL, _ABOVE, _DECK_WORDS = 12, 100, 12, 25


def find_paywall(head: PageHead) -> bool | None:
    """Return whether the outlet says that the text is for subscribers; `None`: it does not say."""
    found = next(paywall_candidates(head), None)
    return None if found is None else found.value == "True"


def paywall_candidates(head: PageHead) -> Iterator[FieldCandidate]:
    """Yield what the head says about access: `True` for subscribers only, `False` for everybody."""
    if head.jsonld.is_free is not None:
        yield FieldCandidate(value=str(not head.jsonld.is_free), rule="json-ld")
    tier = head.meta("article:content_tier")
    if tier is not None:
        yield FieldCandidate(value=str(tier.lower() in {"locked", "metered"}), rule="article:content_tier")


def find_summary(head: PageHead, *, sites: frozenset[str], headline: str, body: str) -> str | None:
    """Return the outlet's own description of the article; the tagline and a repeated headline do not count.

    A description that shares hardly a word with headline and body describes the site.
    """
    summary = next((each.value for each in summary_candidates(head)), None)
    if summary is None or fold(summary) == fold(headline) or any(fold(summary).startswith(each) for each in sites):
        return None
    own, text = set(words(summary)), {*words(headline), *words(body)}
    return summary if len(own & text) >= len(own) * _OF_THE_TEXT else None


def declared_deck(head: PageHead) -> str | None:
    """Return the description that is as short as a deck and no sentence: printed below the headline, it is the deck."""
    first = next((each.value for each in summary_candidates(head)), "")
    return first if 0 < len(first.split()) <= _DECK_WORDS and not ends_with_stop(first) else None


def summary_candidates(head: PageHead) -> Iterator[FieldCandidate]:
    """Yield the descriptions in the head."""
    return _from_metas(head, "og:description", "description", "twitter:description")


def find_image(
    head: PageHead, url: str, *, landmarks: PageLandmarks | None = None, tree: HtmlElement | None = None, place: int = 0
) -> str | None:
    """Return the absolute http(s) address of the image: a declared one, or the first below the headline.

    A logo or a default picture is no image of the article. *place* is the place of the headline.
    """
    for each in image_candidates(head, landmarks, tree, place):
        address = joined(url, each.value)
        if (
            address is not None
            and urlsplit(address).scheme in {"http", "https"}
            and not _STOCK.search(unquote(urlsplit(address).path))
        ):
            return address
    return None


def image_candidates(
    head: PageHead, landmarks: PageLandmarks | None = None, tree: HtmlElement | None = None, place: int = 0
) -> Iterator[FieldCandidate]:
    """Yield the image addresses in the head, and those that are printed in the article."""
    yield from _from_metas(head, "og:image", "og:image:url", "twitter:image")
    if head.jsonld.image:
        yield FieldCandidate(value=head.jsonld.image, rule="json-ld")
    if tree is not None and landmarks is not None:
        yield from _printed(tree, landmarks, place)


def _printed(tree: HtmlElement, landmarks: PageLandmarks, place: int) -> Iterator[FieldCandidate]:
    """Yield the large images between the headline and the end of the text; a linked one leads to another page."""
    texts = [each.place for each in landmarks.lines if not each.linked and each.words >= _PARAGRAPH]
    last = max((each for each in texts if each > place), default=place)
    body = tree.find("body")
    for at, each in enumerate((tree if body is None else body).iter(etree.Element)):
        if at > last:
            return
        if each.tag != "img" or at < place - _ABOVE or is_around(each, landmarks.spared):
            continue
        address = next((each.get(name) for name in _SOURCES if (each.get(name) or "").strip()), None)
        names = " ".join((each.get("class") or "", each.get("alt") or ""))
        sizes = [int(size) for name in ("width", "height") if (size := (each.get(name) or "")).isdigit()]
        is_small = any(size < _SMALL for size in sizes)
        link = next((up for up in each.iterancestors("a")), None)
        is_elsewhere = link is not None and not _PICTURE.search(link.get("href") or "")
        if address and not (address.startswith("data:") or is_small or is_elsewhere or _PORTRAIT.search(names)):
            yield FieldCandidate(value=address, rule="printed", element=each)


def _from_metas(head: PageHead, *names: str) -> Iterator[FieldCandidate]:
    return (FieldCandidate(value=each, rule=name) for name in names for each in head.metas.get(name, ()))
