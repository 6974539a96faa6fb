"""When an outlet needs a person: by its problem, by what is read of it now and before, and never by what it always was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli.status.health import health
from crawler.config.data_dir import DataDir
from crawler.run.outcomes.outlet_health import HealthState, OutletHealth, all_health, stopped_schedule
from crawler.run.outcomes.reading_quality import quality_changes
from storage.records import ListingEntry
from storage.runs.outlet_history import FieldSample
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, new_store, offered, read
from tests.support.tables import every_row

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEXT = "زار الوزير القرى وافتتح مدرسة جديدة في حضور الأهالي الذين رحبوا به كثيرا "


def _samples(count: int, words: int = 300, **fields: bool) -> list[FieldSample]:
    whole = {"has_date": True, "has_author": True, "has_section": True}
    return [FieldSample(found_at=NOW + each * HOUR, words=words, **whole | fields) for each in range(count)]


@every_row(
    ("newest", "before", "words"),
    [
        (_samples(20), _samples(100), []),
        (_samples(20, 140), _samples(100), ["short"]),
        (_samples(20, 160), _samples(100), []),
        (_samples(20, 900), _samples(100), ["long"]),
        (_samples(20, has_date=False), _samples(100), ["date"]),
        (_samples(20, has_author=False), _samples(50) + _samples(50, has_author=False), ["author"]),
        (_samples(20, has_author=False), _samples(40) + _samples(60, has_author=False), []),
        (_samples(20, has_section=False), _samples(100, has_section=False), []),
        (_samples(12, has_section=False) + _samples(8), _samples(100), []),
        (_samples(9, 10), _samples(100), []),
        (_samples(20, 10), _samples(29), []),
        ([], _samples(100), []),
    ],
)
def test_a_redesign_is_told_from_an_ordinary_day(
    newest: Sequence[FieldSample], before: Sequence[FieldSample], words: list[str]
) -> None:
    """Half of the text, or a field that is gone, is a change; few articles, and fields that were never there, are none."""
    found = [each.text for each in quality_changes(newest, before)]

    assert [True] * len(words) == [word in text for word, text in zip(words, found, strict=True)]


def _found(store: Store, *, selected: frozenset[str] = frozenset({SOURCE.id}), at: timedelta = DAY) -> OutletHealth:
    (health,) = all_health(store, selected=selected, now=NOW + at)
    return health


def _problem(store: Store, text: str | None, *, at: timedelta = timedelta()) -> None:
    run = store.runs.start(at=NOW + at, command="crawl", pid=1)
    problems = {SOURCE.id: text} if text else {}
    store.runs.finish(run, at=NOW + at, exit_status=1, problems=problems, sources=[SOURCE.id])


def test_a_problem_needs_a_person_when_it_lasts(store: Store) -> None:
    """A server that does not answer for an hour may come back; after a day somebody has to look."""
    _problem(store, "none of its listings could be read")
    states = [_found(store, at=HOUR).state, _found(store, at=DAY).state]
    _problem(store, None, at=DAY)

    assert [HealthState.WAITS, HealthState.PERSON, HealthState.OK] == [*states, _found(store).state]


def test_a_problem_that_never_passes_needs_a_person_at_once(store: Store) -> None:
    """The way out is the one of its line."""
    _problem(store, "answered 410: it is gone for good: edit the source")
    found = _found(store, at=HOUR)

    assert (HealthState.PERSON, True) == (found.state, "--force --dry-run" in found.findings[0].remedy)


def test_a_source_that_is_not_selected_needs_nobody(store: Store) -> None:
    """What the operator disabled keeps its problem, and no alarm."""
    _problem(store, "none of its listings could be read")

    assert HealthState.WAITS is _found(store, selected=frozenset()).state


def test_a_redesign_is_found_in_the_store(store: Store) -> None:
    """Forty articles of ten days, then twenty with a tenth of the text: the finding names when they began."""
    for day in range(10):
        _keep(store, [f"{day}-{each}" for each in range(4)], TEXT * 20, at=day * DAY)
    _keep(store, [f"new-{each}" for each in range(20)], TEXT * 2, at=10 * DAY)
    _problem(store, None, at=10 * DAY)
    found = _found(store, at=10 * DAY + HOUR)

    assert (HealthState.PERSON, True, NOW + 10 * DAY, 20, 40) == (
        found.state,
        "became short" in found.findings[0].text,
        found.findings[0].since,
        found.newest.articles if found.newest else 0,
        found.before.articles if found.before else 0,
    )


def _keep(store: Store, names: list[str], body: str, *, at: timedelta) -> None:
    offered(store, *(ListingEntry(url=f"{HOME}{each}") for each in names), at=NOW + at)
    claimed(store, at=NOW + at)
    run = store.runs.start(at=NOW + at, command="crawl", pid=1)
    pages = [read(f"{HOME}{each}", f"خبر القرى {each}", f"{body}\n\n{each}") for each in names]
    counted = [replace(each, article=replace(each.article, words=len(body.split()))) for each in pages]
    store.articles.keep([fetched(each.article.requested_url, each, at=NOW + at) for each in counted], run_id=run)


def test_the_sums_begin_at_their_time(store: Store) -> None:
    """Runs before it are not counted, whatever numbers are missing between runs."""
    for day in range(12):
        run = store.runs.start(at=NOW + day * DAY, command="crawl", pid=1)
        store.runs.count(run, SOURCE.id, kept=1, rejected=day)
        store.runs.count_reasons(run, SOURCE.id, {"challenge": day})
    with store.file.writing() as db:  # the days 1, 4 and 9; the fixture's run is the first
        db.execute("delete from source_runs where run_id in (3, 6, 11)")
        db.execute("delete from runs where run_id in (3, 6, 11)")
    sums = store.outlet_histories.sums(since=NOW + 8 * DAY)[SOURCE.id]

    assert (3, 3, 8 + 10 + 11, {"challenge": 8 + 10 + 11}) == (
        sums.runs,
        sums.figures["kept"],
        sums.figures["rejected"],
        dict(sums.reasons),
    )


def test_a_schedule_that_stopped_is_told() -> None:
    """Two days without a run need a person, whatever the outlets do."""
    stopped = stopped_schedule(NOW, NOW + 2 * DAY)

    assert (None, None, "no run began for 48 hours") == (
        stopped_schedule(None, NOW),
        stopped_schedule(NOW, NOW + DAY),
        stopped.text if stopped else "",
    )


def test_the_command_fits_80_columns_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long problem is wrapped; one page for the outlet, too."""
    monkeypatch.setenv("COLUMNS", "80")
    data_dir = DataDir(data=tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{SOURCE.id}.toml").touch()
    with new_store(data_dir.store) as store:
        store.sources.register([SOURCE])
        _problem(store, "none of its last 14 new pages is an article, since 2026-11-20: " + "challenge 2, " * 20)
    done = [CliRunner().invoke(health, words, obj=data_dir) for words in ([], [SOURCE.id])]

    assert ([1, 1], []) == (
        [each.exit_code for each in done],
        [line for each in done for line in each.stdout.splitlines() if len(line) > 80],
    )
