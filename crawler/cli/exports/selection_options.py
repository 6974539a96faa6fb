"""The options that say which articles an export has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TypeVar

import click

from crawler.cli.sources.collection import collection_option, named_collection, stored_members
from crawler.config.data_dir import DataDir
from crawler.search.find import is_index_old
from crawler.search.sections import fitting_sections
from pipelines.arabic.search.query import SearchQuery, match, parse_query
from storage.export.records.selection import ExportSelection
from storage.store import Store

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_Command = TypeVar("_Command", bound=Callable[..., object])

_OPTIONS = (
    click.option("--since", type=_DAY, metavar="D", help="Only articles published on day D (UTC) or later."),
    click.option("--until", type=_DAY, metavar="D", help="Only articles published on day D (UTC) or earlier."),
    click.option("--source", "sources", multiple=True, metavar="ID", help="Only articles of this source; repeatable."),
    click.option(
        "--country", "countries", multiple=True, metavar="CC", help="Only outlets of this country; repeatable."
    ),
    collection_option,
    click.option("--query", metavar="QUERY", help="Only articles with all words of QUERY, as `rasad search` reads it."),
    click.option("--originals", is_flag=True, help="Leave out copies."),
    click.option("--no-series", is_flag=True, help="Leave out the pieces of daily series (prices, weather)."),
)


def selection_options(command: _Command) -> _Command:
    """Add the options to a command."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def make_selection(
    store: Store,
    *,
    data_dir: DataDir,
    since: datetime | None,
    until: datetime | None,
    sources: tuple[str, ...],
    countries: tuple[str, ...],
    collection: str | None,
    query: str | None,
    originals: bool,
    no_series: bool,
) -> ExportSelection:
    """Return what the options select. Raises `UsageError` for a source that the store does not know."""
    known = store.sources.licences()
    unknown = [each for each in sources if each not in known]
    if unknown:
        raise click.UsageError(f"--source {unknown[0]!r}: no source of this store; `rasad health` lists them")
    asked = _asked(store, query) if query is not None else None
    return ExportSelection(
        since=since.replace(tzinfo=UTC) if since else None,
        until=datetime.combine(until, time.max, tzinfo=UTC) if until else None,
        sources=tuple(sorted(set(sources))),
        countries=tuple(sorted({each.lower() for each in countries})),
        collection=f"{collection} ({named_collection(data_dir, collection).words()})" if collection else None,
        members=stored_members(data_dir, store, collection) if collection else (),
        query=query,
        match=match(asked) if asked else None,
        agency=asked.agency if asked else None,
        sections=fitting_sections(store, asked.section) if asked else None,
        originals_only=originals,
        without_series=no_series,
    )


def _asked(store: Store, query: str) -> SearchQuery:
    if is_index_old(store):
        raise click.UsageError("--query: the search index was built by older rules: run `rasad reindex`")
    asked = parse_query(query)
    if (asked.source, asked.country, asked.since, asked.until) != (None, None, None, None):
        raise click.UsageError("--query: name sources, countries and days by --source, --country, --since and --until")
    return asked
