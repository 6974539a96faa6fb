"""The one way from text to HTML: everything is escaped and bounded, and what is foreign keeps its own direction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from storage.export.printable import printable

_EMPTY = frozenset({"br", "hr", "input", "link", "meta"})
_LONGEST = 300
"""So many characters of a foreign name, headline or address are shown."""
_LONGEST_ADDRESS = 4000
_NAME_IN_BRACES = re.compile(r"\{(\w+)\}")
_WEB = frozenset({"http", "https"})


class SafeMarkup(str):
    """HTML that this module made: the only text that is not escaped again."""

    __slots__ = ()


def element(name: str, *content: str, attributes: Mapping[str, str] | None = None) -> SafeMarkup:
    """Return one element around *content*, which is escaped where it is no `SafeMarkup`.

    *name* and the names of *attributes* are our own words; their values may be any text.
    """
    shown = "".join(f' {key}="{text(value)}"' for key, value in (attributes or {}).items())
    if name in _EMPTY:
        return SafeMarkup(f"<{name}{shown}>")
    return SafeMarkup(f"<{name}{shown}>{joined(*content)}</{name}>")


def joined(*content: str) -> SafeMarkup:
    """Return pieces of text and markup one after the other."""
    return SafeMarkup("".join(each if isinstance(each, SafeMarkup) else text(each) for each in content))


def text(value: str) -> SafeMarkup:
    """Return *value* as escaped text or as the value of an attribute, without invisible characters that steer."""
    return SafeMarkup(escape(printable(value, lines=True), quote=True))


def foreign(value: str, *, longest: int = _LONGEST) -> SafeMarkup:
    """Return a foreign text as one line of its own direction; what is too long ends in an ellipsis."""
    return element("bdi", bounded(value, longest=longest), attributes={"dir": "auto"})


def bounded(value: str, *, longest: int = _LONGEST) -> str:
    """Return *value* as one line of at most *longest* characters."""
    line = " ".join(printable(value[: longest * 4]).split())
    return line if len(line) <= longest and len(value) <= longest * 4 else f"{line[:longest].rstrip()}…"


def filled(sentence: str, **values: str) -> SafeMarkup:
    """Return *sentence* with a value in place of each `{name}`; figures and dates stay as they are beside Arabic."""
    pieces = _NAME_IN_BRACES.split(sentence)
    return joined(
        *(
            element("bdi", values[piece], attributes={"dir": "ltr"}) if place % 2 else text(piece)
            for place, piece in enumerate(pieces)
        )
    )


def web_link(address: str, content: str) -> SafeMarkup:
    """Return a link to an address of the web that tells it nothing of us; for any other address *content* alone."""
    if not is_web_address(address):
        return joined(content)
    return element("a", content, attributes={"href": address, "rel": "noopener noreferrer nofollow"})


def is_web_address(address: str) -> bool:
    """Whether a browser may be sent there: an http or https URL of usual length, without a control character."""
    if len(address) > _LONGEST_ADDRESS or printable(address) != address or any(each.isspace() for each in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _WEB and bool(parts.netloc)
