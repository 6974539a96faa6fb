"""`rasad --version`: the version of rasad, and with `--verbose` all that a bug report needs."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from crawler.cli.output.terminal import echo
from storage.database.schema import VERSION

_LIBRARIES = ("scrapy", "twisted", "lxml", "trafilatura")


def versions() -> dict[str, str]:
    """Return the versions of rasad and its schema, of Python, of the main libraries and of the system."""
    found = {"rasad": _version("rasad"), "schema": str(VERSION), "Python": platform.python_version()}
    return found | {name: _version(name) for name in _LIBRARIES} | {platform.system(): platform.release()}


def print_versions(*, verbose: bool) -> None:
    """Print the version of rasad, or a line for each version."""
    if not verbose:
        echo(f"rasad, version {_version('rasad')}")
        return
    for name, number in versions().items():
        echo(f"{name:<12}{number}")


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed as a package)"
