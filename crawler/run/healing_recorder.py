"""The desk's half for healing: which ways of discovery died, what was found instead, and what the operator is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from crawler.politeness.host_state import HostStates
from crawler.run.listing_recorder import RANK
from crawler.run.source_stats import SourceStats
from pipelines.web.urls import canonical_url
from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.healing.detection import HABIT, DeadListing, death
from spiders.healing.policy import HealingDecision, chosen, is_due, judged, words
from storage.database.errors import StoreError
from storage.discovery.health import DiscoveryHealth, ListingFacts
from storage.source import Discovery, Source
from storage.store import Store

logger = logging.getLogger(__name__)

_SAMPLE = 300


@dataclass(slots=True, kw_only=True)
class HealingRecorder:
    """Implements `spiders.interfaces.HealingServices`; every method runs in the reactor's thread.

    A healthy source costs one query, the states of all sources one a run. *gave_up* is called with the error when
    the store cannot be used.
    """

    store: Store
    hosts: HostStates
    tally: Callable[[Source], SourceStats]
    may_go_on: Callable[[Source], bool]
    gave_up: Callable[[StoreError], None]
    _known: dict[str, DiscoveryHealth] | None = None
    _judged: dict[str, HealingDecision] = field(default_factory=dict)

    def ways(self, source: Source) -> Sequence[Discovery]:
        """Return the found ways of *source* that its file does not name."""
        with self._spoken():
            own = {canonical_url(each.url) for each in source.discover}
            return [each.discovery for each in self._ailment(source).used if canonical_url(each.url) not in own]
        return ()

    def begin(self, source: Source) -> Sequence[str] | None:
        """Judge the ways of *source* by how they have just spoken; null: no look around now.

        Else that is noted before the first request, so that a killed run does not make for a second one that day;
        returned are the listings that have just failed, and need not be asked again.
        """
        now = datetime.now(UTC)
        with self._spoken():
            found = self._judge(source, now)
            is_due_now = is_due(found.ailment, found.dead, now=now) and self._may_ask(source, now)
            if not is_due_now:
                self._note(source, found)
                return None
            looked_for = tuple(each.url for each in found.dead)
            begun = replace(found.ailment, searched_at=now.replace(microsecond=0), searched_for=looked_for, requests=0)
            self._judged[source.id] = replace(found, ailment=begun)
            self._keep(source, replace(begun, fruitless_searches=begun.fruitless_searches + 1))
            return [each.url for each in found.dead if not each.silent]
        return None

    def robots(self, url: str) -> str | None:
        return self.hosts.robots(url, now=datetime.now(UTC))

    def end(self, source: Source, ways: Sequence[DiscoveryCandidate], *, asked: int) -> Sequence[Discovery]:
        """Keep what is worth using of the *ways* that a look around found, tell of it, and return it."""
        now, found = datetime.now(UTC), self._judged[source.id]
        with self._spoken():
            before = found.ailment
            without = frozenset(each.url for each in found.dead)
            new = chosen(
                ways,
                source,
                dead=found.dead,
                used=before.used,
                named=lambda way: self._named(source, way, without),
                now=now,
            )
            kept = [each for each in before.replacements if each.url not in {one.url for one in new}]
            fruitless = 0 if new else before.fruitless_searches + 1
            after = replace(before, replacements=(*kept, *new), requests=asked, fruitless_searches=fruitless)
            self._note(source, replace(found, ailment=replace(after, problem=words(after, found.dead))))
            return [each.discovery for each in new]
        return ()

    def _judge(self, source: Source, now: datetime) -> HealingDecision:
        before = self._ailment(source)
        used = [each.url for each in before.used]
        facts = self.store.discovery_health.facts([*(each.url for each in source.discover), *used])
        dead = {each.url: each for one in facts if (each := self._death(source, one, now)) is not None}
        return judged(
            before,
            source,
            dead=[dead[each.url] for each in source.discover if each.url in dead],
            lost=[dead[url] for url in used if url in dead],
            now=now,
        )

    def _death(self, source: Source, facts: ListingFacts, now: datetime) -> DeadListing | None:
        known = self.store.discovery_health
        return death(
            facts,
            now=now,
            moments=lambda: known.moments(facts.url, since=(facts.named_at or now) - HABIT),
            news_at=lambda: known.news_at(source.id),
        )

    def _may_ask(self, source: Source, now: datetime) -> bool:
        return self.may_go_on(source) and self.hosts.away(source.home, now=now) is None

    def _named(self, source: Source, way: DiscoveryCandidate, without: frozenset[str]) -> frozenset[str]:
        """Return which articles of *way* living ways name; of a long one its newest are asked about."""
        urls = way.articles[:_SAMPLE]
        named = self.store.discovery_health.named(source.id, urls, rank=RANK[way.discovery.kind], without=without)
        return frozenset(way.articles) if named == set(urls) else named

    def _ailment(self, source: Source) -> DiscoveryHealth:
        if self._known is None:
            self._known = self.store.discovery_health.known()
        return self._known.get(source.id) or DiscoveryHealth(source_id=source.id)

    def _note(self, source: Source, found: HealingDecision) -> None:
        self._keep(source, found.ailment)
        said = found.ailment.problem
        tally = self.tally(source)
        tally.problems[:0] = [*([said] if said else []), *found.told]
        tally.replacement_listings = found.ailment.used
        for each in tally.problems[: len(found.told) + bool(said)]:
            logger.warning("%s: %s", source.id, each)

    def _keep(self, source: Source, after: DiscoveryHealth) -> None:
        if after != self._ailment(source):
            self.store.discovery_health.note(after)
        assert self._known is not None  # noqa: S101  # read by `_ailment`
        self._known[source.id] = after

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Let the run end where the store cannot be used: Scrapy would log it and go on as if all were well."""
        try:
            yield
        except StoreError as error:
            self.gave_up(error)
