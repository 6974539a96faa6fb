"""Writes the software bill of materials of the locked packages: CycloneDX 1.6 as JSON.

`make sbom`. The lock has what a bill needs (names, versions, hashes, markers), and the metadata of the installed
packages has the rest (licences, who needs whom). A library for the format would bring a dozen packages for these two
dictionaries.
The bill of one lock is the same byte for byte, wherever it is written.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
import uuid
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement

from benchmarks.supply.licences import ELSEWHERE, licence_of, package_metadata
from benchmarks.supply.lock_file import ROOT, LockedPackage, locked_packages

_PRODUCT = "rasad"
_VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def bill(packages: Sequence[LockedPackage]) -> dict[str, object]:
    """Return the bill of *packages* as a document that is ready for JSON."""
    known = {each.name: each for each in packages}
    product = f"pkg:pypi/{_PRODUCT}@{_VERSION}"
    serial = uuid.uuid5(uuid.NAMESPACE_URL, "".join(f"{each.purl} {each.hashes}" for each in packages))
    edges = {product: _needed_by(_PRODUCT, known), **{each.purl: _needed_by(each.name, known) for each in packages}}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": product,
                "name": _PRODUCT,
                "version": _VERSION,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "purl": product,
            }
        },
        "components": [_component(each) for each in packages],
        "dependencies": [
            {"ref": ref, "dependsOn": [known[name].purl for name in names]} for ref, names in edges.items()
        ],
    }


def _component(package: LockedPackage) -> dict[str, object]:
    hashes = [{"alg": "SHA-256", "content": each} for each in package.hashes]
    url = f"https://pypi.org/project/{package.name}/{package.version}/"
    properties = [{"name": "rasad:marker", "value": package.marker}] if package.marker else []
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "scope": "required" if package.is_needed_to_run and package.marker is None else "optional",
        "licenses": [{"expression": licence_of(package.name) or ELSEWHERE[package.name]}],
        "purl": package.purl,
        "externalReferences": [{"type": "distribution", "url": url, "hashes": hashes}],
        **({"properties": properties} if properties else {}),
    }


def _needed_by(name: str, known: dict[str, LockedPackage]) -> list[str]:
    """Return the locked packages that the metadata of *name* asks for, whatever the platform; extras do not count."""
    metadata = package_metadata(name)
    found = [Requirement(each) for each in (metadata.get_all("Requires-Dist") or () if metadata is not None else ())]
    names = {_plain(each.name) for each in found if "extra" not in str(each.marker or "")}
    return sorted(names & known.keys())


def _plain(name: str) -> str:
    """Return a name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Write the bill to the file that the command line names, or to stdout."""
    parser = argparse.ArgumentParser(description="Write the software bill of materials.")
    parser.add_argument("--write", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    text = json.dumps(bill(locked_packages()), indent=2) + "\n"
    if arguments.write is None:
        print(text, end="")
        return
    arguments.write.write_text(text, encoding="utf-8")
    print(f"wrote {arguments.write}")


if __name__ == "__main__":
    main()
