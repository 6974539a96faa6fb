"""The language of a text: by the alphabet that covers its letters; other scripts by seeded langdetect."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from pipelines.arabic import clean

_HALF = 0.5
_UNKNOWN = "und"
_SAMPLE = 1000
_ENOUGH = 400
"""With more characters langdetect is not more certain about other scripts, only slower."""
_LETTER = re.compile(r"[^\W\d_]|[۽۾]")  # Sindhi "and" and "in" are signs to Unicode
_ARABIC = "ar"
_COMMON = "ءابتثجحخدذرزسشصضطظعغفقلمنوهيكئآ"
_ALPHABETS = {
    "ar": "أإؤةىٱ",
    "fa": "أؤپچژگیکۀ",
    "ur": "أؤٹپچڈڑژکگںھہۂۃےیۓ",
    "ps": "أؤټپځچڅډړږژښکګڼیېۍگ",
    "sd": "ؤٻڀٺٽٿپڄڃچڇڌڏڊڍڙڦڪکگڳڱڻھ۽۾ں",
    "ckb": "پچڕژڤکگڵۆوێەیھ",
    "ug": "ەپچژڭگۇۆۈۋېىھ",
}
# Ordinary Arabic prose: letters that `clean` leaves as they are, tatweel, vowel marks, digits and signs.
_ORDINARY = re.compile(
    f"[{_COMMON}{_ALPHABETS['ar'].replace('ٱ', '')} -~\n\u0640\u064b-\u0652\u0660-\u066c،؛؟«»\u00a0\u200b\u200e\u200f"
    "\u2013\u2014\u201c\u201d\u2022\u2026\u202a-\u202e]*"
)
_LATIN = re.compile("[a-zA-Z]+")
_FREQUENT = "اليمنو"
# Common letters that a language never uses.
_WITHOUT = {"ckb": "ثذصضطظكيهآ", "ug": "ثذحصضطظعهءآ", "ur": "كيه", "fa": "ة", "ps": "", "sd": ""}
# Maghrebi and Egyptian papers write these in names (أڭادير, ڤيروس, پاريس); Persian keyboards leave the last two.
_LENT = frozenset("گڭݣڤڥڨپچژیک")
# Whole Arabic articles are typed on Persian and Urdu keyboards: ھذا الفریق.
_KEYBOARD = frozenset("یکھہەۃ")
_BORROWED = _LENT | _KEYBOARD
"""Without these letters nothing is to be forgiven, so the words are not looked at where the letters decide."""
_SIGNS = re.compile("[\u0600-\u0605\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]+")
_LENT_SHARE = 0.012
"""From this share on, letters of other alphabets count against Arabic: news has a گ, ڤ or ی now and then."""
_LENT_SHARE_OF_SENTENCES = 0.05
"""The same where some words are certainly Arabic: a headline can name two places."""
_SURE_WORDS, _SURE_SHARE = 2, 0.1
_CERTAIN = 0.99
_FEW_LETTERS = 12
"""Fewer letters of another script are a name or a sign, for which langdetect answers at random."""
_ARABIC_WORD = re.compile(
    r"(?<!\w)(?:[وفبك]?ال\w{3,}|و?لل\w{3,}|و?(?:في|على|علي|إلى|الى|عن|أن|هذا|هذه|التي|الذي|بعد|مع|بين|كان|قال|واش|مش|يا))(?!\w)"
)
_PERSIAN_WORD = re.compile(r"(?<!\w)(?:از|در|به|را|با|است|برای|این|شد|شده|کند|است|بود|می|های|دو|تا)(?!\w)")


@lru_cache(maxsize=64)
def language(text: str, *, prior: str | None = None) -> str | None:
    """Return the ISO 639 code of *text*; Arabic dialects are `ar`; `None` for a text without letters.

    *prior* is the language of the outlet: it decides where the letters of a short text fit several languages. `und`
    (ISO 639-2) is a text in a script for which no language is known here.
    The same text gives the same answer every time.
    """
    return _ARABIC if is_clearly_arabic(text[: _SAMPLE * 2]) else weighed(text, prior)


def is_clearly_arabic(text: str) -> bool:
    """Whether *text* has letters of the Arabic alphabet alone, and for each other language one that it never uses.

    Then `weighed` gives Arabic too, whatever the counts are: no other alphabet covers all of the letters. Letters of
    Latin names may be among them where a few of the most common Arabic letters outnumber them.
    """
    if not _ORDINARY.fullmatch(text) or not all(each.search(text) for each in _foreign_to_others()):
        return False
    latin = sum(map(len, _LATIN.findall(text)))
    return not latin or latin <= sum(map(text.count, _FREQUENT))


@cache
def _foreign_to_others() -> tuple[re.Pattern[str], ...]:
    """Return for each language but Arabic what finds a letter that Arabic has and it never uses."""
    ours = _alphabets()[_ARABIC]
    return tuple(
        re.compile(f"[{''.join(sorted(ours - alphabet))}]")
        for code, alphabet in _alphabets().items()
        if code != _ARABIC
    )


def weighed(text: str, prior: str | None) -> str | None:
    """Return the language as `language` does, by how many letters of *text* each alphabet covers."""
    text = clean(text[: _SAMPLE * 2])
    letters = Counter({each: count for each, count in Counter(text).items() if _is_letter(each)})
    total = letters.total()
    if not total:
        return None
    arabic = Counter({letter: count for letter, count in letters.items() if "\u0600" <= letter <= "\u08ff"})
    if arabic.total() < total * _HALF:
        return prior if prior and total < _FEW_LETTERS else _of_other_script(letters) or _detected(text) or _UNKNOWN
    found = None if arabic.keys() & _BORROWED else _by_alphabet(arabic, forgiven=frozenset())
    found = found or _by_alphabet(arabic, forgiven=_forgiven(arabic, text))
    return found or prior or _unlettered(text)


@cache
def _is_letter(character: str) -> bool:
    return _LETTER.fullmatch(character) is not None and _SIGNS.fullmatch(character) is None


def _of_other_script(letters: Counter[str]) -> str | None:
    """Return `zgh` for a text in Tifinagh, the script of Morocco's Tamazight, which langdetect has no model for."""
    tifinagh = sum(count for letter, count in letters.items() if "\u2d30" <= letter <= "\u2d7f")
    return "zgh" if tifinagh > letters.total() * _HALF else None


