"""The fields of an exported article, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from storage.records import ArticleFields


def _ordered() -> Iterator[str]:
    """Yield the names of the article's fields, with our own numbers around them and our two times side by side."""
    yield from ("schema_version", "op", "id", "seq")
    for each in fields(ArticleFields):
        yield each.name
        if each.name == "fetched_at":
            yield "kept_at"
    yield from ("duplicate_of", "duplicate_of_url", "copy_group_id", "series_id", "withdrawn_at", "joined_into")
    yield from ("holds", "withheld")


FIELD_NAMES = tuple(_ordered())
# Our own numbers and clock: they tell the order in which pages came, not what the pages say.
_OURS = frozenset({"id", "seq", "duplicate_of", "copy_group_id", "joined_into", "fetched_at", "kept_at"})
REPRODUCIBLE_NAMES = tuple(each for each in FIELD_NAMES if each not in _OURS)
