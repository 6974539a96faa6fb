"""`rasad reparse`: read saved pages again by the rules of now; show what would change, and change it where asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

import click

from crawler.archive.run_archive import check_package
from crawler.cli.archive.reread_report import RereadReport
from crawler.cli.articles.article_argument import article_number
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config, read_config
from crawler.run.host_groups import hosts_of
from spiders.catalogue.catalogue import Catalogue
from storage.database.locks import LockHeld, RunLocks
from storage.exit_status import ExitStatus
from storage.source import Source
from storage.store import Store

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Read saved pages again by the rules of now.")
@click.argument("articles", nargs=-1, metavar="[ID]...")
@click.option("--source", "source_ids", multiple=True, metavar="ID", help="Only pages of this source. Repeatable.")
@click.option("--since", type=_DAY, metavar="D", help="Only pages that were fetched on day D (UTC) or later.")
@click.option("--dry-run", is_flag=True, help="Only show what would change. This is the default.")
@click.option("--apply", "applies", is_flag=True, help="Write the changes.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many changes to show.")
@click.option("--json", "as_json", is_flag=True, help="Print every change, one JSON object a line, then the totals.")
@click.pass_obj
def reparse(
    data_dir: DataDir,
    *,
    articles: tuple[str, ...],
    source_ids: tuple[str, ...],
    since: datetime | None,
    dry_run: bool,
    applies: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Read the pages of archive, inbox and quarantine again, after the rules or a source file changed.

    ID is the number or the URL of an article; without one all saved pages are read. What changes is shown field by
    field. With --apply it is written. It is no revision, because the outlet changed nothing; exports with a cursor
    deliver it once.

    Exit status: 0 as expected, 2 usage or settings, 4 the store cannot be used, 75 a run holds the hosts.
    """
    if dry_run and applies:
        raise click.UsageError("--dry-run and --apply are opposites: leave one out")
    is_dry = not applies
    check_package()
    config = read_config(data_dir.settings)
    report = RereadReport(limit=limit, as_json=as_json, is_dry=is_dry)
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(data_dir.store, read_only=True))
        numbers = [article_number(store, each) for each in articles]
        sources = _sources(data_dir, store, source_ids)
        if not is_dry:
            locks = stack.enter_context(RunLocks(data_dir.data, command="reparse"))
            _lock(data_dir, locks, list(sources.values()))
            store = stack.enter_context(Store.open(data_dir.store))
        start = since.replace(tzinfo=UTC) if since else None
        _run(data_dir, config, store, sources, numbers, start, report, is_dry=is_dry)
    report.finish()


def _sources(data_dir: DataDir, store: Store, source_ids: Sequence[str]) -> dict[str, Source]:
    """Return the sources of the pages; those that were asked for, or all that the store knows."""
    wanted = source_ids or sorted(store.sources.licences())
    catalogue = Catalogue.load(data_dir.sources, only=wanted)
    for each in source_ids:
        catalogue.get(each)
    return catalogue.sources


def _lock(data_dir: DataDir, locks: RunLocks, sources: Sequence[Source]) -> None:
    hosts = frozenset[str]().union(*(hosts_of(each) for each in sources))
    if (holder := locks.take(hosts)) is not None:
        raise LockHeld(
            f"{data_dir.data}: {holder} holds a host of these sources; wait for it, or name others (--source)"
        )


def _run(
    data_dir: DataDir,
    config: Config,
    store: Store,
    sources: dict[str, Source],
    numbers: Sequence[int],
    since: datetime | None,
    report: RereadReport,
    *,
    is_dry: bool,
) -> None:
    from crawler.archive.archive_scan import opened_index  # noqa: PLC0415  # an extra
    from crawler.archive.rereading.reread import reread_all  # noqa: PLC0415  # an extra
    from crawler.archive.rereading.saved_pages import PageToRead, SavedPages  # noqa: PLC0415  # an extra
    from pipelines.stages.reader_pool import ReaderPool  # noqa: PLC0415  # it loads pebble

    def chosen(saved: SavedPages) -> Iterator[PageToRead]:
        if numbers:
            yield from (page for url in store.rereadings.read_from(numbers) if (page := saved.of_url(url)) is not None)
            return
        for each in sources:
            yield from saved.of_source(each, since=since)

    run_id = None if is_dry else store.runs.start(at=datetime.now(UTC), command="reparse", pid=os.getpid())
    most = int(config.page_megabytes * 1024 * 1024)
    pool = ReaderPool(readers=config.readers, seconds=config.read_seconds, megabytes=config.read_megabytes)
    with opened_index(data_dir.archive) as index, pool:
        pages = chosen(SavedPages(data_dir.archive, index, store, most_bytes=most))
        reread_all(store, pool, sources, pages, run_id=run_id, noted=report.note)
    if run_id is not None:
        store.runs.finish(run_id, at=datetime.now(UTC), exit_status=ExitStatus.EXPECTED, problems={})
