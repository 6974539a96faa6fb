"""`rasad sources import`: write sources from a list of feeds in OPML, the format that feed readers exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from pipelines.web.urls import host_of
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.opml import OpmlError, SkippedOutline, read_opml
from spiders.catalogue.opml_sources import DraftedSource, drafted_sources
from storage.exit_status import ExitStatus

_COUNTRY = re.compile("[a-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSource:
    """One source made from a list; *file* is `None` where none was written, *blanks* are the keys to fill in."""

    id: str
    outlet: str
    home: str
    feeds: tuple[str, ...]
    file: str | None
    blanks: tuple[str, ...]
    skipped: str | None = None


@click.command("import", short_help="Write sources from a list of feeds (OPML).")
@click.argument("file", type=click.File("rb"), metavar="FILE.opml")
@click.option("--country", metavar="CC", help="The country of sources for which the list declares none (two letters).")
@click.option("--private", is_flag=True, help="Allow private and loopback addresses: they are your own.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def import_(
    ctx: click.Context, *, file: BinaryIO, country: str | None, private: bool, dry_run: bool, as_json: bool
) -> None:
    """Write one source for each site of the list FILE.opml (- for stdin), with its feeds. Nothing is fetched.

    What the list does not declare is a marked blank in the file. Outlets of the catalogue are not changed.

    Exit status: 0 all written or known, 1 some have blanks or were skipped, 2 the file is not OPML.
    """
    data_dir: DataDir = ctx.obj
    code = country.strip().lower() if country else None
    if code is not None and not _COUNTRY.fullmatch(code):
        raise click.UsageError(f"--country {country!r}: use two letters (ISO 3166), for example ma or eg")
    try:
        outlines, skipped = read_opml(file.read())
    except OpmlError as error:
        raise click.UsageError(f"{file.name}: {error}") from error
    catalogue = Catalogue.load(data_dir.sources)
    imported = [
        _import(each, catalogue, data_dir, is_dry=dry_run)
        for each in drafted_sources(outlines, country=code, private=private)
    ]
    if as_json:
        print_json({"sources": imported, "skipped": skipped})
    else:
        echo("\n".join(_lines(imported, skipped)))
    ctx.exit(ExitStatus.FELL_SHORT if skipped or any(each.blanks for each in imported) else ExitStatus.EXPECTED)


def _import(drafted: DraftedSource, catalogue: Catalogue, data_dir: DataDir, *, is_dry: bool) -> ImportedSource:
    from crawler.sources.write import known_outlet, plan_of, write  # noqa: PLC0415
    from pipelines.web.addresses import is_private_host  # noqa: PLC0415  # imported when used, to start fast

    source, notes = drafted.source, dict(drafted.doubts)
    feeds = tuple(each.url for each in source.discover)
    needs_private = not source.private and any(is_private_host(host_of(url)) for url in (source.home, *feeds))
    if needs_private:
        notes["private"] = "its address is private: set true if it is your own"
    draft = plan_of(source, catalogue, data_dir.sources, notes=notes)
    known = known_outlet(catalogue, data_dir.sources, source.home)
    skipped = f"has a file already: {known.path}" if known is not None else None
    if skipped is None and draft.path.exists():
        skipped = f"{draft.path} belongs to another outlet"
    if skipped is None and not is_dry:
        write(draft, over=None, own=data_dir.sources)
    return ImportedSource(
        id=draft.source.id,
        outlet=source.outlet,
        home=source.home,
        feeds=feeds,
        file=None if is_dry or skipped else str(draft.path),
        blanks=() if skipped else (*(each.key for each in draft.blanks), *(("private",) if needs_private else ())),
        skipped=skipped,
    )


def _lines(imported: Sequence[ImportedSource], skipped: Sequence[SkippedOutline]) -> Iterator[str]:
    for each in imported:
        blanks = f"; to fill in: {', '.join(each.blanks)}" if each.blanks else ""
        yield f"{each.id}: {each.skipped or each.file or 'would be written'}{blanks}"
    yield from (f"skipped: {each.title or 'an outline'}: {each.why}" for each in skipped)
    count = sum(each.file is not None for each in imported)
    yield f"{count} source{'' if count == 1 else 's'} written; `rasad sources lint` names the blanks"
