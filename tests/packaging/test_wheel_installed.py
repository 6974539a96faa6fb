"""The wheel works where nothing else of ours is: an empty environment, another folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from spiders.catalogue.catalogue import Catalogue
from tests.packaging.wheel import build_wheel
from tests.support.paths import ROOT

pytestmark = pytest.mark.wheel


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """An environment with the wheel and its dependencies, and an empty *folder* to call it from."""

    bin: Path
    folder: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment without any variable that leads Python back to the checkout."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        command = [str(self.bin / words[0]), *words[1:]]
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=300, check=False
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the wheel as a user does, at the versions that requirements.txt pins."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build_wheel(folder)
    pins = folder / "constraints.txt"
    pins.write_text("\n".join(re.findall(r"^[\w.-]+==[^\s;\\]+", _pinned(), re.MULTILINE)), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], timeout=120, check=True)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    found = Installed(bin=folder / "venv" / "bin", folder=elsewhere)
    done = found.run("python", "-m", "pip", "install", "--quiet", "-c", str(pins), str(wheel))
    assert (0, "") == (done.returncode, done.stderr if done.returncode else "")
    return found


def _pinned() -> str:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_only_what_the_product_needs_is_there(installed: Installed) -> None:
    """No package for development came along, and the modules are those of the wheel, not of the checkout."""
    code = "import crawler, importlib.util as u; print(crawler.__file__); print([u.find_spec(each) for each in ('pytest', 'hypothesis', 'tests')])"
    where, development = installed.run("python", "-c", code).stdout.splitlines()

    assert (True, "[None, None, None]") == (where.startswith(str(installed.bin.parent)), development)


def test_the_help_is_printed(installed: Installed) -> None:
    """`rasad --help` names the commands."""
    done = installed.run("rasad", "--help")

    assert (0, True) == (done.returncode, "Usage: rasad" in done.stdout and "sources" in done.stdout)


def test_the_catalogue_came_along(installed: Installed) -> None:
    """`rasad sources list` knows every built-in source."""
    done = installed.run("rasad", "sources", "list", "--json")

    assert [*Catalogue.load(None).sources] == [each["id"] for each in json.loads(done.stdout)]


def test_the_demo_runs(installed: Installed) -> None:
    """`rasad demo` crawls its newsroom into a folder of ours and finds what the newsroom says is true."""
    data = installed.folder / "data"
    done = installed.run("rasad", "--data", str(data), "demo")

    assert (0, True) == (done.returncode, (data / "rasad.db").is_file()), done.stderr
