"""Light stems for search: a folded word without its common prefix and ending (after light10, Larkey 2007)."""

from __future__ import annotations

from functools import lru_cache

from pipelines.arabic.fold import words

_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "فلل", "لل", "ال")
_AND = "و"
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_LEAST = 3
"""A stem keeps at least three letters, so that short words stay as they are."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one folded word; a word that is not Arabic stays as it is."""
    if not "ء" <= word[:1] <= "ي":
        return word
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST - (prefix in {"ال", "لل"}):
            word = word[len(prefix) :]
            break
    else:
        if word.startswith(_AND) and len(word) > _LEAST + 1:
            word = word[1:]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """Return the stem of every word of *text*, in order."""
    return [stem(each) for each in words(text)]


def query_stems(query: str) -> list[str]:
    """Return the distinct stems of a search query. Any text is accepted: its punctuation is not syntax."""
    return list(dict.fromkeys(stems(query)))
