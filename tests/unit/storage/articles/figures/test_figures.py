"""The figures of some days agree with the rows of the store, and with each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from storage.articles.figures.collect import collect_figures
from storage.records import DatePrecision, Fetched, Gone, ListingEntry, ReadArticle
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, SOURCE, fetched, offered, read

_TEXT = " ".join(f"كلمة{number}" for number in range(60))


def _keep(store: Store, *reads: ReadArticle, at: datetime = NOW) -> None:
    store.articles.keep([fetched(each.article.requested_url, each, at=at) for each in reads], run_id=1)


def _article(name: str, body: str = "", **fields: object) -> ReadArticle:
    made = read(
        HOME + name,
        f"وزير الصحة يزور المستشفى رقم {name}",
        body or " ".join(f"كلام{name}{number}" for number in range(20)),
    )
    return replace(made, article=replace(made.article, **fields))  # type: ignore[arg-type]


def test_an_empty_store_has_figures_of_nothing(store: Store) -> None:
    """Every day is there with a count of 0."""
    found = collect_figures(store.file, days=7, at=NOW)

    assert (7, 0, None) == (len(found.days), found.articles, found.last_day)
    assert (date(2026, 11, 17), date(2026, 11, 23)) == (found.since, found.until)


def test_days_hours_and_dates_that_are_missing(store: Store) -> None:
    """The outlet's day and hour count; a day without a time has no hour, an article without a date is apart."""
    _keep(
        store,
        _article("1", published_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC)),
        _article("2", published_at=datetime(2026, 11, 22, tzinfo=UTC), published_precision=DatePrecision.DAY,
                 published_day=date(2026, 11, 22)),
        _article("3", published_at=None),
        _article("4", published_at=NOW - timedelta(days=40)),
    )  # fmt: skip
    found = collect_figures(store.file, days=2, at=NOW)

    assert (2, 1, 1) == (found.articles, found.timed, found.undated)
    assert [1, 1] == [each.articles for each in found.days]
    assert 1 == found.hours[0]


def test_copies_lead_edits_and_withdrawals_are_counted_of_one_whole(store: Store) -> None:
    """One original with a copy elsewhere, one edited headline, one article taken down: each is counted once."""
    store.sources.register([make_source("ma_other")])
    offered(store, ListingEntry(url=HOME + "4"))
    _keep(
        store,
        _article("1", _TEXT),
        _article("2", _TEXT, source_id="ma_other", published_at=NOW + timedelta(minutes=-1), agency="واس"),
        _article("3"),
        _article("4"),
    )
    before = _article("3").article
    _keep(store, read(HOME + "3", "وزير الصحة يلغي الزيارة", before.body), at=NOW + timedelta(hours=1))
    gone = Fetched(url=HOME + "4", source_id=SOURCE.id, fetched_at=NOW + timedelta(hours=1), outcome=Gone(status=410))
    store.articles.keep([gone], run_id=1)
    found = collect_figures(store.file, days=1, at=NOW + timedelta(hours=2))

    assert (3, 1, 1, 1) == (found.articles, found.copies, found.edited, found.withdrawn)
    assert found.articles == sum(each.articles for each in found.outlets)
    assert [("ma_other", 1), ("ma_outlet", 0)] == sorted((each.source_id, each.led) for each in found.outlets)
    assert [(1,)] == [(each.articles,) for each in found.pairs]
    assert [HOME + "2"] == [each.url for each in found.most_copied]
    assert [("وزير الصحة يزور المستشفى رقم 3", "وزير الصحة يلغي الزيارة")] == [
        (each.before, each.after) for each in found.headline_changes
    ]
    assert [("spa", 1)] == [(each.agency_id, each.articles) for each in found.agencies]


def test_the_last_day_may_be_tomorrow_in_the_east_and_no_later(store: Store) -> None:
    """At 23:00 UTC it is the 24th in Rabat; an article of a day that is nowhere yet is not waited for."""
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    _keep(store, _article("1", published_at=late), _article("2", published_at=late + timedelta(days=3)), at=late)
    found = collect_figures(store.file, days=1, at=late)

    assert (date(2026, 11, 24), date(2026, 11, 24), 1) == (found.since, found.until, found.articles)


def test_figures_are_those_of_one_moment(store: Store) -> None:
    """Reading them leaves no transaction behind: the store can be written by the same connection at once."""
    collect_figures(store.file, days=1, at=NOW)
    _keep(store, _article("1"))

    assert 1 == collect_figures(store.file, days=1, at=NOW).articles
