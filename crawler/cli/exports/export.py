"""`rasad export`: the articles in a file or stream, all of them or only what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import click

from crawler.cli.exports.cursors import cursors
from crawler.cli.exports.destinations import destination, destination_options
from crawler.cli.exports.layout_option import layout_format, layout_option, layout_purpose, layout_target
from crawler.cli.exports.progress import shown_progress
from crawler.cli.exports.selection_options import make_selection, selection_options
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from storage.articles.reader import RecordOperation
from storage.export.cursors.cursor_file import SUFFIX
from storage.export.formats.formats import FORMATS
from storage.export.layouts.folder_layout import RecordWriter
from storage.export.output.target import OutputTarget
from storage.export.records.fields import FIELD_NAMES
from storage.export.rights.policy import ExportPurpose, RightsPolicy
from storage.export.run.export import ExportTarget, write_export
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.store import Store

_CURSOR = re.compile(r"[A-Za-z0-9_-]{1,64}")


@click.group(
    invoke_without_command=True,
    short_help="Export articles in one of several formats.",
    subcommand_metavar="[cursors [ARGS]...]",
)
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="The format; needed without --layout.")
@destination_options
@layout_option
@click.option("--cursor", metavar="NAME", help="Only what is new, changed or withdrawn since NAME's last export.")
@click.option("--peek", is_flag=True, help="Do not move the cursor.")
@click.option("--reset", is_flag=True, help="Begin the cursor again: export everything.")
@click.option("--overwrite", is_flag=True, help="With a cursor: replace FILE, because its reader has it.")
@selection_options
@click.option("--fields", metavar="F,F", help="Only these fields, in this order.")
@click.option(
    "--for",
    "purpose",
    type=click.Choice([each.value for each in ExportPurpose]),
    show_default="search; with --layout hf: training",
    help="What the export is for: it decides how much text the outlets' rights let out.",
)
@click.option("--full-text", is_flag=True, help="With the body, even where the licence does not name the full text.")
@click.option("--excel", is_flag=True, help="CSV for spreadsheets: a byte-order mark, and no cell that is a formula.")
@click.option(
    "--reproducible", is_flag=True, help="By address, without our own numbers and times: two files can be compared."
)
@click.pass_context
def export(  # noqa: PLR0913  # one for each option
    ctx: click.Context,
    *,
    form: str | None,
    output: str | None,
    command: str | None,
    webhook: str | None,
    layout: str | None,
    cursor: str | None,
    peek: bool,
    reset: bool,
    overwrite: bool,
    since: datetime | None,
    until: datetime | None,
    sources: tuple[str, ...],
    countries: tuple[str, ...],
    collection: str | None,
    query: str | None,
    originals: bool,
    no_series: bool,
    fields: str | None,
    purpose: str | None,
    full_text: bool,
    excel: bool,
    reproducible: bool,
) -> None:
    """Write the articles to a file that is either whole or not there, or to a stream.

    An outlet's licence and what it reserves decide how much of a text goes out. Where there is no licence, it is a
    snippet. Give --full-text for your own analysis. `rasad export cursors` lists the cursors.
    """
    if ctx.invoked_subcommand is not None:
        return
    form = _format(layout, form, excel=excel, reproducible=reproducible)
    data_dir: DataDir = ctx.obj
    use = _cursor_use(data_dir, cursor, peeks=peek, resets=reset, reproducible=reproducible)
    purpose = layout_purpose(layout, purpose)
    target: ExportTarget
    if layout is None:
        target = destination(
            data_dir, output=output, command=command, webhook=webhook, cursor=cursor, overwrite=overwrite
        )
    else:
        meaningless = {
            "--cursor": cursor, "--excel": excel, "--exec": command, "--webhook": webhook, "--overwrite": overwrite
        }  # fmt: skip
        target = layout_target(layout, output, purpose=purpose, others=meaningless)
    policy = _policy(data_dir, purpose, full_text=full_text)
    with Store.open(data_dir.store, read_only=True) as store:
        request = ExportRequest(
            form=form,
            selection=make_selection(
                store, data_dir=data_dir, since=since, until=until, sources=sources, countries=countries,
                collection=collection, query=query, originals=originals, no_series=no_series,
            ),
            policy=policy,
            fields=_fields(form, fields, has_cursor=cursor is not None),
            excel=excel,
            reproducible=reproducible,
            only_known_withdrawals=layout is not None,
        )  # fmt: skip
        report = _written(store, target, request, use)
    is_file = isinstance(target, OutputTarget | RecordWriter)
    echo(_summary(report, cursor=cursor if not peek else None, is_file=is_file), err=True)


def _format(layout: str | None, form: str | None, *, excel: bool, reproducible: bool) -> str:
    """Return the format that is asked for, if it can have what is asked of it. Raises `UsageError`."""
    if layout is not None:
        form = layout_format(layout, form)
    if form is None:
        raise click.UsageError("Missing option '--format'.")
    if excel and not FORMATS[form].has_excel:
        raise click.UsageError(f"--excel is for CSV, and not for {form}")
    if reproducible and not FORMATS[form].has_fields:
        raise click.UsageError(f"--reproducible: the format {form} needs our own numbers")
    return form


def _written(store: Store, target: ExportTarget, request: ExportRequest, use: CursorUse | None) -> ExportReport:
    with shown_progress(is_stdout=isinstance(target, OutputTarget) and target.stream is not None) as progress:
        return write_export(store, target, request, cursor=use, progress=progress)


def _cursor_use(
    data_dir: DataDir, name: str | None, *, peeks: bool, resets: bool, reproducible: bool
) -> CursorUse | None:
    if name is None:
        if peeks or resets:
            raise click.UsageError(f"--{'peek' if peeks else 'reset'} is about a cursor: give --cursor NAME")
        return None
    if not _CURSOR.fullmatch(name):
        raise click.UsageError(f"--cursor {name!r}: a name is of the letters a-z, digits, - and _")
    if reproducible:
        raise click.UsageError("--reproducible needs all articles, and --cursor gives only some: use one of them")
    return CursorUse(path=data_dir.exports / f"{name}{SUFFIX}", peeks=peeks, resets=resets)


def _policy(data_dir: DataDir, purpose: str, *, full_text: bool) -> RightsPolicy:
    if full_text and purpose in {ExportPurpose.LINK, ExportPurpose.TRAINING}:
        raise click.UsageError(f"--full-text is for your own analysis or search, and not --for {purpose}")
    return RightsPolicy(
        purpose=ExportPurpose(purpose),
        full_text=full_text,
        silent_is_full=read_config(data_dir.settings).analysis_full_text,
    )


def _fields(form: str, names: str | None, *, has_cursor: bool) -> tuple[str, ...]:
    """Return the names after `--fields`. The reader of a cursor needs what each record is about, and what it tells."""
    if names is None:
        return ()
    if not FORMATS[form].has_fields:
        raise click.UsageError(f"--fields: the format {form} has its own")
    asked = tuple(dict.fromkeys(each.strip() for each in names.split(",") if each.strip()))
    unknown = [each for each in asked if each not in FIELD_NAMES]
    if unknown or not asked:
        raise click.UsageError(f"--fields {','.join(unknown)!r}: the fields are {', '.join(FIELD_NAMES)}")
    return tuple(dict.fromkeys(("op", "id", *asked))) if has_cursor else asked


def _summary(report: ExportReport, *, cursor: str | None, is_file: bool) -> str:
    if report.file is None:
        return "no article: nothing was sent" if cursor is None else f"nothing new for {cursor}: nothing was written"
    place = "the standard output" if report.file == "-" else report.file
    parts = [f"{report.records} articles {'in' if is_file else 'sent to'} {place}"]
    if cursor is not None:
        parts.append(_counted(report.operations))
    if report.withheld:
        parts.append(f"{sum(report.withheld.values())} without the full text ({_counted(report.withheld)})")
    if report.hidden:
        parts.append(f"{report.hidden} left out because their outlets forbid to index them (noindex)")
    if report.undated:
        parts.append(f"{report.undated} left out because they have no date")
    return "; ".join(each for each in parts if each)


def _counted(figures: Mapping[str, int] | Mapping[RecordOperation, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(figures.items(), key=lambda each: (-each[1], each[0])))


export.add_command(cursors)
