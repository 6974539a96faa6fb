"""Labels are part of a backup: they are copied with the store, come back with it, and are never overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from crawler.cli.articles.label import label
from crawler.cli.articles.labels import labels
from crawler.cli.store.backup import backup, restore
from crawler.config.data_dir import DataDir
from storage.database.maintenance.backup import remove_old
from storage.store import Store
from tests.support.stores import HOME, fetched, read


def _run(command: click.Command, data: Path, *words: str) -> Result:
    return CliRunner().invoke(command, words, obj=DataDir(data=data))


def _labels(data: Path) -> list[str]:
    return [row["label"] for row in json.loads(_run(labels, data, "--json").stdout)["labels"]]


def _labelled(store: Store, data: Path) -> Path:
    """Keep and label an article, make a backup, label it again; return the backup."""
    body = " ".join(f"كلمة{place}" for place in range(30))
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "خبر", body))], run_id=1)
    _run(label, data, "1", "إيجابي")
    copy = data / "copies" / "b.db"
    done = json.loads(_run(backup, data, "-o", str(copy), "--json").stdout)
    _run(label, data, "1", "سلبي")
    assert str(copy) + ".labels" == done["labels"]
    return copy


def test_labels_come_back_with_the_store(store: Store, tmp_path: Path) -> None:
    """Those of the backup's moment, where there is no file of labels."""
    copy = _labelled(store, tmp_path)
    done = _run(restore, tmp_path / "other", str(copy))

    assert (0, ["إيجابي"]) == (done.exit_code, _labels(tmp_path / "other"))
    assert ["إيجابي", "سلبي"] == sorted(_labels(tmp_path))


def test_labels_that_are_there_stay(store: Store, tmp_path: Path) -> None:
    """A store that is moved away leaves the labels, and they may be newer; the command says where the others are."""
    copy = _labelled(store, tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "labels.db").write_bytes((tmp_path / "labels.db").read_bytes())
    done = _run(restore, other, str(copy))

    assert (0, ["إيجابي", "سلبي"]) == (done.exit_code, sorted(_labels(other)))
    assert f"{copy}.labels" in done.stderr


def test_damaged_labels_stop_a_restore_before_the_store(store: Store, tmp_path: Path) -> None:
    """Nothing is restored, so that the next attempt is not refused."""
    copy = _labelled(store, tmp_path)
    beside = copy.with_name("b.db.labels")
    beside.write_bytes(beside.read_bytes()[:-1] + b"x")
    done = _run(restore, tmp_path / "other", str(copy))

    assert done.exit_code != 0
    assert not (tmp_path / "other" / "rasad.db").exists()


@pytest.mark.usefixtures("store")
def test_a_store_without_labels_has_no_copy_of_them(tmp_path: Path) -> None:
    """No file of labels is made, by the backup or by the restore."""
    copy = tmp_path / "b.db"
    done = json.loads(_run(backup, tmp_path, "-o", str(copy), "--json").stdout)
    _run(restore, tmp_path / "other", str(copy))

    assert done["labels"] is None
    assert ["rasad.db"] == sorted(each.name for each in (tmp_path / "other").iterdir())


def test_old_labels_go_with_their_backup(tmp_path: Path) -> None:
    """With both digests; the labels of the backup that is kept stay."""
    for day in (1, 2):
        for end in ("", ".sha256", ".labels", ".labels.sha256"):
            (tmp_path / f"rasad-2026110{day}T000000Z.db{end}").touch()
    remove_old(tmp_path, keep=1)

    assert [f"rasad-20261102T000000Z.db{end}" for end in ("", ".labels", ".labels.sha256", ".sha256")] == sorted(
        each.name for each in tmp_path.iterdir()
    )


@pytest.mark.usefixtures("store")
def test_a_backup_without_its_checksum_says_so(tmp_path: Path) -> None:
    """Such a copy is restored, and the operator learns that its bytes were not compared."""
    copy = tmp_path / "copy.db"
    _run(backup, tmp_path, "-o", str(copy))
    whole = _run(restore, tmp_path / "one", str(copy))
    copy.with_name("copy.db.sha256").unlink()

    bare = _run(restore, tmp_path / "two", str(copy))

    assert (False, True) == tuple("no .sha256 is beside it" in each.stderr for each in (whole, bare))
