"""`rasad compact`: give the space of removed rows back to the disk, or say what takes the space."""

from __future__ import annotations

from collections.abc import Sequence

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from storage.database.locks import LockHeld, RunLocks, one_at_a_time
from storage.database.maintenance.compact import compact as compact_store, free_bytes
from storage.database.maintenance.sizes import StorePart, StoreSizes, store_sizes
from storage.store import Store


@click.command(short_help="Make the file of the store smaller.")
@click.option("--sizes", is_flag=True, help="Change nothing: show how many bytes each table has.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.pass_obj
def compact(data_dir: DataDir, *, sizes: bool, as_json: bool) -> None:
    """Write the file of the store anew without the space of removed rows, for example after `rasad prune`.

    It needs twice the space of the store while it works, which is checked first, and no run may go on. Readers may.
    With --sizes nothing is written, and runs may go on.

    Exit status: 0 as expected, 4 the store cannot be used or the disk has too little space, 75 a run goes on.
    """
    data_dir.store_file("compact", instead="the server tidies by itself (autovacuum); `vacuum full` gives space back")
    if sizes:
        _show_sizes(data_dir, as_json=as_json)
        return
    Store.open(data_dir.store, read_only=True).close()  # where there is no store, none is made
    with RunLocks(data_dir.data, command="compact") as locks:
        if (holder := locks.take_all()) is not None:
            raise LockHeld(f"{data_dir.data}: {holder} goes on; wait for it, or stop it")
        with Store.open(data_dir.store) as store, one_at_a_time(data_dir.data), store.file.reading() as db:
            free = free_bytes(db)  # a run that begins now waits until it is done
            result = compact_store(data_dir.store, db)
    if as_json:
        echo_json({"before": result.before, "after": result.after, "free_before": free})
    else:
        echo(f"{data_dir.store}: {result.before / 1e6:.1f} MB before, {result.after / 1e6:.1f} MB now")


def _show_sizes(data_dir: DataDir, *, as_json: bool) -> None:
    with Store.open(data_dir.store, read_only=True) as store, store.file.reading() as db:
        found = store_sizes(db)
    if as_json:
        print_json({"sizes": found, "times_text": found.times_text})
        return
    if found.parts is None:
        echo(
            "This SQLite was built without dbstat, so the tables have no figures: Debian's and python.org's have it.",
            err=True,
        )
    else:
        _print_parts(found, found.parts)
    text = f"{found.articles} articles with {found.text / 1e6:.1f} MB of headlines and bodies"
    times = "" if found.times_text is None else f", {found.times_text:.2f} bytes for each byte of them"
    echo(f"{found.file / 1e6:.1f} MB, of which {found.free / 1e6:.1f} MB are free; {text}{times}")


def _print_parts(found: StoreSizes, parts: Sequence[StorePart]) -> None:
    """Print a row for each table with its indexes, the largest first."""
    tables = sorted({each.table for each in parts}, key=lambda name: (-_sum(parts, name), name))
    rows = []
    for name in tables:
        total, of_indexes = _sum(parts, name), _sum([each for each in parts if each.is_index], name)
        unused = sum(each.unused for each in parts if each.table == name)
        per_article = round(total / found.articles) if found.articles else None
        times = f"{total / found.text:.3f}" if found.text else None
        rows.append((name, total, of_indexes, unused, per_article, times))
    heads = ("table", "bytes", "of them indexes", "unused", "an article", "a byte of text")
    print_table(heads, rows, right=heads[1:])


def _sum(parts: Sequence[StorePart], table: str) -> int:
    return sum(each.bytes for each in parts if each.table == table)
