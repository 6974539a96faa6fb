"""Chooses the JSON-LD node that speaks of the page's own article: promoted and related articles have nodes too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from pipelines.arabic import fold

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d{4,}")
_ALIKE, _LEAST_WORDS = 0.5, 2
"""The share of the shorter title's words that two titles of one article have in common."""
_HOSTS = re.compile(r"^(?:www|m|amp|mobile)\.")
_AMP = re.compile(r"/amp$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """What the page says of itself outside JSON-LD: its *urls* (fetched, canonical, Open Graph) and its *titles*."""

    urls: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def own_article_node(articles: Sequence[dict[str, Any]], page: OwnPage) -> dict[str, Any] | None:
    """Return the node whose address or headline is the page's; `None` where all are of other articles.

    A node is of another article if both its address and its headline contradict the page. Of several nodes that agree
    equally well the first is returned: one that says neither agrees with every page.
    """
    ranked = [(_rank(each, page), each) for each in articles]
    own = [each for each in ranked if each[0] is not None]
    return max(own, key=lambda each: each[0] or 0)[1] if own else None


def is_of_page(node: dict[str, Any], page: OwnPage) -> bool:
    """Whether the address or the headline of *node* is the page's."""
    return (_rank(node, page) or 0) > 0


def _rank(node: dict[str, Any], page: OwnPage) -> int | None:
    """Return how well *node* agrees with the page, `None` where it is of another article."""
    has_url, has_title = _agrees_in_url(node, page), _agrees_in_title(node, page)
    if has_url is False and has_title is False:
        return None
    values = {True: 2, None: 0, False: -1}
    return values[has_url] + values[has_title]


def _agrees_in_url(node: dict[str, Any], page: OwnPage) -> bool | None:
    """Whether *node* has an address of the page; `None` where it has no address of an article."""
    if not page.urls:
        return None
    own = {_key(each, each) for each in page.urls}
    named = {key for each in _addresses(node) if (key := _key(each, page.urls[0]))[1:] != ("", "")}
    if not named:
        return None
    return any(_is_one(a, b) for a in named for b in own)


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    about = node.get("mainEntityOfPage")
    for each in (node.get("url"), node.get("@id"), about, *_values(about)):
        if isinstance(each, str) and not each.startswith(("#", "_:")):
            yield each


def _values(about: object) -> tuple[object, ...]:
    return (about.get("@id"), about.get("url")) if isinstance(about, dict) else ()


def _key(url: str, base: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host = parts.hostname or ""
    except ValueError:
        return "", "", ""
    path = _AMP.sub("", unquote(parts.path).rstrip("/"))
    return _HOSTS.sub("", host), path, parts.query


def _is_one(a: tuple[str, str, str], b: tuple[str, str, str]) -> bool:
    """Whether two addresses are of one article: one path, or paths with the same long number."""
    if a[1] == b[1] and a[1]:
        return a[2] == b[2] or not (a[2] and b[2])
    numbers = set(_NUMBER.findall(f"{a[1]}?{a[2]}"))
    return bool(numbers) and numbers == set(_NUMBER.findall(f"{b[1]}?{b[2]}"))


def _agrees_in_title(node: dict[str, Any], page: OwnPage) -> bool | None:
    """Whether the headline of *node* is a title of the page; `None` where either has none that can be compared."""
    headline = node.get("headline") or node.get("name")
    mine = _words(headline) if isinstance(headline, str) else set()
    titles = [words for each in page.titles if len(words := _words(each)) >= _LEAST_WORDS]
    if len(mine) < _LEAST_WORDS or not titles:
        return None
    return any(len(mine & each) >= _ALIKE * min(len(mine), len(each)) for each in titles)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))
