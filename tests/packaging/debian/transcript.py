"""The first day of an operator on a fresh Debian, as a transcript in which nothing depends on the day or the machine.

`python -m tests.packaging.debian.transcript [RELEASE]` records it again into `transcript.txt`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from tests.packaging.debian.root import HOME, DebianRoot, EndedCommand

KEPT = Path(__file__).with_name("transcript.txt")
_RASAD, _OUTLETS = ".venv/bin/rasad --data press", ("11", "12")
_FIRST = ("git clone --quiet /srv/rasad.git rasad", "cd rasad && make demo")
_THEN = (
    "make demo",
    ".venv/bin/python -m crawler.newsroom.verify data --day 2",
    f"{_RASAD} init --contact desk@press.example",
    "(sleep infinity | .venv/bin/python -m crawler.newsroom --port 8765) > newsroom.log 2>&1 &",
    "timeout 60 sh -c 'until grep -q port newsroom.log; do sleep 1; done'",
    *(f"{_RASAD} sources add http://127.0.0.{each}:8765/" for each in _OUTLETS),
    f"{_RASAD} sources enable ma_127_0_0_11 lb_127_0_0_12",
    f"{_RASAD} schedule cron > crontab.txt",
    "cat crontab.txt",
    r"""env -i /bin/sh -c "$(sed -n 's/^\*\/5 \* \* \* \* //p' crontab.txt)" """.strip(),
    r"""env -i /bin/sh -c "$(sed -n 's/^30 4 \* \* \* //p' crontab.txt)" """.strip(),
    f"{_RASAD} runs",
    f"{_RASAD} health",
    f"{_RASAD} search مراكش --limit 2",
    f"{_RASAD} verify",
    f"mkdir units && {_RASAD} schedule systemd -o units",
)
_VERIFY = f"systemd-analyze verify --man=no {HOME}/rasad/units/*"
_LOGGED = re.compile(r"^HH:MM:SS (?:info|warning|error) ")
_SAME = (
    (re.compile(r"\b\d\d:\d\d:\d\d\b"), "HH:MM:SS"),
    (re.compile(r"[\d.]+ GB free of [\d.]+ GB"), "N GB free of N GB"),
    (re.compile(r"\b(all|of) \d+ sources"), r"\1 N sources"),
    (re.compile(r"\brasad-\d{8}T?-?\d{6}Z?"), "rasad-STAMP"),
    (re.compile(r"\b[\d.]+ [kMG]B\b"), "N MB"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "DIGEST"),
)
"""What is of the day or of the machine."""
_VERSIONS = re.compile(r"^(ok +versions +).*", re.MULTILINE)


def record(folder: Path, release: str) -> str:
    """Return the transcript of a root of *release* that is made in *folder*."""
    began = datetime.now(UTC)
    root = DebianRoot(folder, release)
    ended = [*root.session(_FIRST, offline=False), *root.session(_THEN, folder=f"{HOME}/rasad", offline=True)]
    root.install("systemd")  # a machine that is to use it has it
    ended += root.session([_VERIFY], account=0, folder="/", offline=True)
    return stable("\n".join(map(_shown, ended)), began)


def stable(text: str, began: datetime) -> str:
    """Return a transcript without what is of the day or of the machine; lines of the log are sorted."""
    for days in range(4):
        day = began.date() + timedelta(days=days)
        text = re.sub(rf"\b{day}([ T])\d\d:\d\d\b", r"YYYY-MM-DD\1HH:MM", text).replace(str(day), "YYYY-MM-DD")
    for pattern, name in _SAME:
        text = pattern.sub(name, text)
    lines = [line.rstrip() for line in _VERSIONS.sub(r"\1VERSIONS", text).splitlines()]
    return "\n".join(_sorted_log(lines)) + "\n"


def _sorted_log(lines: Iterable[str]) -> Iterable[str]:
    """Yield the lines; those of a log in the order of their words, since outlets end in any order."""
    for is_log, group in groupby(lines, key=lambda line: _LOGGED.match(line) is not None):
        found = list(group)
        yield from sorted(found) if is_log else found


def _shown(each: EndedCommand) -> str:
    status = f"(status {each.status})\n" if each.status else ""
    output = each.output if not each.output or each.output.endswith("\n") else each.output + "\n"
    return f"$ {each.command}\n{output}{status}"


def main() -> None:
    """Write the transcript of one release, by default of bookworm."""
    with tempfile.TemporaryDirectory() as name:
        KEPT.write_text(record(Path(name), sys.argv[1] if len(sys.argv) > 1 else "bookworm"), encoding="utf-8")


if __name__ == "__main__":
    main()
