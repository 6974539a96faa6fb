"""The figures of one source in one run, for the progress display, the report and the log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from spiders.fetching.severity import FailureSeverity
from storage.discovery.health import ReplacementListing
from storage.records import Effect
from storage.source import Source

_LINE_EFFECTS = (
    Effect.KEPT, Effect.CHANGED, Effect.UNCHANGED, Effect.REJECTED, Effect.QUARANTINED, Effect.WITHDRAWN, Effect.FAILED,
)  # fmt: skip
LEFT_ALONE = "left alone: "
"""How the problem of a source begins that asked to be left alone."""
MOVED_TO = ": moved to "
"""What is between a listing and where it permanently redirects to."""


@dataclass(slots=True, kw_only=True)
class SourceStats:
    """Counts of one source; *problems* are messages of one line for the operator.

    *found* counts what its listings named. *claimed* counts the pages given out to be fetched, *read* those that the
    reader has read. *skipped* counts what was found and skipped, by the budget or the trap that was the reason.
    *held_by* names the other run that has its host (`None`: no other run). *polled* is false where the run fetches
    pages alone. *severities* are those of the listings that failed. *paused_until* is the end of the pause that the
    server asked for. *next_poll_at* and *next_poll_reason* are the time and the rule of the next poll of its listings.
    *replacement_listings* are the listings in use that no source file names. *new* and *new_reasons* count the outcomes
    of pages that were requested for the first time. *broken_off* is why the run left the source before its end,
    *outlet_problem* what `crawler.run.outcomes.outlet_problems` found, *problem_since* the begin of the first of the
    last runs that had a problem. *was_cut*: the run ended before the source was done, for a reason that is not its own.
    *is_done*: the run is through with it.
    Times are aware UTC.
    """

    source: Source
    listings: int = 0
    listings_failed: int = 0
    polled: bool = True
    severities: list[tuple[FailureSeverity, str]] = field(default_factory=list)
    paused_until: datetime | None = None
    next_poll_at: datetime | None = None
    next_poll_reason: str | None = None
    found: int = 0
    claimed: int = 0
    read: int = 0
    effects: Counter[Effect] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    replacement_listings: tuple[ReplacementListing, ...] = ()
    crashed: bool = False
    new: Counter[Effect] = field(default_factory=Counter)
    new_reasons: Counter[str] = field(default_factory=Counter)
    broken_off: str | None = None
    outlet_problem: str | None = None
    problem_since: datetime | None = None
    held_by: str | None = None
    was_cut: bool = False
    is_done: bool = False

    def note(self, effect: Effect, reason: str | None, *, is_new: bool = True) -> None:
        """Count one committed outcome, and its reason where something was amiss; *is_new*: the first of its URL."""
        self.effects[effect] += 1
        self.new[effect] += is_new
        if reason is not None:
            self.reasons[reason.partition(":")[0]] += 1
            self.new_reasons[reason.partition(":")[0]] += is_new

    def listing_failed(self, gravity: FailureSeverity, error: str) -> None:
        """Count a listing that could not be read."""
        self.listings_failed += 1
        self.severities.append((gravity, error))

    def wait_until(self, at: datetime) -> None:
        """Note the end of a pause that was asked for; the latest counts."""
        self.paused_until = max(self.paused_until or at, at)

    @property
    def fetched(self) -> int:
        """The pages whose outcome was committed, as `source_runs.fetched` counts them."""
        return sum(self.effects.values())

    @property
    def problem(self) -> str | None:
        """Why the source counts as failed or short of its expectation; null when all is as expected."""
        if self.crashed:
            return "its spider broke off (see the log)"
        if self.was_cut:
            return self.broken_off
        if self.polled and self.listings == 0 and self.held_by is None:
            away = next((each for each in self.problems if each.startswith(LEFT_ALONE)), None)
            return away or "none of its listings could be read"
        return self._page_problem() or self.outlet_problem or self._too_few()

    def _page_problem(self) -> str | None:
        """Return the problem of this run's pages; pages that were tried before say nothing of the outlet."""
        if self.broken_off is not None:
            return self.broken_off
        if self.new.total() and self.new[Effect.FAILED] == self.new.total():
            return "every page failed"
        if self.read and self.effects[Effect.QUARANTINED] == self.read:
            return "every page broke the reader"
        return None

    def _too_few(self) -> str | None:
        least = self.source.articles_min
        if least is not None and 0 < self.found < least:
            return f"its listings named {self.found} articles; {least} are a healthy day's least"
        return None

    def line(self) -> str:
        """Return the source's one line for the log and for a run without a terminal."""
        if self.held_by is not None:
            return f"{self.source.id}: skipped, {self.held_by} has its host"
        figures = [f"{self.found} found", f"{self.fetched} fetched"]
        figures += [f"{self.effects[each]} {each.value}" for each in _LINE_EFFECTS]
        line = f"{self.source.id}: {', '.join(figures)}"
        return f"{line}; problem: {self.problem}" if self.problem else line
