"""A source as text, and lists of feeds: what is written is read back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.drafts import blanks, is_same_outlet, longer_id, source_id
from spiders.catalogue.opml import OpmlError, OpmlOutline, SkippedOutline, read_opml, write_opml
from spiders.catalogue.opml_sources import drafted_sources, outlines_of
from spiders.catalogue.source_reader import read_source
from spiders.catalogue.source_writer import source_toml
from storage.source import Discovery, DiscoveryKind, ExtractRules, OutletKind, Source
from tests.support.sources import make_source
from tests.support.tables import every_row
from tests.unit.spiders.sites import HOME, NOW

WHOLE = make_source(
    "ma_alofoq",
    outlet='الأفق "الجديد"',
    publisher="مؤسسة الأفق",
    home=HOME,
    licence="read, index, link",
    discover=(
        Discovery(kind=DiscoveryKind.FEED, url=f"{HOME}feed"),
        Discovery(kind=DiscoveryKind.SECTION, url=f"{HOME}sport", follow=r"/news/\d{3,}\.html$"),
        Discovery(kind=DiscoveryKind.SECTION, url=f"{HOME}world", follow=r"/it's/\d+"),
    ),
    extract=ExtractRules(byline="span.writer", drop=("div.related",), signs="below"),
    sites=("alofoq-news.ma",),
    delay_seconds=2.5,
    articles_min=5,
    articles_max=40,
    checked=True,
    kind=OutletKind.AGENCY,
    owner="مجموعة الأفق",
    wikidata="Q42",
)
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>أخبار</title></head><body>
<outline text="المغرب"><outline text="رياضة">
<outline type="rss" text="الأفق - رياضة" xmlUrl="https://www.alofoq.ma/sport.xml" htmlUrl="https://www.alofoq.ma/"/></outline>
<outline type="rss" title="الأفق" xmlUrl="https://www.alofoq.ma/feed" language="ar-MA"/></outline>
<outline type="rss" text="صوت" xmlUrl="https://sawt.example/rss" htmlUrl="https://sawt.example/"/>
<outline type="rss" text="بلا عنوان" xmlUrl="feed:nothing"/></body></opml>"""


def _read(folder: Path, source: Source, text: str) -> tuple[Source | None, list[str]]:
    path = folder / f"{source.id}.toml"
    path.write_text(text, encoding="utf-8")
    found, faults = read_source(path)
    return found, [each.key for each in faults]


def test_a_source_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Every key, quotes and backslashes too."""
    assert (WHOLE, []) == _read(tmp_path, WHOLE, source_toml(WHOLE))


def test_every_built_in_source_is_read_back(tmp_path: Path) -> None:
    """What the catalogue says survives the writer: the list names every source of which it does not."""
    sources = Catalogue.load(None).sources.values()

    assert [] == [each.id for each in sources if (each, []) != _read(tmp_path, each, source_toml(each))]


def test_blanks_are_marked_and_named(tmp_path: Path) -> None:
    """A key that is not known stands there empty with its note; reading the file names it and what to fill in."""
    source = make_source("xx_outlet", home=HOME, country="", timezone="", discover=WHOLE.discover)
    text = source_toml(source, notes={each.key: each.why for each in blanks(source)} | {"licence": "not looked for"})
    _, keys = _read(tmp_path, source, text)
    marked = re.findall(r"^(?:# )?(\w+) *= *(?:\"\")? *# \?: \S", text, re.MULTILINE)

    assert (["country", "timezone"], ["country", "timezone", "licence"]) == (keys, marked)


def test_a_draft_is_no_fault_of_the_catalogue(tmp_path: Path) -> None:
    """A file that only has blanks is a draft; one with another fault is broken."""
    (tmp_path / "xx_a.toml").write_text(source_toml(WHOLE).replace('"Africa/Casablanca"', '""').replace('"ma"', '""'))
    (tmp_path / "xx_b.toml").write_text('timezone = ""\ncolor = "red"\n')

    assert {"xx_a": ("country", "timezone")} == Catalogue.load(tmp_path).drafts


def test_an_id_is_made_of_country_and_host() -> None:
    """The registered name, an address in figures, a name in Arabic letters; a second outlet gets what tells it apart."""
    made = [
        source_id("ma", "https://www.al-watan.ma/"),
        source_id("", "https://www.outlet.com.eg/ar/"),
        source_id("sa", "http://127.0.0.11:8080/"),
        longer_id("eg_outlet", "https://arabic.sport.outlet.com/ar/"),
    ]

    assert ["ma_alwatan", "xx_outlet", "sa_127_0_0_11", "eg_outlet_sport_ar_com"] == made


def test_one_host_is_one_outlet() -> None:
    """`www.` and default ports aside; another port of an address is another outlet."""
    pairs = [
        ("https://www.outlet.example/ar/", "http://outlet.example/"),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/"),
        ("", ""),
    ]

    assert [True, False, False] == [is_same_outlet(a, b) for a, b in pairs]


def test_outlines_of_one_site_make_one_source() -> None:
    """Nested groups, an attribute's language, a country by the host's ending; what is not known is empty."""
    outlines, skipped = read_opml(OPML.encode())
    made = [each.source for each in drafted_sources(outlines, country=None, private=False)]

    assert [("ma_alofoq", "الأفق", "ar", "Africa/Casablanca", 2), ("xx_sawt", "صوت", "", "", 1)] == [
        (each.id, each.outlet, each.language, each.timezone, len(each.discover)) for each in made
    ]
    assert (SkippedOutline(title="بلا عنوان", why="no address of a feed: 'feed:nothing'"),) == skipped


def test_a_list_that_we_wrote_is_read_back() -> None:
    """Feeds, names, countries, ids and zones survive; sections have no place in a list of feeds."""
    text = write_opml("rasad", [("ma", outlines_of(WHOLE))], now=NOW)
    made = drafted_sources(read_opml(text)[0], country=None, private=False)[0].source

    assert (WHOLE.id, WHOLE.outlet, WHOLE.home, WHOLE.country, WHOLE.language, WHOLE.timezone, WHOLE.discover[:1]) == (
        made.id, made.outlet, made.home, made.country, made.language, made.timezone, made.discover,
    )  # fmt: skip


def test_entities_of_a_list_are_not_resolved(tmp_path: Path) -> None:
    """No file is read and nothing is expanded by what a list declares."""
    secret = tmp_path / "secret"
    secret.write_text("https://stolen.example/", encoding="utf-8")
    text = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{secret}">]><opml><body><outline text="a" xmlUrl="https://a.example/f">&x;</outline></body></opml>'
    bomb = (
        '<!DOCTYPE o [<!ENTITY a "'
        + "x" * 1000
        + '"><!ENTITY b "'
        + "&a;" * 1000
        + '"><!ENTITY c "'
        + "&b;" * 1000
        + '">]>'
    )
    outlines, _ = read_opml(text.encode())

    assert ([OpmlOutline(feed="https://a.example/f", title="a")], False) == (list(outlines), "stolen" in repr(outlines))
    with pytest.raises(OpmlError):
        read_opml(f'{bomb}<opml><body><outline xmlUrl="&c;"/></body></opml>'.encode())


@every_row("text", ["", "مرحبا", "<html></html>", "<opml><body>"])
def test_what_is_not_a_list_is_reported(text: str) -> None:
    """The message names what it is instead."""
    with pytest.raises(OpmlError, match=r"not XML|instead of <opml>"):
        read_opml(text.encode())
