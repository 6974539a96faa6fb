"""`rasad init` makes what `rasad doctor` finds nothing wrong with; doctor names each fault with the way out."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.operators.check_result import CheckState
from crawler.cli.operators.doctor import doctor
from crawler.cli.operators.init import init
from crawler.cli.operators.local_checks import local_checks
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from spiders.catalogue.source_writer import source_toml
from tests.support.sources import make_discovery, make_source
from tests.support.stores import new_store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASAD_CONTACT", raising=False)


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    return DataDir(data=tmp_path / "data")


def _init(data_dir: DataDir, *words: str) -> Result:
    return CliRunner().invoke(init, words, obj=data_dir)


def _wrong(data_dir: DataDir, now: datetime = NOW) -> set[str]:
    return {each.name for each in local_checks(data_dir, now) if each.state is CheckState.WRONG}


def test_init_makes_what_doctor_wants(data_dir: DataDir) -> None:
    """Folders with their modes, the contact and the selection; nothing is wrong afterwards."""
    result = _init(data_dir, "--contact", "desk@example.org", "--source", "ma_hespress", "--country", "TN")
    config = read_config(data_dir.settings)
    modes = {each.stat().st_mode & 0o777 for each in (data_dir.data, data_dir.logs, data_dir.sources, data_dir.backups)}

    assert (0, {0o750}, "desk@example.org", ("ma_hespress",), ("tn",), set()) == (
        result.exit_code,
        modes,
        config.contact,
        config.crawl.sources,
        config.crawl.countries,
        _wrong(data_dir),
    )


def test_init_again_keeps_what_is_there(data_dir: DataDir) -> None:
    """The settings keep their comments and the selection grows; the contact is not asked for again."""
    _init(data_dir, "--contact", "desk@example.org", "--source", "ma_hespress")
    data_dir.settings.write_text(data_dir.settings.read_text("utf-8") + "# ours\n", encoding="utf-8")

    result = _init(data_dir, "--source", "eg_ahram")
    text = data_dir.settings.read_text(encoding="utf-8")

    assert (0, True, ("ma_hespress", "eg_ahram")) == (
        result.exit_code,
        text.endswith("# ours\n"),
        read_config(data_dir.settings).crawl.sources,
    )


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--contact", "nobody"),
        ("--contact", "desk@example.org", "--country", "zz"),
        ("--contact", "desk@example.org", "--source", "ma_hespres"),
    ],
)
def test_init_makes_nothing_of_a_wrong_word(data_dir: DataDir, words: tuple[str, ...]) -> None:
    """Without a terminal a missing contact is an error, too, and no folder is left behind."""
    result = _init(data_dir, *words)

    assert (True, False) == (result.exit_code != 0, data_dir.data.exists())


def test_another_contact_is_not_written_over(data_dir: DataDir) -> None:
    """The one that outlets know stays until the operator edits the file."""
    _init(data_dir, "--contact", "desk@example.org")

    result = _init(data_dir, "--contact", "other@example.org")

    assert (2, "desk@example.org") == (result.exit_code, read_config(data_dir.settings).contact)


def test_nothing_is_there(data_dir: DataDir) -> None:
    """Doctor on an empty place ends with 1, and each line has its way out."""
    result = CliRunner().invoke(doctor, ["--json"], obj=data_dir)
    found = json.loads(result.stdout)

    assert (1, ["folders", "contact"], []) == (
        result.exit_code,
        [each["name"] for each in found if each["state"] == "wrong"],
        [each["name"] for each in found if each["state"] != "ok" and not each["remedy"]],
    )


def test_each_fault_is_found_by_its_check(data_dir: DataDir) -> None:
    """Settings, catalogue, store, clock and backup: each fault is told by one check, and by no other."""
    _init(data_dir, "--contact", "desk@example.org", "--source", "ma_hespress")
    found = []

    data_dir.settings.write_text('contact = "desk@example.org"\n[crawl]\nsources = ["ma_gone"]\n', encoding="utf-8")
    found.append(_wrong(data_dir))
    data_dir.settings.write_text('contact = "desk@example.org"\nreaders = "2"\n', encoding="utf-8")
    found.append(_wrong(data_dir))
    data_dir.settings.write_text('contact = "desk@example.org"\n', encoding="utf-8")
    (data_dir.sources / "ma_bad.toml").write_text("odd = 1\n", encoding="utf-8")
    found.append(_wrong(data_dir))
    (data_dir.sources / "ma_bad.toml").unlink()
    data_dir.store.write_bytes(b"no store at all" * 100)
    found.append(_wrong(data_dir))
    data_dir.store.unlink()
    with new_store(data_dir.store) as store:
        store.runs.start(at=NOW + timedelta(hours=1), command="crawl", pid=1)
    found.append(_wrong(data_dir))
    (data_dir.backups / "rasad-20261101T000000Z.db").touch()
    os.utime(data_dir.backups / "rasad-20261101T000000Z.db", ((NOW - timedelta(days=9)).timestamp(),) * 2)
    found.append(_wrong(data_dir, NOW + timedelta(hours=2)))

    assert found == [{"catalogue"}, {"settings", "contact"}, {"catalogue"}, {"store"}, {"clock"}, {"backup"}]


def test_hosts_of_ones_own_need_no_contact(data_dir: DataDir) -> None:
    """A selection of private sources alone is crawled without one; one public source more, and it is wrong."""
    _init(data_dir, "--contact", "desk@example.org")
    text = source_toml(make_source("ma_own", home="http://127.0.0.1/", private=True, discover=(make_discovery(),)))
    (data_dir.sources / "ma_own.toml").write_text(text, encoding="utf-8")
    found = []
    for names in (["ma_own"], ["ma_own", "ma_hespress"]):
        data_dir.settings.write_text(f"[crawl]\nsources = {json.dumps(names)}\n", encoding="utf-8")
        found.append(_wrong(data_dir))

    assert found == [set(), {"contact"}]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_another_user_is_wrong(data_dir: DataDir) -> None:
    """A run would fail at its first write."""
    _init(data_dir, "--contact", "desk@example.org")
    data_dir.logs.chmod(0o500)

    assert "folders" in _wrong(data_dir)


def test_doctor_changes_nothing(data_dir: DataDir) -> None:
    """No file of the data folder is another afterwards, what readers of the store share aside."""
    _init(data_dir, "--contact", "desk@example.org")
    new_store(data_dir.store).close()
    before = _files(data_dir)

    CliRunner().invoke(doctor, ["--offline"], obj=data_dir)

    assert before == _files(data_dir)


def _files(data_dir: DataDir) -> dict[Path, bytes]:
    files = (each for each in data_dir.data.rglob("*") if each.is_file() and not each.name.endswith("-shm"))
    return {each: each.read_bytes() for each in files}
