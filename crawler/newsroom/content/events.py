"""Events that several outlets tell, each in its own words: the same facts, other sentences, headlines and figures.

They are no part of the newsroom that is crawled; stories are measured on them (`benchmarks/stories`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.newsroom.content.pieces import (
    PieceSlots,
    phrases,
    piece_body,
    piece_headline,
    piece_slots,
)
from crawler.newsroom.content.truth import NewsroomOutlet

_DAYS = 20
_LATEST_HOURS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class EventArticle:
    """One outlet's article about an event; *hours* after the newest article of the newsroom, so below 0."""

    event: int
    outlet_id: str
    headline: str
    body: str
    hours: float


def event_articles(outlets: Sequence[NewsroomOutlet], events: int) -> list[EventArticle]:
    """Return the articles about *events* events, each told by one to five outlets within 30 hours.

    Events share their topics, their cities and their sentences: many are of one topic on one day.
    """
    return [each for number in range(events) for each in _of_event(outlets, number)]


def _of_event(outlets: Sequence[NewsroomOutlet], number: int) -> list[EventArticle]:
    chance = random.Random(f"event {number}")
    topic = phrases()["topic"][number % len(phrases()["topic"])]
    place = outlets[number % len(outlets)]
    facts = piece_slots(place, topic, chance)
    facts = replace(facts, fixed=facts.fixed | {"k": str(chance.randint(12, 980)), "day": str(chance.randint(2, 28))})
    begun = -chance.uniform(_LATEST_HOURS, _DAYS * 24)
    tellers = chance.sample(list(outlets), chance.randint(1, 5))
    return [_article(outlet, facts, number, begun) for outlet in tellers]


def _article(outlet: NewsroomOutlet, facts: PieceSlots, number: int, begun: float) -> EventArticle:
    chance = random.Random(f"{outlet.id} tells event {number}")
    slots = replace(facts, fixed=facts.fixed | {"outlet": outlet.name}, chance=chance)
    return EventArticle(
        event=number,
        outlet_id=outlet.id,
        headline=piece_headline(slots, chance.randrange(6)),
        body="\n\n".join(piece_body(slots, chance)),
        hours=begun + chance.uniform(0, _LATEST_HOURS),
    )
