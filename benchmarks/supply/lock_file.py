"""Reads the packages of a lock file, with their hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUN, DEVELOPMENT = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
_PACKAGE = re.compile(r"(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedPackage:
    """One line of a lock: *marker* says on which platforms it is installed (`None`: on all); *hashes* are SHA-256."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    is_needed_to_run: bool = True

    @property
    def purl(self) -> str:
        """The package URL (purl, type `pypi`)."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked_packages() -> tuple[LockedPackage, ...]:
    """Return every package of both locks, by name; those that only development needs are marked."""
    run = {each.name for each in read_lock(RUN.read_text(encoding="utf-8"))}
    found = read_lock(DEVELOPMENT.read_text(encoding="utf-8"), needed=run)
    return tuple(sorted(found, key=lambda each: each.name))


def read_lock(text: str, *, needed: set[str] | None = None) -> list[LockedPackage]:
    """Return the packages of a lock; *needed* are the names that the product itself needs (`None`: all)."""
    found = []
    for block in re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        package = _PACKAGE.fullmatch(block.partition("\n")[0].rstrip(" \\"))
        if package is not None:
            found.append(
                LockedPackage(
                    name=package["name"],
                    version=package["version"],
                    marker=package["marker"],
                    hashes=tuple(_HASH.findall(block)),
                    is_needed_to_run=needed is None or package["name"] in needed,
                )
            )
    return found
