"""`rasad crawl`: crawl the named sources, those of a country, those that are due, or all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import click
from rich.console import Console

from crawler.cli.output.progress import ProgressView
from crawler.cli.output.run_report import nothing_due, print_report, report_document
from crawler.cli.output.terminal import echo, echo_json
from crawler.config import Config, read_config
from crawler.data_dir import DataDir
from crawler.run.coordinator import RunLimits
from crawler.run.due_sources import DueSources, due_sources
from crawler.run.run import RunReport, RunRequest, crawl as run_crawl
from spiders.catalogue.catalogue import Catalogue, CatalogueError
from storage.exit_status import ExitStatus
from storage.source import Source

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Crawl sources and keep new and changed articles.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Crawl every source of the catalogue.")
@click.option("--country", metavar="CC", help="Crawl every source of one country (two letters).")
@click.option("--due", is_flag=True, help="Crawl only what is due. Without IDs or --country: of all sources.")
@click.option(
    "--since", type=_DAY, metavar="D", help="Only articles of day D (UTC) or later; reads archives back to it."
)
@click.option("--until", type=_DAY, metavar="D", help="Only articles of day D (UTC) or earlier.")
@click.option("--max-articles", type=click.IntRange(min=1), metavar="N", help="Fetch at most N article pages.")
@click.option("--max-minutes", type=click.FloatRange(min=0), metavar="M", help="Request nothing new after M minutes.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def crawl(  # one parameter an option
    ctx: click.Context,
    *,
    ids: tuple[str, ...],
    everything: bool,
    country: str | None,
    due: bool,
    since: datetime | None,
    until: datetime | None,
    max_articles: int | None,
    max_minutes: float | None,
    as_json: bool,
) -> None:
    """Crawl the sources with these IDs and keep the articles that are new or changed.

    `rasad sources list` shows the IDs.

    Exit status: 0 as expected, 1 a source failed or fell below its minimum, 2 usage or settings, 3 interrupted,
    4 the store cannot be used, 75 another run holds the lock.
    """
    data_dir: DataDir = ctx.obj
    config = read_config(data_dir.settings)
    sources = chosen_sources(data_dir, ids, everything=everything or (due and not ids and not country), country=country)
    listings = None
    if due:
        found = due_sources(data_dir.store, sources, now=datetime.now(UTC), least_minutes=config.due_minutes)
        if not found.sources:
            _print_nothing_due(found, as_json=as_json)
            return
        sources, listings = list(found.sources), found.listings
    limits = RunLimits(
        since=_start(since), until=_end(until), max_articles=max_articles, backfill_pages=config.backfill_pages
    )
    request = RunRequest(
        sources=sources,
        command=_command_line(ids, everything=everything, country=country, due=due),
        limits=limits,
        max_minutes=max_minutes,
        listings=listings,
        shares=due,
    )
    report = run_with_progress(data_dir, config, request, as_json=as_json)
    ctx.exit(report.exit_status)


def run_with_progress(data_dir: DataDir, config: Config, request: RunRequest, *, as_json: bool) -> RunReport:
    """Run *request*, show its progress on stderr and print the report on stdout."""
    stderr = Console(stderr=True)
    view = ProgressView(stderr)
    quiet = replace(request, quiet=stderr.is_terminal)
    try:
        report = run_crawl(data_dir, config, quiet, view.start)
    finally:
        view.stop()
    if as_json:
        echo_json(report_document(report))
    else:
        print_report(report, Console())
    if report.error is not None:
        echo(f"rasad: {report.error}", err=True)
    elif report.exit_status == ExitStatus.INTERRUPTED:
        echo("rasad: interrupted; what was committed is kept, and the next run continues from here", err=True)
    return report


def chosen_sources(data_dir: DataDir, ids: tuple[str, ...], *, everything: bool, country: str | None) -> list[Source]:
    """Return the sources that the command line names, each once, in the catalogue's order.

    Raises `click.UsageError` when none is named, and `CatalogueError` for an unknown or broken source.
    """
    catalogue = Catalogue.load(data_dir.sources)
    if everything:
        drafts = catalogue.drafts
        errors = [str(each) for each in catalogue.errors if each.path.stem not in drafts]
        if errors:
            raise CatalogueError("; ".join(errors))
        for name, keys in drafts.items():
            echo(f"rasad: skipped: {name} has blanks ({', '.join(keys)}); `rasad sources lint` explains them", err=True)
        return list(catalogue.sources.values())
    named = {each: catalogue.get(each) for each in ids}
    if country:
        found = catalogue.by_country(country)
        if not found:
            raise click.UsageError(f"no source of country {country!r}; `rasad sources list` shows all sources")
        named |= {each.id: each for each in found}
    if not named:
        raise click.UsageError("no source is named: give IDs (see `rasad sources list`), --all, --country CC or --due")
    return [named[each] for each in sorted(named)]


def _command_line(ids: tuple[str, ...], *, everything: bool, country: str | None, due: bool) -> str:
    """Return how the run is named in `rasad runs` and in its locks."""
    arguments = ["crawl", *ids, *(["--all"] if everything else []), *(["--country", country] if country else [])]
    return " ".join([*arguments, *(["--due"] if due else [])])


def _print_nothing_due(found: DueSources, *, as_json: bool) -> None:
    """Print which source is due next, and when."""
    if as_json:
        echo_json(nothing_due(found.next_id, found.next_at))
    next_one = f"; next is {found.next_id}, at {found.next_at:%Y-%m-%d %H:%M} UTC" if found.next_id else ""
    echo(f"nothing is due{next_one}", err=True)


def _start(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def _end(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=UTC) if day else None
