"""`rasad export`: the articles in a file, all of them or only what changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import click

from crawler.cli.output.terminal import echo
from crawler.data_dir import DataDir
from storage.export.export import write_export
from storage.export.formats import FORMATS
from storage.export.output.target import target_of
from storage.store import Store

_CURSOR = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TITLES = " or ".join(each.title for each in FORMATS.values())
_FULL_TEXT = re.compile(r"republish|full[ -]text|نشر", re.IGNORECASE)


@click.command(short_help=f"Export articles as {_TITLES}.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), required=True, help="The format of the file.")
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="The file; a fifo or device is written to, - is stdout."
)
@click.option("--cursor", metavar="NAME", help="Only what is new, changed or withdrawn since NAME's last export.")
@click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="D",
    help="Only what was published on or after day D (UTC).",
)
@click.option(
    "--full-text", is_flag=True, help="With the body, even where the licence allows only reading and linking."
)
@click.option("--excel", is_flag=True, help="CSV with a byte-order mark, as Excel needs it.")
@click.option(
    "--reproducible", is_flag=True, help="By address, without our own numbers and times: two files can be compared."
)
@click.pass_obj
def export(
    data_dir: DataDir,
    *,
    form: str,
    output: str,
    cursor: str | None,
    since: datetime | None,
    full_text: bool,
    excel: bool,
    reproducible: bool,
) -> None:
    """Write the articles to a file that is either whole or not there, or to a stream.

    A source whose licence names neither republishing nor the full text is exported without the body. Give
    --full-text for your own analysis. A source without a licence is exported with the body.
    """
    if cursor is not None and not _CURSOR.fullmatch(cursor):
        raise click.UsageError(f"--cursor {cursor!r}: a name of letters, digits, - and _")
    if cursor is not None and reproducible:
        raise click.UsageError("--reproducible needs all articles, and --cursor gives only some: use one of them")
    target = target_of(output)
    with Store.open(data_dir.store, read_only=True) as store:
        licences = store.sources.licences()

        def whole(source_id: str) -> bool:
            licence = licences.get(source_id)
            return full_text or licence is None or _FULL_TEXT.search(licence) is not None

        report = write_export(
            store,
            target,
            form,
            cursor=data_dir.exports / f"{cursor}.json" if cursor else None,
            since=since.replace(tzinfo=UTC) if since else None,
            include_body=whole,
            excel=excel,
            reproducible=reproducible,
        )
    withheld = (
        f", {report.withheld} without their body (licence, see --full-text; or reserved)" if report.withheld else ""
    )
    echo(f"{report.rows} articles in {output}{withheld}", err=True)
