"""What `rasad schedule` prints runs: in the empty environment of cron, and by the rules of systemd and launchd."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.cli.operators.schedules.cron import BEGIN, END
from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from tests.support.paths import ROOT
from tests.support.stores import query_rows

ODD = "da ta %h $HOME \"q\" 's'"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder whose path needs every kind of quotes."""
    data = tmp_path / ODD
    data.mkdir()
    return data


@pytest.fixture
def newsroom(data: Path) -> Iterator[Newsroom]:
    with Newsroom.open(articles=70, port=0, delays=False) as newsroom:
        write_sources(newsroom.sources()[:1], data / "sources")
        names = [each.stem for each in (data / "sources").rglob("*.toml")]
        (data / "rasad.toml").write_text(f"[crawl]\nsources = {names}\n", encoding="utf-8")
        yield newsroom


def _schedule(data: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "--data", str(data), "schedule", *words]
    env = {"PATH": "/usr/bin:/bin", **environ}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=env, cwd=ROOT)


def _as_cron(line: str) -> subprocess.CompletedProcess[str]:
    """Run the command of a line as cron does: by /bin/sh, almost without an environment, `%` unescaped."""
    command = line.split(None, 5)[5].replace(r"\%", "%")
    assert line.count("%") == line.count(r"\%")
    env = ["env", "-i", "HOME=/nonexistent", "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "/bin/sh", "-c", command]
    return subprocess.run(env, capture_output=True, text=True, timeout=120, check=False, cwd="/")


@pytest.mark.usefixtures("newsroom")
def test_the_lines_of_cron_crawl_and_back_up_in_an_empty_environment(data: Path) -> None:
    """Both lines do their work, from another folder, and print nothing: cron sends no mail. The log is there."""
    lines = _schedule(data, "cron").stdout.splitlines()
    done = [_as_cron(each) for each in lines[1:-1]]

    assert ([BEGIN, END], [(0, "", ""), (0, "", "")]) == (
        [lines[0], lines[-1]],
        [(each.returncode, each.stdout, each.stderr) for each in done],
    )
    assert (True, True, 1) == (
        query_rows(data, "select count(*) > 0 from articles") == [(1,)],
        (data / "logs" / "rasad.log").stat().st_size > 0,
        len(list((data / "backups").glob("*.db"))),
    )


def test_an_error_under_cron_is_printed_and_in_the_log(data: Path) -> None:
    """A wrong setting is one line on stderr, which cron sends, and in the log, which stays."""
    lines = _schedule(data, "cron", "--backups", "0").stdout.splitlines()
    (data / "rasad.toml").write_text("[crawl]\nsource = []\n", encoding="utf-8")

    done = _as_cron(lines[1])

    assert (3, 2, 1, True) == (
        len(lines),
        done.returncode,
        len(done.stderr.splitlines()),
        "crawl.source" in (data / "logs" / "rasad.log").read_text(encoding="utf-8"),
    )


def test_the_lines_replace_themselves_and_can_be_removed(data: Path) -> None:
    """The printed way to install keeps the other lines of a crontab, and the way to remove gives them back."""
    if shutil.which("sed") is None:
        pytest.skip("no sed on this machine")
    done = _schedule(data, "cron")
    others = "MAILTO=desk\n0 1 * * * true # rasad begin or not\n"
    remove = done.stderr.split("remove:")[1].splitlines()[0].split(" | ")[1]

    left = subprocess.run(
        ["/bin/sh", "-c", remove], input=others + done.stdout * 2, capture_output=True, text=True, check=True
    )

    assert left.stdout == others


def test_a_contact_of_the_environment_is_written_down(data: Path) -> None:
    """A scheduler does not know the shell's settings."""
    schedulers = ("cron", "systemd", "launchd")
    texts = [_schedule(data, each, RASAD_CONTACT="o'desk@example.org").stdout for each in schedulers]

    assert [True] * 3 == ["o'desk@" in each or "o'\"'\"'desk@" in each for each in texts]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_finds_nothing_wrong_with_the_units(data: Path, tmp_path: Path) -> None:
    """`systemd-analyze verify` is content with the services and the timers."""
    units = tmp_path / "units"
    units.mkdir()
    (data / "rasad.toml").write_text('[alert]\nmetrics = "/var/lib/no de/rasad.prom"\n', encoding="utf-8")
    _schedule(data, "systemd", "-o", str(units), RASAD_CONTACT="desk@example.org")
    names = sorted(each.name for each in units.iterdir())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(units / each) for each in names)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    ours = [line for line in done.stderr.splitlines() if "rasad" in line]
    assert '"/var/lib/no de"\n' in (units / "rasad-crawl.service").read_text(encoding="utf-8")

    assert (["rasad-backup.service", "rasad-backup.timer", "rasad-crawl.service", "rasad-crawl.timer"], 0, []) == (
        names,
        done.returncode,
        ours,
    )


def test_launchd_gets_the_same_commands(data: Path, tmp_path: Path) -> None:
    """The agents are property lists with the words of the commands, unquoted."""
    agents = tmp_path / "agents"
    agents.mkdir()
    _schedule(data, "launchd", "--minutes", "10", "-o", str(agents))
    agent = plistlib.loads((agents / "org.rasad.crawl.plist").read_bytes())

    assert (["--data", str(data), "crawl", "--all", "--due", "--quiet"], 600) == (
        agent["ProgramArguments"][-6:],
        agent["StartInterval"],
    )
