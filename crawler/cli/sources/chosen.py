"""Which sources a command line means: those named, those of a country or collection, or the operator's selection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from crawler.cli.output.terminal import echo
from crawler.cli.sources.collection import catalogue_members, named_collection
from crawler.config.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue, source_ids
from spiders.catalogue.source_selection import SourceSelection


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChoice:
    """What a command line names: *ids*, a *country*, a *collection*, or with *everything* the operator's selection."""

    ids: Sequence[str] = ()
    everything: bool = False
    country: str | None = None
    collection: str | None = None


def chosen_ids(data_dir: DataDir, selection: SourceSelection, choice: SourceChoice, *, quiet: bool) -> list[str]:
    """Return the ids that are meant, each once, sorted; only names of files are read. *quiet*: nothing is told.

    What is named on the command line is crawled even where the selection excludes it. Raises `click.UsageError` when
    none is named, and `CatalogueError` for an unknown source.
    """
    known = source_ids(data_dir.sources)
    for each in choice.ids:
        if each not in known:
            Catalogue.load(data_dir.sources).get(each)  # raises with the names that are similar
    named = set(choice.ids)
    notes: list[str] = []
    if choice.everything:
        named |= _selected(data_dir, selection, known, notes)
    elif choice.country:
        named |= _of_country(data_dir, selection, choice.country.lower(), notes)
    if choice.collection:
        named |= _of_collection(data_dir, choice.collection, notes)
    for note in () if quiet else notes:
        echo(f"rasad: {data_dir.settings} {note}", err=True)
    if not named:
        raise click.UsageError(
            "no source is named: give IDs (see `rasad sources list`), --all, --country CC, --collection NAME or --due"
        )
    return sorted(named)


def _selected(data_dir: DataDir, selection: SourceSelection, known: Sequence[str], notes: list[str]) -> set[str]:
    """Return the ids of the selection; *notes* tell that there is one."""
    found = selection.chosen(known)
    if not found:
        raise click.UsageError(f"{data_dir.settings} selects no source: `rasad sources enable ID` adds one")
    if selection.is_set:
        notes.append(f"selects {len(found)} of {len(known)} sources")
    if lost := selection.unknown(known):
        notes.append(f"names what no source has: {', '.join(lost)}")
    return set(found)


def _of_country(data_dir: DataDir, selection: SourceSelection, country: str, notes: list[str]) -> set[str]:
    found = {each for each in source_ids(data_dir.sources) if each.startswith(f"{country}_")}
    if not found:
        raise click.UsageError(f"no source of country {country!r}; `rasad sources list` shows all sources")
    if excluded := found & {*(selection.exclude or ())}:
        notes.append(f"excludes {', '.join(sorted(excluded))}")
    return found - excluded


def _of_collection(data_dir: DataDir, name: str, notes: list[str]) -> set[str]:
    """Return the sources of a collection, also those that the selection excludes: the command line named them."""
    found, lost = catalogue_members(data_dir, named_collection(data_dir, name))
    if not found:
        raise click.UsageError(f"--collection {name}: no source is in it; `rasad sources list` shows all sources")
    if lost:
        notes.append(f"names in collection {name} what no source has: {', '.join(lost)}")
    return set(found)
