"""`rasad crawl`: crawl the named sources, those of a country, those that are due, or all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import click

from crawler.cli.operators.watched_run import watched_run
from crawler.cli.output.terminal import echo, echo_json
from crawler.cli.sources.chosen import SourceChoice, chosen_ids
from crawler.cli.sources.collection import collection_option
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.run.due_sources import DueSources, due_sources
from crawler.run.logging_setup import noted_errors
from crawler.run.run_request import RunLimits, RunRequest
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.errors import BrokenSource
from storage.database.locks import LockHeld
from storage.database.values.columns import maybe_stamp
from storage.exit_status import ExitStatus
from storage.records import Effect
from storage.source import Source

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Crawl sources and keep new and changed articles.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Crawl your selection, or every source where there is none.")
@click.option("--country", metavar="CC", help="Crawl every source of one country (two letters).")
@collection_option
@click.option("--due", is_flag=True, help="Crawl only what is due. Without IDs, --country or --collection: of all.")
@click.option(
    "--since", type=_DAY, metavar="D", help="Only articles of day D (UTC) or later; reads archives back to it."
)
@click.option("--until", type=_DAY, metavar="D", help="Only articles of day D (UTC) or earlier.")
@click.option("--max-articles", type=click.IntRange(min=1), metavar="N", help="Fetch at most N article pages.")
@click.option("--max-minutes", type=click.FloatRange(min=0), metavar="M", help="Request nothing new after M minutes.")
@click.option("--archive", is_flag=True, help="Keep the pages as they were received, in DATA/archive (WARC).")
@click.option("-q", "--quiet", is_flag=True, help="Print errors alone; DATA/logs/rasad.log has the rest. For cron.")
@click.option("-v", "--verbose", is_flag=True, help="A line for each outlet as it is done, instead of a live table.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def crawl(  # noqa: PLR0913  # one parameter an option
    ctx: click.Context,
    *,
    ids: tuple[str, ...],
    everything: bool,
    country: str | None,
    collection: str | None,
    due: bool,
    since: datetime | None,
    until: datetime | None,
    max_articles: int | None,
    max_minutes: float | None,
    archive: bool,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Crawl the sources with these IDs and keep the articles that are new or changed.

    `rasad sources list` shows the IDs. `[crawl]` in DATA/rasad.toml is your selection: what --all and --due mean.

    Exit status: 0 as expected, 1 a source failed or fell below its minimum, 2 usage or settings, 3 interrupted,
    4 the store cannot be used, 75 another run holds the lock.
    """
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose: choose one")
    data_dir: DataDir = ctx.obj
    order = CrawlOrder(
        ids=ids, everything=everything, country=country, collection=collection, due=due, since=since, until=until,
        max_articles=max_articles, max_minutes=max_minutes, archive=archive,
    )  # fmt: skip
    try:
        with noted_errors(data_dir.logs), watched_run(data_dir) as ended:
            ended.append(_crawled(data_dir, order, quiet=quiet, verbose=verbose, as_json=as_json))
        ctx.exit(ended[-1])
    except LockHeld:
        if not quiet:
            raise
        ctx.exit(ExitStatus.LOCKED)  # two runs of cron that overlap are no error


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """What the command line asks for."""

    ids: tuple[str, ...]
    everything: bool
    country: str | None
    collection: str | None
    due: bool
    since: datetime | None
    until: datetime | None
    max_articles: int | None
    max_minutes: float | None
    archive: bool = False

    @property
    def command(self) -> str:
        """How the run is named in `rasad runs` and in its locks."""
        country = ["--country", self.country] if self.country else []
        collection = ["--collection", self.collection] if self.collection else []
        words = ["crawl", *self.ids, *(["--all"] if self.everything else []), *country, *collection]
        return " ".join([*words, *(["--due"] if self.due else [])])

    @property
    def means_selection(self) -> bool:
        """Whether the sources are those of the selection."""
        return self.everything or (self.due and not (self.ids or self.country or self.collection))


def _crawled(data_dir: DataDir, order: CrawlOrder, *, quiet: bool, verbose: bool, as_json: bool) -> ExitStatus:
    """Run what is asked for, and return its exit status. Raises a `UserError`."""
    config = read_config(data_dir.settings)
    choice = SourceChoice(
        ids=order.ids, everything=order.means_selection, country=order.country, collection=order.collection
    )
    chosen, listings = chosen_ids(data_dir, config.crawl, choice, quiet=quiet), None
    if order.due:
        found = due_sources(data_dir.store, chosen, now=datetime.now(UTC), least_minutes=config.due_minutes)
        chosen, listings = list(found.ids), found.listings
    sources = _usable_sources(data_dir, chosen, order.ids, quiet=quiet)
    if order.due and not sources:
        _print_nothing_due(found, as_json=as_json, quiet=quiet)
        return ExitStatus.EXPECTED
    request = RunRequest(
        sources=sources,
        command=order.command,
        limits=RunLimits(
            since=_start(order.since),
            until=_end(order.until),
            max_articles=order.max_articles,
            backfill_pages=config.backfill_pages,
        ),
        max_minutes=order.max_minutes,
        listings=listings,
        shares=order.due,
        archives=order.archive,
    )
    from crawler.cli.output.run_display import run_with_progress  # noqa: PLC0415  # Scrapy: only when there is work

    report = run_with_progress(data_dir, config, request, as_json=as_json, quiet=quiet, verbose=verbose)
    return report.exit_status


def _usable_sources(data_dir: DataDir, ids: Collection[str], asked: tuple[str, ...], *, quiet: bool) -> list[Source]:
    """Return the sources with these *ids*, in their order; a draft that nobody *asked* for is skipped and told.

    Raises `CatalogueError` for a file that cannot be used.
    """
    catalogue = Catalogue.load(data_dir.sources, only=ids)
    drafts = {name: keys for name, keys in catalogue.drafts.items() if name not in asked}
    errors = [str(each) for each in catalogue.errors if each.path.stem not in drafts]
    if errors:
        raise BrokenSource("; ".join(errors))
    for name, keys in () if quiet else drafts.items():
        echo(f"rasad: skipped: {name} has blanks ({', '.join(keys)}); `rasad sources lint` explains them", err=True)
    return list(catalogue.sources.values())


def _print_nothing_due(found: DueSources, *, as_json: bool, quiet: bool) -> None:
    """Print which source is due next, and when."""
    if as_json:
        total = {str(effect): 0 for effect in Effect}
        next_due = {"source_id": found.next_id, "next_poll_at": maybe_stamp(found.next_at)} if found.next_id else None
        echo_json({"run_id": None, "exit_status": 0, "sources": [], "total": total, "next_due": next_due})
    next_one = f"; next is {found.next_id}, at {found.next_at:%Y-%m-%d %H:%M} UTC" if found.next_id else ""
    if not quiet:
        echo(f"nothing is due{next_one}", err=True)


def _start(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def _end(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=UTC) if day else None
