"""Shows the progress of a run: a live table on a terminal, otherwise a line every half minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.table import Table

from crawler.cli.output.terminal import cell, isolated
from crawler.run.outcomes.source_stats import SourceStats
from storage.records import Effect

if TYPE_CHECKING:  # the coordinator imports store and readers, and tables are shown without them, too
    from crawler.run.coordinator import RunCoordinator

logger = logging.getLogger(__name__)

_TABLE_SECONDS, _LINE_SECONDS = 0.25, 30.0
_MAX_ROWS = 30
_EFFECTS = (Effect.KEPT, Effect.CHANGED, Effect.REJECTED, Effect.QUARANTINED, Effect.FAILED)


def progress_table(stats: Sequence[SourceStats]) -> Table:
    """Return the table of a run: one row for each outlet, and only the busiest where there are too many."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet", no_wrap=True)
    for name in ("found", "fetched", *_EFFECTS):
        table.add_column(name, justify="right")
    for each in _shown(stats):
        table.add_row(cell(isolated(each.source.outlet)), *(str(figure) for figure in _figures(each)))
    if len(stats) > 1:
        total = [sum(column) for column in zip(*(_figures(each) for each in stats), strict=True)]
        table.add_row(f"{len(stats)} outlets", *(str(figure) for figure in total), style="bold")
    return table


def _figures(stats: SourceStats) -> tuple[int, ...]:
    return (stats.found, stats.fetched, *(stats.effects[each] for each in _EFFECTS))


def _shown(stats: Sequence[SourceStats]) -> Sequence[SourceStats]:
    if len(stats) <= _MAX_ROWS:
        return stats
    return sorted(stats, key=lambda each: (-each.claimed, each.source.id))[:_MAX_ROWS]


class ProgressView:
    """Shows a run while it lasts: call `start` with its coordinator, and `stop` at its end."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, auto_refresh=False, transient=True) if console.is_terminal else None

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
        if self._live is not None:
            self._live.update(progress_table(stats), refresh=True)
        elif any(each.claimed for each in stats):
            fetched = sum(each.fetched for each in stats)
            kept = sum(each.effects[Effect.KEPT] for each in stats)
            logger.info("%d fetched, %d kept so far", fetched, kept)
        pause = _TABLE_SECONDS if self._live is not None else _LINE_SECONDS
        asyncio.get_running_loop().call_later(pause, self._step, run)
