"""`rasad sources add`: explore an outlet and write its source file."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from spiders.catalogue.catalogue import Catalogue
from storage.exit_status import ExitStatus

if TYPE_CHECKING:
    from crawler.sources.explore import Exploration, OperatorOverrides
    from crawler.sources.write import KnownOutlet, SourceFilePlan
    from spiders.autodiscovery.probe import ProbedDocument

_COUNTRY, _LANGUAGE = re.compile("[a-z]{2}"), re.compile("[a-z]{2,3}")
_ID = re.compile(r"[a-z]{2}_[a-z0-9_]+")


@click.command(short_help="Explore an outlet and write its source file.")
@click.argument("url")
@click.option("--country", metavar="CC", help="The country of the outlet, two letters (ISO 3166).")
@click.option("--timezone", metavar="ZONE", help="The zone of dates without an offset, for example Africa/Casablanca.")
@click.option("--language", metavar="CODE", help="The language code of the outlet, for example ar.")
@click.option("--name", help="The name of the outlet as readers know it.")
@click.option("--id", "source_id", metavar="ID", help="The id, <iso2>_<outlet>. Default: made from the host.")
@click.option("--force", is_flag=True, help="Write the file again where the outlet has a source already.")
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was found as one JSON object.")
@click.pass_context
def add(  # one parameter an option
    ctx: click.Context,
    *,
    url: str,
    country: str | None,
    timezone: str | None,
    language: str | None,
    name: str | None,
    source_id: str | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Explore the outlet at URL politely, find its listings, read three articles, and write its source file.

    URL is the front page of the outlet, or one of its feeds, sitemaps or section pages. What is not found is a marked
    blank in the file. A private or loopback address is allowed here.

    Exit status: 0 written, 1 nothing found, or written with blanks or without an article that could be read,
    2 usage, or the outlet has a source already, 75 a run holds the host.
    """
    from crawler.cli.sources.add_json import report  # noqa: PLC0415
    from crawler.cli.sources.add_text import text_lines  # noqa: PLC0415
    from crawler.sources.explore import explore_outlet  # noqa: PLC0415
    from crawler.sources.write import known_outlet, plan_file, with_known, write  # noqa: PLC0415  # imported when used

    data_dir: DataDir = ctx.obj
    typed, overrides = _canonical(url), _overrides(country, timezone, language, name, source_id)
    catalogue = Catalogue.load(data_dir.sources)
    known = known_outlet(catalogue, data_dir.sources, typed)
    _refuse(known, force=force)
    found = explore_outlet(data_dir, read_config(data_dir.settings), typed, with_known(overrides, known), _show)
    if found is None:
        echo("rasad: interrupted; nothing was written", err=True)
        raise click.Abort
    if found.failure is None:
        known = known or known_outlet(catalogue, data_dir.sources, found.source.home)
        _refuse(known, force=force)
    plan = plan_file(
        found, catalogue, data_dir.sources, known=known, is_named=source_id is not None, now=datetime.now(UTC)
    )
    is_written = found.failure is None and not dry_run
    if is_written:
        _check_free(plan, known, force=force)
        write(plan, over=known, own=data_dir.sources)
    if as_json:
        print_json(report(found, plan, is_written=is_written))
    else:
        echo("\n".join(text_lines(found, plan, is_written=is_written, data=data_dir.data)))
    ctx.exit(_status(found, plan))


def _show(document: ProbedDocument) -> None:
    """Show each document at a terminal: a public host answers about one request a second."""
    if sys.stderr.isatty():
        echo(f"{document.url}  {document.description}", err=True)


def _status(found: Exploration, plan: SourceFilePlan) -> ExitStatus:
    is_read = any(each.problem is None for each in found.articles)
    return ExitStatus.EXPECTED if found.failure is None and is_read and not plan.blanks else ExitStatus.FELL_SHORT


def _canonical(url: str) -> str:
    from pipelines.web.addresses import is_private_host  # noqa: PLC0415  # imported when used
    from pipelines.web.urls import canonical_url, host_of  # noqa: PLC0415

    typed = url.strip()
    if "://" not in typed:
        typed = f"{'http' if is_private_host(host_of(f'http://{typed}')) else 'https'}://{typed}"
    try:
        return canonical_url(typed)
    except ValueError as error:
        raise click.UsageError(f"{url!r} is not a URL of an outlet: it must start with http:// or https://") from error


def _overrides(
    country: str | None, timezone: str | None, language: str | None, name: str | None, source_id: str | None
) -> OperatorOverrides:
    """Return the values of the command line, checked before anything is fetched. Raises `click.UsageError`."""
    from crawler.sources.explore import OperatorOverrides  # noqa: PLC0415  # imported when used
    from spiders.autodiscovery.outlet_facts import zone_name  # noqa: PLC0415

    code = country.strip().lower() if country is not None else None
    if code is not None and not _COUNTRY.fullmatch(code):
        raise click.UsageError(f"--country {country!r}: use two letters (ISO 3166), for example ma or eg")
    if source_id is not None and not _ID.fullmatch(source_id):
        raise click.UsageError(
            f"--id {source_id!r}: use <iso2>_<outlet> in small Latin letters, digits and _, for example ma_hespress"
        )
    if source_id is not None and code is not None and not source_id.startswith(f"{code}_"):
        raise click.UsageError(f"--id {source_id} and --country {code}: the id must begin with the country")
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise click.UsageError(f"--language {language!r}: use a code of two or three small letters, for example ar")
    try:
        zone = zone_name(timezone) if timezone is not None else None
    except ValueError as error:
        raise click.UsageError(f"--timezone {error}") from error
    code = code or (source_id[:2] if source_id is not None else None)
    return OperatorOverrides(source_id=source_id, name=name, country=code, timezone=zone, language=language)


def _refuse(known: KnownOutlet | None, *, force: bool) -> None:
    if known is None or force:
        return
    if known.source is None:
        raise click.UsageError(f"{known.path} is an unfinished file of this outlet: finish it, or use --force")
    raise click.UsageError(
        f"the outlet is in the catalogue as {known.source.id} ({known.path}); use --force to write its file again"
    )


def _check_free(plan: SourceFilePlan, known: KnownOutlet | None, *, force: bool) -> None:
    if plan.path.exists() and not (force and known is not None and known.path == plan.path):
        raise click.UsageError(f"{plan.path} exists already and belongs to another outlet; choose another id with --id")
