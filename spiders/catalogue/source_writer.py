"""Writes a source as the text of its TOML file, with marked blanks for unknown values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from storage.export.printable import escaped, printable, toml_escape
from storage.source import Discovery, Source

MARK = "?:"
"""The beginning of a comment at a blank, and at a value that a person should check."""
_TEXTS = (
    "outlet", "publisher", "kind", "owner", "wikidata", "home", "country", "language", "timezone", "months", "licence",
)  # fmt: skip
_NEEDED = ("outlet", "home", "country", "language", "timezone")
_LITERAL = re.compile(r"[^'\x00-\x1f\x7f]*")
_SELECTORS = ("headline", "byline", "published", "section", "body", "signs")
_EXPECTED = ("articles_min", "articles_max")


def source_toml(source: Source, *, notes: Mapping[str, str] | None = None, opening: Sequence[str] = ()) -> str:
    """Return *source* as the text of its file. Keys without a value are skipped, except the required ones.

    *notes* are comments by key (`timezone`, or the URL of a listing). A required key without a value becomes a blank
    with its note. *opening* are comment lines at the top.
    """
    comments = notes or {}
    lines = [f"# {printable(each)}" for each in opening]
    lines += [
        _line(key, value, comments.get(key))
        for key, value in _top_level(source)
        if value or key in comments or value is False
    ]
    for each in source.discover:
        lines += ["", *_listing(each, comments.get(each.url))]
    for name, table in (("extract", _extract(source)), ("polite", _polite(source)), ("expect", _expected(source))):
        found = [f"{key} = {_value(value)}" for key, value in table]
        lines += ["", f"[{name}]", *found] if found else []
    return "\n".join(lines) + "\n"


def listing_toml(each: Discovery, note: str | None = None) -> str:
    """Return the `[[discover]]` table of one listing, with a comment."""
    return "\n".join(_listing(each, note)) + "\n"


def _top_level(source: Source) -> Iterator[tuple[str, object]]:
    for key in (
        "outlet",
        "publisher",
        "home",
        "country",
        "language",
        "timezone",
        "months",
        "kind",
        "owner",
        "wikidata",
        "licence",
    ):
        yield key, getattr(source, key)
    yield "sites", list(source.sites) or None
    yield "private", source.private or None
    yield "checked", source.checked


def _line(key: str, value: object, note: str | None) -> str:
    if value is None or (value == "" and key not in _NEEDED):
        return f"# {key:<9} =   # {MARK} {printable(note or '')}"
    line = f"{key:<9} = {_value(value)}"
    return f"{line}   # {MARK} {printable(note)}" if note else line


def _listing(each: Discovery, note: str | None) -> Iterator[str]:
    yield "[[discover]]" + (f"   # {printable(note)}" if note else "")
    yield f"kind = {_value(each.kind.value)}"
    yield f"url  = {_value(each.url)}"
    if each.follow:
        yield f"follow = {_pattern(each.follow)}"


def _extract(source: Source) -> Iterator[tuple[str, object]]:
    for key in _SELECTORS:
        if value := getattr(source.extract, key):
            yield key, value
    if source.extract.drop:
        yield "drop", list(source.extract.drop)


def _polite(source: Source) -> Iterator[tuple[str, object]]:
    if source.delay_seconds is not None:
        yield "delay_seconds", source.delay_seconds


def _expected(source: Source) -> Iterator[tuple[str, object]]:
    for key in _EXPECTED:
        if (value := getattr(source, key)) is not None:
            yield key, value


def _pattern(text: str) -> str:
    """Return a regular expression as a TOML literal, so that its backslashes are not doubled."""
    return f"'{text}'" if _LITERAL.fullmatch(text) and printable(text) == text else _value(text)


def _value(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False), toml_escape)  # a TOML basic string takes JSON's escapes
