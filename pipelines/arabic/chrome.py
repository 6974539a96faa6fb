"""Tells site chrome from the text of an article, a line at a time."""

from __future__ import annotations

import re
from functools import cache

from pipelines.arabic.chrome_phrases import LABELS, LINES, SETS
from pipelines.arabic.fold import fold

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NUMBER = r"\d[\d,.]*"
_SHAPES = {
    "counters": re.compile(
        rf"(?:{_NUMBER}\s*(?:مشاهده|مشاهدات|زياره|قراءه|قراءات|تعليق|تعليقات|اعجاب|مشاركه|مشاركات|دقيقه واحده|"
        rf"دقايق|دقايق للقراءه|دقيقه للقراءه|دقايق قراءه))|(?:(?:التعليقات|تعليقات|شوهد|مشاهدات|قراءات|زيارات|"
        rf"المشاهدات)\s*[:(]?\s*{_NUMBER}\s*\)?(?:\s*مره)?)|اقل من دقيقه|دقيقه واحده"
    ),
    "breadcrumb": re.compile(r"(?:انت هنا\s*:?\s*)?(?:ال)?(?:صفحه )?(?:ال)?ريسيه\s*[/»›>«\\|\-–].{1,120}"),
    "toolbar": re.compile(r"(?:حجم )?(?:ال)?خط\s*[:+\-a ع|]{1,16}|[ع+\-\s]{2,12}"),
    "social_embed": re.compile(r"[—-] .{1,60}\(@\w+\).{0,40}|pic\.twitter\.com/\w+"),
    "ads": re.compile(r"-?\s*اعلان\s*-?"),
}
_LONGEST_LABELLED = 32
_LONGEST_SET = 45
_SENTENCE_END = re.compile(r"[.!؟]\s*$")
_LABELS_OF_SENTENCES = frozenset({"follow", "read_also", "caption"})
_LONGEST_OPEN = 14
"""A line that only opens like chrome and ends like a sentence is chrome up to this many words."""


def chrome(line: str) -> str | None:
    """Return the kind of chrome that the whole of *line* is, or null for text.

    A sentence that merely holds such words, or a long one that opens with them, is text.
    """
    folded = fold(line)
    bare = _EDGES.sub("", folded)
    if not bare:
        return None
    kind = _lines().get(bare)
    if kind is not None:
        return kind
    length = folded.count(" ") + 1
    if length <= _LONGEST_LABELLED:
        kind = _labelled(folded.lstrip(" -–—•*|»«>:[("), length) or _shaped(folded)
    if kind is None and length <= _LONGEST_SET:
        kind = next((name for name, pattern in _sets() if pattern.search(folded)), None)
    return kind


def _labelled(folded: str, length: int) -> str | None:
    for kind, labels in _labels():
        found = labels.match(folded)
        if found is None:
            continue
        ends = kind in _LABELS_OF_SENTENCES and _SENTENCE_END.search(folded) and ":" not in found[0]
        if not (ends and length > _LONGEST_OPEN):
            return kind
    return None


def _shaped(folded: str) -> str | None:
    return next((kind for kind, pattern in _SHAPES.items() if pattern.fullmatch(folded)), None)


@cache
def _lines() -> dict[str, str]:
    return {_EDGES.sub("", each): kind for kind, text in LINES.items() for each in _phrases(text)}


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?:{_either(text)})(?!\w)\s*:?")) for kind, text in LABELS.items())


@cache
def _sets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(_either(text))) for kind, text in SETS.items())


def _either(text: str) -> str:
    return "|".join(
        re.escape(each).replace(r"\ ", r"\s+").replace(":", r"\s*:").replace(r"\s+\s*:", r"\s*:")
        for each in sorted(_phrases(text), key=len, reverse=True)
    )


def _phrases(text: str) -> list[str]:
    return [folded for each in re.split(r"[|\n]", text) if (folded := fold(each))]
