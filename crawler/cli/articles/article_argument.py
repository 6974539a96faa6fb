"""Finds the article that a user names: by its number in the store, or by its address."""

from __future__ import annotations

import click

from pipelines.web.urls import canonical_url
from storage.store import Store

_MOST_DIGITS = 18
"""SQLite's numbers have at most nineteen; one that is longer is no article's."""


def article_number(store: Store, named: str) -> int:
    """Return the number of the article with the number or the URL *named*. Raises `UsageError` where there is none."""
    if named.isascii() and named.isdecimal() and len(named) <= _MOST_DIGITS:
        found = store.articles.find(number=int(named))
    else:
        try:
            found = store.articles.find(address=canonical_url(named))
        except ValueError as error:
            raise click.UsageError(f"{named!r} is neither the number nor the URL of an article") from error
    if found is None:
        raise click.UsageError(f"no article has the number or URL {named}: `rasad search --json` has both")
    return found
