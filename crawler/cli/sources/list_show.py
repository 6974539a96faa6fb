"""`rasad sources list` and `show`: the catalogue, and one source of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo, plain
from crawler.config.data_dir import DataDir
from crawler.sources.discovery_health import known_health
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.source_writer import listing_toml
from storage.discovery.health import DiscoveryHealth
from storage.source import ExtractRules, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source as `list --json` prints it."""

    id: str
    outlet: str
    country: str
    home: str
    language: str
    kind: str | None
    owner: str | None
    wikidata: str | None
    discover: tuple[str, ...]
    checked: bool


@click.command("list", short_help="List the sources.")
@click.option("--country", metavar="CC", help="Only sources of one country (two letters).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
def list_(data_dir: DataDir, *, country: str | None = None, as_json: bool = False) -> None:
    """List the sources; files that cannot be used are named on stderr."""
    catalogue = Catalogue.load(data_dir.sources)
    found = catalogue.by_country(country) if country else list(catalogue.sources.values())
    rows = [_row(each) for each in found]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("source", "outlet", "country", "discover", "checked"),
            [
                (each.id, each.outlet, each.country, ", ".join(each.discover), "yes" if each.checked else "not yet")
                for each in rows
            ],
        )
    _warn(catalogue)


@click.command(short_help="Show everything that is known of one source.")
@click.argument("source_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(data_dir: DataDir, source_id: str, *, as_json: bool) -> None:
    """Show the keys and the file of the source ID, its problem, and the listings that a crawl found for it."""
    catalogue = Catalogue.load(data_dir.sources)
    source = catalogue.get(source_id)
    health = known_health(data_dir.store).get(source_id) or DiscoveryHealth(source_id=source_id)
    if as_json:
        found = {"problem": health.problem, "replacement_listings": health.used}
        print_json({"source": source, "file": str(catalogue.origin(source_id)), **found})
        return
    for name, value in (*_lines(source), ("file", str(catalogue.origin(source_id)))):
        echo(f"{name:<14}{plain(value)}")
    for line in _found(health):
        echo(line)


def _found(health: DiscoveryHealth) -> Iterator[str]:
    """Yield the problem of a source, and the tables of its replacement listings, to be pasted into its file."""
    if health.problem:
        yield f"{'problem':<14}{health.problem}"
    for each in health.used:
        yield f"\n# found by a crawl on {each.found_at:%Y-%m-%d}, used but not in the file: paste it there to keep it"
        yield listing_toml(each.discovery).rstrip()


def _warn(catalogue: Catalogue) -> None:
    broken = sorted({each.path.stem for each in catalogue.errors})
    if broken:
        echo(f"rasad: cannot be used: {', '.join(broken)}; `rasad sources lint` shows why", err=True)


def _row(source: Source) -> SourceRow:
    return SourceRow(
        id=source.id,
        outlet=source.outlet,
        country=source.country,
        home=source.home,
        language=source.language,
        kind=source.kind,
        owner=source.owner,
        wikidata=source.wikidata,
        discover=tuple(dict.fromkeys(each.kind.value for each in source.discover)),
        checked=source.checked,
    )


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the keys of a source that have a value, in the order of its file."""
    yield from _texts(
        source, "id", "outlet", "publisher", "kind", "owner", "wikidata", "home", "country", "language", "timezone",
        "months", "licence",
    )  # fmt: skip
    yield "checked", "yes" if source.checked else "not yet"
    if source.sites:
        yield "sites", ", ".join(source.sites)
    if source.private:
        yield "private", "yes"
    for each in source.discover:
        yield each.kind.value, each.url + (f"  follow {each.follow}" if each.follow else "")
    rules = source.extract
    yield from _texts(rules, "headline", "byline", "published", "section", "body")
    if rules.drop:
        yield "drop", ", ".join(rules.drop)
    if source.delay_seconds is not None:
        yield "delay", f"{source.delay_seconds:g} seconds"
    if source.articles_min is not None or source.articles_max is not None:
        yield "expected", f"{source.articles_min or 0} to {source.articles_max or 'any number of'} articles a day"


def _texts(record: Source | ExtractRules, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if value := getattr(record, name):
            yield name, value
