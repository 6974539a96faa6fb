"""Cuts what is written behind a word: pronouns, the endings of number and case; ة stays, since it makes another word.

An ending is cut where what is left is known (`lexicon`) and common enough beside the whole: فلسطين keeps its ين, and
لبنان its ان. A word that occurs behind the article has no pronoun.
"""

from __future__ import annotations

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.lexicon import counts, frequency

_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "كم", "ه")
_LEAST = 3
"""Letters that a word keeps."""
_KNOWN = 2
"""A word that occurs so often in the lexicon is a word."""
_FEMININE = "ة"
_OWN_PLURALS = frozenset({"تعليمات", "معلومات"})
"""Plurals in ات that mean something else than their singular: instructions, not teaching."""


def cut_ending(word: str, *, is_definite: bool) -> str:
    """Return the singular of *word* without pronouns, as far as it is known; else *word*."""
    if word in FUNCTION_WORDS or len(word) <= _LEAST:
        return word
    if not is_definite and counts(word).article <= 0.02 * max(frequency(word), 1):
        owned = _without_pronoun(word)
        if owned is not None:
            return _singular(owned, is_definite=False)
    return _singular(_with_dots(word), is_definite=is_definite)


def _without_pronoun(word: str) -> str | None:
    """Return the word that a pronoun belongs to (مدرستها: مدرسة); `None` where none is known."""
    known = frequency(word)
    for pronoun in _PRONOUNS:
        rest = word.removesuffix(pronoun)
        if rest == word or len(rest) < _LEAST:
            continue
        feminine = rest[:-1] + _FEMININE
        if rest.endswith("ت") and frequency(feminine) >= max(_KNOWN, 0.3 * known):
            return feminine
        for owner in _owners(rest):
            found = frequency(owner)
            if found >= max(_KNOWN, 0.5 * known) and (pronoun != "ه" or frequency(rest + _FEMININE) < found):
                return owner
    return None


def _owners(rest: str) -> list[str]:
    """Return what *rest* can be without a pronoun: before one, a plural has no ن (مسؤولوها) and ء is ئ (وزرائه)."""
    if rest.endswith("اي"):
        return [rest, rest[:-1] + "ء"]
    if rest.endswith(("ي", "و")):
        return [rest, rest + "ن"]
    return [rest]


def _with_dots(word: str) -> str:
    """Return *word* with ة where it is printed as ه (مدرسه)."""
    feminine = word[:-1] + _FEMININE
    return feminine if word.endswith("ه") and frequency(feminine) > 2 * frequency(word) else word


def _singular(word: str, *, is_definite: bool) -> str:
    known = frequency(word)
    if word.endswith("ات"):
        return _singular_of_at(word, known)
    if word.endswith(("تين", "تان")) and len(word) > _LEAST + 2:
        feminine = word[:-3] + _FEMININE
        if frequency(feminine) >= max(_KNOWN, known):
            return feminine
    rest = word[:-2]
    if len(rest) >= _LEAST:
        least = {"ون": max(_KNOWN, 0.2 * known), "ين": max(_KNOWN, 0.3 * known), "ان": max(10, 2 * known)}.get(
            word[-2:]
        )
        is_noun = word[-2:] != "ان" or counts(rest).article >= 0.1 * frequency(rest)
        if least is not None and frequency(rest) >= least and is_noun:
            return rest
    return word if is_definite else _without_case(word)


def _singular_of_at(word: str, known: int) -> str:
    if word in _OWN_PLURALS:
        return word
    rest = word[:-2]
    feminine, masculine = frequency(rest + _FEMININE), frequency(rest)
    if feminine >= masculine and feminine >= max(_KNOWN, 0.08 * known):
        return rest + _FEMININE
    if len(rest) >= _LEAST and masculine > feminine and masculine >= max(_KNOWN, 0.2 * known):
        return rest
    return word


def _without_case(word: str) -> str:
    """Cut the ا of the accusative, the ي and و of a plural before its owner (مسؤولي), and the endings of verbs."""
    known, rest = frequency(word), word[:-1]
    if len(word) <= _LEAST or counts(word).article > 0.02 * known:
        return word
    feminine = word[:-2] + _FEMININE
    if word.endswith(("تي", "تا")) and len(word) > _LEAST + 1 and frequency(feminine) >= max(1, known):
        return feminine
    left = counts(rest)
    is_case = {
        "ا": left.total >= max(_KNOWN, (1 if rest.endswith("ي") else 0.5) * known),
        "ي": left.total >= max(_KNOWN, known) and _has_plural(rest),
        "و": left.total >= max(_KNOWN, known) and _has_plural(rest),
        "ت": left.bare >= max(_KNOWN, 0.3 * known) and left.article < 0.1 * left.bare,
    }
    if is_case.get(word[-1]):
        return rest
    is_plural_verb = word.endswith("وا") and len(word) > _LEAST + 1
    return word[:-2] if is_plural_verb and frequency(word[:-2]) >= max(_KNOWN, 0.3 * known) else word


def _has_plural(word: str) -> bool:
    return frequency(word + "ين") + frequency(word + "ون") >= _KNOWN
