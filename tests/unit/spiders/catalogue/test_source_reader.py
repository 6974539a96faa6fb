"""The catalogue: strict files, every fault at once, and one broken file that stops nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.catalogue.catalogue import BrokenSource, Catalogue, UnknownSource
from spiders.catalogue.source_reader import read_source
from storage.source import Discovery, DiscoveryKind, ExtractRules, OutletKind, Source

LEAST = """outlet = "الأفق"
home = "https://outlet.example/"
country = "om"
language = "ar"
timezone = "Asia/Muscat"
"""
FEED = """
[[discover]]
kind = "feed"
url = "https://outlet.example/feed"
"""
ALL = f"""publisher = "دار الأفق"
licence = "read, index, link"
months = "hijri+gregorian"
kind = "newspaper"
owner = "مجموعة الأفق"
wikidata = "Q42"
checked = true
sites = ["outlet-news.example", "أخبار.example"]
{LEAST}{FEED}
[[discover]]
kind = "section"
url = "https://outlet.example/local"
follow = '/details/\\d+'

[extract]
byline = "span.writer"
drop = ["div.related", "p.copyright"]

[polite]
delay_seconds = 5

[expect]
articles_min = 20
articles_max = 400
"""


def _write(folder: Path, source_id: str = "om_outlet", text: str = LEAST + FEED) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source_id}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _source(source_id: str = "om_outlet", **changes: object) -> Source:
    values: dict[str, object] = {
        "id": source_id,
        "outlet": "الأفق",
        "home": "https://outlet.example/",
        "country": "om",
        "language": "ar",
        "timezone": "Asia/Muscat",
        "discover": (Discovery(kind=DiscoveryKind.FEED, url="https://outlet.example/feed"),),
    }
    return Source(**values | changes)  # type: ignore[arg-type]  # a test's own words


def test_a_file_with_the_least_keys_is_a_source(tmp_path: Path) -> None:
    """Six keys make a source; what is not said is null."""
    assert (_source(), []) == read_source(_write(tmp_path))


def test_every_key_arrives(tmp_path: Path) -> None:
    """Each key of a source file has its place in the record."""
    source = _source(
        publisher="دار الأفق",
        sites=("outlet-news.example", "xn--igbicxr.example"),
        licence="read, index, link",
        months="hijri+gregorian",
        kind=OutletKind.NEWSPAPER,
        owner="مجموعة الأفق",
        wikidata="Q42",
        checked=True,
        discover=(
            Discovery(kind=DiscoveryKind.FEED, url="https://outlet.example/feed"),
            Discovery(kind=DiscoveryKind.SECTION, url="https://outlet.example/local", follow=r"/details/\d+"),
        ),
        extract=ExtractRules(byline="span.writer", drop=("div.related", "p.copyright")),
        delay_seconds=5.0,
        articles_min=20,
        articles_max=400,
    )

    assert (source, []) == read_source(_write(tmp_path, text=ALL))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Editors that begin a file with a byte-order mark are put up with."""
    assert (_source(), []) == read_source(_write(tmp_path, text="\ufeff" + LEAST + FEED))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("outlet = ", [""]),
        (FEED, ["outlet", "home", "country", "language", "timezone"]),
        (LEAST, ["discover"]),
        (f"color = 'red'\n{LEAST}{FEED}", ["color"]),
        (f"private = 'yes'\n{LEAST}{FEED}", ["private"]),
        (f"publisher = ''\n{LEAST}{FEED}", ["publisher"]),
        (f"months = 'coptic'\n{LEAST}{FEED}", ["months"]),
        (f"kind = 'blog'\nwikidata = 'Q0'\n{LEAST}{FEED}", ["kind", "wikidata"]),
        ((LEAST + FEED).replace('"الأفق"', '" "'), ["outlet"]),
        ((LEAST + FEED).replace('"الأفق"', "5"), ["outlet"]),
        ((LEAST + FEED).replace("Asia/Muscat", "Asia/Mascat"), ["timezone"]),
        ((LEAST + FEED).replace("Asia/Muscat", "../../etc/passwd"), ["timezone"]),
        ((LEAST + FEED).replace('"om"', '"OM"'), ["country"]),
        ((LEAST + FEED).replace('"om"', '"eg"'), ["country"]),
        ((LEAST + FEED).replace('"ar"', '"arabic"'), ["language"]),
        ((LEAST + FEED).replace("https://outlet.example/feed", "ftp://outlet.example/feed"), ["discover[1].url"]),
        ((LEAST + FEED).replace("https://outlet.example/\"", "outlet.example\""), ["home"]),
        ((LEAST + FEED).replace('"feed"', '"rss"'), ["discover[1].kind"]),
        (f"{LEAST}{FEED}each = 1\n", ["discover[1].each"]),
        (f"{LEAST}{FEED}follow = '(['\n", ["discover[1].follow"]),
        (f"{LEAST}{FEED}{FEED}", ["discover[2].url"]),
        (f"discover = []\n{LEAST}", ["discover"]),
        (f"discover = ['https://outlet.example/feed']\n{LEAST}", ["discover[1]"]),
        (f"{LEAST}{FEED}[extract]\nbyline = 'div['\n", ["extract.byline"]),
        (f"{LEAST}{FEED}[extract]\ndrop = ['ok', '<b>', 5]\n", ["extract.drop", "extract.drop"]),
        (f"{LEAST}{FEED}[extract]\ndrop = 'div'\n", ["extract.drop"]),
        (f"{LEAST}{FEED}[extract]\nauthor = 'div'\n", ["extract.author"]),
        (f"{LEAST}{FEED}[extract]\nsigns = 'beside'\n", ["extract.signs"]),
        (f"{LEAST}{FEED}[polite]\ndelay_seconds = 0.5\n", ["polite.delay_seconds"]),
        (f"{LEAST}{FEED}[polite]\ndelay_seconds = 'slow'\n", ["polite.delay_seconds"]),
        (f"{LEAST}{FEED}[polite]\ndelay_seconds = inf\n", ["polite.delay_seconds"]),
        (f"{LEAST}{FEED}[polite]\nobey = false\n", ["polite.obey"]),
        (f"{LEAST}{FEED}[expect]\narticles_min = 2.5\n", ["expect.articles_min"]),
        (f"{LEAST}{FEED}[expect]\narticles_min = true\n", ["expect.articles_min"]),
        (f"{LEAST}{FEED}[expect]\narticles_min = 5\narticles_max = 4\n", ["expect"]),
        ((LEAST + FEED).replace("outlet.example/feed", "10.0.0.1/feed"), ["discover[1].url"]),
        ((LEAST + FEED).replace("outlet.example/", "localhost:8000/"), ["home", "discover[1].url"]),
        ("x = 1\ny = 2\n" + (LEAST + FEED).replace("Muscat", "Mascat"), ["x", "y", "timezone"]),
    ],
)  # fmt: skip
def test_every_fault_of_a_file_is_named(tmp_path: Path, text: str, keys: list[str]) -> None:
    """Unknown keys, wrong types, bad zones, patterns, selectors and addresses: each is a fault with its key."""
    source, faults = read_source(_write(tmp_path, text=text))

    assert (None, keys) == (source, [each.key for each in faults])


