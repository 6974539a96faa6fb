"""The progress of a run: a table that moves on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.table import Table

from crawler.run.source_stats import SourceStats
from storage.records import Effect

if TYPE_CHECKING:  # the desk brings store and readers along, and tables are shown without them too
    from crawler.run.coordinator import RunCoordinator

logger = logging.getLogger(__name__)

_TABLE_SECONDS, _LINE_SECONDS = 0.25, 30.0
_MOST_ROWS = 30
_EFFECTS = (Effect.KEPT, Effect.CHANGED, Effect.REJECTED, Effect.QUARANTINED, Effect.FAILED)
_FIRST_STRONG, _POP = "\u2068", "\u2069"  # FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE


def isolated(text: str) -> str:
    """Return *text* set apart for a terminal, so that Arabic names do not turn the figures beside them."""
    return f"{_FIRST_STRONG}{text}{_POP}"


def progress_table(tallies: Sequence[SourceStats]) -> Table:
    """Return the table of a run: a row an outlet, the busiest first where there are too many."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet", no_wrap=True)
    for name in ("found", "fetched", *_EFFECTS):
        table.add_column(name, justify="right")
    for each in _shown(tallies):
        table.add_row(isolated(each.source.outlet), *(str(figure) for figure in _figures(each)))
    if len(tallies) > 1:
        total = [sum(column) for column in zip(*(_figures(each) for each in tallies), strict=True)]
        table.add_row(f"{len(tallies)} outlets", *(str(figure) for figure in total), style="bold")
    return table


def _figures(tally: SourceStats) -> tuple[int, ...]:
    return (tally.found, tally.fetched, *(tally.effects[each] for each in _EFFECTS))


def _shown(tallies: Sequence[SourceStats]) -> Sequence[SourceStats]:
    if len(tallies) <= _MOST_ROWS:
        return tallies
    return sorted(tallies, key=lambda each: (-each.claimed, each.source.id))[:_MOST_ROWS]


class ProgressView:
    """Shows a desk while its run lasts; call `start` with the desk and leave the context to end it."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, auto_refresh=False, transient=True) if console.is_terminal else None

    def start(self, desk: RunCoordinator) -> None:
        """Begin to show *desk*; every step is taken in the loop that the run itself turns in."""
        if self._live is not None:
            self._live.start()
        asyncio.get_event_loop_policy().get_event_loop().call_soon(self._step, desk)

    def stop(self) -> None:
        if self._live is not None:
            self._live.stop()

    def _step(self, desk: RunCoordinator) -> None:
        tallies = tuple(desk.stats.values())
        if self._live is not None:
            self._live.update(progress_table(tallies), refresh=True)
        elif any(each.claimed for each in tallies):
            fetched = sum(each.fetched for each in tallies)
            kept = sum(each.effects[Effect.KEPT] for each in tallies)
            logger.info("%d fetched, %d kept so far", fetched, kept)
        pause = _TABLE_SECONDS if self._live is not None else _LINE_SECONDS
        asyncio.get_running_loop().call_later(pause, self._step, desk)
