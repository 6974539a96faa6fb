"""Cuts what is written before a word: و ف, ب ل ك, س of the future and the article; never a word's own letters.

Whether a first letter is its word's own is decided by counts (`lexicon`): وزارة occurs behind the article, and زارة
occurs nowhere; أكد occurs alone, and وأكد never behind the article.
"""

from __future__ import annotations

import re

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.lexicon import counts, frequency

_ARTICLE = re.compile("(?P<before>[وف]?[بك]?)(?P<article>ال|لل)(?=..)")
_SEATED_ARTICLE = re.compile("[وفبلك]{0,2}[أإآ]ل")
_LEAST = 4
"""A word keeps three letters."""
_SHORT = 3
_KNOWN, _WELL_KNOWN, _RARE = 2, 5, 20
"""Twice in the lexicon makes a word, five times a short one; a chain of prefixes is rarer than twenty times."""


def split_prefixes(word: str, *, printed: str) -> tuple[str, bool]:
    """Return *word* (without seats) without its prefixes, and whether it had the article; *printed* keeps the seats."""
    if word in FUNCTION_WORDS:
        return word, False
    article = _ARTICLE.match(word)
    if article and not _SEATED_ARTICLE.match(printed):
        return _behind_article(word, article)
    word = _without_conjunction(word)
    return (word, False) if word in FUNCTION_WORDS else (_without_preposition(word), False)


def _behind_article(word: str, found: re.Match[str]) -> tuple[str, bool]:
    rest = word[found.end() :]
    if found["article"] == "لل":  # للجنة: before a ل of its own the article is not written
        with_lam = "ل" + rest
        return (with_lam if frequency(with_lam) > max(1, frequency(rest)) else rest), True
    own = "ال" + rest
    return (own, False) if counts(own).own_article > frequency(rest) else (rest, True)


def _without_conjunction(word: str) -> str:
    if len(word) < _LEAST or word[0] not in "وف" or _is_own(word):
        return word
    rest = word[1:]
    if rest in FUNCTION_WORDS:
        return rest
    bare, known = counts(word).bare, frequency(rest)
    verbs = _present_tense(word)
    if verbs >= max(3, 0.2 * bare) and verbs > 0.3 * known:  # وافق: يوافق
        return word
    if known >= max(_KNOWN, (0.3 if word[0] == "و" else 0.5) * bare):
        return rest
    is_rare_chain = len(rest) > _LEAST and rest[0] in "بلك" and bare < _RARE and frequency(rest[1:]) >= _RARE // 2
    return rest if is_rare_chain and counts(rest).article < _KNOWN else word


def _without_preposition(word: str) -> str:
    if len(word) < _LEAST or word[0] not in "بلكس" or _is_own(word):
        return word
    rest, bare = word[1:], counts(word).bare
    if word[0] == "س":
        is_future = rest[0] in "يتنا" and counts(rest).bare >= max(_KNOWN, 0.2 * bare) and not counts(word).article
        return rest if is_future else word
    known = counts(rest)
    if known.total < max(_KNOWN, 0.1 * bare) or _present_tense(word) >= max(3, 0.1 * bare):
        return word
    if len(rest) == _SHORT and (
        known.total < _WELL_KNOWN or (known.article < _WELL_KNOWN and known.total < 0.5 * bare)
    ):
        return word
    return rest


def _is_own(word: str) -> bool:
    """Whether the first letter is the word's own, since the word occurs behind the article."""
    found = counts(word)
    return found.article >= max(_KNOWN, 0.03 * found.bare)


def _present_tense(word: str) -> int:
    return counts("ي" + word).bare + counts("ت" + word).bare
