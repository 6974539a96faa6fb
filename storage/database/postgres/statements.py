"""Our statements as PostgreSQL reads them: the places of values, and the few words that only SQLite has."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_TEXT = re.compile(r"('(?:[^']|'')*')")
_PLACE = re.compile(r"\?(\d*)|(?<!:):([a-z_]\w*)")
_UNTYPED = re.compile(r"(\?\d*|(?<!:):[a-z_]\w*) is (not )?null")
"""Whether a value is null is asked of a text: PostgreSQL wants to know the type of every value."""
_BYTES = re.compile(r"length\(cast\(([\w.]+) as blob\)\)")
_HINTS = re.compile(r" indexed by \w+|\bcross (?=join \w+ \w+ on )|\bcross (?=join \w+ \w+ indexed by \w+ on )")
"""What tells SQLite which index to take; PostgreSQL has statistics."""


_MATCH = re.compile(r"(f\.)?articles_fts match (\?|:match\b)")
_SCORE = re.compile(r"bm25\(articles_fts, 5\.0, 1\.0\)")
_SEARCHED = "match"
"""The name of the value that is an expression of FTS5, in a statement whose values have names."""


class PlacedStatement(NamedTuple):
    """A statement with numbered places, and the names of its values in their order; without names they come in order.

    *searches* are the places of values that are expressions of FTS5 (`search_words.tsquery`).
    """

    sql: str
    names: tuple[str, ...]
    searches: tuple[int, ...]


@cache
def placed(sql: str) -> PlacedStatement:
    """Return a statement of the store's parts for PostgreSQL: `?`, `?1` and `:name` become `$1`."""
    names: dict[str, int] = {}
    searches: list[int] = []
    count = 0

    def place(found: re.Match[str]) -> str:
        nonlocal count
        if found[2]:
            return f"${names.setdefault(found[2], len(names) + 1)}"
        count += 1
        if found.string.endswith("shadow @@ cast(", 0, found.start()):
            searches.append(count - 1)
        return f"${found[1] or count}"

    parts = _TEXT.split(_UNTYPED.sub(r"cast(\1 as text) is \2null", sql))
    for at in range(0, len(parts), 2):  # the others are texts in quotes
        parts[at] = _PLACE.sub(place, _words(parts[at]))
    searches += [place - 1 for name, place in names.items() if name == _SEARCHED]
    return PlacedStatement("".join(parts), tuple(names), tuple(searches))


def _words(sql: str) -> str:
    """Return a part of a statement without the words that only SQLite has."""
    sql = _BYTES.sub(r"octet_length(\1)", _HINTS.sub("", sql))
    sql = _SCORE.sub("-ts_rank(array[0.2, 0, 0, 1]::real[], f.shadow, cast(:match as tsquery))", sql)
    return _MATCH.sub(lambda found: f"{found[1] or ''}shadow @@ cast({found[2]} as tsquery)", sql)
