"""`make month`: a month of cron over forty outlets with faults, in virtual time; writes what became of it.

Every tick of cron is the command `rasad crawl --due --quiet`, in a process of its own that is forked from one that has
imported the program, with a virtual clock. Everything else is real: the requests, the store, the alerts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from benchmarks.marked import write_between_marks
from benchmarks.schedule.month import machine
from benchmarks.schedule.month.certificates import write_certificates
from benchmarks.schedule.month.findings import MonthFindings, table
from benchmarks.schedule.month.plan import BEGIN, DAYS, FaultKind, faults_on

_MARK = "<!-- month -->"
_HOST = "127.0.0.50"


def main() -> None:
    """Simulate, print and write; status 1 where something is not as it must be."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--days", type=float, default=DAYS)
    asked.add_argument("--minutes", type=int, default=5, help="between two ticks of cron")
    asked.add_argument("--keep", type=Path, help="a folder for the alerts and the logs, to look at them")
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    if not machine.has_own_disk():
        machine.with_own_disk()
    with tempfile.TemporaryDirectory() as name:
        try:
            found = simulate(Path(name), days=args.days, minutes=args.minutes)
        finally:
            if args.keep:
                subprocess.run(["cp", "-a", f"{name}/.", str(args.keep)], check=True)
            if machine.has_own_disk():
                machine.unmount_disk(Path(name) / "data")
    text = table(found)
    print(text)
    if args.write:
        write_between_marks(args.write, text, mark=_MARK)
    sys.exit(not found.is_right)


def simulate(folder: Path, *, days: float, minutes: int) -> MonthFindings:
    """Let the month pass in *folder*, and return what was found at its end."""
    data = folder / "data"
    data.mkdir()
    if machine.has_own_disk():
        machine.mount_disk(data)
    os.environ["SSL_CERT_FILE"] = str(write_certificates(folder, _HOST))
    os.environ["TZ"] = "Africa/Cairo"
    time.tzset()
    process = _server(folder)
    assert process.stdin is not None  # noqa: S101  # it was asked for
    assert process.stdout is not None  # noqa: S101
    ports = json.loads(process.stdout.readline())
    os.environ["RASAD_WEBHOOK"] = f"http://127.0.1.201:{ports['port']}/"
    machine.prepare()
    _installed(data, ports)
    try:
        statuses, spent = _ticks(data, process.stdin, process.stdout, days=days, minutes=minutes)
    finally:
        process.stdin.close()
        process.wait()
    from benchmarks.schedule.month.findings import look  # noqa: PLC0415  # behind the clock

    return look(folder, days=days, minutes=minutes, statuses=statuses, seconds=spent, ports=ports)


def _server(folder: Path) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.schedule.month.month_server",
        str(folder / "alerts.jsonl"),
        str(folder),
    ]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # ourselves


def _installed(data: Path, ports: dict[str, int]) -> None:
    """Write the outlets and the settings."""
    from benchmarks.schedule.month.month_press import MonthPress  # noqa: PLC0415  # behind the clock
    from crawler.newsroom.source_files import write_sources  # noqa: PLC0415

    sources = MonthPress(**ports).sources()
    write_sources(sources, data / "sources")
    names = json.dumps([each.id for each in sources])
    settings = "contact = 'desk@month.example'\npage_seconds = 1\nreaders = 1\ndue_minutes = 360\n"
    settings += f"[crawl]\nsources = {names}\n"
    (data / "rasad.toml").write_text(settings, encoding="utf-8")


def _ticks(
    data: Path, to_server: IO[str], from_server: IO[str], *, days: float, minutes: int
) -> tuple[Counter[str], float]:
    """Let cron start every run; returns how they ended, and the seconds that all took."""
    statuses: Counter[str] = Counter()
    chance, began = random.Random("month"), time.monotonic()  # noqa: S311  # no secret
    is_full, at = False, BEGIN
    while at < BEGIN + timedelta(days=days):
        kinds = faults_on(at, None)
        if machine.has_own_disk() and (FaultKind.DISK in kinds) is not is_full:
            is_full = not is_full
            (machine.fill_disk if is_full else machine.empty_disk)(data)
        to_server.write(f"now {at.timestamp()}\n")
        to_server.flush()
        from_server.readline()
        statuses[_tick(data, at, kinds, chance, minutes)] += 1
        at += timedelta(minutes=minutes)
        if at.hour == 0 and at.minute < minutes:
            print(f"{at:%d %B}: {dict(statuses)}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return statuses, time.monotonic() - began


def _tick(data: Path, at: datetime, kinds: set[FaultKind], chance: random.Random, minutes: int) -> str:
    """Start one run of cron, unless the machine is off; returns how it ended."""
    kill_after = None
    if FaultKind.REBOOT in kinds:
        if FaultKind.REBOOT not in faults_on(at - timedelta(minutes=minutes), None):
            kill_after = 0.5
        else:
            return "off"
    if FaultKind.KILLED in kinds:
        kill_after = chance.uniform(0.05, 1.5)
    status = machine.run(data, ["crawl", "--due", "--quiet"], at=at, kill_after=kill_after)
    return "killed" if status is None else str(status)


if __name__ == "__main__":
    main()
