"""`rasad import warc`: keep the articles of WARC files that others made."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.archive.run_archive import check_package
from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config, read_config
from crawler.run.host_groups import hosts_of
from spiders.catalogue.catalogue import Catalogue
from storage.database.locks import RunLocks
from storage.exit_status import ExitStatus
from storage.source import Source
from storage.store import Store

if TYPE_CHECKING:
    from crawler.archive.rereading.import_pages import ImportCounts, PageImport
    from crawler.archive.rereading.warc_pages import OutletOf, WarcCounts

_AUTO = "auto"


@click.command(short_help="Keep the articles of WARC files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", "source_id", default=_AUTO, show_default=True, metavar="ID", help="The outlet; auto: by host."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file.")
@click.pass_context
def warc(ctx: click.Context, *, files: tuple[Path, ...], source_id: str, as_json: bool) -> None:
    """Keep the articles of the WARC files FILES, for example of a news crawl, with the dates of their own downloads.

    Only HTML with status 200 is read, of outlets of the catalogue. What the store has from a later download stays.

    Exit status: 0 as expected, 1 a file is cut or damaged, 2 usage or settings, 4 the store cannot be used.
    """
    data_dir: DataDir = ctx.obj
    check_package()
    config = read_config(data_dir.settings)
    is_whole = True
    with ExitStack() as stack:
        locks = stack.enter_context(RunLocks(data_dir.data, command="import warc"))
        store = stack.enter_context(Store.open(data_dir.store))
        catalogue = _catalogue(data_dir, config, source_id)
        importing, outlet_of = _prepared(stack, config, store, catalogue, locks)
        for each in files:
            is_whole &= _imported(each, importing, outlet_of, config, as_json=as_json)
        store.runs.finish(importing.run_id, at=datetime.now(UTC), exit_status=ExitStatus.EXPECTED, problems={})
    ctx.exit(ExitStatus.EXPECTED if is_whole else ExitStatus.FELL_SHORT)


def _catalogue(data_dir: DataDir, config: Config, source_id: str) -> Catalogue:
    """Return the catalogue of the outlets whose pages are kept. Raises `CatalogueError`."""
    if source_id != _AUTO:
        catalogue = Catalogue.load(data_dir.sources, only=[source_id])
        catalogue.get(source_id)
        return catalogue
    whole = Catalogue.load(data_dir.sources)
    kept = {name: each for name, each in whole.sources.items() if name not in (config.crawl.exclude or ())}
    return Catalogue(sources=kept, origins=whole.origins, errors=())


def _prepared(
    stack: ExitStack, config: Config, store: Store, catalogue: Catalogue, locks: RunLocks
) -> tuple[PageImport, OutletOf]:
    from crawler.archive.rereading.import_pages import PageImport  # noqa: PLC0415  # an extra
    from crawler.archive.rereading.outlets_by_host import OutletsByHost  # noqa: PLC0415  # an extra
    from pipelines.stages.reader_pool import ReaderPool  # noqa: PLC0415  # it loads pebble

    pool = stack.enter_context(
        ReaderPool(readers=config.readers, seconds=config.read_seconds, megabytes=config.read_megabytes)
    )
    held: dict[str, bool] = {}

    def may_write(source: Source) -> bool:
        if source.id not in held:
            held[source.id] = locks.take(hosts_of(source)) is None
            if held[source.id]:
                store.sources.register([source])
        return held[source.id]

    importing = PageImport(
        store,
        pool,
        catalogue.sources,
        run_id=store.runs.start(at=datetime.now(UTC), command="import warc", pid=os.getpid()),
        agent="rasad",
        may_write=may_write,
    )
    return importing, OutletsByHost(catalogue).of_url


def _imported(path: Path, importing: PageImport, outlet_of: OutletOf, config: Config, *, as_json: bool) -> bool:
    """Keep the articles of one file and print what was in it; whether the file is whole."""
    from crawler.archive.rereading.import_pages import ImportCounts  # noqa: PLC0415  # an extra
    from crawler.archive.rereading.warc_pages import WarcCounts, warc_pages  # noqa: PLC0415  # an extra

    read, kept = WarcCounts(), ImportCounts()
    most = int(config.page_megabytes * 1024 * 1024)
    importing.keep_all(warc_pages(path, outlet_of, read, most_bytes=most), kept)
    if as_json:
        counts = {"records": read.records, "is_whole": read.is_whole, "skipped": dict(read.skipped)}
        echo_json({"file": str(path), **counts, "kept": dict(kept.kept), "refused": dict(kept.refused)})
    else:
        _print(path, read, kept)
    return read.is_whole


def _print(path: Path, read: WarcCounts, kept: ImportCounts) -> None:
    pages = kept.kept.total() + kept.refused.total()
    echo(f"{path}: {read.records} records, {pages} pages of our outlets: {_listed(kept.kept) or 'none kept'}")
    if kept.refused:
        echo(f"  refused: {_listed(kept.refused)}")
    if read.skipped:
        echo(f"  skipped: {_listed(read.skipped)}")
    if not read.is_whole:
        echo(f"rasad: {path}: cut or damaged: what could be read was read", err=True)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in counts.most_common())
