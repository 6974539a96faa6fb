"""`rasad prune`: remove what is kept longer than the settings say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import click

from crawler.archive.archive_retention import OldFile, old_files, remove_files
from crawler.archive.run_archive import kept_days
from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from crawler.config.keeping import NO_LICENCE, RetentionSettings
from crawler.config.rasad_toml import Config, read_config
from crawler.run.host_groups import hosts_of
from spiders.catalogue.catalogue import Catalogue
from storage.articles.upkeep.prune import PruneCount, PruneLimits
from storage.database.locks import LockHeld, RunLocks
from storage.frontier.archive_index import ArchiveIndex
from storage.store import Store

_TABLES = ("sightings", "fetches", "quarantine", "revisions")


@click.command(short_help="Remove what is kept longer than you want.")
@click.option("--dry-run", is_flag=True, help="Only say how many rows and bytes it would be.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.pass_obj
def prune(data_dir: DataDir, *, dry_run: bool, as_json: bool) -> None:
    """Remove what is older than `[retention]` in DATA/rasad.toml says, and what the archive has over its limits.

    Readers of exports with a cursor learn of removed articles as of withdrawn ones. `rasad compact` makes the file
    smaller.

    Exit status: 0 as expected, 2 settings, 4 the store cannot be used, 75 a run holds hosts of the articles.
    """
    config, now = read_config(data_dir.settings), datetime.now(UTC)
    limits = _limits(config.retention, now)
    files = _old_files(data_dir, config, now)
    with Store.open(data_dir.store, read_only=True) as store:
        counts = store.retention.count(limits)
        source_ids = store.retention.sources_of(limits)
    if not dry_run:
        _remove(data_dir, limits, files, source_ids, now=now)
    _print(counts, files, dry_run=dry_run, as_json=as_json)


def _limits(settings: RetentionSettings, now: datetime) -> PruneLimits:
    days = {name: getattr(settings, f"{name}_days") for name in _TABLES}
    return PruneLimits(
        tables={name: now - timedelta(days=value) for name, value in days.items() if value is not None},
        articles={
            None if licence == NO_LICENCE else licence: now - timedelta(days=value)
            for licence, value in settings.articles_days.items()
        },
    )


def _old_files(data_dir: DataDir, config: Config, now: datetime) -> list[OldFile]:
    megabytes = config.archive.max_gigabytes * 1000
    return old_files(data_dir.archive, keep_days=kept_days(config), megabytes=megabytes, now=now)


def _remove(
    data_dir: DataDir, limits: PruneLimits, files: Sequence[OldFile], source_ids: Sequence[str], *, now: datetime
) -> None:
    with RunLocks(data_dir.data, command="prune") as locks, Store.open(data_dir.store) as store:
        if source_ids:
            _lock(data_dir, locks, source_ids)
        store.retention.remove_rows(limits)
        while store.retention.remove_articles(limits, at=now):
            pass
    if files:
        with ArchiveIndex(data_dir.archive / "index.db") as index:
            remove_files(index, files)


def _lock(data_dir: DataDir, locks: RunLocks, source_ids: Sequence[str]) -> None:
    """Hold the hosts of the sources, so that no run keeps a page of an article that is being removed."""
    known = Catalogue.load(data_dir.sources, only=source_ids).sources.values()
    hosts = frozenset[str]().union(*(hosts_of(each) for each in known))
    if (holder := locks.take(hosts)) is not None:
        raise LockHeld(f"{data_dir.data}: {holder} holds a host of these sources; wait for it, or stop it")


def _print(counts: Sequence[PruneCount], files: Sequence[OldFile], *, dry_run: bool, as_json: bool) -> None:
    size = sum(each.bytes for each in files)
    if as_json:
        tables = [
            {"table": each.table, "licence": each.licence, "rows": each.rows, "bytes": each.bytes} for each in counts
        ]
        echo_json({"dry_run": dry_run, "tables": tables, "archive": {"files": len(files), "bytes": size}})
        return
    for each in counts:
        licence = f", licence {each.licence or NO_LICENCE}" if each.table == "articles" else ""
        echo(f"{each.table}{licence}: {each.rows} rows, {each.bytes / 1e6:.1f} MB")
    echo(f"archive: {len(files)} files, {size / 1e6:.1f} MB")
    if not counts:
        echo("no limit is set for the store: [retention] in rasad.toml", err=True)
    if dry_run:
        echo("nothing was removed", err=True)
