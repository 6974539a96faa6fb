"""The terms of an article by which its event is recognised: names, places, numbers and rare words, headline first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.lexicon import counts
from pipelines.arabic.stories.document_rates import surprise
from pipelines.arabic.stories.place_terms import place_terms

_HEADLINE, _LEAD, _REST = 3.0, 2.0, 1.0
"""What an occurrence counts there."""
_LEAD_WORDS, _WORDS = 50, 400
_REPEATED = 0.6
"""The power of occurrences: the tenth says less than the first."""
_NUMBER = 1.2
"""A number names an event better than its rarity tells: of the dead, of a flight, of a sum."""
_MOST = 48
_REMEMBERED = 16384
"""Words of which the term is kept: news uses the same words again."""
_SHORT = 3
_BEHIND_ARTICLE = 0.05
"""A word that is behind the article less often is no common noun: a name, if it is rare, too."""
_RARE = 5.0
_PREFIXES = "وفبلك"
_CONJUNCTIONS, _PRESENT, _PRONOUNS, _KNOWN = "وف", "يتن", ("هم", "ها", "هما", "هن"), 2


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTerm:
    """A term with its weight; whether it is a name, a place or a number of the headline, or of headline and lead."""

    term: str
    weight: float
    names_headline: bool
    names_lead: bool


def event_terms(headline: Sequence[str], body: Sequence[str]) -> list[EventTerm]:
    """Return at most 48 terms, the heaviest first; both texts as stems (`search.stem.stems`)."""
    written = frozenset((*headline, *body))
    title = [_bare_name(each, written) for each in headline]
    text = [_bare_name(each, written) for each in body[:_WORDS]]
    times: defaultdict[str, float] = defaultdict(float)
    for word in title:
        times[event_term(word)] += _HEADLINE
    for place, word in enumerate(text):
        times[event_term(word)] += _LEAD if place < _LEAD_WORDS else _REST
    weights = {term: _weight(term, count) for term, count in times.items() if _is_content(term)}
    in_headline = {event_term(each) for each in title if is_name(each)}
    in_lead = in_headline | {event_term(each) for each in text[:_LEAD_WORDS] if is_name(each)}
    chosen = sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:_MOST]
    return [
        EventTerm(term=term, weight=weight, names_headline=term in in_headline, names_lead=term in in_lead)
        for term, weight in chosen
    ]


def _bare_name(word: str, written: Set[str]) -> str:
    """Return an unknown word without its prefix, if the article has it without one, too (بتافراوت, تافراوت)."""
    if len(word) <= _SHORT + 1 or word[0] not in _PREFIXES or word[1:] not in written:
        return word
    return word if counts(word).total or word in place_terms() else word[1:]


@lru_cache(maxsize=_REMEMBERED)
def event_term(word: str) -> str:
    """Return a stem without the ending of gender, or the place that it names: كوريا, كوري and كورية are one country."""
    place = place_terms().get(word)
    if place is not None:
        return place
    if len(word) > _SHORT and word.endswith("ية"):
        return word[:-1]
    return word[:-1] if len(word) > _SHORT and word.endswith("ة") else word


@lru_cache(maxsize=_REMEMBERED)
def is_name(word: str) -> bool:
    """Whether a stem is a place, a rare word that is no common noun, or a number; of two digits they meet by chance."""
    if word in place_terms() or (word.isdecimal() and len(word) >= _SHORT):
        return True
    if _is_inflected(word):
        return False
    found = counts(word)
    return found.article <= _BEHIND_ARTICLE * max(1, found.bare) and surprise(event_term(word)) >= _RARE


def _is_inflected(word: str) -> bool:
    """Whether a word looks like a verb of the present tense (يضرب: ضرب is known), or has a pronoun (حتفهم)."""
    bare = word[1:] if len(word) > _SHORT and word[0] in _CONJUNCTIONS else word
    is_present = len(bare) > _SHORT and bare[0] in _PRESENT and counts(bare[1:]).bare >= _KNOWN
    return is_present or (len(word) > _SHORT + 1 and word.endswith(_PRONOUNS))


def _weight(term: str, count: float) -> float:
    return float(count**_REPEATED * surprise(term) * (_NUMBER if term.isdecimal() else 1.0))


def _is_content(term: str) -> bool:
    return len(term) > 1 and term not in FUNCTION_WORDS
