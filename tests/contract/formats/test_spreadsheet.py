"""LibreOffice opens the CSV for spreadsheets: Arabic intact, and no formula is run."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from storage.store import Store
from tests.contract.formats.exported_records import by_id, expected_records, exported
from tests.contract.formats.hostile_store import TEXTS

pytestmark = pytest.mark.formats
SOFFICE = shutil.which("soffice")
# Fields by commas, quotes, UTF-8, from line 1; cells as a person sees them, and formulas would be calculated on opening.
_READ, _WRITE = "44,34,76,1,,1033,false,true,false", "44,34,76,1,,1033,false,true,false"


def _through_calc(path: Path, folder: Path) -> list[dict[str, str]]:
    """Open a CSV file in Calc, and return the cells that it shows."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-calc")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for source, end in (
        (path, "ods:calc8"),
        (folder / f"{path.stem}.ods", f"csv:Text - txt - csv (StarCalc):{_WRITE}"),
    ):
        words = [SOFFICE, profile, "--headless", f"--infilter=CSV:{_READ}" if source is path else "--norestore"]
        subprocess.run(
            [*words, "--convert-to", end, "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    csv.field_size_limit(1 << 24)
    with (folder / f"{path.stem}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _in_a_cell(text: str) -> str:
    """Return *text* as Calc has it: its files are XML, and a whole cell may be taken for a number or a truth value."""
    return {"true": "TRUE", "007": "7"}.get(text, text.replace("\ufffe", ""))


def test_a_formula_would_be_calculated(tmp_path: Path) -> None:
    """The test below could fail: what is not guarded is a number there."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/plain.csv").write_text('id,x\n1,"=1+1"\n', "utf-8")

    assert [{"id": "1", "x": "2"}] == _through_calc(tmp_path / "in/plain.csv", tmp_path)


def test_a_spreadsheet_shows_what_the_store_holds(store: Store, tmp_path: Path) -> None:
    """Each cell as it was written, letter by letter; formulas are text behind an apostrophe."""
    (tmp_path / "in").mkdir()
    path = exported(store, tmp_path / "in", "all.csv", "csv", excel=True)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        csv.field_size_limit(1 << 24)
        written = {row["id"]: {name: _in_a_cell(row[name]) for name in row} for row in csv.DictReader(stream)}
    shown = {row["id"]: row for row in _through_calc(path, tmp_path)}

    assert {str(row["id"]) for row in by_id(expected_records(store))} == set(shown)
    for name in ("headline", "byline", "summary", "tags", "canonical_url"):
        assert {key: row[name] for key, row in written.items()} == {key: row[name] for key, row in shown.items()}, name
    assert [] == [row["headline"] for row in shown.values() if row["headline"].startswith(("#NAME", "Err:", "2 ", "#"))]
    assert len(TEXTS) < len(shown)
