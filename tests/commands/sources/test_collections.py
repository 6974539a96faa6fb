"""Collections: named groups of outlets that narrow a run, a search, an export and a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from crawler.cli.exports.export import export
from crawler.cli.search.search import search
from crawler.cli.sources.chosen import SourceChoice, chosen_ids
from crawler.cli.web.report import report
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import ConfigError, read_config
from spiders.catalogue.source_collection import SourceCollection
from spiders.catalogue.source_selection import SourceSelection
from storage.source import OutletKind
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, fetched, read
from tests.support.tables import every_row

KINDS = {"eg_first": OutletKind.AGENCY, "eg_second": None, "ma_third": OutletKind.AGENCY}
KNOWN = {"ma_hespress": None, "ma_map": "agency", "eg_ahram": "newspaper", "eg_mena": "agency"}


@every_row(
    ("collection", "members"),
    [
        (SourceCollection(sources=("eg_ahram", "gone_x")), ["eg_ahram"]),
        (SourceCollection(countries=("ma",)), ["ma_hespress", "ma_map"]),
        (SourceCollection(kinds=("agency",)), ["eg_mena", "ma_map"]),
        (SourceCollection(countries=("ma",), kinds=("agency",), exclude=("ma_map",)), ["eg_mena", "ma_hespress"]),
    ],
)
def test_sources_countries_and_kinds_add_up(collection: SourceCollection, members: list[str]) -> None:
    """And what is excluded is not in it, whatever else names it; an outlet without a kind is of no kind."""
    assert members == collection.members(KNOWN)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("collections = 3", "collections must be tables"),
        ("[collections]\nx = 1", "collections.x must be a table"),
        ("[collections.X]\ncountries = ['ma']", "small letters"),
        ("[collections.x]", "is empty"),
        ("[collections.x]\nexclude = ['ma_x']", "is empty"),
        ("[collections.x]\ncountries = []", "is empty"),
        ("[collections.x]\ncountries = 'ma'", "must be a list"),
        ("[collections.x]\ncountries = ['MA']", "'MA'"),
        ("[collections.x]\nkinds = ['blog']", "'blog'"),
        ("[collections.x]\nkinds = ['agency2']", "'agency2'"),
        ("[collections.x]\nnames = ['ma']", "unknown key 'collections.x.names'"),
        ("[collections.x]\nsources = ['ma_x']\nexclude = ['ma_x']", "both name ma_x"),
    ],
)
def test_the_table_is_strict(tmp_path: Path, text: str, named: str) -> None:
    """The message names the key and what is wrong with it."""
    path = tmp_path / "rasad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_config(path)

    assert named in str(error.value)


@pytest.fixture
def data_dir(store: Store, tmp_path: Path) -> DataDir:
    """Make a store of three outlets, one article each, and three collections."""
    found = DataDir(data=tmp_path)
    found.settings.write_text(
        "[collections.agencies]\nkinds = ['agency']\n[collections.egypt]\ncountries = ['eg']\n"
        "[collections.nobody]\ncountries = ['km']\n",
        encoding="utf-8",
    )
    for source_id, kind in KINDS.items():
        source = make_source(source_id, outlet=source_id, kind=kind, country=source_id[:2])
        store.sources.register([source])
        url = f"{HOME}{source_id}"
        text = " ".join(f"كلمة{source_id}{each}" for each in range(60))
        page = read(url, f"وزير الصحة يزور {source_id}", text, published_at=datetime.now(UTC))
        page = replace(page, article=replace(page.article, source_id=source_id))
        store.articles.keep([replace(fetched(url, page), source_id=source_id)], run_id=1)
    return found


def _titles(data_dir: DataDir, command: click.Command, *words: str) -> set[str]:
    result = CliRunner().invoke(command, words, obj=data_dir)
    assert (0, None) == (result.exit_code, result.exception), result.output
    out = data_dir.data / "out"
    return {each for each in KINDS if each in (out.read_text("utf-8") if out.exists() else result.stdout)}


def test_every_reader_has_the_outlets_of_the_collection_alone(data_dir: DataDir) -> None:
    """Search, export and report ask the store: the kind is that of the outlet's last run."""
    written = ("-o", str(data_dir.data / "out"))
    for name, members in (("agencies", {"eg_first", "ma_third"}), ("egypt", {"eg_first", "eg_second"})):
        of = ("--collection", name)
        (data_dir.data / "out").unlink(missing_ok=True)
        assert members == _titles(data_dir, search, "وزير", *of)
        assert members == _titles(data_dir, export, "--format", "jsonl", *written, *of)
        assert members == _titles(data_dir, report, *written, *of)
    both = ("--collection", "agencies", "--country", "eg")
    assert {"eg_first"} == _titles(data_dir, export, "--format", "jsonl", *written, *both)


@pytest.mark.parametrize("command", [(search, "وزير"), (export, "--format", "jsonl", "-o", "-"), (report, "-o", "-")])
@pytest.mark.parametrize(("name", "told"), [("none", "the collections are"), ("nobody", "was ever crawled")])
def test_an_unknown_or_empty_collection_is_an_error(
    data_dir: DataDir, command: tuple[click.Command, str], name: str, told: str
) -> None:
    """It never means all outlets."""
    result = CliRunner().invoke(command[0], [*command[1:], "--collection", name], obj=data_dir)

    assert (2, True) == (result.exit_code, told in result.output)


def test_a_cursor_is_bound_to_what_makes_the_collection(data_dir: DataDir, tmp_path: Path) -> None:
    """The same collection goes on; one that was changed is refused, since its reader would miss earlier articles."""

    def exported() -> tuple[int, str]:
        words = ["--format", "jsonl", "-o", f"{tmp_path}/out/", "--cursor", "c", "--collection", "egypt"]
        (tmp_path / "out").mkdir(exist_ok=True)
        result = CliRunner().invoke(export, words, obj=data_dir)
        return result.exit_code, f"{result.output}{result.exception}"

    first, again = exported(), exported()
    data_dir.settings.write_text("[collections.egypt]\ncountries = ['eg', 'ma']\n", encoding="utf-8")
    changed = exported()

    assert (0, 0) == (first[0], again[0])
    assert (True, True) == (changed[0] != 0, "egypt (countries: eg, ma)" in changed[1])


def test_a_crawl_takes_a_collection_from_the_catalogue(data_dir: DataDir, capsys: pytest.CaptureFixture[str]) -> None:
    """What it names in vain is told on stderr; kinds are those of the source files; ids are added."""
    own = data_dir.sources / "om"
    own.mkdir(parents=True)
    (own / "om_wire.toml").write_text(
        'outlet = "وكالة"\nkind = "agency"\nhome = "https://wire.example/"\ncountry = "om"\nlanguage = "ar"\n'
        'timezone = "Asia/Muscat"\n[[discover]]\nkind = "feed"\nurl = "https://wire.example/feed"\n',
        encoding="utf-8",
    )
    data_dir.settings.write_text(
        "[collections.mixed]\nkinds = ['agency']\nsources = ['ma_hespress', 'ma_gone']\n", encoding="utf-8"
    )
    choice = SourceChoice(ids=("eg_ahram",), collection="mixed")
    chosen = chosen_ids(data_dir, SourceSelection(exclude=("ma_hespress",)), choice, quiet=False)

    assert (["eg_ahram", "ma_hespress", "om_wire"], True) == (chosen, "ma_gone" in capsys.readouterr().err)
