"""What a run shows while it lasts: a row for each of a handful of outlets, a line and the worst of hundreds."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime, timedelta

from rich.console import Console

from crawler.cli.output.progress import live_view, progress_line
from crawler.cli.output.time_left import OutletLoad, left_words, time_left
from crawler.run.outcomes.source_stats import SourceStats
from spiders.fetching.severity import FailureSeverity
from storage.records import Effect, ListingEntry
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered, read
from tests.support.tables import every_row


def _stats(number: int, **effects: int) -> SourceStats:
    found = SourceStats(source=make_source(f"ma_outlet{number}", outlet=f"جريدة {number}"), listings=1)
    found.effects = Counter({Effect(name): count for name, count in effects.items()})
    return found


def _lines(stats: list[SourceStats], *, height: int, width: int = 80) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width).print(live_view(stats, "about 3 min left", height=height))
    return out.getvalue().splitlines()


def test_a_handful_has_a_row_each_and_a_line_below() -> None:
    """With the totals, how many are done, and the time that is left."""
    stats = [_stats(each, kept=each + 1) for each in range(3)]
    stats[0].is_done = True
    shown = _lines(stats, height=24)

    assert "1 of 3 outlets done; 6 fetched, 6 kept; about 3 min left" == shown[-1]
    assert [1, 1, 1] == [sum(f"جريدة {each}" in line for line in shown) for each in range(3)]


@every_row(("count", "height"), [(444, 24), (444, 5), (444, 2), (444, 1), (13, 24), (9, 8), (1000, 50)])
def test_no_view_is_higher_than_the_terminal(count: int, height: int) -> None:
    """A higher one flickers and leaves its rests behind; a line that is too long is cut, not wrapped."""
    stats = [_stats(each, kept=1, failed=1) for each in range(count)]
    for each in stats:
        each.problems.append("x" * 300)
        each.broken_off = "خطأ طويل جدا " * 40

    assert max(height, 1) >= len(_lines(stats, height=height))


def test_the_worst_of_hundreds_are_named() -> None:
    """First those that are done and have a problem, then those with the most failures; the healthy ones are not."""
    stats = [_stats(each, kept=3) for each in range(400)]
    stats[7].is_done, stats[7].listings = True, 0
    stats[9].effects[Effect.FAILED] = 5
    stats[8].effects[Effect.FAILED] = 50
    stats[3].listing_failed(FailureSeverity.SOFT, "timeout")
    shown = [line.partition(":")[0] for line in _lines(stats, height=24)[1:]]

    assert ["! ma_outlet7", "! ma_outlet8", "! ma_outlet9", "! ma_outlet3"] == shown


def test_hostile_names_do_not_steer_the_terminal() -> None:
    """What a problem quotes from an outlet is text, and no markup of rich."""
    stats = [_stats(each) for each in range(20)]
    stats[1].is_done, stats[1].broken_off = True, "[red]\x1b[2J[/] answered"
    shown = "\n".join(_lines(stats, height=24))

    assert (False, True) == ("\x1b" in shown, "[red]" in shown)


@every_row(
    ("loads", "words"),
    [
        ([], ""),
        ([(0, 5, 10.0, 1.0)], ""),
        ([(30, 0, 0.0, 1.0)], "under a minute left"),
        ([(600, 0, 0.0, 2.0), (5, 0, 0.0, 2.0)], "about 20 min left"),
        ([(600, 10, 100.0, 2.0)], "about 1 h 40 min left"),
        ([(60, 2, 1000.0, 1.0)], "about 1 min left"),
        ([(3000, 100, 5.0, 0.0)], "about 2 min left"),
    ],
)
def test_the_slowest_outlet_decides(loads: list[tuple[int, int, float, float]], words: str) -> None:
    """What was measured counts after three pages, and never less than the delay that is promised."""
    given = [OutletLoad(waiting=a, pages=b, seconds=c, delay=d) for a, b, c, d in loads]

    assert words == left_words(time_left(given))


def test_an_hour_is_never_sixty_minutes() -> None:
    """Rounded minutes go over into the hour."""
    for seconds in range(3000, 11_000, 7):
        assert "60 min" not in left_words(timedelta(seconds=seconds))


def test_what_is_due_is_counted(store: Store) -> None:
    """New pages and those being fetched; a page that is kept waits for its revisit."""
    offered(store, *(ListingEntry(url=f"{HOME}{each}") for each in range(5)))
    claimed(store, limit=2)
    store.articles.keep([fetched(f"{HOME}0", read(f"{HOME}0", "عنوان الخبر", "نص " * 60))], run_id=1)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    waiting = [store.frontier.count_due([SOURCE.id, "ma_none"], at=at) for at in (NOW, later)]

    assert [{SOURCE.id: 4, "ma_none": 0}, {SOURCE.id: 5, "ma_none": 0}] == waiting


def test_the_line_of_a_run_that_did_nothing_says_so() -> None:
    """Without a time where nothing waits."""
    assert "0 of 1 outlets done; 0 fetched, 0 kept" == progress_line([_stats(1)], "")
