"""`rasad snapshot`: the store in PostgreSQL as a SQLite file, for queries, Datasette, and the way back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from pipelines.arabic.search.stem import STEM_VERSION, stemmed
from storage.database.errors import StoreError
from storage.database.folder_errors import folder_errors
from storage.database.maintenance.backup import back_up
from storage.database.postgres.copying import CarriedStore, carry_store
from storage.database.postgres.served import server_of
from storage.store import Store


@click.command(short_help="Copy a store in PostgreSQL to a SQLite file.")
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
    help="The file to write.",
)  # fmt: skip
@click.pass_obj
def snapshot(data_dir: DataDir, *, target: Path) -> None:
    """Write the store in PostgreSQL as it is at one moment to a SQLite file, with its SHA-256 beside it.

    The file is a whole store: queries, `rasad serve` and crawls work on it as on that of a single host. Crawls may
    go on meanwhile. While it works it needs twice the space of the file.

    Exit status: 0 as expected, 2 usage, 4 the store or the file cannot be used.
    """
    if server_of(data_dir.store) is None:
        raise StoreError(f"{data_dir.store}: the store is a SQLite file already: `rasad backup -o FILE` copies it")
    if target.exists():
        raise StoreError(f"{target}: there is such a file; name another one")
    with folder_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with folder_errors(target), TemporaryDirectory(dir=target.parent, prefix=".snapshot-") as folder:
        carried = _carried(data_dir, Path(folder, "rasad.db"))
        digest = back_up(Path(folder, "rasad.db"), target)
    echo(f"{target}: {carried.articles} articles, {target.stat().st_size / 1e6:.1f} MB, sha256 {digest}", err=True)


def _carried(data_dir: DataDir, file: Path) -> CarriedStore:
    with Store.open(data_dir.store, read_only=True) as source, Store.open_file(file) as written:
        return carry_store(source.file, written.file, stems=stemmed, stem_version=STEM_VERSION)
