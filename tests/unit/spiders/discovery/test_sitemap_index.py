"""Which children of an index are read, in which order, and which are left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from spiders.discovery.sitemap_index import MOST_UNDATED, choose, is_unchanged
from spiders.listings.date_archives import DateWindow
from spiders.listings.listing import ChildSitemap
from storage.discovery.listings import ListingState
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOME = "https://outlet.example/"


def _children(*named: tuple[str, int | None]) -> list[ChildSitemap]:
    return [
        ChildSitemap(url=HOME + name, modified_at=None if days is None else NOW - days * DAY) for name, days in named
    ]


def _names(children: tuple[ChildSitemap, ...]) -> list[str]:
    return [each.url.removeprefix(HOME) for each in children]


def test_the_children_of_the_last_weeks_are_read_the_newest_first() -> None:
    """What changed more than sixty days before the newest is for a backfill; the newest three are read at any age."""
    children = _children(("a", 300), ("b", 1), ("c", 59), ("d", 90), ("e", 30))

    chosen = choose(children, DateWindow(), NOW)

    assert (["b", "e", "c"], ["d", "a"]) == (_names(chosen.now), _names(chosen.older))


def test_an_index_that_rests_is_read_by_its_own_newest() -> None:
    """Weeks are counted from the newest child, not from today: an outlet that rests is no archive."""
    children = _children(("a", 700), ("b", 710), ("c", 720), ("d", 730), ("e", 900))

    assert ["a", "b", "c", "d"] == _names(choose(children, DateWindow(), NOW).now)


def test_a_date_in_the_name_bounds_what_the_index_says() -> None:
    """An old month that was written anew today holds no news."""
    old = [(f"sitemap-2019-0{n}.xml", 0) for n in range(1, 7)]
    chosen = choose(_children(*old, ("sitemap-2026-11.xml", 0)), DateWindow(), NOW)

    assert ["sitemap-2026-11.xml", "sitemap-2019-06.xml", "sitemap-2019-05.xml"] == _names(chosen.now)


def test_an_old_month_that_changed_is_read_for_its_edits() -> None:
    """Of the years of an archive two months have a fresh date: an old article was edited there."""
    old = [(f"sitemap-20{year}-0{n}.xml", 400) for year in range(15, 25) for n in range(1, 10)]
    edited = [("sitemap-2018-11.xml", 1), ("sitemap-2020-12.xml", 30)]
    recent = [("sitemap-2026-11.xml", 0), ("sitemap-2026-10.xml", 23), ("sitemap-2026-09.xml", 55)]
    chosen = choose(_children(*old, *edited, *recent), DateWindow(), NOW)

    assert (["sitemap-2026-11.xml", "sitemap-2026-10.xml"], ["sitemap-2018-11.xml", "sitemap-2020-12.xml"], 90) == (
        _names(chosen.now)[:2],
        _names(chosen.now)[-2:],
        len(chosen.older),
    )


def test_an_archive_that_is_dated_all_day_long_costs_ten_requests() -> None:
    """Every old month has a date of its own of today: the latest ten are read."""
    old = [
        ChildSitemap(url=f"{HOME}sitemap-20{y}-0{n}.xml", modified_at=NOW - timedelta(minutes=7 * (9 * y + n)))
        for y in range(10, 24)
        for n in range(1, 10)
    ]
    chosen = choose([*old, *_children(("sitemap-2026-11.xml", 0))], DateWindow(), NOW)

    assert len(chosen.now) <= 13


def test_numbers_that_look_like_years_are_numbers() -> None:
    """Page 2019 of three thousand is no year."""
    chosen = choose(_children(*((f"sitemap-{n}.xml", None) for n in range(2000, 2999))), DateWindow(), NOW)

    assert ["sitemap-2998.xml", "sitemap-2000.xml", "sitemap-2997.xml"] == _names(chosen.now)[:3]


def test_without_dates_both_ends_are_read_and_lists_of_tags_last() -> None:
    """The newest may stand at either end; the rest is for a backfill."""
    names = [("tag-sitemap.xml", None), *((f"post-sitemap{n}.xml", None) for n in range(1, 31))]
    chosen = choose(_children(*names), DateWindow(), NOW)

    assert (["post-sitemap30.xml", "post-sitemap1.xml"], MOST_UNDATED, 11, "tag-sitemap.xml") == (
        _names(chosen.now)[:2],
        len(chosen.now),
        len(chosen.undated),
        _names(chosen.undated)[-1],
    )


def test_a_window_leaves_out_what_cannot_lie_in_it() -> None:
    """By the date in the name, and by a last change before the window begins."""
    window = DateWindow(since=datetime(2026, 3, 5, tzinfo=UTC), until=datetime(2026, 4, 25, tzinfo=UTC))
    months = [(f"s-2026-{n:02}.xml", None) for n in range(1, 12)]
    chosen = choose(_children(*months, ("x.xml", 400)), window, NOW)

    assert ([], ["s-2026-04.xml", "s-2026-03.xml"]) == (_names(chosen.now), _names(chosen.older))


@every_row(
    ("modified", "known", "unchanged"),
    [
        (NOW - DAY, ListingState(), False),
        (NOW - DAY, ListingState(named_at=NOW - DAY, answered_at=NOW), True),
        (NOW, ListingState(named_at=NOW - DAY, answered_at=NOW), False),
        (NOW + DAY, ListingState(named_at=NOW + DAY, answered_at=NOW), False),
        (None, ListingState(named_at=NOW - DAY, answered_at=NOW), False),
    ],
    ids=["never-read", "same-date", "moved-date", "day-not-over", "no-date"],
)
def test_a_child_is_unchanged_by_its_indexs_word(
    modified: datetime | None, known: ListingState, *, unchanged: bool
) -> None:
    """The date that the index gave when the child was read last, if it was over by then."""
    child = ChildSitemap(url=HOME + "a.xml", modified_at=modified)

    assert unchanged == is_unchanged(child, known, NOW, is_newest=False)


def test_a_month_that_was_over_when_it_was_read_has_nothing_to_come() -> None:
    """Without a word of its index, the date in its name says so."""
    child = ChildSitemap(url=HOME + "s-2026-03.xml", modified_at=None)
    answered = [datetime(2026, 3, 30, tzinfo=UTC), datetime(2026, 4, 5, tzinfo=UTC)]

    assert [False, True] == [is_unchanged(child, ListingState(answered_at=at), NOW, is_newest=False) for at in answered]


def test_the_newest_child_is_asked_every_day() -> None:
    """Some indexes bear one date for ever."""
    child = ChildSitemap(url=HOME + "a.xml", modified_at=NOW - 9 * DAY)
    known = ListingState(named_at=NOW - 9 * DAY, answered_at=NOW - 2 * DAY)

    assert (True, False) == (
        is_unchanged(child, known, NOW, is_newest=False),
        is_unchanged(child, known, NOW, is_newest=True),
    )
