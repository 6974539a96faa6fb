"""Checks that a search names outlets and countries that the store has: for a misspelt one it would find nothing."""

from __future__ import annotations

from pipelines.arabic.search.query import QueryError, SearchQuery
from storage.store import Store


def check_places(store: Store, query: SearchQuery) -> None:
    """Raise `QueryError` where *query* names a source that was never crawled, or a country without one."""
    if query.source is not None and query.source not in store.sources.licences():
        raise QueryError(f"{query.source!r} is no source of this store: `rasad health` lists them")
    if query.country is not None and query.country not in (known := store.sources.countries()):
        there = ", ".join(sorted(known)) or "none yet"
        raise QueryError(f"no source of this store is in {query.country!r}; its countries: {there}")
