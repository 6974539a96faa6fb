"""Ten ways in which a copy differs from its original, and follow-ups that only share its background."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CUT, _REWRITTEN, _FEWEST_WORDS = 0.4, 0.08, 8
_BACKGROUND = 0.6
_LOOSE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})
_PUNCTUATION = str.maketrans({"،": " ", ".": " ! ", ":": " - ", "؛": ","})
_FATHA = "\N{ARABIC FATHA}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsText:
    """A headline and the paragraphs below it, as an outlet printed them."""

    headline: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def mutated(
    text: NewsText, other: NewsText, words: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, NewsText]]:
    """Yield ten copies of *text* with their names; *other* lends a headline and a paragraph, *words* new words."""
    paragraphs = text.paragraphs
    place = chance.randrange(len(paragraphs) + 1)
    tokens = text.body.split()
    cut = " ".join(tokens[: max(_FEWEST_WORDS, int(len(tokens) * _CUT))])
    rewritten = (chance.choice(words) if chance.random() < _REWRITTEN else each for each in tokens)
    yield "a paragraph less", _like(text, _without_one(paragraphs, chance))
    yield "a paragraph more", _like(text, (*paragraphs[:place], chance.choice(other.paragraphs), *paragraphs[place:]))
    yield "another headline", NewsText(headline=other.headline, paragraphs=paragraphs)
    yield "an agency in front", _like(text, (f"القاهرة - أ ش أ: {paragraphs[0]}", *paragraphs[1:]))
    yield "vowel marks", _like(text, (re.sub("(?<=[ء-ي])(?=[ء-ي])", _FATHA, text.body),))
    yield "punctuation", _like(text, (text.body.translate(_PUNCTUATION),))
    yield "forms of alef", _like(text, (text.body.translate(_LOOSE),))
    yield "8 % other words", _like(text, (" ".join(rewritten),))
    yield "cut to 40 %", _like(text, (cut,))
    yield "cut, another headline", NewsText(headline=other.headline, paragraphs=(cut,))


def follow_up(text: NewsText, other: NewsText) -> NewsText:
    """Return other news with the last 60 % of the words of *text* as its background."""
    tokens, own = text.body.split(), other.body.split()
    kept = int(len(tokens) * _BACKGROUND)
    lead = " ".join(own[: max(len(tokens) - kept, _FEWEST_WORDS)])
    return NewsText(headline=other.headline, paragraphs=(lead, " ".join(tokens[len(tokens) - kept :])))


def _without_one(paragraphs: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """Return all but one paragraph that has less than half of the text; all, where there is none."""
    half = sum(map(len, paragraphs)) / 2
    droppable = [number for number, each in enumerate(paragraphs) if len(each) < half]
    dropped = chance.choice(droppable) if droppable else None
    return tuple(each for number, each in enumerate(paragraphs) if number != dropped)


def _like(text: NewsText, paragraphs: tuple[str, ...]) -> NewsText:
    return NewsText(headline=text.headline, paragraphs=paragraphs)
