"""`rasad schedule`: print what makes cron, systemd or launchd start this installation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

from crawler.cli.operators.schedules.cron import cron_files, cron_help
from crawler.cli.operators.schedules.installation import ThisInstallation, this_installation
from crawler.cli.operators.schedules.launchd import launchd_files, launchd_help
from crawler.cli.operators.schedules.systemd import systemd_files, systemd_help
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config


class _Scheduler(NamedTuple):
    files: Callable[[ThisInstallation], dict[str, str]]
    help: Callable[[ThisInstallation], str]


_SCHEDULERS = {
    "cron": _Scheduler(cron_files, cron_help),
    "systemd": _Scheduler(systemd_files, systemd_help),
    "launchd": _Scheduler(launchd_files, launchd_help),
}


@click.command(short_help="Print lines for cron, or units for systemd or launchd.")
@click.argument("scheduler", type=click.Choice(list(_SCHEDULERS)))
@click.option(
    "--minutes", type=click.IntRange(1, 30), default=5, show_default=True, help="How often due sources are crawled."
)
@click.option(
    "--backups", type=click.IntRange(min=0), default=7, show_default=True,
    help="Back up every night and keep N copies; 0: do not back up.", metavar="N",
)  # fmt: skip
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
    help="Write the files into this folder instead of printing them.",
)  # fmt: skip
@click.pass_obj
def schedule(data_dir: DataDir, *, scheduler: str, minutes: int, backups: int, folder: Path | None) -> None:
    """Print what makes SCHEDULER crawl what is due, and back up the store every night, with this installation.

    Nothing is installed: stderr says how to install it, and how to remove it. Paths are absolute, and a contact that
    is only in RASAD_CONTACT is written into the lines. rasad writes its own log, which rotates by itself.
    """
    metrics = read_config(data_dir.settings).alert.metrics
    found = this_installation(data_dir, minutes=minutes, backups=backups, metrics=metrics)
    chosen = _SCHEDULERS[scheduler]
    files = chosen.files(found)
    for name, text in files.items():
        if folder is not None:
            (folder / name).write_text(text, encoding="utf-8")
            echo(f"{folder / name}: written", err=True)
        else:
            echo(f"# {name}\n{text}" if len(files) > 1 else text.rstrip("\n"))
    echo(chosen.help(found), err=True)
    _warn(data_dir)


def _warn(data_dir: DataDir) -> None:
    """Tell what would make every run fail."""
    if not data_dir.data.is_dir():
        echo(f"rasad: {data_dir.data}: no data folder yet: `rasad init` makes it", err=True)
    if read_config(data_dir.settings).contact is None:
        echo("rasad: no contact is set, so no public outlet is crawled: `rasad init` asks for it", err=True)