@pytest.mark.parametrize("name", ["outlet", "om-outlet", "OM_outlet", "om_"])
def test_a_file_is_named_after_country_and_outlet(tmp_path: Path, name: str) -> None:
    """A file that is not called <iso2>_<outlet>.toml is a fault of the file."""
    assert [""] == [each.key for each in read_source(_write(tmp_path, name))[1]]


def test_a_file_is_in_its_countrys_folder(tmp_path: Path) -> None:
    """A file in another country's folder is a fault of its country."""
    assert ["country"] == [each.key for each in read_source(_write(tmp_path / "eg"))[1]]


def test_a_private_host_is_for_private_sources(tmp_path: Path) -> None:
    """With `private = true` a loopback address may be named, and be asked without a pause."""
    text = (LEAST + FEED).replace("outlet.example", "127.0.0.1:8000")

    source, faults = read_source(_write(tmp_path, text=f"private = true\n{text}[polite]\ndelay_seconds = 0\n"))

    assert ([], 0.0) == (faults, source.delay_seconds if source else None)


def test_a_fault_says_where_it_was_found(tmp_path: Path) -> None:
    """The message of a fault opens with the file and the key."""
    path = _write(tmp_path, text=f"color = 'red'\n{LEAST}{FEED}")

    assert f"{path}: color: unknown key" == str(read_source(path)[1][0]).partition(";")[0]


