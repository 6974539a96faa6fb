"""`rasad crawl`: crawl the named sources, those of a country, those that are due, or all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import click
from rich.console import Console

from crawler.cli.output.progress import ProgressView
from crawler.cli.output.run_report import nothing_due, print_report, report_document
from crawler.config import Config, read_config
from crawler.data_dir import DataDir
from crawler.run.coordinator import RunLimits
from crawler.run.due_sources import DueSources, due_sources
from crawler.run.run import RunReport, RunRequest, crawl as run_crawl
from spiders.catalogue.catalogue import Catalogue, CatalogueError
from storage.exit_status import ExitStatus
from storage.source import Source

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="crawl sources into the store")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Every source of the catalogue.")
@click.option("--country", metavar="CC", help="Every source of one country (two letters).")
@click.option("--due", is_flag=True, help="Of those chosen, only what is due by its rhythm.")
@click.option(
    "--since", type=_DAY, metavar="D", help="Only what is dated at or after this day (UTC), back into the archives."
)
@click.option("--until", type=_DAY, metavar="D", help="Only what listings date up to and with this day (UTC).")
@click.option("--max-articles", type=click.IntRange(min=1), metavar="N", help="Ask for at most N article pages.")
@click.option("--max-minutes", type=click.FloatRange(min=0), metavar="M", help="Ask for no more after M minutes.")
@click.option("--json", "as_json", is_flag=True, help="Print the run as one JSON object.")
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
    """Crawl the sources with these IDs (`rasad sources list` shows them) and keep what is new or changed.

    Exit status: 0 as expected, 1 a source failed or fell short, 2 usage or settings, 3 interrupted,
    4 store unusable, 75 another run holds the lock.
    """
    place: DataDir = ctx.obj
    config = read_config(place.settings)
    sources = chosen_sources(place, ids, everything=everything or (due and not ids and not country), country=country)
    listings = None
    if due:
        found = due_sources(place.store, sources, now=datetime.now(UTC))
        if not found.sources:
            _say_nothing_due(found, as_json=as_json)
            return
        sources, listings = list(found.sources), found.listings
    limits = RunLimits(
        since=_start(since), until=_end(until), max_articles=max_articles, backfill_pages=config.backfill_pages
    )
    words = [*ids, *(["--all"] if everything else []), *(["--country", country] if country else [])]
    words += ["--due"] if due else []
    order = RunRequest(
        sources=sources,
        command=" ".join(["crawl", *words]),
        limits=limits,
        max_minutes=max_minutes,
        listings=listings,
        shares=due,
    )
    report = watched(place, config, order, as_json=as_json)
    ctx.exit(report.exit_status)


def watched(place: DataDir, config: Config, order: RunRequest, *, as_json: bool) -> RunReport:
    """Run *order* with its progress on stderr and print what it came to on stdout."""
    stderr = Console(stderr=True)
    watch = ProgressView(stderr)
    quiet = replace(order, quiet=stderr.is_terminal)
    try:
        report = run_crawl(place, config, quiet, watch.start)
    finally:
        watch.stop()
    if as_json:
        click.echo(json.dumps(report_document(report), ensure_ascii=False))
    else:
        print_report(report, Console())
    if report.error is not None:
        click.echo(f"rasad: {report.error}", err=True)
    elif report.exit_status == ExitStatus.INTERRUPTED:
        click.echo("rasad: interrupted; everything committed is kept, the next run goes on from here", err=True)
    return report


def chosen_sources(place: DataDir, ids: tuple[str, ...], *, everything: bool, country: str | None) -> list[Source]:
    """Return the sources that the words of the command line mean, each once, in the catalogue's order.

    Raises `click.UsageError` when nothing is named, and `CatalogueError` for an unknown or broken source.
    """
    catalogue = Catalogue.load(place.sources)
    if everything:
        drafts = catalogue.drafts
        errors = [str(each) for each in catalogue.errors if each.path.stem not in drafts]
        if errors:
            raise CatalogueError("; ".join(errors))
        for name, keys in drafts.items():
            click.echo(
                f"rasad: left out: {name} has blanks ({', '.join(keys)}); `rasad sources lint` says more", err=True
            )
        return list(catalogue.sources.values())
    named = {each: catalogue.get(each) for each in ids}
    if country:
        found = catalogue.by_country(country)
        if not found:
            raise click.UsageError(f"no source of country {country!r}; `rasad sources list` shows what there is")
        named |= {each.id: each for each in found}
    if not named:
        raise click.UsageError("name sources (rasad sources list), or say --all, --country CC or --due")
    return [named[each] for each in sorted(named)]


def _say_nothing_due(found: DueSources, *, as_json: bool) -> None:
    """Say what comes due next, and when."""
    if as_json:
        click.echo(json.dumps(nothing_due(found.next_id, found.next_at)))
    next_one = f"; next is {found.next_id}, at {found.next_at:%Y-%m-%d %H:%M} UTC" if found.next_id else ""
    click.echo(f"nothing is due{next_one}", err=True)


def _start(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def _end(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=UTC) if day else None
