"""`rasad sources import`: sources from a list of feeds, as feed readers exchange them (OPML)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import click

from crawler.cli.output.tables import print_json
from crawler.data_dir import DataDir
from pipelines.web.urls import host_of
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.opml import OpmlError, SkippedOutline, read_opml
from spiders.catalogue.opml_sources import DraftedSource, drafted_sources
from storage.exit_status import ExitStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSource:
    """One source that was made of a list; *file* is null where none was written, *blanks* are what to fill in."""

    id: str
    outlet: str
    home: str
    feeds: tuple[str, ...]
    file: str | None
    blanks: tuple[str, ...]
    skipped: str | None = None


@click.command("import", short_help="write sources from a list of feeds (OPML)")
@click.argument("file", type=click.File("rb"), metavar="FILE.opml")
@click.option("--country", metavar="CC", help="The country of them all, where the list does not say it.")
@click.option("--private", is_flag=True, help="Private and loopback addresses of the list are your own.")
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def import_(
    ctx: click.Context, *, file: BinaryIO, country: str | None, private: bool, dry_run: bool, as_json: bool
) -> None:
    """Write one source a site of the list FILE.opml (- for stdin), its feeds as ways of discovery; nothing is asked.

    What the list does not say is a marked blank; outlets of the catalogue are left as they are.
    Exit status: 0 all written or known, 1 some have blanks or were skipped, 2 no OPML.
    """
    place: DataDir = ctx.obj
    code = country.strip().lower() if country else None
    if code is not None and not re.fullmatch("[a-z]{2}", code):
        raise click.UsageError(f"--country {country!r}: two letters (ISO 3166), as ma or eg")
    try:
        outlines, skipped = read_opml(file.read())
    except OpmlError as error:
        raise click.UsageError(f"{file.name}: {error}") from error
    catalogue = Catalogue.load(place.sources)
    made = [
        _import(each, catalogue, place, is_dry=dry_run)
        for each in drafted_sources(outlines, country=code, private=private)
    ]
    if as_json:
        print_json({"sources": made, "skipped": skipped})
    else:
        click.echo("\n".join(_lines(made, skipped)))
    ctx.exit(ExitStatus.FELL_SHORT if skipped or any(each.blanks for each in made) else ExitStatus.EXPECTED)


def _import(drafted: DraftedSource, catalogue: Catalogue, place: DataDir, *, is_dry: bool) -> ImportedSource:
    from crawler.fetching.private_addresses import is_private_host  # noqa: PLC0415  # as above
    from crawler.sources.write import known_outlet, plan_of, write  # noqa: PLC0415  # starts fast

    source, notes = drafted.source, dict(drafted.doubts)
    feeds = tuple(each.url for each in source.discover)
    is_unsaid = not source.private and any(is_private_host(host_of(url)) for url in (source.home, *feeds))
    if is_unsaid:
        notes["private"] = "its address is private: say true if it is your own"
    made = plan_of(source, catalogue, place.sources, notes=notes)
    known = known_outlet(catalogue, place.sources, source.home)
    skipped = f"has a file already: {known.path}" if known is not None else None
    if skipped is None and made.path.exists():
        skipped = f"{made.path} belongs to another outlet"
    if skipped is None and not is_dry:
        write(made, over=None, own=place.sources)
    return ImportedSource(
        id=made.source.id,
        outlet=source.outlet,
        home=source.home,
        feeds=feeds,
        file=None if is_dry or skipped else str(made.path),
        blanks=() if skipped else (*(each.key for each in made.blanks), *(("private",) if is_unsaid else ())),
        skipped=skipped,
    )


def _lines(made: Sequence[ImportedSource], skipped: Sequence[SkippedOutline]) -> Iterator[str]:
    for each in made:
        blanks = f"; to fill in: {', '.join(each.blanks)}" if each.blanks else ""
        yield f"{each.id}: {each.skipped or each.file or 'would be written'}{blanks}"
    yield from (f"skipped: {each.title or 'an outline'}: {each.why}" for each in skipped)
    count = sum(each.file is not None for each in made)
    yield f"{count} source{'' if count == 1 else 's'} written; `rasad sources lint` names the blanks"
