"""Which sources a command line means: those named, those of a country, or the operator's selection."""

from __future__ import annotations

from collections.abc import Sequence

import click

from crawler.cli.output.terminal import echo
from crawler.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue, source_ids
from spiders.catalogue.source_selection import SourceSelection


def chosen_ids(
    data_dir: DataDir, selection: SourceSelection, ids: Sequence[str], *, everything: bool, country: str | None
) -> list[str]:
    """Return the ids that the command line names, each once, sorted; only names of files are read.

    What is named on the command line is crawled even where the selection excludes it. Raises `click.UsageError` when
    none is named, and `CatalogueError` for an unknown source.
    """
    known = source_ids(data_dir.sources)
    for each in ids:
        if each not in known:
            Catalogue.load(data_dir.sources).get(each)  # raises with the names that are similar
    if everything:
        return sorted({*_selected(data_dir, selection, known), *ids})
    named = set(ids)
    if country:
        named |= _of_country(data_dir, selection, known, country.lower())
    if not named:
        raise click.UsageError("no source is named: give IDs (see `rasad sources list`), --all, --country CC or --due")
    return sorted(named)


def _selected(data_dir: DataDir, selection: SourceSelection, known: Sequence[str]) -> list[str]:
    """Return the ids of the selection, and tell that there is one."""
    found = selection.chosen(known)
    if selection.is_set:
        echo(f"rasad: {data_dir.settings} selects {len(found)} of {len(known)} sources", err=True)
        if lost := selection.unknown(known):
            echo(f"rasad: {data_dir.settings}: [crawl] names what no source has: {', '.join(lost)}", err=True)
    if not found:
        raise click.UsageError(f"{data_dir.settings} selects no source: `rasad sources enable ID` adds one")
    return found


def _of_country(data_dir: DataDir, selection: SourceSelection, known: Sequence[str], country: str) -> set[str]:
    found = {each for each in known if each.startswith(f"{country}_")}
    if not found:
        raise click.UsageError(f"no source of country {country!r}; `rasad sources list` shows all sources")
    excluded = found & {*(selection.exclude or ())}
    if excluded:
        echo(f"rasad: {data_dir.settings} excludes {', '.join(sorted(excluded))}", err=True)
    return found - excluded
