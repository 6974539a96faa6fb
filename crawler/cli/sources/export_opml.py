"""`rasad sources export`: the catalogue's feeds as a list that feed readers take (OPML)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.cli.output.tables import print_json
from crawler.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.opml import write_opml
from spiders.catalogue.opml_sources import outlines_of
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFeeds:
    """What an export holds: how many feeds of how many sources, and the sources that have no feed."""

    file: str | None
    feeds: int
    sources: int
    without_feed: tuple[str, ...]


@click.command(short_help="the feeds of the catalogue as a list (OPML)")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--opml", "as_opml", is_flag=True, help="As OPML 2.0, which is also what is written without this word.")
@click.option("--country", metavar="CC", help="Those of one country (two letters).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; by default stdout.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as one JSON object; needs -o.")
@click.pass_obj
def export(
    place: DataDir,
    *,
    ids: tuple[str, ...],
    as_opml: bool,  # noqa: ARG001  # the one form there is
    country: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write the feeds of the sources ID (by default of all) as OPML 2.0, a group a country."""
    if as_json and output is None:
        raise click.UsageError("--json prints what was written where: say -o FILE")
    catalogue = Catalogue.load(place.sources)
    sources = [catalogue.get(each) for each in dict.fromkeys(ids)]
    if not ids:
        sources = catalogue.by_country(country) if country else list(catalogue.sources.values())
    done = _write(sources, output)
    if as_json:
        print_json(done)
        return
    without = f"; without a feed, so not in it: {', '.join(done.without_feed)}" if done.without_feed else ""
    click.echo(f"{done.feeds} feeds of {done.sources} sources{without}", err=True)


def _write(sources: list[Source], output: Path | None) -> ExportedFeeds:
    listed = {each.id: outlines_of(each) for each in sources}
    countries = dict.fromkeys(each.country for each in sources)
    groups = [
        (code, [line for each in sources if each.country == code for line in listed[each.id]]) for code in countries
    ]
    text = write_opml("rasad", [each for each in groups if each[1]], now=datetime.now(UTC))
    if output is None:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(text)
    return ExportedFeeds(
        file=str(output) if output else None,
        feeds=sum(map(len, listed.values())),
        sources=sum(bool(each) for each in listed.values()),
        without_feed=tuple(name for name, lines in listed.items() if not lines),
    )
