"""`rasad backup` and `rasad restore`: a checked copy of the store, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from storage.database.maintenance.backup import (
    back_up,
    backup_name,
    check_backup,
    has_digest,
    labels_name,
    remove_old,
    restore as restore_store,
)


@click.command(short_help="Copy the store to a file, also during a crawl.")
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The file to write. Without it: DATA/backups/rasad-TIME.db.",
)  # fmt: skip
@click.option(
    "--keep", type=click.IntRange(min=1), metavar="N", help="Then delete all but the N newest of DATA/backups."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.pass_obj
def backup(data_dir: DataDir, *, target: Path | None, keep: int | None, as_json: bool) -> None:
    """Copy the store as it is at one moment to one file, read the copy back, and write its SHA-256 beside it.

    Labels (DATA/labels.db) are copied to FILE.labels in the same way. Crawls, searches and exports may go on meanwhile.
    Only a copy that was read back whole gets its name.

    Exit status: 0 as expected, 2 usage, 4 the store or the copy cannot be used.
    """
    if target is not None and keep is not None:
        raise click.UsageError("--keep is for DATA/backups: leave out -o")
    store = data_dir.store_file(
        "backup", instead="the server has backups of its own (pg_dump), and `rasad snapshot -o FILE`"
    )
    written = target or data_dir.backups / backup_name(datetime.now(UTC))
    labels = labels_name(written) if data_dir.labels.exists() else None
    if labels is not None:
        back_up(data_dir.labels, labels)  # before the store: what has the name of a backup has its labels
    digest = back_up(store, written)
    removed = remove_old(data_dir.backups, keep=keep) if keep is not None else []
    size = written.stat().st_size
    if as_json:
        names = [str(each) for each in removed]
        copied = None if labels is None else str(labels)
        echo_json({"backup": str(written), "bytes": size, "sha256": digest, "labels": copied, "removed": names})
        return
    echo(f"{written}: {size / 1e6:.1f} MB, sha256 {digest}")
    if labels is not None:
        echo(f"{labels}: the labels")
    for each in removed:
        echo(f"removed {each}", err=True)


@click.command(short_help="Put a backup in the place of a store.")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.pass_obj
def restore(data_dir: DataDir, backup: Path) -> None:
    """Check the backup FILE and copy it to the place of the store, with its labels. Nothing is overwritten.

    Move a store that is there away first, with its `-wal` and `-shm`. Cursors of exports may be ahead of the backup:
    they are named.

    Exit status: 0 as expected, 2 usage, 4 a store is there, or the backup is damaged.
    """
    store = data_dir.store_file("restore", instead="`rasad store copy FILE` carries FILE into an empty one")
    labels = labels_name(backup)
    has_labels = labels.is_file() and not data_dir.labels.exists()
    if has_labels:
        check_backup(labels)
    restore_store(backup, store)
    echo(f"{store}: restored from {backup}", err=True)
    if not has_digest(backup):
        echo(f"{backup}: no .sha256 is beside it, so its structure was checked, not each of its bytes", err=True)
    if has_labels:
        restore_store(labels, data_dir.labels)
        echo(f"{data_dir.labels}: restored from {labels}", err=True)
    elif labels.is_file():
        echo(f"{data_dir.labels}: stays as it is; the labels of the backup are in {labels}", err=True)
    if names := sorted({each.name.partition(".")[0] for each in data_dir.exports.glob("[!.]*")}):
        echo(f"check the cursors of your exports, they may be ahead of this store: {', '.join(names)}", err=True)
