"""The catalogue as a whole: whom it covers, what it may claim, and the page that tells of it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.excluded_outlets import EXCLUDED_OUTLETS
from spiders.catalogue.overview import LEAGUE, overview_page
from spiders.catalogue.source_reader import MONTHS
from storage.source import Discovery, DiscoveryKind, Source
from tests.support.paths import DOCS
from tests.support.sources import make_source

PAGE = DOCS / "generated" / "sources.md"
SEEN_LIVE: set[str] = set()  # an id comes in here with the change that says `checked = true`, and who looked
SOURCES = [*Catalogue.load(None).sources.values()]
# tz database, zone.tab. Arab48 writes from Haifa, where the clock is Jerusalem's.
ZONES = {
    "ae": "Asia/Dubai", "bh": "Asia/Bahrain", "dj": "Africa/Djibouti", "dz": "Africa/Algiers", "eg": "Africa/Cairo",
    "iq": "Asia/Baghdad", "jo": "Asia/Amman", "km": "Indian/Comoro", "kw": "Asia/Kuwait", "lb": "Asia/Beirut",
    "ly": "Africa/Tripoli", "ma": "Africa/Casablanca", "mr": "Africa/Nouakchott", "om": "Asia/Muscat",
    "ps": "Asia/Hebron Asia/Gaza Asia/Jerusalem", "qa": "Asia/Qatar", "sa": "Asia/Riyadh", "sd": "Africa/Khartoum",
    "so": "Africa/Mogadishu", "sy": "Asia/Damascus", "tn": "Africa/Tunis", "ye": "Asia/Aden",
}  # fmt: skip


def _source(source_id: str, *, checked: bool = False) -> Source:
    return make_source(
        source_id,
        publisher="Horizon | Press",
        timezone="Asia/Muscat",
        months="egyptian",
        discover=(Discovery(kind=DiscoveryKind.SECTION, url="https://outlet.example/"),),
        checked=checked,
    )


def test_the_page_tells_of_the_catalogue_as_it_is() -> None:
    """docs/generated/sources.md is what `python -m spiders.catalogue.overview` prints of the built-in files."""
    assert overview_page(SOURCES, EXCLUDED_OUTLETS) == PAGE.read_text(encoding="utf-8")


def test_every_country_of_the_arab_league_is_there() -> None:
    """Each of the 22 has an outlet at least."""
    assert set(LEAGUE) == set(ZONES) == {each.country for each in SOURCES} & set(LEAGUE)


def test_no_built_in_file_claims_to_have_been_seen() -> None:
    """`checked` stands in no file that is not named above as seen in a live crawl."""
    assert SEEN_LIVE == {each.id for each in SOURCES if each.checked}


def test_a_zone_is_one_of_its_country() -> None:
    """An outlet of an Arab country has a clock of that country."""
    assert [] == [
        each.id for each in SOURCES if each.country in ZONES and each.timezone not in ZONES[each.country].split()
    ]


def test_every_outlet_has_a_month_system() -> None:
    """What months an outlet prints is said of each, in one of the six words."""
    assert [] == [each.id for each in SOURCES if each.months not in MONTHS]


def test_no_two_sources_are_one() -> None:
    """No two have the same home, `www.` and a last slash aside, and none lists what another does."""
    homes = Counter(_bare(each.home) for each in SOURCES)
    listings = Counter(_bare(each.url) for source in SOURCES for each in source.discover)

    assert [] == [address for address, times in (homes | listings).items() if times > 1]


def test_what_was_left_out_is_not_there() -> None:
    """No outlet stands both in the catalogue and among those that were left out."""
    assert set() == {each.site for each in EXCLUDED_OUTLETS} & {_bare(each.home) for each in SOURCES}


def test_the_page_says_what_has_been_seen() -> None:
    """Only a source that was checked is told as seen live."""
    unseen, seen = (overview_page([_source("om_a"), _source("om_b", checked=each)]) for each in (False, True))

    assert [(True, 0), (False, 1)] == [
        ("None of them has been seen" in each, each.count("| yes |")) for each in (unseen, seen)
    ]


def test_a_row_holds_what_a_source_says() -> None:
    """A name in Arabic is isolated, and a bar in a name ends no cell."""
    row = r"| [om_a](https://outlet.example/) | <bdi>الأفق</bdi> | Horizon \| Press | section | Asia/Muscat | egyptian | not yet |"

    assert [row] == [each for each in overview_page([_source("om_a")]).splitlines() if "om_a" in each]


def _bare(url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + query
