"""The outlet's own description of an article, its image, and whether it is for subscribers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from pipelines.arabic import fold, words
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead

_OF_THE_TEXT = 0.3


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


def summary_candidates(head: PageHead) -> Iterator[FieldCandidate]:
    """Yield the descriptions in the head."""
    return _from_metas(head, "og:description", "description", "twitter:description")


def find_image(head: PageHead, url: str) -> str | None:
    """Return the absolute address of the article's image, http(s) only."""
    found = next((each.value for each in image_candidates(head)), None)
    if not found:
        return None
    address = urljoin(url, found.strip())
    return address if urlsplit(address).scheme in {"http", "https"} else None


def image_candidates(head: PageHead) -> Iterator[FieldCandidate]:
    """Yield the image addresses in the head."""
    yield from _from_metas(head, "og:image", "og:image:url", "twitter:image")
    if head.jsonld.image:
        yield FieldCandidate(value=head.jsonld.image, rule="json-ld")


def _from_metas(head: PageHead, *names: str) -> Iterator[FieldCandidate]:
    return (FieldCandidate(value=each, rule=name) for name in names for each in head.metas.get(name, ()))
