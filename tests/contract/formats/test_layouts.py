"""Folders that say what is in them: data sets for the Hub, and data packages, as other programs read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage.export.layouts import hugging_face
from storage.export.layouts.data_package import DataPackageLayout
from storage.export.layouts.hugging_face import HuggingFaceLayout
from storage.export.printable import printable
from storage.export.records.fields import FIELD_NAMES
from storage.export.rights.policy import RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import ExportRequest
from storage.store import Store
from tests.contract.formats.exported_records import by_id, expected_records, library
from tests.support.stores import new_store

pytestmark = pytest.mark.formats


def _write(store: Store, layout: HuggingFaceLayout | DataPackageLayout, form: str) -> None:
    request = ExportRequest(form=form, policy=RightsPolicy(full_text=True), only_known_withdrawals=True)
    write_export(store, layout, request)


def _there(store: Store) -> list[dict[str, Any]]:
    """Return the records without the withdrawn one, by id."""
    return [row for row in by_id(expected_records(store)) if row["op"] != "withdrawn"]


def test_a_data_set_is_found_by_its_card(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header is YAML, its pattern names all files, each has the same schema, and no row is lost between them."""
    yaml, parquet = library("yaml"), library("pyarrow.parquet")
    monkeypatch.setattr(hugging_face, "MOST_ROWS", 4)
    path = tmp_path / 'منبر: "أ" #1'
    _write(store, HuggingFaceLayout(path=path, purpose="training"), "parquet")
    _, header, text = (path / "README.md").read_text("utf-8").split("---\n", 2)
    card = yaml.safe_load(header)
    ((config,), pattern) = (card["configs"], card["configs"][0]["data_files"][0]["path"])
    files = sorted(path.glob(pattern))

    assert (path.name, ["ar"], ["n<1K"], "default") == (
        card["pretty_name"], card["language"], card["size_categories"], config["config_name"],
    )  # fmt: skip
    assert ("license" not in card, True) == (True, "# license:" in header)
    assert {*files, path / "README.md"} == {each for each in path.rglob("*") if each.is_file()}
    assert len(files) > 2
    assert 1 == len({parquet.read_schema(each).to_string() for each in files})
    rows = [row for each in files for row in parquet.read_table(each).to_pylist()]
    assert [(row["id"], row["body"]) for row in _there(store)] == [(row["id"], row["body"]) for row in by_id(rows)]
    assert "<شركاه>" not in text


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_data_package_is_valid(store: Store, tmp_path: Path, form: str) -> None:
    """Frictionless checks it with hash, size, types and keys; with a broken line it does not pass."""
    frictionless = library("frictionless")
    path = tmp_path / "حزمة أخبار"
    _write(store, DataPackageLayout(path=path, purpose="search"), form)
    package = frictionless.Package(str(path / "datapackage.json"))
    report = package.validate()
    rows = package.resources[0].read_rows()
    (file,) = [each for each in path.iterdir() if each.name != "datapackage.json"]

    assert (True, []) == (report.valid, report.flatten(["type", "fieldName", "note"]))
    assert list(FIELD_NAMES) == [
        each["name"]
        for each in json.loads((path / "datapackage.json").read_text("utf-8"))["resources"][0]["schema"]["fields"]
    ]
    for name in ("headline", "body", "tags", "words", "is_paywalled", "parts"):
        wanted = [row[name] for row in _there(store)]
        assert [_cleaned(each, form) for each in wanted] == [row[name] for row in by_id(rows)], name
    file.write_bytes(file.read_bytes().replace(b"article", b"other", 1))
    assert not frictionless.Package(str(path / "datapackage.json")).validate().valid


def _cleaned(value: Any, form: str) -> Any:
    return printable(value, lines=True) if form == "csv" and isinstance(value, str) else value


def test_an_empty_data_set_is_one(tmp_path: Path) -> None:
    """A selection of nothing makes files that are read."""
    parquet = library("pyarrow.parquet")
    with new_store(tmp_path / "rasad.db") as store:
        _write(store, HuggingFaceLayout(path=tmp_path / "set", purpose="search"), "parquet")
        _write(store, DataPackageLayout(path=tmp_path / "package", purpose="search"), "csv")

    assert 0 == parquet.read_table(tmp_path / "set/data/train-00000.parquet").num_rows
    assert library("frictionless").Package(str(tmp_path / "package/datapackage.json")).validate().valid
