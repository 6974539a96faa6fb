"""What the project takes from others: every licence is named, no advisory is open, and the bill of materials is whole."""

from __future__ import annotations

import json
import re
import zipfile
from importlib import metadata
from pathlib import Path

from benchmarks.supply.advisories import PinnedAdvisory, affected, osv_advisories, pinned_advisories
from benchmarks.supply.licences import ELSEWHERE, licence_of, licences
from benchmarks.supply.lock_file import LockedPackage, locked_packages, read_lock
from benchmarks.supply.sbom import bill
from tests.support.paths import DOCS, ROOT
from tests.support.tables import every_row

PACKAGES = locked_packages()
INSTALLED = {re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower(): each.version for each in metadata.distributions()}


def test_the_locks_are_read_whole() -> None:
    """Each line with a version is a package with at least one hash."""
    lines = re.findall(r"^[a-z0-9._-]+==", (ROOT / "requirements-dev.txt").read_text("utf-8"), flags=re.MULTILINE)

    assert (len(lines), []) == (len(PACKAGES), [each.name for each in PACKAGES if not each.hashes])


def test_every_licence_is_documented() -> None:
    """The table of docs/dependencies.md is what the metadata of the installed packages say."""
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8").partition("## Licences")[2]
    rows = [[cell.strip() for cell in row.split("|")[1:3]] for row in page.splitlines() if row.startswith("| ")][2:]

    assert {licence: ", ".join(names) for licence, names in licences(PACKAGES).items()} == dict(rows)


def test_what_is_not_installed_here_is_for_other_platforms() -> None:
    """A licence is taken from our own list only for a package that a marker keeps out."""
    missing = [each for each in PACKAGES if licence_of(each.name) is None]

    assert [] == [each.name for each in missing if each.marker is None or each.name not in ELSEWHERE]
    assert "unknown" not in licences(PACKAGES)


def test_no_locked_package_has_an_open_advisory() -> None:
    """The pinned advisories are all fixed in the versions that are locked."""
    assert [] == affected(PACKAGES, pinned_advisories())


def test_what_is_installed_is_what_is_locked() -> None:
    """The versions that the tests run with are those that were checked."""
    assert {} == {
        each.name: INSTALLED[each.name] for each in PACKAGES if INSTALLED.get(each.name, each.version) != each.version
    }


@every_row(
    ("version", "is_affected"),
    [("1.9", False), ("2.0", True), ("2.13.3", True), ("2.13.4rc1", True), ("2.13.4", False), ("10.0", False)],
)
def test_an_old_version_is_found(version: str, is_affected: bool) -> None:
    """Versions are compared as versions, not as text."""
    advisory = PinnedAdvisory(package="a", id="X-1", aliases=(), summary="", introduced="2.0", fixed="2.13.4")
    old = LockedPackage(name="a", version=version, marker=None, hashes=())

    assert is_affected == bool(affected([old], [advisory]))


def test_advisories_are_read_from_an_export_of_osv(tmp_path: Path) -> None:
    """Ranges, aliases and names in another form arrive; withdrawn entries and other packages do not."""
    span = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}]}
    place = {"package": {"ecosystem": "PyPI", "name": "Some_Package"}, "ranges": [span, {"type": "GIT", "events": []}]}
    other = {"package": {"ecosystem": "npm", "name": "some-package"}, "ranges": [span]}
    entry = {"id": "GHSA-1", "aliases": ["CVE-1"], "summary": "bad", "affected": [place, other]}
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("GHSA-1.json", json.dumps(entry))
        archive.writestr("GHSA-2.json", json.dumps({**entry, "id": "GHSA-2", "withdrawn": "2026-01-01"}))

    found = osv_advisories(tmp_path / "all.zip", {"some-package"})
    assert [("GHSA-1", ("CVE-1",), "0", "1.2"), ("GHSA-1", ("CVE-1",), "2.0", None)] == [
        (each.id, each.aliases, each.introduced, each.fixed) for each in found
    ]


def test_the_bill_of_materials_has_every_package_and_its_edges() -> None:
    """Components are the locks, references lead to components, and the same locks give the same bytes."""
    document = json.loads(json.dumps(bill(PACKAGES)))
    references = {document["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in document["components"])}
    edges = {each["ref"]: set(each["dependsOn"]) for each in document["dependencies"]}
    scrapy = next(each for each in references if each.startswith("pkg:pypi/scrapy@"))

    assert ("CycloneDX", "1.6", len(PACKAGES)) == (
        document["bomFormat"],
        document["specVersion"],
        len(document["components"]),
    )
    assert references == edges.keys()
    assert set().union(*edges.values()) <= references
    assert any(each.startswith("pkg:pypi/twisted@") for each in edges[scrapy])
    assert document == json.loads(json.dumps(bill(PACKAGES)))


def test_a_line_with_a_marker_is_read() -> None:
    """Name, version, marker and hashes of one block of the lock."""
    (found,) = read_lock(
        f"# made by uv\ncffi==2.1.1 ; implementation_name == 'pypy' \\\n    --hash=sha256:{'a' * 64}\n"
    )

    assert LockedPackage(
        name="cffi", version="2.1.1", marker="implementation_name == 'pypy'", hashes=("a" * 64,)
    ) == found  # fmt: skip
