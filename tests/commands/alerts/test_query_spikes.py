"""A watched query is an alert when it is in far more articles than in its own 28 days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from crawler.cli.operators.alerting import look
from crawler.config.alert_settings import alert_settings
from crawler.config.data_dir import DataDir
from crawler.config.keeping import SettingFault
from crawler.run.alerts.query_spikes import spike
from storage.analysis.attention import DayCount
from storage.export.watches.saved_watch import SavedWatch, WatchFolder
from tests.support.stores import HOME, NOW, fetched, read, store_in_memory
from tests.support.tables import wrong_rows

TODAY = date(2026, 11, 23)
_SPIKE = 8


def _counts(matches: Sequence[int], articles: Sequence[int] | int = 100) -> list[DayCount]:
    """Return the counts of days, the last of them today."""
    first = TODAY - timedelta(days=len(matches) - 1)
    totals = [articles] * len(matches) if isinstance(articles, int) else articles
    return [
        DayCount("ma_a", "الأفق", first + timedelta(days=number), total, found)
        for number, (found, total) in enumerate(zip(matches, totals, strict=True))
    ]


def test_what_is_a_spike() -> None:
    """Three times the share of the 28 days, more than on any of them, and at least five articles."""
    rows: list[tuple[tuple[list[int], int | list[int]], bool]] = [
        (([1] * 28 + [9], 100), True),
        (([0] * 28 + [5], 100), True),  # a subject that never was
        (([0] * 28 + [4], 100), False),
        (([10] * 28 + [29], 100), False),  # not three times what is usual
        (([10] * 28 + [31], 100), True),
        (([1] * 20 + [30] + [1] * 7 + [20], 100), False),  # one of its days had more
        (([1] * 28 + [9], [100] * 28 + [20]), True),  # the day is not over
        (([1] * 28 + [9], [100] * 28 + [900]), False),  # ten times the outlets: the same share
        (([1] * 28 + [9], [10] * 28 + [100]), False),  # too few articles to know what is usual
        (([1] * 12 + [9], 100), False),  # too few days
        (([5], 10), False),
        (([], 0), False),
    ]

    assert [] == wrong_rows(rows, lambda each: spike(_counts(*each), days=[TODAY]) is not None)


def test_a_subject_that_is_always_there_makes_no_alarms() -> None:
    """A year of chance, with weekends and bursts of a usual size: not one alert in a hundred days."""
    chance = random.Random(1)
    alarms = 0
    rows = [(chance.randint(120, 400), chance.random()) for _ in range(393)]
    counts = [
        DayCount("ma_a", "الأفق", TODAY - timedelta(days=393 - n), total, round(total * 0.04 * (0.5 + lot) + chance.gauss(0, (total * 0.04) ** 0.5)))
        for n, (total, lot) in enumerate(rows)
    ]  # fmt: skip
    for number in range(28, 393):
        alarms += spike(counts, days=[TODAY - timedelta(days=393 - number)]) is not None

    assert alarms <= 3


@cache
def _content() -> bytes:
    """Return a store of twenty articles a day for fifteen days, where a subject comes up today."""
    pages = []
    for day in range(15):
        for number in range(20):
            subject = "الموازنة العامة" if day == 0 and number < _SPIKE else "الطقس المعتدل"
            url, chance = f"{HOME}{day}-{number}", random.Random(day * 20 + number)
            words = ["".join(chance.choices("بتثجحخدرسشصعفقكلمنه", k=6)) for _ in range(16)]
            at = NOW - timedelta(days=day)
            page = read(url, " ".join(words[:4]), f"{subject} {' '.join(words)}", published_at=at)
            pages.append(fetched(url, page))
    with store_in_memory() as store:
        store.articles.keep(pages, run_id=1)
        content: bytes = store.file.db.serialize()
    return content


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    """Make that store, and a watch of the subject."""
    found = DataDir(data=tmp_path)
    found.store.write_bytes(_content())
    found.settings.write_text('[alert]\nspikes = ["budget", "weather", "gone"]\n', encoding="utf-8")
    folder = WatchFolder(found.watches)
    for name, query in (("budget", "الموازنة"), ("weather", "الطقس")):
        folder.add(SavedWatch(name=name, query=query))
    return found


def _opened(data_dir: DataDir, at: datetime) -> dict[str, str]:
    looks = [look(data_dir, now=at + each * timedelta(minutes=5)) for each in range(2)]
    return {cause.subject: cause.text for each in looks for cause in each.news.opened}


def test_a_watch_that_spikes_is_told_once(data_dir: DataDir) -> None:
    """With the figures and a search for it; what is as usual is not told, and a watch that is gone is named."""
    opened = _opened(data_dir, NOW)

    assert "in 8 of 20 articles of 2026-11-23; 0.0 would be usual" in opened["watch:budget"]
    assert (False, True) == ("watch:weather" in opened, "watch:gone" in opened)


def test_four_days_later_it_is_over(data_dir: DataDir) -> None:
    """It is well again when neither today nor yesterday has a spike, after the hours that all alerts wait."""
    _opened(data_dir, NOW)
    reports = [look(data_dir, now=NOW + timedelta(days=3, hours=7 * each)) for each in range(2)]

    assert ["watch:budget"] == [cause.subject for each in reports for cause in each.news.closed]


@pytest.mark.parametrize("value", ["budget", [3], ["a b"], [""], {"a": 1}])
def test_the_setting_is_a_list_of_watches(value: object) -> None:
    """Anything else is named."""
    with pytest.raises(SettingFault, match="spikes"):
        alert_settings({"spikes": value})
