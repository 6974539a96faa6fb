"""Where this rasad is installed, and the commands that a scheduler has to start: with absolute paths alone."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

import crawler
from crawler.config.data_dir import DataDir


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisInstallation:
    """What a scheduler must know, because it starts programs without your shell's settings.

    *folder* is where the program must be started (`None`: anywhere). *contact* is the one of the environment; `None`
    where the settings name it. *user* owns the data folder. *minutes* is the time between two runs, *backups* how many
    copies of the store are kept (0: none is made). *metrics* is the folder of the file for Prometheus, if there is one.
    """

    program: tuple[str, ...]
    folder: Path | None
    data: Path
    contact: str | None
    user: str
    minutes: int
    backups: int
    metrics: Path | None = None

    @property
    def crawl(self) -> tuple[str, ...]:
        """The command that crawls what is due and prints errors alone."""
        return (*self.program, "--data", str(self.data), "crawl", "--all", "--due", "--quiet")

    @property
    def backup(self) -> tuple[str, ...]:
        """The command that copies the store."""
        return (*self.program, "--data", str(self.data), "backup", "--keep", str(self.backups))

    @property
    def environment(self) -> dict[str, str]:
        """What must be in the environment of the commands."""
        return {"RASAD_CONTACT": self.contact} if self.contact else {}


def this_installation(
    data_dir: DataDir, *, minutes: int, backups: int, metrics: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> ThisInstallation:  # fmt: skip
    """Return the installation that is running now. Raises `click.UsageError` for paths that no scheduler can hold."""
    script = Path(sys.argv[0])
    is_script = script.name == "rasad" and os.access(script, os.X_OK)
    found = ThisInstallation(
        program=(str(script.absolute()),) if is_script else (sys.executable, "-m", "crawler"),
        folder=None if is_script else Path(crawler.__file__).parents[1],
        data=data_dir.data.absolute(),
        contact=environ.get("RASAD_CONTACT") or None,
        user=_owner(data_dir.data),
        minutes=minutes,
        backups=backups,
        metrics=Path(metrics).parent if metrics is not None else None,
    )
    texts = (*found.crawl, str(found.metrics or ""), str(found.folder or ""), found.contact or "")
    if any(not each.isprintable() for each in texts):
        raise click.UsageError(f"{data_dir.data}: a path with a control character cannot be scheduled: rename it")
    return found


def _owner(folder: Path) -> str:
    """Return who owns a folder, because units are often written by root; the current user where there is none yet."""
    number = folder.stat().st_uid if folder.exists() else os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
