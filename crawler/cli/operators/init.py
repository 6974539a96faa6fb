"""`rasad init`: the data folder, the contact and the selection of a new installation."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from crawler.cli.operators.check_result import CheckState
from crawler.cli.operators.doctor import all_checks, print_checks
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import CONTACT, read_config
from crawler.sources.settings_editor import edit_lists
from spiders.catalogue.catalogue import Catalogue, source_ids
from spiders.catalogue.source_selection import SourceSelection
from storage.exit_status import ExitStatus

_FOLDER_MODE = 0o750
_OPENING = "# The settings of rasad: docs/operators/operations.md has every key. Unknown keys are errors.\n"


@click.command(short_help="Make the data folder, the contact and a selection.")
@click.option("--contact", metavar="ADDRESS", help="Your e-mail address or web page; outlets see it.")
@click.option("--source", "ids", multiple=True, metavar="ID", help="Select this source. It may be given several times.")
@click.option("--country", "countries", multiple=True, metavar="CC", help="Select every source of a country, as well.")
@click.pass_context
def init(ctx: click.Context, *, contact: str | None, ids: tuple[str, ...], countries: tuple[str, ...]) -> None:
    """Make the data folder with the right modes, note the contact and the selection, and check all of it.

    The contact alone is asked for, and only where it is not known. What is there already is kept: run it again at any
    time. Nothing is requested.

    Exit status: 0 ready to crawl, 1 a check found something wrong, 2 usage.
    """
    data_dir: DataDir = ctx.obj
    config = read_config(data_dir.settings)
    chosen = _selection(data_dir, config.crawl, ids, [each.lower() for each in countries])
    contact = _contact(data_dir, contact, config.contact)
    _make_folders(data_dir)
    if contact is not None:
        _write_contact(data_dir, contact)
    if chosen:
        edit_lists(data_dir.settings, "crawl", chosen)
    found = list(all_checks(data_dir, offline=True))
    print_checks(found)
    if any(each.state is CheckState.WRONG for each in found):
        ctx.exit(ExitStatus.FELL_SHORT)
    echo(
        "next: `rasad doctor` (the network too), `rasad crawl --all --max-articles 20`, `rasad schedule cron`", err=True
    )


def _selection(
    data_dir: DataDir, before: SourceSelection, ids: Sequence[str], countries: Sequence[str]
) -> dict[str, list[str]]:
    """Return the lists of the selection that become longer. Raises for an unknown source or country."""
    known = source_ids(data_dir.sources)
    for each in ids:
        if each not in known:
            Catalogue.load(data_dir.sources).get(each)  # raises with the names that are similar
    for each in countries:
        if each not in {name[:2] for name in known}:
            raise click.UsageError(f"no source of country {each!r}; `rasad sources list` shows all sources")
    lists = {"sources": (before.sources or (), ids), "countries": (before.countries or (), countries)}
    return {name: list(dict.fromkeys((*old, *new))) for name, (old, new) in lists.items() if new}


def _contact(data_dir: DataDir, given: str | None, known: str | None) -> str | None:
    """Return the contact that is to be written; `None` where it is known already."""
    if given is None and known is None:
        if not sys.stdin.isatty():
            raise click.UsageError("no contact is known: give --contact")
        given = click.prompt("Your e-mail address or web page, for outlets that want to reach you", err=True)
    if given is None or given.strip() == known:
        return None
    if not CONTACT.fullmatch(given.strip()):
        raise click.UsageError(f"{given!r} is not an e-mail address or a web page")
    if known is not None:
        raise click.UsageError(f"another contact is set already: change it in {data_dir.settings}, or in RASAD_CONTACT")
    return given.strip()


def _make_folders(data_dir: DataDir) -> None:
    """Make what is missing; other users may not look into it, the group may."""
    data_dir.data.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    for each in (data_dir.logs, data_dir.sources, data_dir.backups):
        each.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def _write_contact(data_dir: DataDir, contact: str) -> None:
    """Write the contact as the first key; there is none yet."""
    path = data_dir.settings
    old = path.read_text(encoding="utf-8") if path.exists() else _OPENING
    path.write_text(f"contact = {json.dumps(contact, ensure_ascii=False)}\n{old}", encoding="utf-8")
