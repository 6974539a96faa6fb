"""The licence of each locked package, by its own metadata; prints the table of docs/dependencies.md.

`python -m benchmarks.supply.licences` after `make lock`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import metadata

from benchmarks.supply.lock_file import LockedPackage, locked_packages

# Trove classifiers, and the texts of older packages, as identifiers of SPDX.
_SPDX = {
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
    "Public Domain": "LicenseRef-Public-Domain",
}
# Packages of other platforms and other interpreters, whose metadata is not here: read in their files, November 2026.
ELSEWHERE = {
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "pypydispatcher": "BSD-3-Clause",
    "backports-zstd": "PSF-2.0",
}


@cache
def package_metadata(name: str) -> metadata.PackageMetadata | None:
    """Return the metadata of an installed package, `None` where it is not installed; each is read once a process."""
    try:
        return metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None


def licence_of(name: str) -> str | None:
    """Return the licence of an installed package as SPDX writes it; `None` where the package is not installed.

    Its licence expression counts first, then its classifier, then the short text of its field `License`.
    """
    found = package_metadata(name)
    if found is None:
        return None
    if "License-Expression" in found:
        return found["License-Expression"]
    classifiers = [
        each.rpartition(":: ")[2] for each in found.get_all("Classifier") or () if each.startswith("License ::")
    ]
    text = found["License"].strip() if "License" in found else ""
    named = [each for each in (*classifiers, text) if each in _SPDX]
    return _SPDX[named[0]] if named else text


def licences(packages: Sequence[LockedPackage]) -> dict[str, list[str]]:
    """Return the names of *packages* by licence."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in packages:
        found[licence_of(each.name) or ELSEWHERE.get(each.name, "unknown")].append(each.name)
    return dict(sorted(found.items()))


def main() -> None:
    """Print the table of licences."""
    print("| licence | packages |\n| --- | --- |")
    for licence, names in licences(locked_packages()).items():
        print(f"| {licence} | {', '.join(names)} |")


if __name__ == "__main__":
    main()
