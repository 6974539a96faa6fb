"""Where the store is: the environment first, then a file that nobody else can read, else the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import ConfigError
from crawler.config.store_url import note_store_url, store_url
from storage.database.errors import StoreError
from storage.store import Store

URL = "postgresql://rasad:s3cret-word@db/rasad"
FILES = {
    "others may read it": (f'store_url = "{URL}"', 0o644, "chmod 600"),
    "no TOML": (f"store_url = {URL}", 0o600, "not valid TOML"),
    "another key": (f'store_url = "{URL}"\nurl = "x"', 0o600, "one line"),
    "no text": ("store_url = 1", 0o600, "one line"),
    "another server": ('store_url = "mysql://rasad:s3cret-word@db/x"', 0o600, "must be postgresql://"),
}


def _written(folder: Path, text: str, mode: int) -> DataDir:
    place = DataDir(data=folder)
    place.store_settings.write_text(text, "utf-8")
    place.store_settings.chmod(mode)
    return place


def test_the_environment_wins_over_the_file_and_the_file_over_the_folder(tmp_path: Path) -> None:
    """Most stores are a file; then nothing is read."""
    empty = store_url(DataDir(data=tmp_path), {})
    place = _written(tmp_path, f'store_url = "{URL}"\n', 0o600)

    assert [None, URL, "postgres://other/x"] == [
        empty,
        store_url(place, {}),
        store_url(place, {"STORE_URL": "postgres://other/x"}),
    ]


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_used_is_refused_without_its_address(case: str, tmp_path: Path) -> None:
    """It may hold a password."""
    text, mode, words = FILES[case]
    with pytest.raises(ConfigError, match=words) as raised:
        store_url(_written(tmp_path, text, mode), {})

    assert "s3cret" not in str(raised.value)


def test_a_store_on_a_server_is_no_file(tmp_path: Path) -> None:
    """It is there without a file, and what needs one is refused; another folder's store is not concerned."""
    place, other = DataDir(data=tmp_path / "one"), DataDir(data=tmp_path / "other")
    before = Store.exists(place.store)
    note_store_url(place, {"STORE_URL": URL})
    found = [Store.exists(place.store), Store.exists(other.store)]
    with pytest.raises(StoreError, match="needs a SQLite file, and the store is in PostgreSQL: do this"):
        place.store_file("backup", instead="do this")
    note_store_url(place, {})

    assert [False, True, False] == [before, *found]
    assert place.store == place.store_file("backup", instead="do this")
