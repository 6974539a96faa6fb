"""Characteristic words: those that some texts have more often than others, by log-likelihood and log ratio.

Log-likelihood (G², Dunning 1993) as Rayson and Garside compare two corpora with it ("Comparing corpora using frequency
profiling", 2000) says how sure a difference is. The log ratio (Hardie 2014) says how large it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, log2

SURE = 15.13
"""The least log-likelihood: with one degree of freedom, chance gives a higher one in 1 of 10,000 words."""
_NONE = 0.5
"""What a count of zero is taken for in a log ratio (Hardie)."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFrequencies:
    """How often each word occurs in some texts, in how many of them, and how many words they have in all."""

    words: int
    times: Mapping[str, int]
    texts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacteristicWord:
    """A word that the texts in question have more often than the rest; the rates are per million words."""

    word: str
    log_likelihood: float
    log_ratio: float
    times: int
    texts: int
    rate: float
    rest_times: int
    rest_texts: int
    rest_rate: float


def log_likelihood(times: int, words: int, rest_times: int, rest_words: int) -> float:
    """Return G² of a word that occurs *times* among *words*, and *rest_times* among *rest_words*; 0 where the rates are equal."""
    share = (times + rest_times) / (words + rest_words)
    return 2 * (_term(times, words * share) + _term(rest_times, rest_words * share))


def log_ratio(times: int, words: int, rest_times: int, rest_words: int) -> float:
    """Return the binary logarithm of how often as high the rate is: 1 is twice, -1 half."""
    return log2(((times or _NONE) / words) / ((rest_times or _NONE) / rest_words))


def characteristic_words(
    focus: WordFrequencies, rest: WordFrequencies, *, min_times: int, min_texts: int
) -> list[CharacteristicWord]:
    """Return the words that *focus* has surely more often than *rest* (`SURE`), the surest first; both have words.

    Left out is what occurs fewer than *min_times*, or in fewer than *min_texts* texts, of *focus*.
    """
    often = [
        word for word, times in focus.times.items() if times >= min_times and focus.texts.get(word, 0) >= min_texts
    ]
    compared = [_compared(word, focus, rest) for word in often]
    found = [each for each in compared if each.log_ratio > 0 and each.log_likelihood >= SURE]
    return sorted(found, key=lambda each: (-each.log_likelihood, each.word))


def _term(observed: int, expected: float) -> float:
    return observed * log(observed / expected) if observed else 0.0


def _compared(word: str, focus: WordFrequencies, rest: WordFrequencies) -> CharacteristicWord:
    times, rest_times = focus.times[word], rest.times.get(word, 0)
    counts = (times, focus.words, rest_times, rest.words)
    return CharacteristicWord(
        word=word,
        log_likelihood=round(log_likelihood(*counts), 2),
        log_ratio=round(log_ratio(*counts), 2),
        times=times,
        texts=focus.texts.get(word, 0),
        rate=round(_MILLION * times / focus.words, 1),
        rest_times=rest_times,
        rest_texts=rest.texts.get(word, 0),
        rest_rate=round(_MILLION * rest_times / rest.words, 1),
    )
