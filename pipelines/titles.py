"""Kicker and deck: the short lines above and below a headline."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.headline import Headline
from pipelines.tree import text_of

_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|surtitre|sur-title|suptitle|sup-title|pre-?title|over-?title|upper-?title|eyebrow|strap-?line|"
    r"post-kicker|article-kicker|subtitle-top|overline)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_DECK = re.compile(
    r"(?:^|[\s_-])(?:sub-?title|entry-sub-title|post-sub-title|td-post-sub-title|deck|standfirst|chapo|chapeau|article-?sub-?title|"
    r"sub-?headline|sub-?heading|dek|post-subheading|article-deck)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_MOST_LETTERS = 300


def find_kicker(headline: Headline) -> str | None:
    """Return the line printed above the headline, where an element by it is named as one."""
    return _beside(headline, _KICKER)


def find_deck(headline: Headline) -> str | None:
    """Return the line printed below the headline, where an element by it is named as one."""
    return _beside(headline, _DECK)


def _beside(headline: Headline, named: re.Pattern[str]) -> str | None:
    element = headline.element
    for _ in range(3):
        if element is None:
            return None
        element = element.getparent()
        if element is None or element.tag in {"body", "html"}:
            return None
        found = next((each for each in element.iter() if _is_named(each, named)), None)
        if found is not None:
            text = text_of(found)
            is_own = 0 < len(text) <= _MOST_LETTERS and fold(text) != fold(headline.text)
            return text if is_own else None
    return None


def _is_named(element: HtmlElement, named: re.Pattern[str]) -> bool:
    return isinstance(element.tag, str) and named.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
