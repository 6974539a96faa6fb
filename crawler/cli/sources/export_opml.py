"""`rasad sources export`: the feeds of the catalogue as OPML, which feed readers import."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.opml import write_opml
from spiders.catalogue.opml_sources import outlines_of
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFeeds:
    """What an export contains: the number of feeds and of sources, and the sources without a feed."""

    file: str | None
    feeds: int
    sources: int
    without_feed: tuple[str, ...]


@click.command(short_help="Export the feeds of the catalogue as OPML.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--country", metavar="CC", help="Only sources of one country (two letters).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write FILE instead of stdout.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as one JSON object; needs -o.")
@click.pass_obj
def export(
    data_dir: DataDir,
    *,
    ids: tuple[str, ...],
    country: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write the feeds of the sources ID (default: all sources) as OPML 2.0, one group for each country."""
    if as_json and output is None:
        raise click.UsageError("--json needs -o FILE: stdout can hold either the OPML or the summary")
    catalogue = Catalogue.load(data_dir.sources)
    sources = [catalogue.get(each) for each in dict.fromkeys(ids)]
    if not ids:
        sources = catalogue.by_country(country) if country else list(catalogue.sources.values())
    written = _write(sources, output)
    if as_json:
        print_json(written)
        return
    without = f"; skipped, without a feed: {', '.join(written.without_feed)}" if written.without_feed else ""
    echo(f"{written.feeds} feeds of {written.sources} sources{without}", err=True)


def _write(sources: list[Source], output: Path | None) -> ExportedFeeds:
    outlines = {each.id: outlines_of(each) for each in sources}
    countries = dict.fromkeys(each.country for each in sources)
    groups = [
        (code, [line for each in sources if each.country == code for line in outlines[each.id]]) for code in countries
    ]
    text = write_opml("rasad", [each for each in groups if each[1]], now=datetime.now(UTC))
    if output is None:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(text)
    return ExportedFeeds(
        file=str(output) if output else None,
        feeds=sum(map(len, outlines.values())),
        sources=sum(bool(each) for each in outlines.values()),
        without_feed=tuple(name for name, lines in outlines.items() if not lines),
    )
