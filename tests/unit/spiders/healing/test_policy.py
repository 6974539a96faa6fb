"""What is taken of what a look around finds, when the next one is, and when it is let go again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.healing.detection import DeadListing
from spiders.healing.policy import WELL_FOR, choose_replacements, is_search_due, judge, problem_text
from storage.discovery.health import DiscoveryHealth, ReplacementListing
from storage.source import Discovery, DiscoveryKind
from tests.support.sources import make_source
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOME = "https://outlet.example/"
FEED = Discovery(kind=DiscoveryKind.FEED, url=HOME + "feed")
MAP = Discovery(kind=DiscoveryKind.SITEMAP, url=HOME + "sitemap.xml")
SOURCE = make_source("ma_outlet", timezone="UTC", discover=(FEED, MAP))
DEAD = DeadListing(url=FEED.url, since=NOW - DAY, problem="dead since yesterday")
SILENT = DeadListing(url=FEED.url, since=NOW - 9 * DAY, problem="silent since last week", silent=True)
FOUND = ReplacementListing(
    kind=DiscoveryKind.FEED, url=HOME + "new.xml", found_at=NOW - DAY, entries=3, replaces="the feed"
)
WELL = DiscoveryHealth(source_id=SOURCE.id)
HEALED = replace(WELL, searched_at=NOW - DAY, searched_for=(FEED.url,), replacements=(FOUND,))


def _way(
    path: str, kind: DiscoveryKind = DiscoveryKind.FEED, *articles: str, newest_at: datetime | None = NOW - HOUR
) -> DiscoveryCandidate:
    discovery = Discovery(kind=kind, url=HOME + path)
    return DiscoveryCandidate(
        discovery=discovery, articles=articles or (HOME + "a",), newest_at=newest_at, found_in="a link"
    )


def _chosen(
    *ways: DiscoveryCandidate, dead: tuple[DeadListing, ...] = (DEAD,), named: frozenset[str] = frozenset()
) -> list[str]:
    found = choose_replacements(ways, SOURCE, dead=dead, used=(), named=lambda _way: named, now=NOW)
    return [each.url.removeprefix(HOME) for each in found]


def test_a_feed_is_taken_and_the_files_own_ways_are_not() -> None:
    """What the file names is no find, however it is spelled."""
    assert ["rss.xml"] == _chosen(_way("feed"), _way("sitemap.xml#top", DiscoveryKind.SITEMAP), _way("rss.xml"))


def test_what_a_living_way_names_already_is_not_taken() -> None:
    """The same feed under another address would only cost requests."""
    same, more = _way("feed/"), _way("rss", DiscoveryKind.FEED, HOME + "a", HOME + "b")

    assert ["rss"] == _chosen(same, more, named=frozenset({HOME + "a"}))


@every_row(
    ("dead", "newest_at", "is_taken"),
    [
        (DEAD, None, True),
        (DEAD, NOW - 30 * DAY, True),
        (DEAD, NOW - 46 * DAY, False),
        (SILENT, None, True),
        (SILENT, NOW - 10 * DAY, False),
        (SILENT, NOW - 8 * DAY, True),
    ],
)
def test_what_is_stale_is_not_taken(dead: DeadListing, newest_at: datetime | None, is_taken: bool) -> None:
    """Nothing older than 45 days; for a silent way only what is newer than its last word."""
    assert is_taken == bool(_chosen(_way("rss.xml", newest_at=newest_at), dead=(dead,)))


def test_a_section_page_is_the_last_resort() -> None:
    """While a sitemap lives it is not taken; where all is dead it is."""
    page = _way("news", DiscoveryKind.SECTION)
    both = (DEAD, replace(DEAD, url=MAP.url))

    assert ([], ["news"]) == (_chosen(page), _chosen(page, dead=both))


def test_no_more_than_six_are_taken() -> None:
    """However many feeds an outlet has, a look stays cheap."""
    assert 6 == len(_chosen(*(_way(f"{n}.xml") for n in range(9))))


@every_row(
    ("known", "is_it"),
    [
        (WELL, True),
        (replace(WELL, searched_at=NOW - DAY, searched_for=(FEED.url,), fruitless_searches=1), True),
        (replace(WELL, searched_at=NOW - DAY + HOUR, searched_for=(FEED.url,), fruitless_searches=1), False),
        (replace(WELL, searched_at=NOW - 3 * DAY, searched_for=(FEED.url,), fruitless_searches=3), False),
        (replace(WELL, searched_at=NOW - 4 * DAY, searched_for=(FEED.url,), fruitless_searches=3), True),
        (replace(WELL, searched_at=NOW - 7 * DAY, searched_for=(FEED.url,), fruitless_searches=99), True),
        (HEALED, False),
        (replace(HEALED, searched_at=NOW - 9 * DAY), False),
        (replace(HEALED, searched_for=(MAP.url,)), True),
        (replace(HEALED, searched_for=(MAP.url,), searched_at=NOW - HOUR), False),
        (replace(HEALED, replacements=(replace(FOUND, dropped_at=NOW),)), True),
    ],
)
def test_it_looks_around_once_a_day_at_most(known: DiscoveryHealth, is_it: bool) -> None:
    """Ever more rarely while it finds nothing, not at all while what it found lives, at once for a new death."""
    assert is_it == is_search_due(known, [DEAD], now=NOW)


def test_nobody_looks_around_for_the_healthy() -> None:
    """Without a death there is nothing to look for."""
    assert False is is_search_due(WELL, [], now=NOW)


def test_a_healthy_source_stays_as_it_is() -> None:
    """Nothing is told, nothing changes, so nothing is written."""
    found = judge(WELL, SOURCE, dead=[], lost=[], now=NOW)

    assert (WELL, ()) == (found.health, found.messages)


def test_a_found_way_that_died_is_let_go_with_a_word() -> None:
    """It stays on record with its reason."""
    lost = replace(DEAD, url=FOUND.url, problem="dead since noon")
    found = judge(HEALED, SOURCE, dead=[DEAD], lost=[lost], now=NOW)

    dropped = replace(FOUND, dropped_at=NOW, dropped_reason="dead since noon")
    assert ((dropped,), (f"{FOUND.url}: was a replacement, dropped now: dead since noon",)) == (
        found.health.replacements,
        found.messages,
    )


@every_row(("well", "is_used"), [(None, True), (WELL_FOR - HOUR, True), (WELL_FOR, False)])
def test_found_ways_are_used_until_the_file_has_been_well_for_three_days(well: timedelta | None, is_used: bool) -> None:
    """A dead way that comes back for a day does not end them."""
    before = replace(HEALED, well_since=None if well is None else NOW - well)

    assert is_used == bool(judge(before, SOURCE, dead=[], lost=[], now=NOW).health.used)


def test_a_relapse_begins_the_three_days_anew() -> None:
    """What was well and is dead again has not been well."""
    before = replace(HEALED, well_since=NOW - WELL_FOR)

    assert None is judge(before, SOURCE, dead=[DEAD], lost=[], now=NOW).health.well_since


def test_what_the_file_names_now_is_the_files() -> None:
    """A found way that was pasted is forgotten, and nothing is told of it."""
    pasted = replace(SOURCE, discover=(Discovery(kind=FOUND.kind, url=FOUND.url),))
    found = judge(HEALED, pasted, dead=[], lost=[], now=NOW)

    assert ((), None, ()) == (found.health.replacements, found.health.problem, found.messages)


def test_the_words_say_what_to_do() -> None:
    """What died, what is used instead and how to keep it; or that nothing was found, and when it looks again."""
    fruitless = replace(WELL, searched_at=NOW, fruitless_searches=2)

    paste = "put it into the source file: `rasad sources show ma_outlet` prints it"
    again = "the next search is not before 2026-11-25 12:00 UTC"
    assert (
        f"{FEED.url}: dead since yesterday; found instead: feed {FOUND.url}; {paste}",
        f"{FEED.url}: dead since yesterday; no replacement found on 2026-11-23, {again}",
        None,
    ) == (problem_text(HEALED, [DEAD]), problem_text(fruitless, [DEAD]), problem_text(WELL, []))
