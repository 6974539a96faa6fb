"""`rasad store init` and `rasad store copy`: a store in the PostgreSQL that STORE_URL names."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from pipelines.arabic.search.stem import STEM_VERSION, stemmed
from storage.database.errors import StoreError
from storage.database.postgres.copying import carry_store
from storage.database.postgres.served import make_served, server_of
from storage.store import Store


@click.command(short_help="Make the tables of a store in PostgreSQL.")
@click.pass_obj
def init(data_dir: DataDir) -> None:
    """Make the tables of an empty store in the database that STORE_URL names. Where there is one, nothing is changed.

    Exit status: 0 as expected, 2 the address cannot be used, 4 the database cannot be used, or has a store.
    """
    name = make_served(_server(data_dir))
    echo(f"{name}: an empty store; `rasad store copy FILE` carries one into it", err=True)


@click.command(short_help="Carry a SQLite file into the store in PostgreSQL.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.pass_obj
def copy(data_dir: DataDir, file: Path) -> None:
    """Copy all of the SQLite store FILE into the empty store that STORE_URL names, all or nothing.

    Numbers of articles and changes stay, so that cursors of exports go on. A FILE of an older version is migrated
    first, after a backup. End its crawls before: what they keep later is not carried.

    Exit status: 0 as expected, 2 usage, 4 a store cannot be used, or the one in PostgreSQL is in use.
    """
    _server(data_dir)
    with Store.open(data_dir.store) as target, Store.open_file(file) as source:
        carried = carry_store(source.file, target.file, stems=stemmed, stem_version=STEM_VERSION)
        name = target.file.path
    echo(f"{name}: {carried.articles} articles, {carried.rows} rows in all, from {file}", err=True)


def _server(data_dir: DataDir) -> str:
    """Return the address of the server. Raises `StoreError` where none is named."""
    url = server_of(data_dir.store)
    if url is None:
        raise StoreError(f"no PostgreSQL is named: set STORE_URL, or store_url in {data_dir.store_settings}")
    return url
