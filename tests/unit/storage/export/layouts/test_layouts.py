"""A folder of an export is whole or not there, and says what is in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.export.layouts.data_package import DataPackageLayout
from storage.export.layouts.dataset_card import dataset_card, size_category
from storage.export.layouts.folder_layout import DatasetSummary
from storage.export.output.temporary_name import sweep, temporary_path
from storage.export.output.whole_folder import whole_folder
from storage.export.records.fields import FIELD_NAMES
from storage.export.rights.policy import ExportPurpose, RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import ExportRequest
from storage.records import Gone
from storage.store import Store
from tests.support.exports import json_lines, keep_article
from tests.support.stores import HOME, fetched, started_store
from tests.support.tables import every_row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with started_store(tmp_path / "rasad.db") as store:
        for name in "abc":
            keep_article(store, name)
        store.articles.keep([fetched(f"{HOME}b", Gone(status=410))], run_id=1)
        yield store


def _request(policy: RightsPolicy) -> ExportRequest:
    return ExportRequest(form="jsonl", policy=policy, only_known_withdrawals=True)


def test_a_package_has_no_withdrawn_article_and_no_text_without_right(store: Store, tmp_path: Path) -> None:
    """Two of three articles, as the licence allows; the description has their fields and their key."""
    layout = DataPackageLayout(path=tmp_path / "set", purpose="training")
    report = write_export(store, layout, _request(RightsPolicy(purpose=ExportPurpose.TRAINING)))
    package = json.loads((tmp_path / "set/datapackage.json").read_text("utf-8"))
    rows = json_lines(tmp_path / "set/articles.jsonl")
    schema = package["resources"][0]["schema"]

    assert (2, [None, None], ["a", "c"]) == (
        report.records, [row["body"] for row in rows], [row["canonical_url"][-1] for row in rows],
    )  # fmt: skip
    assert (["id"], list(FIELD_NAMES)) == (schema["primaryKey"], [each["name"] for each in schema["fields"]])
    assert {"string", "integer", "number", "boolean", "datetime", "date", "array", "object"} == {
        each["type"] for each in schema["fields"]
    }


def test_a_folder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Nothing is beside it, a folder with something in it is not touched, and an empty one becomes the data set."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/a").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "new") as folder:
        (folder / "a").write_text(str(1 // 0), "utf-8")
    with pytest.raises(FileExistsError, match="name a new folder"), whole_folder(tmp_path / "full"):
        pass
    with whole_folder(tmp_path / "empty") as folder:
        (folder / "a").touch()

    assert ["empty", "empty/a", "full", "full/a"] == sorted(
        str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*")
    )


def test_folders_of_killed_exports_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only of processes that have ended."""
    mine = temporary_path(tmp_path / "set")
    monkeypatch.setattr(os, "getpid", lambda: 2**22 + 1)
    other = temporary_path(tmp_path / "set")
    for each in (mine, other):
        (each / "data").mkdir(parents=True)
        (each / "data/x").touch()

    assert (1, [mine]) == (sweep(tmp_path), list(tmp_path.iterdir()))


@every_row(
    ("records", "word"),
    [
        (0, "n<1K"),
        (999, "n<1K"),
        (1000, "1K<n<10K"),
        (99_999, "10K<n<100K"),
        (10**6, "1M<n<10M"),
        (10**8, "100M<n<1B"),
    ],
)
def test_the_size_category_is_a_word_of_the_hub(records: int, word: str) -> None:
    """The lower bound counts."""
    assert word == size_category(records)


def test_a_card_holds_no_markup_of_strangers() -> None:
    """Neither in its header nor in its tables; languages are codes."""
    summary = DatasetSummary(records=1)
    summary.outlets['<b>|x\n---\n"y"'] = 1
    summary.languages["ar\n- evil"] = summary.languages["fr"] = 1
    card = dataset_card(summary, title='a"\n---\nb', purpose="search")

    assert ("---", 2) == (card.splitlines()[0], card.splitlines().count("---"))
    assert ["- fr"] == [each for each in card.splitlines() if each in ("- fr", "- evil", "- ar")]
    assert r"\<b\>\|x --- " in card
