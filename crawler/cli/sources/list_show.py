"""`rasad sources list` and `show`: the catalogue, and one source of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from crawler.cli.output.progress import isolated
from crawler.cli.output.tables import print_json, print_table
from crawler.data_dir import DataDir
from crawler.sources.discovery_health import known_ailments
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.source_writer import listing_toml
from storage.discovery.health import DiscoveryHealth
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source as `list --json` gives it."""

    id: str
    outlet: str
    country: str
    home: str
    discover: tuple[str, ...]
    checked: bool


@click.command("list")
@click.option("--country", metavar="CC", help="Those of one country (two letters).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
def list_(place: DataDir, *, country: str | None = None, as_json: bool = False) -> None:
    """List the sources; files that cannot be used are counted on stderr."""
    catalogue = Catalogue.load(place.sources)
    found = catalogue.by_country(country) if country else list(catalogue.sources.values())
    rows = [_row(each) for each in found]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("source", "outlet", "country", "found by", "checked"),
            [
                (each.id, each.outlet, each.country, ", ".join(each.discover), "yes" if each.checked else "not yet")
                for each in rows
            ],
        )
    _warn(catalogue)


@click.command()
@click.argument("source_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(place: DataDir, source_id: str, *, as_json: bool) -> None:
    """Show all that is known of one source, the file that says so, and what a crawl found beside it."""
    catalogue = Catalogue.load(place.sources)
    source = catalogue.get(source_id)
    ailment = known_ailments(place.store).get(source_id) or DiscoveryHealth(source_id=source_id)
    if as_json:
        told = {"problem": ailment.problem, "replacement_listings": ailment.used}
        print_json({"source": source, "file": str(catalogue.origin(source_id)), **told})
        return
    for name, value in (*_lines(source), ("file", str(catalogue.origin(source_id)))):
        click.echo(f"{name:<14}{value if value.isascii() else isolated(value)}")
    for line in _found(ailment):
        click.echo(line)


def _found(ailment: DiscoveryHealth) -> Iterator[str]:
    """Yield what is dead of a source, and the tables of what was found instead, to be pasted into its file."""
    if ailment.problem:
        yield f"{'ailing':<14}{ailment.problem}"
    for each in ailment.used:
        yield f"\n# found by itself on {each.found_at:%Y-%m-%d}, used but not in the file: paste it there to keep it"
        yield listing_toml(each.discovery).rstrip()


def _warn(catalogue: Catalogue) -> None:
    broken = sorted({each.path.stem for each in catalogue.errors})
    if broken:
        click.echo(f"rasad: cannot be used: {', '.join(broken)}; `rasad sources lint` says why", err=True)


def _row(source: Source) -> SourceRow:
    return SourceRow(
        id=source.id,
        outlet=source.outlet,
        country=source.country,
        home=source.home,
        discover=tuple(dict.fromkeys(each.kind.value for each in source.discover)),
        checked=source.checked,
    )


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    """Yield what a source says, in its file's order; what it does not say is left out."""
    for name in ("id", "outlet", "publisher", "home", "country", "language", "timezone", "months", "licence"):
        value = getattr(source, name)
        if value:
            yield name, value
    yield "checked", "yes" if source.checked else "not yet"
    if source.private:
        yield "private", "yes"
    for each in source.discover:
        yield each.kind.value, each.url + (f"  follow {each.follow}" if each.follow else "")
    rules = source.extract
    for name in ("headline", "byline", "published", "section", "body"):
        value = getattr(rules, name)
        if value:
            yield name, value
    if rules.drop:
        yield "drop", ", ".join(rules.drop)
    if source.delay_seconds is not None:
        yield "delay", f"{source.delay_seconds:g} seconds"
    if source.articles_min is not None or source.articles_max is not None:
        yield "expected", f"{source.articles_min or 0} to {source.articles_max or 'any number of'} articles a day"
