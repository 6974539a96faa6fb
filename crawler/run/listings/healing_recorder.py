"""The run's services for dead listings: which died, what was found instead, and what the operator reads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from crawler.politeness.host_state import HostStates
from crawler.run.outcomes.source_stats import SourceStats
from pipelines.web.urls import canonical_url
from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.healing.detection import PAUSE_HISTORY, DeadListing, find_death
from spiders.healing.policy import HealingDecision, choose_replacements, is_search_due, judge, problem_text
from storage.database.errors import StoreError
from storage.discovery.health import DiscoveryHealth, ListingFacts
from storage.source import Discovery, Source
from storage.store import Store

logger = logging.getLogger(__name__)

_SAMPLE = 300


@dataclass(slots=True, kw_only=True)
class HealingRecorder:
    """Implements `spiders.interfaces.HealingServices`; every method runs in the reactor's thread.

    A healthy source costs one query; the states of all sources are read once a run. *gave_up* is called with the
    error when the store cannot be used.
    """

    store: Store
    hosts: HostStates
    stats_of: Callable[[Source], SourceStats]
    may_continue: Callable[[Source], bool]
    gave_up: Callable[[StoreError], None]
    _known: dict[str, DiscoveryHealth] | None = None
    _judged: dict[str, HealingDecision] = field(default_factory=dict)

    def replacements(self, source: Source) -> Sequence[Discovery]:
        """Return the replacement listings of *source* that its file does not name."""
        with self._guarded():
            own = {canonical_url(each.url) for each in source.discover}
            return [each.discovery for each in self._health(source).used if canonical_url(each.url) not in own]
        return ()

    def begin(self, source: Source) -> Sequence[str] | None:
        """Judge the listings of *source* by how they have just answered; `None`: no search for listings now.

        Otherwise the search is noted before its first request, so that after a killed run there is no second one that
        day. Returns the listings that have just failed and need not be requested again.
        """
        now = datetime.now(UTC)
        with self._guarded():
            found = self._judge(source, now)
            is_due_now = is_search_due(found.health, found.dead, now=now) and self._may_ask(source, now)
            if not is_due_now:
                self._note(source, found)
                return None
            searched_for = tuple(each.url for each in found.dead)
            begun = replace(found.health, searched_at=now.replace(microsecond=0), searched_for=searched_for, requests=0)
            self._judged[source.id] = replace(found, health=begun)
            self._keep(source, replace(begun, fruitless_searches=begun.fruitless_searches + 1))
            return [each.url for each in found.dead if not each.silent]
        return None

    def robots(self, url: str) -> str | None:
        return self.hosts.robots_txt(url, now=datetime.now(UTC))

    def end(self, source: Source, candidates: Sequence[DiscoveryCandidate], *, requests: int) -> Sequence[Discovery]:
        """Keep those of the *candidates* of a search that are worth using, report them, and return them.

        *requests* is how many requests the search took.
        """
        now, found = datetime.now(UTC), self._judged[source.id]
        with self._guarded():
            before = found.health
            without = frozenset(each.url for each in found.dead)
            new = choose_replacements(
                candidates,
                source,
                dead=found.dead,
                used=before.used,
                named=lambda candidate: self._named(source, candidate, without),
                now=now,
            )
            kept = [each for each in before.replacements if each.url not in {one.url for one in new}]
            fruitless = 0 if new else before.fruitless_searches + 1
            after = replace(before, replacements=(*kept, *new), requests=requests, fruitless_searches=fruitless)
            self._note(source, replace(found, health=replace(after, problem=problem_text(after, found.dead))))
            return [each.discovery for each in new]
        return ()

    def _judge(self, source: Source, now: datetime) -> HealingDecision:
        before = self._health(source)
        used = [each.url for each in before.used]
        facts = self.store.discovery_health.facts([*(each.url for each in source.discover), *used])
        dead = {each.url: each for one in facts if (each := self._death(source, one, now)) is not None}
        return judge(
            before,
            source,
            dead=[dead[each.url] for each in source.discover if each.url in dead],
            lost=[dead[url] for url in used if url in dead],
            now=now,
        )

    def _death(self, source: Source, facts: ListingFacts, now: datetime) -> DeadListing | None:
        known = self.store.discovery_health
        return find_death(
            facts,
            now=now,
            moments=lambda: known.moments(facts.url, since=(facts.named_at or now) - PAUSE_HISTORY),
            news_at=lambda: known.news_at(source.id),
        )

    def _may_ask(self, source: Source, now: datetime) -> bool:
        return self.may_continue(source) and self.hosts.unavailable_reason(source.home, now=now) is None

    def _named(self, source: Source, candidate: DiscoveryCandidate, without: frozenset[str]) -> frozenset[str]:
        """Return which articles of *candidate* working listings name; of a long one only its newest are checked."""
        urls = candidate.articles[:_SAMPLE]
        named = self.store.discovery_health.named(
            source.id, urls, rank=candidate.discovery.kind.facts.rank, without=without
        )
        return frozenset(candidate.articles) if named == set(urls) else named

    def _health(self, source: Source) -> DiscoveryHealth:
        if self._known is None:
            self._known = self.store.discovery_health.known()
        return self._known.get(source.id) or DiscoveryHealth(source_id=source.id)

    def _note(self, source: Source, found: HealingDecision) -> None:
        self._keep(source, found.health)
        problem = found.health.problem
        stats = self.stats_of(source)
        stats.problems[:0] = [*([problem] if problem else []), *found.messages]
        stats.replacement_listings = found.health.used
        for each in stats.problems[: len(found.messages) + bool(problem)]:
            logger.warning("%s: %s", source.id, each)

    def _keep(self, source: Source, after: DiscoveryHealth) -> None:
        if after != self._health(source):
            self.store.discovery_health.note(after)
        assert self._known is not None  # noqa: S101  # read by `_health`
        self._known[source.id] = after

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """End the run where the store cannot be used: Scrapy would log the error and continue."""
        try:
            yield
        except StoreError as error:
            self.gave_up(error)