def test_the_operators_file_replaces_ours(tmp_path: Path) -> None:
    """A file in the operator's folder, flat or by country, stands above the built-in one of its id."""
    _write(tmp_path / "ours" / "om", "om_first")
    _write(tmp_path / "ours" / "om", "om_second")
    path = _write(tmp_path / "own", "om_first", (LEAST + FEED).replace("الأفق", "آفاق"))

    catalogue = Catalogue.load(tmp_path / "own", built_in=tmp_path / "ours")

    assert (["om_first", "om_second"], "آفاق", path) == (
        list(catalogue.sources),
        catalogue.get("om_first").outlet,
        catalogue.origin("om_first"),
    )


def test_a_broken_file_stops_nobody_else(tmp_path: Path) -> None:
    """The other sources stand; the broken one is told by its faults, and ours does not step in unseen."""
    _write(tmp_path / "ours" / "om", "om_first")
    _write(tmp_path / "ours" / "om", "om_second")
    _write(tmp_path / "own", "om_first", "outlet = ")
    catalogue = Catalogue.load(tmp_path / "own", built_in=tmp_path / "ours")

    with pytest.raises(BrokenSource, match="not valid TOML"):
        catalogue.get("om_first")

    assert ["om_second"] == list(catalogue.sources)


def test_two_files_of_one_id_are_a_fault(tmp_path: Path) -> None:
    """The same id flat and by country leaves nobody guessing which one counts."""
    _write(tmp_path)
    _write(tmp_path / "om")

    catalogue = Catalogue.load(tmp_path, built_in=tmp_path / "none")

    assert ([], ["om_outlet"]) == (list(catalogue.sources), [each.path.stem for each in catalogue.errors])


def test_an_unknown_id_meets_its_neighbours(tmp_path: Path) -> None:
    """A misspelled id is answered with those that are written alike."""
    _write(tmp_path)

    with pytest.raises(UnknownSource, match="did you mean om_outlet"):
        Catalogue.load(tmp_path, built_in=tmp_path / "none").get("om_outlt")


def test_a_country_is_chosen_by_its_letters(tmp_path: Path) -> None:
    """Small and large letters name the same country."""
    _write(tmp_path)
    catalogue = Catalogue.load(tmp_path, built_in=tmp_path / "none")

    assert ([_source()], []) == (catalogue.by_country("OM"), catalogue.by_country("eg"))


def test_a_missing_folder_holds_no_source(tmp_path: Path) -> None:
    """An operator without files of their own has the built-in sources."""
    assert Catalogue.load(None) == Catalogue.load(tmp_path / "none")


@pytest.mark.parametrize(
    "site", ["www.other.example", "other.example/news", "https://other.example", "127.0.0.1", "localhost", "", "co.uk"]
)
def test_another_site_is_a_registrable_domain(tmp_path: Path, site: str) -> None:
    """`sites` cannot open an address inside, a part of a site, or a whole suffix."""
    _, faults = read_source(_write(tmp_path, text=f'sites = ["{site}"]\n{LEAST}{FEED}'))

    assert ["sites"] == [each.key for each in faults]
