"""Finds the other pages of an article that its outlet prints on several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

_NUMBERED = re.compile(r"(?:/page)?/(?P<path>\d{1,2})/?$|[_-](?P<file>\d{1,2})(?=\.html?$)")
_QUERY = re.compile(r"(?:^|&)(?:page|pg|paged)=(?P<query>\d{1,2})$")
_NEXT = re.compile(r"\W*(?:\d{1,2}|(?:ال)?صفحة (?:ال)?(?:تالية|التالية)|التالي|التالية)\W*")
_MOST = 50


def other_pages(tree: HtmlElement, url: str) -> Iterator[str]:
    """Yield the addresses of the other pages of the article at *url*, as links and `rel=next` in *tree* have them.

    Another page has the same address with a number behind it. A page number in the query is believed in the head
    alone: there are lists with such links beside the article, and comments.
    """
    own, number = _parted(url)
    for each in tree.iter("link", "a"):
        href = each.get("href")
        if not href or not _leads_on(each):
            continue
        try:
            found, its = _parted(urljoin(url, href.strip()), with_query=each.tag == "link")
        except ValueError:  # no address: `http://[`
            continue
        if found == own and its is not None and its != number and its <= _MOST:
            yield href.strip()


def _leads_on(link: HtmlElement) -> bool:
    if {"next", "prev"} & set((link.get("rel") or "").lower().split()):
        return True
    is_numbered = link.tag == "a" and _NEXT.fullmatch(link.text_content()) is not None
    return is_numbered and not any(
        "comment" in f"{each.get('class')} {each.get('id')}" for each in link.iterancestors()
    )


def _parted(url: str, *, with_query: bool = True) -> tuple[tuple[str, str, str], int | None]:
    """Return the address without its page number, and the number."""
    parts = urlsplit(url)
    path, query, number = parts.path, parts.query, None
    if (found := _NUMBERED.search(path)) is not None:
        number = int(found["path"] or found["file"])
        path = path[: found.start()] + path[found.end() :]
    elif with_query and (found := _QUERY.search(query)) is not None:
        number, query = int(found["query"]), query[: found.start()]
    return (parts.netloc.lower(), path.rstrip("/"), query), number
