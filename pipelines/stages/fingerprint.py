"""What copies, series and stories are recognised by: small samples of hashes of an article's words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from pipelines.arabic.fold import fold
from pipelines.arabic.search.stem import STEM_VERSION, stems
from pipelines.arabic.stories.story_sketch import STORY_RULES, story_sketch
from pipelines.stages.template import is_figure, template_keys
from storage.articles.copies.similarity import (
    BODY_BYTES,
    HEADLINE_BYTES,
    MOST_FIGURES,
    SHINGLE_BYTES,
    SKETCH_SIZE,
    WORD_BYTES,
)
from storage.records import Fingerprint, TextSketch

_SHINGLE = 3
_WORD = re.compile(r"[^\W_]+")
_KEY_WORDS, _KEYS, _LEAD_KEYS, _KEY_BYTES = 6, 12, 3, 4
"""The 12 smallest hashes of six words in a row, and the 3 smallest of the lead: wire copy is cut from its end.

Runs of six words are seldom shared by chance, unlike runs of three. Copies share two keys or more.
"""
_LEAD_WORDS = 30


def fingerprint(headline: str, body: str) -> Fingerprint:
    """Return what an article is compared by; pure, and the same in every process and on every machine."""
    folded_headline = fold(headline)
    headline_words, body_words = _words(folded_headline), _words(fold(body))
    headline_digest, body_digest = _digests(folded_headline, body_words)
    hashes = _hashes(_runs(body_words, _SHINGLE), SHINGLE_BYTES)
    headline_stems, body_stems = stems(headline), stems(body)
    return Fingerprint(
        story=story_sketch(headline_stems, body_stems),
        story_rules=STORY_RULES,
        sketch=TextSketch(
            headline_digest=headline_digest,
            body_digest=body_digest,
            shingles=len(hashes),
            hashes=b"".join(hashes[:SKETCH_SIZE]),
            headline_words=_packed(headline_words),
            lead_words=_packed(body_words[:_LEAD_WORDS]),
            figures=_packed(each for each in body_words if is_figure(each))[: MOST_FIGURES * WORD_BYTES],
            copy_keys=_copy_keys(headline_words, body_words),
            template_keys=template_keys(headline_words, body_words),
        ),
        headline_stems=" ".join(headline_stems),
        body_stems=" ".join(body_stems),
        stem_version=STEM_VERSION,
    )


def digests(headline: str, body: str) -> tuple[bytes, bytes]:
    """Return what the same headline and the same words are known by; it never changes between versions."""
    return _digests(fold(headline), _words(fold(body)))


def _digests(headline: str, body: Sequence[str]) -> tuple[bytes, bytes]:
    return _hash(headline, HEADLINE_BYTES), hashlib.sha256(" ".join(body).encode()).digest()[:BODY_BYTES]


def _copy_keys(headline: Sequence[str], body: Sequence[str]) -> tuple[int, ...]:
    """Return the keys of a text. A text of a few words is known by its headline, too: many pages have the same."""
    if len(body) < _KEY_WORDS:
        return (_key(" ".join([*headline, "", *body])),)
    runs = _runs(body, _KEY_WORDS)
    found = {*_hashes(runs, _KEY_BYTES)[:_KEYS], *_hashes(runs[:_LEAD_WORDS], _KEY_BYTES)[:_LEAD_KEYS]}
    return tuple(map(int.from_bytes, sorted(found)))


def _key(text: str) -> int:
    return int.from_bytes(_hash(text, _KEY_BYTES))


def _words(folded: str) -> list[str]:
    return _WORD.findall(folded)


def _runs(words: Sequence[str], size: int) -> list[str]:
    if len(words) < size:
        return list(words)
    return list(map(" ".join, zip(*(words[step:] for step in range(size)), strict=False)))


def _packed(words: Iterable[str]) -> bytes:
    return b"".join(_hashes(words, WORD_BYTES))


def _hashes(texts: Iterable[str], size: int) -> list[bytes]:
    """Return the hashes of *texts*, each once, in order; the same as `_hash` for each, some thousand times a page."""
    blake2b = hashlib.blake2b
    return sorted({blake2b(each.encode(), digest_size=8).digest()[:size] for each in texts})


def _hash(text: str, size: int) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()[:size]
