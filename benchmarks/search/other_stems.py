"""Stems to compare ours with: those of Lucene's Arabic analyzer, and words as they are written."""

from __future__ import annotations

from pipelines.arabic.fold import fold

_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


def lucene(word: str) -> str:
    """Return the stem by the rules of Lucene's ArabicNormalizer and ArabicStemmer (light10, Larkey 2007)."""
    word = fold(word)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + (3 if prefix == "و" else 2):
            word = word[len(prefix) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word[: -len(ending)]
    return word


def as_written(word: str) -> str:
    """Return the folded word: a search without stems."""
    return fold(word)
