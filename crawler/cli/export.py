"""`rasad export`: the articles as JSON lines or CSV, whole or only what changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.data_dir import DataDir
from storage.export.export import write_export
from storage.store import Store

_CURSOR = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FULL_TEXT = re.compile(r"republish|full[ -]text|نشر", re.IGNORECASE)


@click.command(short_help="export articles as JSON lines or CSV")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), required=True, help="The file's form.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file.")
@click.option("--cursor", metavar="NAME", help="Only what is new, changed or withdrawn since NAME's last export.")
@click.option(
    "--since", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="D", help="Only what was published from day D on."
)
@click.option("--full-text", is_flag=True, help="With the body also where the licence says no more than read and link.")
@click.option("--excel", is_flag=True, help="CSV with a byte-order mark, as Excel wants it.")
@click.option("--reproducible", is_flag=True, help="By address, without our numbers and clock: made to be compared.")
@click.pass_obj
def export(
    place: DataDir,
    *,
    form: str,
    output: Path,
    cursor: str | None,
    since: datetime | None,
    full_text: bool,
    excel: bool,
    reproducible: bool,
) -> None:
    """Write the articles to a file that is either whole or not there.

    A source whose licence names neither republishing nor the full text is exported without the body, unless
    --full-text says that the file is for your own analysis. A source that names no licence is not held back.
    """
    if cursor is not None and not _CURSOR.fullmatch(cursor):
        raise click.UsageError(f"--cursor {cursor!r}: a name of letters, digits, - and _")
    if cursor is not None and reproducible:
        raise click.UsageError("--reproducible is a whole export, and --cursor a part: say one of them")
    with Store.open(place.store, read_only=True) as store:
        licences = store.sources.licences()

        def whole(source_id: str) -> bool:
            licence = licences.get(source_id)
            return full_text or licence is None or _FULL_TEXT.search(licence) is not None

        report = write_export(
            store,
            output,
            form,
            cursor=place.exports / f"{cursor}.json" if cursor else None,
            since=since.replace(tzinfo=UTC) if since else None,
            include_body=whole,
            excel=excel,
            reproducible=reproducible,
        )
    withheld = (
        f", {report.withheld} without their body (licence, see --full-text; or reserved)" if report.withheld else ""
    )
    click.echo(f"{report.rows} articles in {output}{withheld}", err=True)
