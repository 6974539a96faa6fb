"""Agents for launchd of macOS (launchd.plist(5)): one to crawl, one to back up."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence

from crawler.cli.operators.schedules.installation import ThisInstallation

_LABEL = "org.rasad"


def launchd_files(found: ThisInstallation) -> dict[str, str]:
    """Return the agents by the name of their file."""
    files = _agent(found, "crawl", found.crawl, {"StartInterval": found.minutes * 60})
    if found.backups:
        files |= _agent(found, "backup", found.backup, {"StartCalendarInterval": {"Hour": 4, "Minute": 30}})
    return files


def launchd_help(found: ThisInstallation) -> str:
    """Return how the agents are installed and removed."""
    names = list(launchd_files(found))
    load = "; ".join(f"launchctl bootstrap gui/$UID ~/Library/LaunchAgents/{each}" for each in names)
    unload = "; ".join(f"launchctl bootout gui/$UID/{each.removesuffix('.plist')}" for each in names)
    return (
        f"install:  the same command with -o ~/Library/LaunchAgents; then {load}\n"
        f"remove:   {unload}; rm ~/Library/LaunchAgents/{_LABEL}.*.plist\n"
        f"errors:   {found.data / 'logs' / 'rasad.log'}"
    )


def _agent(found: ThisInstallation, name: str, command: Sequence[str], when: dict[str, object]) -> dict[str, str]:
    label = f"{_LABEL}.{name}"
    agent: dict[str, object] = {"Label": label, "ProgramArguments": list(command), "ProcessType": "Background", **when}
    if found.folder is not None:
        agent["WorkingDirectory"] = str(found.folder)
    if found.environment:
        agent["EnvironmentVariables"] = found.environment
    return {f"{label}.plist": plistlib.dumps(agent, sort_keys=False).decode("utf-8")}
