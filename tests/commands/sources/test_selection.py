"""The operator's selection: what `--all`, `--due` and `--country` mean, and how it is changed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from crawler.cli.sources import sources
from crawler.cli.sources.chosen import SourceChoice, chosen_ids
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import ConfigError, read_config
from spiders.catalogue.catalogue import UnknownSource, source_ids
from spiders.catalogue.source_selection import SourceSelection
from tests.support.tables import every_row

KNOWN = ["eg_ahram", "ma_alyaoum24", "ma_hespress"]


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    return DataDir(data=tmp_path)


def _settings(data_dir: DataDir, text: str) -> DataDir:
    data_dir.settings.write_text(text, encoding="utf-8")
    return data_dir


def _chosen(data_dir: DataDir, selection: SourceSelection, *, quiet: bool = False, **choice: Any) -> list[str]:
    return chosen_ids(data_dir, selection, SourceChoice(**choice), quiet=quiet)


def _run(data_dir: DataDir, *words: str) -> Result:
    return CliRunner().invoke(sources, words, obj=data_dir)


@every_row(
    ("selection", "chosen"),
    [
        (SourceSelection(), KNOWN),
        (SourceSelection(exclude=("ma_hespress",)), ["eg_ahram", "ma_alyaoum24"]),
        (SourceSelection(countries=("ma",)), ["ma_alyaoum24", "ma_hespress"]),
        (SourceSelection(countries=("ma",), sources=("eg_ahram",), exclude=("ma_hespress",)), KNOWN[:2]),
        (SourceSelection(sources=()), []),
        (SourceSelection(countries=(), exclude=("eg_ahram",)), []),
        (SourceSelection(exclude=()), KNOWN),
    ],
)
def test_what_is_selected(selection: SourceSelection, chosen: list[str]) -> None:
    """Sources and countries add up, exclude takes away, and an empty list is not the whole catalogue."""
    assert selection.chosen(KNOWN) == chosen


def test_all_means_the_selection_and_says_so(data_dir: DataDir, capsys: pytest.CaptureFixture[str]) -> None:
    """A line on stderr names the file and the number; a name that no source has is told, and stops nothing."""
    _settings(data_dir, '[crawl]\nsources = ["ma_hespress", "ma_gone"]\n')

    chosen = _chosen(data_dir, read_config(data_dir.settings).crawl, everything=True)
    told = capsys.readouterr().err

    assert (["ma_hespress"], True, True) == (
        chosen,
        f"selects 1 of {len(source_ids(None))} sources" in told,
        "ma_gone" in told,
    )


def test_without_a_selection_nothing_is_said(data_dir: DataDir, capsys: pytest.CaptureFixture[str]) -> None:
    """`--all` is the catalogue."""
    chosen = _chosen(data_dir, SourceSelection(), everything=True)

    assert (source_ids(None), "") == (chosen, capsys.readouterr().err)


def test_quiet_runs_say_nothing_of_the_selection(data_dir: DataDir, capsys: pytest.CaptureFixture[str]) -> None:
    """Cron would send a mail of it every five minutes."""
    chosen = _chosen(data_dir, SourceSelection(sources=("ma_hespress", "ma_gone")), everything=True, quiet=True)

    assert (["ma_hespress"], "") == (chosen, capsys.readouterr().err)


def test_an_empty_selection_is_not_everything(data_dir: DataDir) -> None:
    """An operator who disabled the last source does not crawl 444 hosts."""
    with pytest.raises(click.UsageError, match="selects no source"):
        _chosen(data_dir, SourceSelection(sources=()), everything=True)


def test_an_excluded_source_is_crawled_when_it_is_named_alone(data_dir: DataDir) -> None:
    """`--country` leaves it out, its own id does not."""
    selection = SourceSelection(exclude=("ma_hespress",))

    country = _chosen(data_dir, selection, country="MA")
    named = _chosen(data_dir, selection, ids=("ma_hespress",))

    assert (True, False, ["ma_hespress"]) == (len(country) > 1, "ma_hespress" in country, named)


def test_enable_and_disable_go_back_and_forth(data_dir: DataDir) -> None:
    """The first enabled source begins the selection; disabling the last leaves none, not all."""
    lists = []
    for words in (
        ("enable", "ma_hespress"),
        ("enable", "ma_hespress", "ma_alyaoum24"),
        ("disable", "ma_hespress"),
        ("disable", "ma_alyaoum24"),
        ("disable", "ma_alyaoum24"),
    ):
        assert _run(data_dir, *words).exit_code == 0
        lists.append(tomllib.loads(data_dir.settings.read_text(encoding="utf-8"))["crawl"])

    assert lists == [
        {"sources": ["ma_hespress"]},
        {"sources": ["ma_hespress", "ma_alyaoum24"]},
        {"sources": ["ma_alyaoum24"]},
        {"sources": []},
        {"sources": []},
    ]


def test_a_source_of_a_selected_country_is_disabled_by_name(data_dir: DataDir) -> None:
    """It cannot be taken out of a list, so it is excluded; enabling it again takes it out of there."""
    _settings(data_dir, '[crawl]\ncountries = ["ma"]\n')

    _run(data_dir, "disable", "ma_hespress")
    disabled = read_config(data_dir.settings).crawl
    _run(data_dir, "enable", "ma_hespress")

    assert (SourceSelection(countries=("ma",), exclude=("ma_hespress",)), ()) == (
        disabled,
        read_config(data_dir.settings).crawl.exclude,
    )


def test_an_unknown_id_changes_nothing(data_dir: DataDir) -> None:
    """A slip is an error that helps; no file is written."""
    result = _run(data_dir, "enable", "ma_hespres")

    assert (UnknownSource, False) == (type(result.exception), data_dir.settings.exists())


def test_a_selected_source_that_is_gone_can_be_disabled(data_dir: DataDir) -> None:
    """A built-in source may leave the catalogue with an upgrade."""
    _settings(data_dir, '[crawl]\nsources = ["ma_hespress", "ma_gone"]\n')

    result = _run(data_dir, "disable", "ma_gone")

    assert (0, ("ma_hespress",)) == (result.exit_code, read_config(data_dir.settings).crawl.sources)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("crawl = 5", "[crawl]"),
        ("[crawl]\nsource = []", "crawl.source"),
        ("[crawl]\nsources = 'ma_hespress'", "crawl.sources"),
        ("[crawl]\nsources = ['Hespress']", "Hespress"),
        ("[crawl]\ncountries = ['MAR']", "MAR"),
        ("[crawl]\ncountries = [1]", "crawl.countries"),
        ("[crawl]\nsources = ['ma_a']\nexclude = ['ma_a']", "ma_a"),
    ],
)
def test_a_wrong_selection_is_an_error(data_dir: DataDir, text: str, word: str) -> None:
    """The table is read as strictly as the rest."""
    _settings(data_dir, text)

    with pytest.raises(ConfigError) as caught:
        read_config(data_dir.settings, environ={})

    assert word in str(caught.value)
