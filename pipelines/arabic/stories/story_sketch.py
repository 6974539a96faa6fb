"""The sketch by which a store compares what two articles tell."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pipelines.arabic.stories.terms import EventTerm, event_terms
from storage.analysis.stories.likeness import HEADLINE_NAME, LEAD_NAME, TOP_WEIGHT, StorySketch

STORY_RULES = 1
"""Grows with every change of what a sketch holds: older ones are made again by `rasad reindex`."""
_HASH_BYTES = 4


def story_sketch(headline: Sequence[str], body: Sequence[str]) -> StorySketch:
    """Return the sketch of an article, from the stems of its headline and its body; pure."""
    terms = [each for each in event_terms(headline, body) if each.weight > 0]
    top = terms[0].weight if terms else 1.0
    return b"".join(_packed(each, top) for each in terms)


def _packed(each: EventTerm, top: float) -> bytes:
    weight = max(1, round(TOP_WEIGHT * each.weight / top))
    marks = HEADLINE_NAME * each.names_headline | LEAD_NAME * each.names_lead
    return hashlib.blake2b(each.term.encode(), digest_size=_HASH_BYTES).digest() + bytes([weight | marks])
