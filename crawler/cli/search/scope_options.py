"""The options that say among which articles an analysis counts: outlets, and days of the outlet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TypeVar

import click

from crawler.cli.output.terminal import echo
from crawler.cli.sources.collection import collection_option
from crawler.search.find import is_index_old
from pipelines.arabic.search.query import SearchQuery, with_dates, with_places
from storage.store import Store

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_Command = TypeVar("_Command", bound=Callable[..., object])

_OPTIONS = (
    click.option("--source", metavar="ID", help="Only articles of this source."),
    click.option("--country", metavar="CC", help="Only articles of this country's outlets."),
    collection_option,
    click.option("--since", type=_DAY, metavar="D", help="Only articles of the outlet's day D or later."),
    click.option("--until", type=_DAY, metavar="D", help="Only articles of the outlet's day D or earlier."),
)


def scope_options(command: _Command) -> _Command:
    """Add the options to a command."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def bounded(
    query: SearchQuery, *, source: str | None, country: str | None, since: datetime | None, until: datetime | None
) -> SearchQuery:
    """Return *query* within what the options say. Raises `QueryError` for an empty range of days."""
    return with_dates(
        with_places(query, source, country),
        since.replace(tzinfo=UTC) if since else None,
        datetime.combine(until, time.max, tzinfo=UTC) if until else None,
    )


def warn_of_old_index(store: Store) -> None:
    """Say on stderr that the index misses words, if it was built by older rules."""
    if is_index_old(store):
        echo("The search index was built by older rules and misses words: run `rasad reindex`.", err=True)
