"""The wheel holds the whole product and nothing else."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from tests.packaging.wheel import PACKAGES, build_wheel
from tests.support.paths import ROOT


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    """Each module, source file and list of phrases is in it; no test, benchmark or page of the docs is."""
    in_tree = sorted(
        path.relative_to(ROOT).as_posix()
        for each in PACKAGES
        for path in (ROOT / each).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )

    with ZipFile(build_wheel(tmp_path)) as wheel:
        in_wheel = sorted(name for name in wheel.namelist() if ".dist-info/" not in name)

    assert in_tree == in_wheel
