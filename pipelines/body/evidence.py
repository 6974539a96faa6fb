"""Scores several readings of one body by evidence on the page: by what they share, not by who made them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.fold import fold_letters
from pipelines.arabic.sentences import is_running_text, split_sentences

_LEAST_CLAIM = 300
"""A shorter articleBody is a summary."""
_AGREES = 0.7
_UNSHARED_CLAIM = {"json-ld": 0.25, "feed": 0.25}
"""The value of a letter that no other reading has. A claim that the page does not print is doubtful."""
_UNSHARED_ON_PAGE = 0.5
_SENTENCE_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyReading:
    """One reading of the body, by `selector`, `container`, `trafilatura`, `json-ld` or `feed`, and its lines."""

    by: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredBody:
    """A reading with its evidence, in letters.

    *agreed* is text that another reading has too, *alone* is text that no other reading has. *noise* is boilerplate,
    titles of other pages and lines that repeat the headline.
    """

    reading: BodyReading
    agreed: int
    alone: int
    noise: int

    @property
    def worth(self) -> float:
        """The score of the reading, in letters; it can be negative."""
        share = _UNSHARED_CLAIM.get(self.reading.by, _UNSHARED_ON_PAGE)
        return self.agreed + self.alone * share - self.noise


def is_contradicted(own: BodyReading, claim: BodyReading) -> bool:
    """Whether most sentences of a long claimed body are missing from *own*."""
    if sum(map(len, claim.lines)) < _LEAST_CLAIM:
        return False
    whole = fold_letters(" ".join(own.lines))
    sentences = [
        fold_letters(sentence)
        for line in claim.lines
        for sentence in split_sentences(line)
        if len(sentence.split()) >= _SENTENCE_WORDS
    ]
    found = sum(len(each) for each in sentences if each in whole)
    return found < sum(map(len, sentences)) * _AGREES


def score_readings(readings: Sequence[BodyReading], *, headline: str, titles: frozenset[str]) -> list[ScoredBody]:
    """Return *readings* with their evidence, the best first; of two with the same score the earlier one comes first.

    *titles* are the texts of the page's links as `fold_letters` gives them. A line that equals one of them is the
    headline of another page.
    """
    texts = {each.by: fold_letters(" ".join(each.lines)) for each in readings}
    folded = fold_letters(headline)
    scored = [_score(each, [text for by, text in texts.items() if by != each.by], folded, titles) for each in readings]
    return sorted(scored, key=lambda each: -each.worth)


def _score(reading: BodyReading, others: Sequence[str], headline: str, titles: frozenset[str]) -> ScoredBody:
    agreed = alone = noise = 0
    for line in reading.lines:
        folded = fold_letters(line)
        if (
            boilerplate_kind(line) is not None
            or folded in titles
            or (headline in folded and len(folded) > len(headline))
        ):
            noise += len(line)
        elif not is_running_text(line):
            continue
        elif any(folded in text for text in others):
            agreed += len(line)
        else:
            alone += len(line)
    return ScoredBody(reading=reading, agreed=agreed, alone=alone, noise=noise)
