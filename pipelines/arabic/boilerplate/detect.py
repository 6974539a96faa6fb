"""Decides whether a line is boilerplate or part of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.arabic.boilerplate.phrases import LABELS, LINES, SETS
from pipelines.arabic.fold import fold
from pipelines.arabic.sentences import ends_with_stop

# The lookbehind and the possessive quantifiers keep the time linear on long runs of marks.
_EDGES = re.compile(r"^[\W_]++|(?<![\W_])[\W_]++$")
_COUNTS = re.compile(r"^\d++\W++|(?<!\W)\W++\d++$")
# Signs and pictures before a label. The sign of copyright is a label itself.
_OPENING = re.compile(r"^(?>(?:(?!©)[\W_])+)")
_NUMBER = r"(?<![\d,.٬])\d[\d,.٬]*+"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?\s*+(?:ص|م|صباحا|مساء|am|pm|gmt|ت\s?\.?\s?غ)?"
_READ = "دقيقه واحده|دقيقه|دقايق"
_PLATFORM = (
    "google|جوجل|غوغل|قوقل|واتساب|واتس اب|whatsapp|تليغرام|تيليغرام|تيليجرام|تلغرام|تلجرام|تليجرام|تيلقرام|telegram|"
    "فيسبوك|الفيسبوك|facebook|تويتر|twitter|انستغرام|انستجرام|انستقرام|instagram|يوتيوب|اليوتيوب|youtube|"
    "تيك توك|tiktok|سناب شات|نبض|تطبيقنا|موقعنا|قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|نشرتنا|مجموعتنا"
)
_SHAPES = {
    "counters": re.compile(
        rf"{_NUMBER}\W*+(?:شوهد|مشاهده|مشاهدات|زياره|زيارات|قراءه|قراءات|تعليق|تعليقا|تعليقات|اعجاب|مشاركه|مشاركات|"
        rf"(?:{_READ})(?:\s++(?:للقراءه|قراءه))?|مره قراءه)"
        rf"|(?:عدد )?(?:التعليقات|تعليقات|شوهد|مشاهدات|مشاهده|قراءات|زيارات|المشاهدات|الزيارات|القراءات|قرا|"
        rf"تمت القراءه|قراءه)"
        rf"\s*+[:(|]?+\s*+{_NUMBER}\s*+\)?+(?:\s*+(?:مره|مرات|{_READ}))?"
        rf"|{_NUMBER} min(?:ute)?s? read.{{0,24}}|اقل من دقيقه|دقيقه واحده|(?:اقل من )?دقيقه للقراءه"
    ),
    "related": re.compile(r"\w{1,20}(?: \w{1,20}){0,2} (?:ذات (?:صله|علاقه)|قد (?:تهمك|تعجبك))"),
    "comment_form": re.compile(
        r"هل (?:افادك|افادتك|اعجبك|اعجبتك|استفدت من|كان|كانت) (?:هذا |هذه )?(?:ال)?"
        r"(?:خبر|مقال|مقاله|موضوع|قصه|حكايه|ماده|محتوي|تقرير|صفحه)(?: (?:مفيدا|مفيده))?"
        r"|(?:من فضلك|فضلا|رجاء|الرجاء|يرجي)(?: \w+){0,3} (?:و)?(?:قيم|تقييم|قيموا) (?:هذا |هذه )?(?:ال)?"
        r"(?:خبر|مقال|مقاله|موضوع|ماده|محتوي|صفحه)"
        r"|(?:احببت|اعجبتك|اعجبك) (?:ال)?(?:خبر|مقال|مقاله|موضوع|قصه|حكايه|ماده|تقرير)"
    ),
    "share": re.compile(r"شارك(?:ها|ه|وها|وه) (?:مع|علي) (?:من |ا?صدقا)\S*(?: \S+){0,3}"),
    "clock": re.compile(
        rf"{_CLOCK}(?:\s*+[|-]\s*+{_CLOCK})?|\d{{1,2}} \w{{3,9}}(?: \w{{3,6}})?[،,]? (?:\d{{4}}[،,]? )?{_CLOCK}"
    ),
    "ads": re.compile(
        r"(?:اعلان)?\s?تخطي? (?:ال)?اعلان"
        r"|اعلان\s?[-–:|]\s?(?=.{0,60}(?:متابعه|مواصله|القراءه|اسحب|مرر|يستمر)).{1,60}"
    ),
    "newsletter": re.compile(
        r".{0,40}ارسال كلمه \S{2,20} (?:الي|علي) (?:ال)?رقم.{0,30}"
        r"|(?:للحصول علي|لمتابعه|للاطلاع علي) (?:اخر|احدث|المزيد).{0,40}(?:قناتنا|صفحتنا|حسابنا|مجموعتنا).{0,30}"
        r"|للاشتراك في .{3,40} (?:يرجي|الرجاء) (?:تعبيه|ملء|التسجيل).{0,40}"
    ),
    "breadcrumb": re.compile(r"(?:انت هنا\s*+:?+\s*+)?(?:الصفحه )?(?:ال)?رييسيه\s*+[/»›>«\\|\-–].{1,120}"),
    "toolbar": re.compile(
        r"(?:حجم )?(?:ال)?خط\s*+[:+\-a ع|]{1,16}|[ع+\-|\s]{0,20}ع[ع+\-|\s]{2,12}|(?:[^\W\d_]\s?[+-]\s?){2,4}"
    ),
    "skip": re.compile(
        r"تخطي? .{1,70}(?:مشاركه|و?واصل القراءه)(?:[, ]+\d+)?|نهايه .{1,40} مشاركه(?:[, ]+\d+)?"
        r"|(?:مواضيع قد تهمك|الاكثر قراءه|قصص مقترحه) نهايه"
    ),
    "social_embed": re.compile(r"[—-] .{1,60}\(@\w+\).{0,40}|pic\.twitter\.com/\w+"),
    "caption": re.compile(
        r"(?:صدر الصوره|مصدر الصوره|الصوره|صوره|تصوير|ارشيف)?"
        r"[\s:،,]{0,9}(?:[^/]{0,25}/\s?)?getty images(?:\s?/.{0,25})?"
        r"|(?:ال)?(?:فيديو|مقطع|تسجيل|صوت|بودكاست)\s?: .{3,90}\(\d{1,3}:\d\d(?: (?:دقيقه|دقايق|ساعه))?\)"
    ),
    "copyright": re.compile(
        r"(?=.{0,60}(?:19|20)\d\d).{0,60}©.{0,80}|(?:©|\(c\)|copyright|حقوق النشر)\s*+©?+\s*+(?:19|20)\d\d.{0,80}"
    ),
    "syndication": re.compile(
        r"the post .{1,250} (?:first appeared|appeared first) on .{1,60}"
        r"|ظهرت? (?:ال)?(?:مقاله?|تدوينه|خبر|موضوع|ماده|تقرير) .{1,250} اولا (?:علي|في) .{1,60}"
    ),
    "follow": re.compile(
        rf"(?:يمكنكم |يمكنك )?(?:تابعونا|تابعنا|تابعوا|اتبعنا|اشتركوا|انضموا|متابعه|متابعتنا|لمتابعه|للاشتراك|للانضمام|"
        rf"لمتابعتنا|تابع (?:اخر|احدث|اهم|المزيد)|اشترك (?:الان|في قناه|في خدمه)|انضم (?:لقناه|الي قناه|لمجموعه))"
        rf".{{0,120}}(?<!\w)[بلو]?(?:ال)?(?:{_PLATFORM})(?!\w).{{0,60}}|تابعوا? \S.{{0,30}} علي"
    ),
}
_FIELD = re.compile(
    r"(?:التاريخ|القسم|القراءات|الزيارات|المشاهدات|بواسطه|الكاتب|المصدر|التعليقات|الساعه|المراسل|الكلمات)\s{0,3}:"
)
_FIELDS = 3
"""A line with so many labelled fields of a page is their row."""
_DATED = re.compile(r"\d|منذ|قبل|امس|اليوم")
_LONGEST_LABELLED, _LONGEST_SET = 32, 45
_LONGEST_DATED = 14
_LONGEST_BAR = 120
_LEAST_BUTTONS, _MOSTLY_KNOWN, _MOSTLY = 3, 4, 0.7
_BAR = re.compile(r"[|/•·–-]|\]\s*+\[")
_LONGEST_OPEN = 12
"""A line that opens as boilerplate and ends as a sentence is boilerplate up to this many words."""
_OPEN_KINDS = frozenset({"follow", "read_also", "caption", "newsletter", "cookie", "author_bio"})


@lru_cache(maxsize=4096)
def boilerplate_kind(line: str) -> str | None:
    """Return the kind of boilerplate that the whole of *line* is, or None for text.

    A sentence that only contains such words is text, and so is a long one that opens with them. Answers are cached,
    because the menus of an outlet are on each of its pages.
    """
    folded = fold(line)
    bare = _EDGES.sub("", folded)
    if not bare:
        return None
    kind = _lines().get(bare) or _lines().get(_COUNTS.sub("", bare)) or _listed(bare)
    length = folded.count(" ") + 1
    if kind is None and length <= _LONGEST_LABELLED:
        kind = _labelled(_OPENING.sub("", folded), length) or _shaped(folded) or _shaped(bare)
    if kind == "source_line" and folded[0] in "([":  # a source in brackets belongs to the text before it
        return None
    if kind is None and length <= _LONGEST_SET:
        kind = next((name for name, pattern in _sets() if pattern.search(folded)), None)
    return kind


def _listed(bare: str) -> str | None:
    """Return the kind of the first button of a row (`طباعة | إرسال`, `فيسبوك تويتر`), if all its buttons are known."""
    if len(bare) > _LONGEST_BAR:
        return None
    for pieces in (_BAR.split(bare), bare.split()):
        kinds = [_lines().get(_EDGES.sub("", each)) for each in pieces]
        if (kind := _mostly_known(kinds, pieces)) is not None and len(pieces) < bare.count(" ") + 1:
            return kind
        if len(kinds) > 1 and all(kinds) and (len(set(kinds)) == 1 or len(pieces) < bare.count(" ") + 1):
            return kinds[0]
    return _row_of_names(bare.split())


def _mostly_known(kinds: Sequence[str | None], pieces: Sequence[str]) -> str | None:
    """Return the first kind of a long row of buttons and counters most of which are known."""
    if len(pieces) < _MOSTLY_KNOWN:
        return None
    shaped = [kind or _shaped(_EDGES.sub("", each)) for kind, each in zip(kinds, pieces, strict=True)]
    known = [each for each in shaped if each is not None]
    return known[0] if len(known) > len(pieces) * _MOSTLY else None


def _row_of_names(words: Sequence[str]) -> str | None:
    """Return `share` for a row of three or more known buttons, some of several words: `فيسبوك Whats App طباعة`."""
    at = count = 0
    while at < len(words):
        size = next((size for size in (3, 2, 1) if _lines().get(" ".join(words[at : at + size])) == "share"), 0)
        if not size:
            return None
        at, count = at + size, count + 1
    return "share" if count >= _LEAST_BUTTONS else None


def _labelled(folded: str, length: int) -> str | None:
    """Return the kind of the label that opens *folded*, or None if the rest is a sentence of its own."""
    for kind, labels in _labels():
        found = labels.match(folded)
        if found is None:
            continue
        is_open = ":" not in found[0]
        if is_open and kind in _OPEN_KINDS and length > _LONGEST_OPEN and ends_with_stop(folded):
            continue
        rest = folded[found.end() :]
        if kind == "pubmeta" and rest and (length > _LONGEST_DATED or not _DATED.search(rest)):
            continue
        return kind
    return None


def _shaped(folded: str) -> str | None:
    if len(_FIELD.findall(folded)) >= _FIELDS:
        return "pubmeta"
    return next((kind for kind, pattern in _SHAPES.items() if pattern.fullmatch(folded)), None)


@cache
def _lines() -> dict[str, str]:
    return {_EDGES.sub("", each): kind for kind, text in LINES.items() for each in _phrases(text)}


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?:{_either(text)})\s*+:?+\s*+")) for kind, text in LABELS.items())


@cache
def _sets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(_either(text))) for kind, text in SETS.items())


def _either(text: str) -> str:
    """Return a regex of the phrases, the longest first. A phrase that ends with a letter matches whole words only."""
    return "|".join(
        re.escape(each).replace(r"\ ", r"\s++").replace(":", r"\s*+:").replace(r"\s++\s*+:", r"\s*+:")
        + (r"(?!\w)" if each[-1].isalnum() else "")
        for each in sorted(_phrases(text), key=len, reverse=True)
    )


def _phrases(text: str) -> list[str]:
    return [folded for each in re.split(r"[|\n]", text) if (folded := fold(each))]
