"""The key that all aliases of one URL share, and the order of aliases from the plainest.

A feed names an article with `http`, a sitemap with `www.`, a shared link with `/amp/`, another listing encodes twice.
All of them are aliases of one URL. Everything here works on text alone, on URLs that went through
`pipelines.web.urls.canonical_url`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote, unquote, urlsplit

_FORMS = ("www.", "m.", "mobile.", "amp.", "wap.")
_ADDRESS = re.compile(r"[0-9.]+|\[.*\]")
_TWICE = re.compile("%25(?=[0-9A-Fa-f]{2})")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_ENDING = re.compile(r"\.amp(?=\.html?$|$)|\.(?:print|mobile)(?=\.html?$|$)", re.IGNORECASE)
_FORM = frozenset({"amp", "print", "printpage", "printer", "printable", quote("طباعة").lower()})
_FIRST_FORM = _FORM | {"m", "mobile", "wap"}
_SWITCHES = frozenset({"print", "printable", "printview", "amp", "m", "mobile", "mob", "noamp"})
_CHOICES = frozenset({"view", "output", "outputtype", "format", "mode", "layout", "tmpl", "display", "device", "theme"})
_CHOSEN = frozenset({"amp", "print", "printable", "printer", "mobile", "component", "m"})
# A path needs work only where this is found; most paths do not have it.
_FORMED = re.compile(
    r"%25|%CC|%CD|%D9%9[345]|//|(?:^|/)(?:amp|print\w*|m|mobile|wap|%D8%B7%D8%A8%D8%A7%D8%B9%D8%A9)(?:/|$)"
    r"|\.(?:amp|print|mobile)(?:\.|$)|(?:^|/)(?:index|default)\.",
    re.IGNORECASE,
)
# Marks that stand behind their letter in decomposed text: U+0300 to U+036F, U+0653 to U+0655.
_DECOMPOSED = re.compile("%C[CD]|%D9%9[345]", re.IGNORECASE)
_ON = frozenset({"", "1", "true", "yes", "on"}) | _CHOSEN
# An article's number: five digits or more. Shorter ones are years, days, pages and sections.
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_DATED = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?|\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d)"
)
_BITS = 63  # what fits into SQLite's signed integers


def key_of(text: str) -> int:
    """Return 63 bits for *text*; among a hundred million texts, two share a key in one store of two thousand."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> (64 - _BITS)


def url_key(url: str) -> int:
    """Return the key that every alias of *url* has, and no other URL."""
    return key_of(plain_form(url))


def plain_form(url: str) -> str:
    """Return *url* without what differs between aliases of one URL.

    It loses scheme, `www.` and other forms of the host, a last slash, index pages, AMP, mobile and print forms, a second
    percent-encoding and the composition of letters (NFC). It is for comparison; as a URL it may not work.
    """
    netloc, _, rest = url.partition("://")[2].partition("/")
    path, _, query = rest.partition("?")
    path = _path(path) if _FORMED.search(path) else path.rstrip("/")
    query = _query(query) if query else ""
    return f"{_host(netloc)}/{path}{'?' + query if query else ''}"


def plainness(url: str) -> tuple[int, str]:
    """Return the sort key of the aliases of one URL: the plainest first, always the same one."""
    parts = urlsplit(url)
    host, path = parts.netloc.removeprefix("www."), parts.path.strip("/")
    is_form = _host(host) != host or _path(path) != path or _query(parts.query) != parts.query
    return (4 * is_form + 2 * bool(_TWICE.search(path)) + (parts.scheme != "https"), url)


def number_key(url: str) -> int | None:
    """Return the key of a URL whose path holds the article's number, whatever words are around it.

    `/news/123456/old-words` and `/news/123456/new-words` have the same key; `None` where there is no number. Two URLs
    with one such key may be one article whose slug was changed; only their texts can prove it.
    """
    parts = urlsplit(url)
    segments = _path(parts.path.strip("/")).split("/")
    for at in range(len(segments) - 1, max(len(segments) - 3, -1), -1):
        found = _NUMBER.search(segments[at])
        if found is not None and not _DATED.fullmatch(found[0]):
            return key_of(
                "/".join((_host(parts.netloc), *segments[:at], f"#{found[0]}", *("*" * (at + 1 < len(segments)))))
            )
    return None


@lru_cache(maxsize=1024)
def _host(netloc: str) -> str:
    if _ADDRESS.fullmatch(netloc.partition(":")[0]):
        return netloc
    for form in _FORMS:
        rest = netloc.removeprefix(form)
        if rest != netloc and "." in rest:
            return _host(rest)
    return netloc


def _path(path: str) -> str:
    """Return a path without AMP, mobile and print forms and without its first slash; percent-encoding stays as it is."""
    if "%25" in path:
        path = _once(path)
    if _DECOMPOSED.search(path):
        path = quote(unicodedata.normalize("NFC", unquote(path)))
    path = _ENDING.sub("", _INDEX.sub("", f"/{path}"))
    segments = [each for each in path.split("/") if each]
    last = len(segments) - 1
    if last > 0:
        segments = [each for at, each in enumerate(segments) if not _is_form(each.lower(), at, last)]
    return "/".join(segments)


def _is_form(segment: str, at: int, last: int) -> bool:
    if at == 0 and segment == "mobile":  # a section of that name has its articles right below it
        return last > 1
    return segment == "amp" or (at == 0 and segment in _FIRST_FORM) or (at == last and segment in _FORM)


def _once(path: str) -> str:
    """Undo a second percent-encoding where the result is text in UTF-8."""
    for _ in range(3):
        mended = _TWICE.sub("%", path)
        if mended == path:
            return path
        if "\ufffd" in unquote(mended):
            return path
        path = mended
    return path


def _query(query: str) -> str:
    return "&".join(each for each in query.split("&") if not _is_choice(*each.lower().partition("=")))


def _is_choice(name: str, _: str, value: str) -> bool:
    return (name in _SWITCHES and value in _ON) or (name in _CHOICES and value in _CHOSEN)
