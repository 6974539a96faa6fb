"""Compares the locked packages with the security advisories that are pinned in `advisories.json`.

`make audit`. A package index may have no advisory data, and a check that asks it then passes without having checked
anything. So the advisories are a file of the repository. `--refresh OSV.zip` writes it anew from an export of
the Python ecosystem (https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip), with those for locked
packages alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from benchmarks.supply.lock_file import LockedPackage, locked_packages

PINNED = Path(__file__).parent / "advisories.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedAdvisory:
    """One advisory for one package: the versions from *introduced* on and before *fixed* (`None`: all later ones)."""

    package: str
    id: str
    aliases: tuple[str, ...]
    summary: str
    introduced: str
    fixed: str | None

    def affects(self, version: str) -> bool:
        """Whether *version* has the fault."""
        found = Version(version)
        return found >= Version(self.introduced) and (self.fixed is None or found < Version(self.fixed))


def pinned_advisories(path: Path = PINNED) -> tuple[PinnedAdvisory, ...]:
    """Return the advisories of the file."""
    rows = json.loads(path.read_text(encoding="utf-8"))["advisories"]
    return tuple(PinnedAdvisory(**{**row, "aliases": tuple(row["aliases"])}) for row in rows)


def affected(
    packages: Sequence[LockedPackage], advisories: Sequence[PinnedAdvisory]
) -> list[tuple[LockedPackage, PinnedAdvisory]]:
    """Return each locked package with each advisory that it is affected by."""
    return [
        (package, each)
        for package in packages
        for each in advisories
        if each.package == package.name and each.affects(package.version)
    ]


def osv_advisories(archive: Path, names: set[str]) -> list[PinnedAdvisory]:
    """Return the advisories of an export in OSV's format (a zip of JSON files) for the packages *names*."""
    with zipfile.ZipFile(archive) as file:
        entries = [json.loads(file.read(each)) for each in file.namelist() if each.endswith(".json")]
    found = [each for entry in entries if "withdrawn" not in entry for each in _ranges(entry, names)]
    return sorted(found, key=lambda each: (each.package, each.id, each.introduced))


def _ranges(entry: dict[str, Any], names: set[str]) -> Iterator[PinnedAdvisory]:
    for place in entry.get("affected", ()):
        package = place.get("package", {})
        name = canonicalize_name(package.get("name", ""))
        if package.get("ecosystem") != "PyPI" or name not in names:
            continue
        for versions in place.get("ranges", ()):
            if versions.get("type") == "ECOSYSTEM":
                yield from _spans(entry, name, versions.get("events", ()))


def _spans(entry: dict[str, Any], name: str, events: Sequence[dict[str, str]]) -> Iterator[PinnedAdvisory]:
    """Yield one advisory for each pair of events: introduced, and fixed or the end."""
    introduced: str | None = None
    for event in (*events, {}):
        if introduced is not None and ("fixed" in event or not event or "introduced" in event):
            yield PinnedAdvisory(
                package=name,
                id=entry["id"],
                aliases=tuple(entry.get("aliases", ())),
                summary=entry.get("summary", ""),
                introduced=introduced,
                fixed=event.get("fixed"),
            )
            introduced = None
        introduced = _version(event.get("introduced"), introduced)


def _version(text: str | None, otherwise: str | None) -> str | None:
    """Return *text* if it is a version that can be compared; an unreadable one counts as the first of all."""
    if text is None:
        return otherwise
    try:
        return str(Version(text))
    except InvalidVersion:
        return "0"


def refresh(archive: Path, *, day: str) -> int:
    """Write the file anew from an export of OSV of *day*; returns the number of advisories."""
    names = {each.name for each in locked_packages()}
    found = osv_advisories(archive, names)
    source = f"OSV export of the PyPI ecosystem, {day}"
    document = {"source": source, "advisories": [asdict(each) for each in found]}
    PINNED.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(found)


def main() -> None:
    """Check the locks, or write the advisories anew; ends with 1 when a locked package is affected."""
    parser = argparse.ArgumentParser(description="Compare the locked packages with the pinned advisories.")
    parser.add_argument("--refresh", type=Path, metavar="OSV.zip")
    parser.add_argument("--day", metavar="YYYY-MM-DD", default="without a date")
    arguments = parser.parse_args()
    if arguments.refresh is not None:
        print(f"{refresh(arguments.refresh, day=arguments.day)} advisories in {PINNED.name}")
    packages, advisories = locked_packages(), pinned_advisories()
    found = affected(packages, advisories)
    for package, each in found:
        print(f"{package.name} {package.version}: {each.id}, fixed in {each.fixed or 'no version'}: {each.summary}")
    known = len({each.package for each in advisories})
    print(f"{len(packages)} packages, {len(advisories)} advisories for {known} of them: {len(found)} affected")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
