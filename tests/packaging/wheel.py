"""A wheel of this checkout, built from a copy: a build leaves nothing in the tree and takes nothing old from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT

PACKAGES = ("crawler", "spiders", "pipelines", "storage")
_BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


def build_wheel(folder: Path) -> Path:
    """Build the wheel inside *folder* with the setuptools that is here; nothing is downloaded."""
    copy = folder / "checkout"
    for each in PACKAGES:
        shutil.copytree(ROOT / each, copy / each, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-c", _BUILD, str(folder)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=120, check=True)
    return folder / done.stdout.splitlines()[-1]
