"""`rasad sources add`: one line, and an outlet is a source."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from crawler.cli.output.tables import print_json
from crawler.config import read_config
from crawler.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue
from storage.exit_status import ExitStatus

if TYPE_CHECKING:
    from crawler.sources.explore import Exploration, OperatorChoices
    from crawler.sources.write import KnownOutlet, SourceFilePlan
    from spiders.autodiscovery.probe import ProbedDocument

_ID = re.compile(r"[a-z]{2}_[a-z0-9_]+")


@click.command(short_help="look at an outlet and write its source")
@click.argument("url")
@click.option("--country", metavar="CC", help="Its two letters (ISO 3166), where the outlet does not say them.")
@click.option("--timezone", metavar="ZONE", help="The zone of dates printed without an offset (Africa/Casablanca).")
@click.option("--language", metavar="CODE", help="The code of its language (ar).")
@click.option("--name", help="The name that readers know.")
@click.option("--id", "source_id", metavar="ID", help="The id, <iso2>_<outlet>, instead of one made from the host.")
@click.option("--force", is_flag=True, help="Also where the outlet has a source: write its file anew.")
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
@click.option("--json", "as_json", is_flag=True, help="Print all that was found as one JSON object.")
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
    """Look at the outlet at URL politely, find its ways of discovery, try three articles, and write its source.

    URL is its front page, or a feed, a sitemap or a section page of it. What is not found stands in the file as a
    marked blank. A private or loopback address is taken as meant.

    Exit status: 0 written, 1 nothing found, or written with blanks or without an article that could be read,
    2 usage, or the outlet has a source already.
    """
    from crawler.cli.sources.add_json import report  # noqa: PLC0415
    from crawler.cli.sources.add_text import told  # noqa: PLC0415
    from crawler.sources.explore import prospect_outlet  # noqa: PLC0415
    from crawler.sources.write import known_outlet, plan, with_known, write  # noqa: PLC0415  # starts fast

    place: DataDir = ctx.obj
    typed, choices = _address(url), _choices(country, timezone, language, name, source_id)
    catalogue = Catalogue.load(place.sources)
    known = known_outlet(catalogue, place.sources, typed)
    _refuse(known, force=force)
    found = prospect_outlet(place, read_config(place.settings), typed, with_known(choices, known), _say)
    if found is None:
        click.echo("rasad: interrupted; nothing was written", err=True)
        raise click.Abort
    if found.failure is None:
        known = known or known_outlet(catalogue, place.sources, found.source.home)
        _refuse(known, force=force)
    made = plan(found, catalogue, place.sources, known=known, is_named=source_id is not None, now=datetime.now(UTC))
    is_written = found.failure is None and not dry_run
    if is_written:
        _check_free(made, known, force=force)
        write(made, over=known, own=place.sources)
    if as_json:
        print_json(report(found, made, is_written=is_written))
    else:
        click.echo("\n".join(told(found, made, is_written=is_written, data=place.data)))
    ctx.exit(_status(found, made))


def _say(looked: ProbedDocument) -> None:
    """Tell a person at a terminal what came: a public host gives about a document a second."""
    if sys.stderr.isatty():
        click.echo(f"{looked.url}  {looked.description}", err=True)


def _status(found: Exploration, made: SourceFilePlan) -> ExitStatus:
    is_read = any(each.problem is None for each in found.articles)
    return ExitStatus.EXPECTED if found.failure is None and is_read and not made.blanks else ExitStatus.FELL_SHORT


def _address(url: str) -> str:
    from crawler.fetching.private_addresses import is_private_host  # noqa: PLC0415  # as above
    from pipelines.web.urls import canonical_url, host_of  # noqa: PLC0415

    typed = url.strip()
    if "://" not in typed:
        typed = f"{'http' if is_private_host(host_of(f'http://{typed}')) else 'https'}://{typed}"
    try:
        return canonical_url(typed)
    except ValueError as error:
        raise click.UsageError(f"{url!r} is no address of an outlet: it must start with http:// or https://") from error


def _choices(
    country: str | None, timezone: str | None, language: str | None, name: str | None, source_id: str | None
) -> OperatorChoices:
    """Return what was said at the command line, checked before anything is asked for."""
    from crawler.sources.explore import OperatorChoices  # noqa: PLC0415  # as above
    from spiders.autodiscovery.outlet_facts import zone_name  # noqa: PLC0415

    said = country.strip().lower() if country is not None else None
    if said is not None and not re.fullmatch("[a-z]{2}", said):
        raise click.UsageError(f"--country {country!r}: two letters (ISO 3166), as ma or eg")
    if source_id is not None and not _ID.fullmatch(source_id):
        raise click.UsageError(
            f"--id {source_id!r}: <iso2>_<outlet> in small Latin letters, digits and _, as ma_hespress"
        )
    if source_id is not None and said is not None and not source_id.startswith(f"{said}_"):
        raise click.UsageError(f"--id {source_id} and --country {said}: the id begins with the country")
    if language is not None and not re.fullmatch("[a-z]{2,3}", language):
        raise click.UsageError(f"--language {language!r}: a code of two or three small letters, as ar")
    try:
        zone = zone_name(timezone) if timezone is not None else None
    except ValueError as error:
        raise click.UsageError(f"--timezone {error}") from error
    said = said or (source_id[:2] if source_id is not None else None)
    return OperatorChoices(source_id=source_id, name=name, country=said, timezone=zone, language=language)


def _refuse(known: KnownOutlet | None, *, force: bool) -> None:
    if known is None or force:
        return
    if known.source is None:
        raise click.UsageError(f"{known.path} is an unfinished file of this outlet: finish it, or say --force")
    raise click.UsageError(
        f"the outlet is in the catalogue as {known.source.id} ({known.path}); say --force to write its file anew"
    )


def _check_free(made: SourceFilePlan, known: KnownOutlet | None, *, force: bool) -> None:
    if made.path.exists() and not (force and known is not None and known.path == made.path):
        raise click.UsageError(
            f"{made.path} is there already and belongs to another outlet; choose another name with --id"
        )
