"""Stems for the search: a word without its prefixes, pronouns and endings of number, and with its ة.

Tuned for precision: رياض is not رياضة, أمن is not أمنية, and no letter of a root is cut (وزارة, وكالة, ألمانيا).
"""

from __future__ import annotations

from functools import lru_cache

from pipelines.arabic.search.endings import cut_ending
from pipelines.arabic.search.prefixes import split_prefixes
from pipelines.arabic.search.spelling import search_words, without_seats

STEM_VERSION = 2
"""Grows with every change of what `stems` returns: an index of another version is built again by `rasad reindex`."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word as `search_words` gives it; a word that is not Arabic stays as it is."""
    if not "ء" <= word[:1] <= "ي":
        return word
    rest, is_definite = split_prefixes(without_seats(word), printed=word)
    return cut_ending(rest, is_definite=is_definite)


def stems(text: str) -> list[str]:
    """Return the stem of every word of *text*, in order."""
    return [stem(each) for each in search_words(text)]


def stemmed(text: str) -> str:
    """Return the stems of *text* in their order, parted by blanks: what the search index holds of it."""
    return " ".join(stems(text))
