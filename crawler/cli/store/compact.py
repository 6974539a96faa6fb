"""`rasad compact`: give the space of removed rows back to the disk."""

from __future__ import annotations

import click

from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from storage.database.locks import LockHeld, RunLocks, one_at_a_time
from storage.database.maintenance.compact import compact as compact_store, free_bytes
from storage.store import Store


@click.command(short_help="Make the file of the store smaller.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.pass_obj
def compact(data_dir: DataDir, *, as_json: bool) -> None:
    """Write the file of the store anew without the space of removed rows, for example after `rasad prune`.

    It needs twice the space of the store while it works, which is checked first, and no run may go on. Readers may.

    Exit status: 0 as expected, 4 the store cannot be used or the disk has too little space, 75 a run goes on.
    """
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
