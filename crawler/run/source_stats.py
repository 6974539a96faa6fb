"""What one source came to in one run: the figures of the progress display and of the last line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from spiders.fetching.failures import FailureSeverity
from storage.discovery.health import ReplacementListing
from storage.records import Effect, Failed, Fetched, Quarantined, Rejected
from storage.source import Source


@dataclass(slots=True, kw_only=True)
class SourceStats:
    """Counts of one source; *problems* are one-line words for the operator.

    *found* is what its listings named, *asked* the pages requested, *read* the pages opened; *left* counts what was
    found and left out, by the budget or the trap that it ran into; *left_to* names the other run that has its host
    (null: nobody had). *polled* is false where the run is here for pages alone. *severities* are those of listings
    that failed, *paused_until* is the end of the pause that the server asked for, *next_poll_at* and
    *next_poll_reason* say when its listings are looked at next. *replacement_listings* are ways of discovery in use
    that no file names.
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
    asked: int = 0
    read: int = 0
    effects: Counter[Effect] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    replacement_listings: tuple[ReplacementListing, ...] = ()
    crashed: bool = False
    left_to: str | None = None

    def note(self, effect: Effect, fetched: Fetched) -> None:
        """Count one committed fate and, where it is a refusal, its reason."""
        self.effects[effect] += 1
        outcome = fetched.outcome
        if isinstance(outcome, Rejected | Quarantined | Failed):
            self.reasons[str(outcome.reason).partition(":")[0]] += 1

    def listing_failed(self, gravity: FailureSeverity, error: str) -> None:
        """Count a listing that could not be read."""
        self.listings_failed += 1
        self.severities.append((gravity, error))

    def wait_until(self, at: datetime) -> None:
        """Note the end of a pause that was asked for; the latest counts."""
        self.paused_until = max(self.paused_until or at, at)

    @property
    def rejected_or_quarantined(self) -> int:
        return self.effects[Effect.REJECTED] + self.effects[Effect.QUARANTINED]

    @property
    def settled(self) -> int:
        return sum(self.effects.values())

    @property
    def problem(self) -> str | None:
        """Why the source counts as failed or short of its expectation; null when all is as expected."""
        if self.crashed:
            return "its spider broke off (see the log)"
        if self.polled and self.listings == 0 and self.left_to is None:
            away = next((each for each in self.problems if each.startswith("left alone: ")), None)
            return away or "none of its listings could be read"
        if self.settled and self.effects[Effect.FAILED] == self.settled:
            return "every page failed"
        if self.read and self.effects[Effect.QUARANTINED] == self.read:
            return "every page broke the reader"
        least = self.source.articles_min
        if least is not None and 0 < self.found < least:
            return f"its listings named {self.found} articles; {least} are a healthy day's least"
        return None

    def line(self) -> str:
        """Return the source's one line for the log and for a run without a terminal."""
        if self.left_to is not None:
            return f"{self.source.id}: left to {self.left_to}"
        said = (
            f"{self.source.id}: {self.found} listed, {self.asked} asked for, {self.effects[Effect.KEPT]} kept, "
            f"{self.effects[Effect.CHANGED]} changed, {self.effects[Effect.WITHDRAWN]} withdrawn, "
            f"{self.rejected_or_quarantined} refused, {self.effects[Effect.FAILED]} failed"
        )
        return f"{said}; {self.problem}" if self.problem else said
