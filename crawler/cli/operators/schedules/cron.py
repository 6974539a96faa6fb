"""Lines for cron (crontab(5)): one to crawl, one to back up."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from crawler.cli.operators.schedules.installation import ThisInstallation

BEGIN, END = "# rasad begin", "# rasad end"


def cron_files(found: ThisInstallation) -> dict[str, str]:
    """Return the lines, between two marks by which they are found again."""
    when = "* * * * *" if found.minutes == 1 else f"*/{found.minutes} * * * *"
    lines = [BEGIN, f"{when} {_line(found, found.crawl)}"]
    if found.backups:
        lines.append(f"30 4 * * * {_line(found, found.backup)} > /dev/null")
    return {"crontab": "\n".join([*lines, END]) + "\n"}


def cron_help(found: ThisInstallation) -> str:
    """Return how the lines are installed and removed."""
    options = ["--minutes", str(found.minutes), "--backups", str(found.backups)]
    again = shlex.join([*found.program, "--data", str(found.data), "schedule", "cron", *options])
    if found.folder is not None:
        again = f"cd {shlex.quote(str(found.folder))} && {again}"
    without = f"crontab -l 2>/dev/null | sed '/^{BEGIN}$/,/^{END}$/d'"
    return (
        f"install, or replace:  ({without}; {again}) | crontab -\n"
        f"remove:               {without} | crontab -\n"
        "cron sends what the commands print, errors alone, as a mail to you where it can."
    )


def _line(found: ThisInstallation, command: Sequence[str]) -> str:
    """Return a command for /bin/sh as cron passes it on: cron makes a newline of each `%` without a backslash."""
    words = [f"{name}={shlex.quote(value)}" for name, value in found.environment.items()]
    start = f"cd {shlex.quote(str(found.folder))} && " if found.folder is not None else ""
    return (start + " ".join([*words, shlex.join(command)])).replace("%", r"\%")
