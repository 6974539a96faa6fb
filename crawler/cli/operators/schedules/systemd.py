"""Units for systemd (systemd.service(5), systemd.timer(5)): a service and a timer for each command."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.cli.operators.schedules.installation import ThisInstallation

_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_MOST_MINUTES = 30
_NO_FAILURES = "1 75"
"""Exit statuses of a crawl that are none of the service: an outlet has a problem, another run holds the hosts."""
# systemd starts no second run beside the first: what a long run has not requested waits for the next one.
_HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={data}
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
CapabilityBoundingSet=
UMask=0027
"""
_SERVICE = """\
[Unit]
Description={description}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
{where}{environment}ExecStart={command}
SuccessExitStatus={successes}
KillMode=mixed
TimeoutStopSec=40
Nice=10
{hardening}"""
_TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108  # the folders that PrivateTmp hides
_TIMER = """\
[Unit]
Description={description}

[Timer]
OnCalendar={calendar}
AccuracySec=10s
Persistent=yes

[Install]
WantedBy=timers.target
"""


def systemd_files(found: ThisInstallation) -> dict[str, str]:
    """Return the units by the name of their file."""
    crawl = (*found.crawl, "--max-minutes", str(_MOST_MINUTES))
    files = _units(found, "rasad-crawl", crawl, "rasad: crawl what is due", f"*:0/{found.minutes}")
    if found.backups:
        files |= _units(found, "rasad-backup", found.backup, "rasad: back up the store", "*-*-* 04:30:00")
    return files


def systemd_help(found: ThisInstallation) -> str:
    """Return how the units are installed and removed."""
    timers = " ".join(name for name in systemd_files(found) if name.endswith(".timer"))
    return (
        "install:  the same command with -o /etc/systemd/system, as root; then systemctl daemon-reload and\n"
        f"          systemctl enable --now {timers}\n"
        f"remove:   systemctl disable --now {timers}; rm /etc/systemd/system/rasad-*; systemctl daemon-reload\n"
        "errors:   journalctl -u rasad-crawl"
    )


def _units(
    found: ThisInstallation, name: str, command: Sequence[str], description: str, calendar: str
) -> dict[str, str]:
    environment = "".join(f"Environment={_quoted(f'{key}={value}')}\n" for key, value in found.environment.items())
    where = f"WorkingDirectory={_specifiers(str(found.folder))}\n" if found.folder is not None else ""
    written = [found.data, *([found.metrics] if found.metrics is not None else [])]
    hardening = _HARDENING.format(data=" ".join(_quoted(str(each)) for each in written))
    if not any(found.data.is_relative_to(each) for each in _TEMPORARY):
        hardening += "PrivateTmp=yes\n"
    service = _SERVICE.format(
        description=description,
        user=found.user,
        where=where,
        environment=environment,
        command=" ".join(_quoted(each).replace("$", "$$") for each in command),
        successes=_NO_FAILURES if "crawl" in command else "",
        hardening=hardening,
    )
    return {f"{name}.service": service, f"{name}.timer": _TIMER.format(description=description, calendar=calendar)}


def _quoted(text: str) -> str:
    """Return a word as systemd.syntax(7) reads it back."""
    word = _specifiers(text)
    return word if _PLAIN.fullmatch(word) else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")
