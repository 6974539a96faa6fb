"""Every built-in source file holds what it promises."""

from __future__ import annotations

from pathlib import Path

from spiders.catalogue.catalogue import BUILT_IN, Catalogue, source_files
from spiders.catalogue.source_reader import read_source
from tests.support.paths import DOCS

FILES = source_files(BUILT_IN)
EXAMPLE = DOCS / "sources/adding-a-source.md"


def test_no_source_file_has_a_fault() -> None:
    """Every file is read without a fault: keys, zone, addresses, patterns and selectors."""
    assert [] == [str(each) for path in FILES for each in read_source(path)[1]]


def test_a_source_file_is_named_by_its_id() -> None:
    """The id is the file's name, and the folder is its country."""
    catalogue = Catalogue.load(None)

    assert [(each.stem, each.parent.name) for each in FILES] == [
        (each.id, each.country) for each in catalogue.sources.values()
    ]


def test_a_source_is_asked_kindly_and_says_its_licence() -> None:
    """A built-in source pauses at least two seconds, says what may be done with it, and is no private host."""
    rude = [
        each.id
        for each in Catalogue.load(None).sources.values()
        if (each.delay_seconds or 0) < 2 or not each.licence or each.private
    ]

    assert [] == rude


def test_every_source_file_says_how_it_is_known() -> None:
    """A built-in file opens with one line on where its facts are from, and whether anybody has looked."""
    assert [] == [each.stem for each in FILES if not each.read_text(encoding="utf-8").startswith("# ")]


def test_ids_are_unique() -> None:
    """No two built-in files have the same id."""
    assert len(FILES) == len({each.stem for each in FILES})


def test_the_file_in_the_docs_is_a_source(tmp_path: Path) -> None:
    """The example that newcomers copy has no fault."""
    path = tmp_path / "om_alwatan.toml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0], encoding="utf-8")

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
