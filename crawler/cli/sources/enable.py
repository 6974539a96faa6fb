"""`rasad sources enable` and `disable`: the operator's selection, which `crawl --all` and `--due` mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import click

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.sources.settings_editor import edit_lists
from spiders.catalogue.catalogue import Catalogue, source_ids
from spiders.catalogue.source_selection import SourceSelection


@click.command(short_help="Put sources into your selection.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def enable(data_dir: DataDir, ids: tuple[str, ...]) -> None:
    """Put the sources with these IDs into the selection, `[crawl]` in DATA/rasad.toml.

    The first source that is enabled begins a selection: from then on `crawl --all` and `crawl --due` mean the selected
    sources alone. Only these lists of the file are changed.
    """
    _known(data_dir, ids)
    before = after = read_config(data_dir.settings).crawl
    for each in ids:
        after = after.enabled(each)
    _write(data_dir, before, after)


@click.command(short_help="Take sources out of your selection.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def disable(data_dir: DataDir, ids: tuple[str, ...]) -> None:
    """Take the sources with these IDs out of the selection, `[crawl]` in DATA/rasad.toml.

    What was kept of them stays in the store. A run that names one on its command line crawls it all the same.
    """
    before = after = read_config(data_dir.settings).crawl
    _known(data_dir, [each for each in ids if each not in (before.sources or ())])
    for each in ids:
        after = after.disabled(each)
    _write(data_dir, before, after)


def _known(data_dir: DataDir, ids: Sequence[str]) -> None:
    """Raise `UnknownSource` for an id without a file; a file with faults may be enabled."""
    known = source_ids(data_dir.sources)
    for each in ids:
        if each not in known:
            Catalogue.load(data_dir.sources).get(each)


def _write(data_dir: DataDir, before: SourceSelection, after: SourceSelection) -> None:
    names = [each.name for each in fields(SourceSelection)]
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    if changed:
        edit_lists(data_dir.settings, "crawl", changed)
    known = source_ids(data_dir.sources)
    count = len(after.chosen(known))
    was = "" if changed else " (nothing changed)"
    echo(f"{data_dir.settings} selects {count} of {len(known)} sources{was}")
