"""The template of a text: its words without figures and days, which the pieces of a daily series share."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.arabic.dates.months import gregorian_months, hijri_months
from pipelines.arabic.fold import words

_WEEKDAYS_AND_NUMBERS = (
    "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت أحد اثنين ثلاثاء أربعاء خميس جمعة سبت "
    "واحد اثنان اثنين ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرون عشرين"
)
_SHINGLE = 3
_BINS = 16
_UNDER_HEADLINE, _ROWS = 6, 2
"""Under one headline, two texts that share half of their template share one of these three keys with 6 of 10."""
_MIX, _WORD = 0x9E3779B1, 1 << 32
_KEY_BYTES, _KEY_BITS = 6, 47


def template_keys(headline: Sequence[str], body: Sequence[str]) -> tuple[int, ...]:
    """Return keys that the texts of one template share: one of the whole text, and three under the same headline.

    Minima of the hashes of 3 words in a row, one for each bin (one-permutation MinHash, Li 2012). A text without
    figures has no keys: nothing in it tells one day from another.
    """
    if not any(map(is_figure, body)):
        return ()
    least = _minima([each for each in body if not is_figure(each)])
    found = [_key("text", least)]
    title = [each for each in headline if not is_figure(each)]
    if len(title) > 1:
        groups = (least[start : start + _ROWS] for start in range(0, _UNDER_HEADLINE, _ROWS))
        found += [_key(" ".join(title), (number, *each)) for number, each in enumerate(groups)]
    return tuple(found)


@lru_cache(maxsize=16384)
def is_figure(word: str) -> bool:
    """Whether a folded word is a figure, a written number up to twenty, or the name of a weekday or a month."""
    return word in _named() or any(map(str.isdigit, word))


@cache
def _named() -> frozenset[str]:
    months = (word for each in (*gregorian_months(), *hijri_months()) for word in each.split())
    named = frozenset(months) | frozenset(words(_WEEKDAYS_AND_NUMBERS))
    return named | {"و" + each for each in named}


def _minima(template: Sequence[str]) -> list[int]:
    """Return the smallest hash of each bin; an empty bin has that of the next one that is not empty."""
    least: list[int | None] = [None] * _BINS
    runs = [" ".join(each) for each in zip(*(template[step:] for step in range(_SHINGLE)), strict=False)]
    for run in runs or [" ".join(template)]:
        mixed = zlib.crc32(run.encode()) * _MIX % _WORD
        place, value = mixed % _BINS, mixed // _BINS
        held = least[place]
        if held is None or value < held:
            least[place] = value
    full = [each for each in range(_BINS) if least[each] is not None]
    borrowed = [next((each for each in full if each >= place), full[0]) for place in range(_BINS)]
    return [found for place in borrowed if (found := least[place]) is not None]


def _key(name: str, values: Sequence[int]) -> int:
    digest = hashlib.blake2b(repr((name, tuple(values))).encode(), digest_size=_KEY_BYTES).digest()
    return int.from_bytes(digest) & ((1 << _KEY_BITS) - 1)
