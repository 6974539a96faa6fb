"""Shows the progress of a run: on a terminal live, otherwise a line every half minute."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from crawler.cli.output.terminal import cell, isolated, plain
from crawler.cli.output.time_left import OutletLoad, left_words, time_left
from crawler.run.outcomes.source_stats import SourceStats
from storage.database.errors import StoreError
from storage.records import Effect
from storage.store import Store

if TYPE_CHECKING:  # the coordinator imports the readers, and tables are shown without them, too
    from crawler.run.coordinator import RunCoordinator

logger = logging.getLogger(__name__)

_TABLE_SECONDS, _LINE_SECONDS, _COUNT_SECONDS = 0.25, 30.0, 5.0
_HANDFUL, _WORST = 12, 5
"""So many outlets have a row each; of more there is one line, and the worst of them."""
_MAX_ROWS = 30
_EFFECTS = (Effect.KEPT, Effect.CHANGED, Effect.REJECTED, Effect.QUARANTINED, Effect.FAILED)


def progress_table(stats: Sequence[SourceStats], *, rows: int = _MAX_ROWS) -> Table:
    """Return the table of a run: one row for each outlet, and only the busiest where there are over *rows*."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet", no_wrap=True)
    for name in ("found", "fetched", *_EFFECTS):
        table.add_column(name, justify="right")
    for each in _shown(stats, rows):
        table.add_row(cell(isolated(each.source.outlet)), *(str(figure) for figure in _figures(each)))
    if len(stats) > 1:
        total = [sum(column) for column in zip(*(_figures(each) for each in stats), strict=True)]
        table.add_row(f"{len(stats)} outlets", *(str(figure) for figure in total), style="bold")
    return table


def live_view(stats: Sequence[SourceStats], left: str, *, height: int) -> Group:
    """Return what a terminal of so many lines shows while a run lasts: no line more, or it would flicker."""
    line = Text(progress_line(stats, left), style="bold")
    if len(stats) <= min(_HANDFUL, height - 4):
        return Group(progress_table(stats), line)
    worst = _worst(stats)[: max(0, min(_WORST, height - 2))]
    return Group(line, *(Text(plain(each), no_wrap=True, overflow="ellipsis") for each in worst))


def progress_line(stats: Sequence[SourceStats], left: str) -> str:
    """Return the state of a run as one line, with the words for the time that it still takes."""
    done = sum(each.is_done for each in stats)
    figures = {"fetched": sum(each.fetched for each in stats)}
    figures |= {str(effect): sum(each.effects[effect] for each in stats) for effect in _EFFECTS}
    shown = ", ".join(f"{number:,} {name}" for name, number in figures.items() if number or name in {"fetched", "kept"})
    return f"{done} of {len(stats)} outlets done; {shown}" + (f"; {left}" if left else "")


def _worst(stats: Sequence[SourceStats]) -> list[str]:
    """Return a line for each outlet that goes wrong, the worst first."""
    wrong = [
        (bool(each.is_done and each.problem), each.effects[Effect.FAILED] + each.listings_failed, each)
        for each in stats
        if (each.is_done and each.problem) or each.effects[Effect.FAILED] or each.listings_failed or each.broken_off
    ]
    wrong.sort(key=lambda each: (not each[0], -each[1], each[2].source.id))
    return [f"! {each.source.id}: {_why(each)}" for _, _, each in wrong]


def _why(stats: SourceStats) -> str:
    if (problem := stats.broken_off or (stats.problem if stats.is_done else None)) is not None:
        return problem
    listings = f"{stats.listings_failed} listings" if stats.listings_failed else ""
    pages = f"{stats.effects[Effect.FAILED]} pages" if stats.effects[Effect.FAILED] else ""
    return f"{' and '.join(each for each in (listings, pages) if each)} failed so far"


def _figures(stats: SourceStats) -> tuple[int, ...]:
    return (stats.found, stats.fetched, *(stats.effects[each] for each in _EFFECTS))


def _shown(stats: Sequence[SourceStats], rows: int) -> Sequence[SourceStats]:
    if len(stats) <= rows:
        return stats
    return sorted(stats, key=lambda each: (-each.claimed, each.source.id))[:rows]


class ProgressView:
    """Shows a run while it lasts: call `start` with its coordinator, and `stop` at its end.

    *delay*: the least seconds between two pages of a source that names none. *is_live*: false for lines in any case.
    """

    def __init__(self, console: Console, *, delay: float, is_live: bool = True) -> None:
        is_live = is_live and console.is_terminal
        self._console, self._delay = console, delay
        self._live = Live(console=console, auto_refresh=False, transient=True) if is_live else None
        self._began: dict[str, float] = {}
        self._left, self._counted_at = "", 0.0
        self._counting: asyncio.Task[None] | None = None

    def start(self, run: RunCoordinator) -> None:
        """Begin to show *run*; every step runs in the event loop of the run."""
        if self._live is not None:
            self._live.start()
        asyncio.get_event_loop_policy().get_event_loop().call_soon(self._step, run)

    def stop(self) -> None:
        if self._live is not None:
            self._live.stop()

    def _step(self, run: RunCoordinator) -> None:
        stats = tuple(run.stats.values())
        self._count(run, stats)
        if self._live is not None:
            self._live.update(live_view(stats, self._left, height=self._console.height), refresh=True)
        elif any(each.claimed for each in stats):
            logger.info("%s", progress_line(stats, self._left))
        pause = _TABLE_SECONDS if self._live is not None else _LINE_SECONDS
        asyncio.get_running_loop().call_later(pause, self._step, run)

    def _count(self, run: RunCoordinator, stats: Sequence[SourceStats]) -> None:
        """Estimate the end now and then, beside the reactor: counting what waits reads the store."""
        now = time.monotonic()
        for each in stats:
            if each.claimed:
                self._began.setdefault(each.source.id, now)
        if now - self._counted_at >= _COUNT_SECONDS and (self._counting is None or self._counting.done()):
            self._counted_at = now
            self._counting = asyncio.get_running_loop().create_task(self._estimate(run, stats))

    async def _estimate(self, run: RunCoordinator, stats: Sequence[SourceStats]) -> None:
        running = [each for each in stats if each.claimed and not each.is_done]
        ids = [each.source.id for each in running]
        try:
            waiting = await asyncio.to_thread(_waiting, run.store, ids)
        except StoreError:
            return  # the run meets it, too, and tells it
        self._left = left_words(time_left(self._load(each, waiting) for each in running))

    def _load(self, stats: SourceStats, waiting: Mapping[str, int]) -> OutletLoad:
        own = stats.source.delay_seconds
        delay = 0.0 if stats.source.private and own is None else max(own or 0.0, self._delay)
        seconds = time.monotonic() - self._began.get(stats.source.id, time.monotonic())
        return OutletLoad(
            waiting=waiting[stats.source.id], pages=stats.fetched, seconds=seconds, delay=delay
        )  # fmt: skip


def _waiting(store: Store, ids: Sequence[str]) -> Mapping[str, int]:
    """Return what waits at each of the sources. The store is opened by the thread that reads it."""
    with Store.open(store.place, read_only=True) as own:
        return own.frontier.count_due(ids, at=datetime.now(UTC))