def _forgiven(letters: Counter[str], text: str) -> frozenset[str]:
    """Return the letters of other alphabets that do not make *text* less Arabic."""
    total = letters.total()
    sure = len(_ARABIC_WORD.findall(text)) - len(_PERSIAN_WORD.findall(text))
    is_sure = sure >= _SURE_WORDS
    lent = sum(letters[letter] for letter in _LENT)
    forgiven = _LENT if lent <= total * (_LENT_SHARE_OF_SENTENCES if is_sure else _LENT_SHARE) else frozenset()
    return forgiven | _KEYBOARD if is_sure and sure >= (text.count(" ") + 1) * _SURE_SHARE else forgiven


def _by_alphabet(letters: Counter[str], *, forgiven: frozenset[str]) -> str | None:
    """Return the language whose alphabet covers *letters* best; `None` where Arabic is one of several."""
    covered = {
        code: sum(count for letter, count in letters.items() if letter in alphabet)
        for code, alphabet in _alphabets().items()
    }
    covered[_ARABIC] += sum(letters[letter] for letter in forgiven)
    best = max(covered.values())
    first = [code for code, count in covered.items() if count == best]
    return None if _ARABIC in first and len(first) > 1 and not forgiven >= _KEYBOARD else first[0]


@cache
def _alphabets() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(_COMMON) - frozenset(_WITHOUT.get(code, "")) | frozenset(own)
        for code, own in _ALPHABETS.items()
    }


def _unlettered(text: str) -> str:
    """Return the language of a text whose letters all these languages share: Arabic, unless langdetect is certain.

    It takes `شاهد` for Persian and `سوريا` for Urdu with certainty, so it is not asked about a single word.
    """
    first = _ranked(text)[:1] if " " in text.strip() else []
    return next((code for code, share in first if share >= _CERTAIN), _ARABIC)


def _detected(text: str) -> str | None:
    return next((code for code, _ in _ranked(text)), None)


def _ranked(text: str) -> list[tuple[str, float]]:
    """Return what langdetect takes *text* for, with its probabilities; an empty list where it knows no letter of it."""
    import langdetect  # noqa: PLC0415  # 0.7 s and 65 MB, for the few texts that letters do not decide

    langdetect.DetectorFactory.seed = 0
    try:
        return [(each.lang.partition("-")[0], each.prob) for each in langdetect.detect_langs(text[:_ENOUGH])]
    except langdetect.LangDetectException:
        return []
