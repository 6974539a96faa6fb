"""The option `--collection`, and the outlets that it means: one place for all commands."""

from __future__ import annotations

import click

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from spiders.catalogue.catalogue import Catalogue, source_ids
from spiders.catalogue.source_collection import SourceCollection
from storage.store import Store

collection_option = click.option(
    "--collection", metavar="NAME", help="Only outlets of this collection: [collections.NAME] in DATA/rasad.toml."
)


def named_collection(data_dir: DataDir, name: str) -> SourceCollection:
    """Return the collection of the settings. Raises `UsageError` for an unknown one, and `ConfigError`."""
    collections = read_config(data_dir.settings).collections
    if name not in collections:
        known = (
            f"the collections are {', '.join(sorted(collections))}" if collections else "it has no [collections.NAME]"
        )
        raise click.UsageError(f"--collection {name!r}: not in {data_dir.settings}; {known}")
    return collections[name]


def catalogue_members(data_dir: DataDir, collection: SourceCollection) -> tuple[list[str], list[str]]:
    """Return the ids of the catalogue that are in the collection, and those that it names in vain.

    The source files are read only where a kind is asked for.
    """
    known: dict[str, str | None] = dict.fromkeys(source_ids(data_dir.sources))
    if collection.kinds:
        known |= {each.id: each.kind for each in Catalogue.load(data_dir.sources).sources.values()}
    return collection.members(known), collection.unknown(known)


def stored_members(data_dir: DataDir, store: Store, name: str) -> tuple[str, ...]:
    """Return the ids of the store that are in the collection; the kind is that of its last run.

    Raises `UsageError` where the collection is unknown, or no outlet of the store is in it.
    """
    found = named_collection(data_dir, name).members(store.sources.kinds())
    if not found:
        raise click.UsageError(f"--collection {name}: none of its outlets was ever crawled into {data_dir.store}")
    return tuple(found)
