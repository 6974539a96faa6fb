"""Every built-in source file holds what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.catalogue import BUILT_IN, Catalogue, source_files
from spiders.sourcefile import read_source

FILES = source_files(BUILT_IN)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "adding-a-source.md"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_file_has_no_fault(path: Path) -> None:
    """The file is read without a fault: keys, zone, addresses, patterns and selectors."""
    assert [] == [str(each) for each in read_source(path)[1]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_file_stands_under_its_id(path: Path) -> None:
    """The id is the file's name, and the folder is its country."""
    source, _ = read_source(path)

    assert source is not None
    assert (path.stem, path.parent.name) == (source.id, source.country)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_is_asked_kindly_and_says_its_licence(path: Path) -> None:
    """A built-in source pauses at least two seconds, says what may be done with it, and is no private host."""
    source, _ = read_source(path)

    assert source is not None
    assert (True, True, False) == ((source.delay_seconds or 0) >= 2, bool(source.licence), source.private)


def test_ids_are_unique() -> None:
    """No two built-in files have the same id."""
    assert len(FILES) == len({each.stem for each in FILES})


def test_the_catalogue_spans_the_arab_world() -> None:
    """The built-in sources cover at least eight countries, and hespress is among them."""
    catalogue = Catalogue.load(None)

    assert (True, True) == (
        len({each.country for each in catalogue.sources.values()}) >= 8,
        "ma_hespress" in catalogue.sources,
    )


def test_the_file_in_the_docs_is_a_source(tmp_path: Path) -> None:
    """The example that newcomers copy has no fault."""
    path = tmp_path / "om_alwatan.toml"
    path.write_text(DOCS.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0], encoding="utf-8")

    assert [] == [str(each) for each in read_source(path)[1]]


def test_an_address_tells_its_source_by_host_and_edition(tmp_path: Path) -> None:
    """Of two editions on one host the one whose home the address lies below; two of the same home tell none."""
    for name, home in {"om_a": "/", "om_b": "/en/", "om_c": "/fr/", "om_d": "/fr/"}.items():
        (tmp_path / f"{name}.toml").write_text(
            f'outlet = "{name}"\nhome = "https://www.outlet.example{home}"\ncountry = "om"\nlanguage = "ar"\n'
            f'timezone = "Asia/Muscat"\n[[discover]]\nkind = "feed"\nurl = "https://outlet.example/{name}"\n',
            encoding="utf-8",
        )
    catalogue = Catalogue.read(source_files(tmp_path))
    found = [catalogue.of_url(f"https://outlet.example/{path}") for path in ("news/1", "en/news/1", "fr/1")]

    assert ["om_a", "om_b", None] == [each and each.id for each in found]
