"""Whose reading of the body to believe where readings differ: by evidence on the page, never by taste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.arabic import fold
from pipelines.arabic.boilerplate.detect import chrome

_LEAST_CLAIM = 300
"""A shorter articleBody is a summary."""
_AGREES = 0.7
_ALONE = {"json-ld": 0.25, "feed": 0.25}
"""What a text that no other reading has is worth, of its letters: a claim that the page does not print is doubted."""
_ALONE_ON_THE_PAGE = 0.5
_SENTENCES = re.compile(r"(?<=[.!؟…])\s+|\n+")
_ENDS = re.compile(r"[.؟!»”\"…:؛)]\s*$")
_LONG, _SENTENCE = 10, 5
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyReading:
    """One reading of the body, by `selector`, `container`, `trafilatura`, `json-ld` or `feed`, and its lines."""

    by: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredBody:
    """An opinion with its evidence in letters: *agreed* text that another reading has too, text that it has *alone*,
    and *noise*: chrome, titles of other pages, lines glued to the headline.
    """  # noqa: D205  # three figures

    opinion: BodyReading
    agreed: int
    alone: int
    noise: int

    @property
    def worth(self) -> float:
        share = _ALONE.get(self.opinion.by, _ALONE_ON_THE_PAGE)
        return self.agreed + self.alone * share - self.noise


def is_contradicted(own: BodyReading, claim: BodyReading) -> bool:
    """Whether a long claimed body says mostly what *own* does not have."""
    if sum(map(len, claim.lines)) < _LEAST_CLAIM:
        return False
    whole = _key(" ".join(own.lines))
    sentences = [
        _key(each) for line in claim.lines for each in _SENTENCES.split(line) if len(each.split()) >= _SENTENCE
    ]
    found = sum(len(each) for each in sentences if each in whole)
    return found < sum(map(len, sentences)) * _AGREES


def weigh(opinions: Sequence[BodyReading], *, headline: str, titles: frozenset[str]) -> list[ScoredBody]:
    """Return *opinions* with their evidence, the best first; the earlier one wins a tie.

    *titles* are the keys of the page's links: a line that is one of them is another page's headline.
    """
    wholes = {each.by: _key(" ".join(each.lines)) for each in opinions}
    weighed = [_weighed(each, {by: text for by, text in wholes.items() if by != each.by}, _key(headline), titles)
               for each in opinions]  # fmt: skip
    return sorted(weighed, key=lambda each: -each.worth)


def title_key(text: str) -> str:
    """Return *text* as links are compared with lines."""
    return _key(text)


def _weighed(opinion: BodyReading, others: dict[str, str], headline: str, titles: frozenset[str]) -> ScoredBody:
    agreed = alone = noise = 0
    for line in opinion.lines:
        key = _key(line)
        if chrome(line) is not None or key in titles or (headline in key and len(key) > len(headline)):
            noise += len(line)
        elif not _is_text(line):
            continue
        elif any(key in whole for whole in others.values()):
            agreed += len(line)
        else:
            alone += len(line)
    return ScoredBody(opinion=opinion, agreed=agreed, alone=alone, noise=noise)


def _is_text(line: str) -> bool:
    words = len(line.split())
    return words >= _LONG or (words >= _SENTENCE and _ENDS.search(line) is not None)


def _key(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))
