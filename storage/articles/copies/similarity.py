"""How alike two texts are, and what that makes of them: copies, related articles, or neither.

All of it is computed from two sketches alone, so that it does not depend on which article came first.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.records import TextSketch

EXACT, NEAR, CUT = "exact", "near", "cut"
RELATED, SERIES = "related", "series"
COPY_KINDS = (EXACT, NEAR, CUT)
"""The kinds of pairs that make copies; `related` and `series` pairs are alike and are no copies."""
SKETCH_SIZE, MOST_FIGURES = 96, 16
"""A sketch of this many hashes is a sample; a shorter one holds every shingle. The same with the figures."""
SHINGLE_BYTES, WORD_BYTES, HEADLINE_BYTES, BODY_BYTES = 3, 2, 6, 12
_NEAR = 0.6
"""Two articles are near copies from this similarity; unrelated news stays under 0.11, follow-ups under 0.6."""
_CONTAINED = 0.7
"""A text is a cut copy when the other holds this share of its shingles."""
_REWRITTEN = 0.36
"""The same news in other words: enough where headline and lead agree. A text with 8 % other words stays above 0.4."""
_SAME_TEXT, _WHOLLY_CONTAINED = 0.9, 0.9
"""Enough without agreement of headline or lead: nothing of the shorter text is its own."""
_RELATED = 0.25
EXACT_SHINGLES = 12
"""A shorter text is the same article only under the same headline."""
_CUT_SHINGLES, _BRIEF_SHINGLES, _BRIEF_LEAD_SHINGLES = 30, 10, 5
_AGREEMENT = 0.6
_EXCHANGED, _ONE_EXCHANGED, _EXCHANGED_OF_WORDS = 0.1, 1 / 3, 0.15
_NAMED, _HALF, _SAME_LENGTH = 0.4, 0.5, 0.8
_SHINGLE_WORDS = 3
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """The similarity of two texts: *jaccard* of their shingles; *contained*: the share of the smaller in the larger."""

    jaccard: float
    contained: float


def similarity_of(one: TextSketch, other: TextSketch) -> Similarity:
    """Return the similarity of two texts by their bottom-k sketches (exact while both hold every shingle).

    Broder 1997: the k smallest hashes of a union are a fair sample of it.
    """
    ours, theirs = items(one.hashes, SHINGLE_BYTES), items(other.hashes, SHINGLE_BYTES)
    smaller = max(min(one.shingles, other.shingles), 1)
    if one.shingles <= SKETCH_SIZE and other.shingles <= SKETCH_SIZE:
        shared = len(ours & theirs)
        return Similarity(jaccard=shared / max(len(ours | theirs), 1), contained=min(1.0, shared / smaller))
    sample = sorted(ours | theirs)[:SKETCH_SIZE]
    share = len(ours & theirs & set(sample)) / max(len(sample), 1)
    contained = share / (1 + share) * (one.shingles + other.shingles) / smaller
    return Similarity(jaccard=share, contained=min(1.0, contained))


def copy_kind(one: TextSketch, other: TextSketch, found: Similarity, *, same_outlet: bool) -> str | None:
    """Return `exact`, `near`, `cut` or `related`; `None`: the two texts have nothing to do with each other.

    Follow-ups of one outlet share their background and differ at the top. So within one outlet a copy needs the same
    headline or lead, or almost the same text. Across outlets a near text is a copy; a text that is only contained
    needs the agreement, unless nothing of it is its own.
    """
    if one.body_digest == other.body_digest:
        is_long = one.shingles >= EXACT_SHINGLES
        return EXACT if is_long or one.headline_digest == other.headline_digest else None
    smaller = min(one.shingles, other.shingles)
    agree = agrees(one, other)
    if found.jaccard >= (_NEAR if agree or not same_outlet else _SAME_TEXT):
        return NEAR
    if found.contained >= _WHOLLY_CONTAINED and smaller >= (_BRIEF_LEAD_SHINGLES if agree else _BRIEF_SHINGLES):
        return CUT if agree or not same_outlet else RELATED
    if found.contained >= _CONTAINED and smaller >= _CUT_SHINGLES and agree:
        return CUT
    if found.jaccard >= _REWRITTEN and all(_agreements(one, other)):
        return NEAR
    return RELATED if max(found.jaccard, found.contained) >= _RELATED else None


def is_series_pair(one: TextSketch, other: TextSketch, found: Similarity) -> bool:
    """Whether two texts are two pieces of a series: one template, with other figures, days or names.

    Each must have figures that the other lacks. A text that was cut or got a paragraph only has fewer or more of them,
    and a text with a few other words keeps nearly all.
    """
    if max(found.jaccard, found.contained) < _RELATED:
        return False
    figures = _exchanged(items(one.figures, WORD_BYTES), items(other.figures, WORD_BYTES))
    others = min(one.shingles, other.shingles) * (1 - found.contained) / _SHINGLE_WORDS
    has_other_figures = figures >= _EXCHANGED_OF_WORDS * others
    if figures and has_other_figures and not set(one.template_keys).isdisjoint(other.template_keys):
        return True
    return _has_other_names(one, other) and found.jaccard >= _NAMED and (has_other_figures if figures else True)


def _has_other_names(one: TextSketch, other: TextSketch) -> bool:
    """Whether headline and lead are half the same, and two words or more that both share are in neither of the other's.

    They are what the news is about: a fixture's teams. A text of the same news under a new headline has no such words.
    """
    if min(one.shingles, other.shingles) < _SAME_LENGTH * max(one.shingles, other.shingles):
        return False
    alike = (_overlap(one.headline_words, other.headline_words), _overlap(one.lead_words, other.lead_words))
    return min(alike) >= _HALF and min(_own_names(one, other), _own_names(other, one)) > 1


def _exchanged(ours: set[bytes], theirs: set[bytes]) -> int:
    """Return how many figures each has that the other lacks, of the part that both samples cover; 0 for a few of many."""
    full = [max(each) for each in (ours, theirs) if len(each) >= MOST_FIGURES]
    if full:
        ours, theirs = ({each for each in figures if each <= min(full)} for figures in (ours, theirs))
    exchanged = min(len(ours - theirs), len(theirs - ours))
    share = exchanged / max(min(len(ours), len(theirs)), 1)
    return exchanged if share >= (_EXCHANGED if exchanged > 1 else _ONE_EXCHANGED) else 0


def _own_names(one: TextSketch, other: TextSketch) -> int:
    """Return how many words the headline and the lead of *one* share that the other's have not."""
    theirs = items(other.headline_words, WORD_BYTES) | items(other.lead_words, WORD_BYTES)
    return len((items(one.headline_words, WORD_BYTES) & items(one.lead_words, WORD_BYTES)) - theirs)


def agrees(one: TextSketch, other: TextSketch) -> bool:
    """Whether two articles open with the same news: most words of the headline or of the lead are the same."""
    return any(_agreements(one, other))


def _agreements(one: TextSketch, other: TextSketch) -> tuple[bool, bool]:
    """Return whether the headlines agree, and whether the leads do: an outlet's set phrases fill many a lead."""
    return (
        _overlap(one.headline_words, other.headline_words) >= _AGREEMENT,
        _overlap(one.lead_words, other.lead_words) >= _AGREEMENT,
    )


def _overlap(one: bytes, other: bytes) -> float:
    ours, theirs = items(one, WORD_BYTES), items(other, WORD_BYTES)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer >= _FEWEST_WORDS else float(bool(ours) and ours == theirs)


def items(packed: bytes, size: int) -> set[bytes]:
    """Return the values of *size* bytes each that are *packed* in a blob."""
    return {packed[start : start + size] for start in range(0, len(packed), size)}
