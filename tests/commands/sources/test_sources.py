"""`rasad sources`: the catalogue on a terminal and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.sources import sources
from crawler.config.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue, UnknownSource
from storage.exit_status import ExitStatus

BROKEN = 'outlet = "الأفق"\ncolor = "red"\n'


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    """Return a data folder of an operator with one broken file."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "om_broken.toml").write_text(BROKEN, encoding="utf-8")
    return DataDir(data=tmp_path)


def _run(data_dir: DataDir, *words: str) -> Result:
    return CliRunner().invoke(sources, words, obj=data_dir)


def test_the_list_names_every_source(data_dir: DataDir) -> None:
    """`list --json` holds each source that can be crawled."""
    rows = json.loads(_run(data_dir, "list", "--json").stdout)

    assert list(Catalogue.load(None).sources) == [each["id"] for each in rows]


def test_a_country_is_chosen(data_dir: DataDir) -> None:
    """`--country` leaves those of one country."""
    rows = json.loads(_run(data_dir, "list", "--country", "MA", "--json").stdout)

    assert {"ma"} == {each["country"] for each in rows}


def test_without_a_word_the_catalogue_is_listed(data_dir: DataDir) -> None:
    """`rasad sources` alone is `rasad sources list`; broken files are named on stderr."""
    result = _run(data_dir)

    assert (ExitStatus.EXPECTED, True, True) == (
        result.exit_code,
        "ma_hespress" in result.stdout,
        "om_broken" in result.stderr,
    )


def test_arabic_names_are_set_apart(data_dir: DataDir) -> None:
    """An Arabic name is printed in isolates, so that it does not reorder the text after it."""
    shown = _run(data_dir, "show", "ma_hespress").stdout

    assert "\u2068هسبريس\u2069" in shown  # FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE


def test_a_source_is_shown_with_its_file(data_dir: DataDir) -> None:
    """`show --json` prints the record and its file."""
    found = json.loads(_run(data_dir, "show", "ma_hespress", "--json").stdout)

    assert ("ma_hespress", "ma_hespress.toml") == (found["source"]["id"], Path(found["file"]).name)


def test_an_unknown_source_is_an_error(data_dir: DataDir) -> None:
    """`show` of no source raises what the command line ends with status 2 on."""
    assert isinstance(_run(data_dir, "show", "ma_hespres").exception, UnknownSource)


def test_lint_names_every_fault(data_dir: DataDir) -> None:
    """Each missing key and the unknown one are named, and the status is 2."""
    result = _run(data_dir, "lint", "--json")

    assert (ExitStatus.USAGE, ["color", "home", "country", "language", "timezone", "discover"]) == (
        result.exit_code,
        [each["key"] for each in json.loads(result.stdout)],
    )


def test_lint_of_a_clean_folder_counts(tmp_path: Path) -> None:
    """Without a fault lint says how many sources it read and ends with 0."""
    result = _run(DataDir(data=tmp_path), "lint")

    assert (ExitStatus.EXPECTED, f"{len(Catalogue.load(None).sources)} sources, no problem\n") == (
        result.exit_code,
        result.stdout,
    )


def test_lint_of_a_path_reads_it_alone(data_dir: DataDir) -> None:
    """A file or folder that is named is checked whether or not it is part of the catalogue."""
    result = _run(data_dir, "lint", str(data_dir.sources))

    assert (ExitStatus.USAGE, 6) == (result.exit_code, len(result.stderr.splitlines()))
