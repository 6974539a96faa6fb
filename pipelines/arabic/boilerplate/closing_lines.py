"""Lines below a text that are not part of it: sign-offs, initials, contacts, notes on the author, disclaimers."""

from __future__ import annotations

import re

from pipelines.arabic.fold import fold
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.titles import has_profession

_SHORT, _NOTE_WORDS = 7, 14
_LONGEST_NOTE, _LONGEST_CREDIT = 45, 20
_DRAWN = "_ـ"
_QUOTED = re.compile(r"\W*نقلا عن\s")
DISCLAIMER = re.compile(
    r"لا [تي]?عبر\w*(?: \w+){0,4}? (?:بالضروره |الا )?عن (?:راي|وجهه نظر|وجهات نظر|اراء|موقف|مواقف)"
    r"|(?<!\w)(?:ال)?(?:ماده|مواد|مقاله?|مقالات|اراء|كتابات|مشاركات|تعليقات)(?: \w+){0,4} [تي](?:عبر|مثل)\w*"
    r"(?: (?:فقط|الا|بالضروره))?(?: عن)? (?:راي|اراء|وجهه نظر|وجهات نظر|افكار) (?:كات|كتاب|صاحب|اصحاب)"
    r"|(?:مراجعه|شروط|سياسه|ارشادات|ضوابط) (?:نشر )?(?:ال)?تعليقات"
)
# "(النهاية) ن م ع / ط م ا", "ـــ ف.ع", "// انتهى //": the typist and the editor of an agency's text, and its end.
_TOKENS = re.compile(r"[^\W\d_]+")
_CLOSED = frozenset({"النهايه", "انتهي", "انتهت"})
_MOST_INITIALS, _INITIAL = 10, 2
_EMAIL = re.compile(r"\W*+\w[\w.+-]*+@[\w-]++(?>(?:\.\w++)+)\W*+|\W*?\[email.protected\]\W*+")
# "2017/04/03 19:17تطبيق جديد لحجز المواعيد": the time and the title of another page, glued in a list.
_DATED_TITLE = re.compile(
    r"(?:\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{4})?\s?\d{1,2}:\d\d(?=[\u0621-\u064a]).{10,150}(?<!\.)"
)
_BRACKET = re.compile(r"^[\s–—-]*\([^()]{1,60}\)|\([^()]{1,60}\)\s*$")
_CODE = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*-?\d{4,}")
_ADDRESS = re.compile(r"(?<!\w)(?:هاتف|تلفون|فاكس|ص\s?\.?\s?ب|صندوق بريد)(?!\w).{0,12}\d{3}")
# "(إعداد فلان للنشرة العربية - تحرير فلان)": who worked on an agency's text.
_PREPARED = re.compile(
    r"\W*(?:اعداد|تغطيه|شارك\w{0,3} في|كتابه|ترجمه|اعده|اعدته)(?!\w).{3,120}"
    r"(?:تحرير|للنشره|مراجعه|التغطيه|التحرير)(?!\w).*"
)
_LICENCE = re.compile(
    r"\b(?:هذا|هذه|محتوي|المحتوي|المحتويات|المقال|الماده|المواد|النص|النصوص|الموقع)\b.{0,40}"
    r"\b(?:منشور|ينشر|تنشر|متاح|خاضع|تخضع|يخضع|مرخص)\w{0,4} .{0,20}برخصه|المشاع الابداعي|creative commons"
    r"|(?:يسمح|مسموح) باعاده (?:ال)?نشر|(?:مرخص|مرخصه|منشور|منشوره|متاح|متاحه) (?:بموجب|تحت) .{0,30}\bcc[ -]?(?:by|0)"
)
_CORRECTION = re.compile(
    r"\W*(?:تصحيح|توضيح|تنويه|استدراك|تحديث|ملحوظه|ملاحظه|ملاحظه (?:من )?(?:ال)?(?:محرر|تحرير|هييه التحرير))\s*:.*"
    r"(?:نسخه (?:سابقه|اولي)|(?:هذا|هذه) ال(?:خبر|مقال|مقاله|ماده|تقرير|قصه|تحقيق)|كما ورد|اسماء|بطلب من|خطا|سهوا)"
)
# "أنجز هذا التحقيق بدعم من …", "قد نحصل على عمولة من روابط الشراء": who paid for a text, or earns by it.
_SUPPORTED = re.compile(
    r"(?<!\w)(?:انجز|انتج|اعد|كتب|نشر)\w{0,3} هذ[اه] ال(?:نص|تحقيق|تقرير|ماده|قصه|عمل|مشروع|مقال)\w{0,2} "
    r"(?:بدعم|بالتعاون|بالشراكه|ضمن|في اطار)"
    r"|عموله .{0,30}روابط|روابط .{0,40}عموله"
)
# "نشر المقال الأصلي بالإيطالية بعنوان …", "تنشر الترجمة بإذن من …": where a text was printed first.
_REPUBLISHED = re.compile(
    r"\W*(?:ي|ت)?نشرت? (?:هذ[اه] )?(?:ال)?(?:مقاله?|نص|تقرير|ماده|قصه|دراسه|حوار|ترجمه)(?: ال\w+)? "
    r"(?:الاصلي|لاول مره|اولا|بال\w+ (?:بعنوان|تحت عنوان|علي|في)|بعنوان|تحت عنوان|باذن|بترتيب|بموجب"
    r"|في (?:ال)?(?:عدد|ملحق|مجله|جريده|صحيفه|كتاب)"
    r"|(?:بال|ب)(?:اتفاق|تعاون|تزامن|اشتراك) (?:مع|بين)).*"
)
# Who signs a statement: "دائرة الاتصال المؤسسي", "عن المكتب الوطني", "الأمين العام: جمال الدين حروش".
_OFFICE = re.compile(
    r"\W*(?:(?:ال)?(?:دايره|اداره|قسم|مكتب|مركز|وحده|مديريه|لجنه) (?:ال)?(?:اتصال|علاقات|اعلام|اعلاميه?"
    r"|تواصل|صحفي|صحافي)(?: \w+){0,4}|(?:ال)?علاقات (?:ال)?عامه(?: \w+){0,4}"
    r"|عن (?:ال)?(?:مكتب|هييه|اداره|لجنه|مجلس|امانه|قياده)(?: \w+){0,3}"
    r"|الامانه العامه|المكتب (?:التنفيذي|السياسي|الوطني)|مجلس الاداره|الهييه الاداريه|اللجنه (?:المركزيه|التنفيذيه))\W*"
)
_OFFICER = re.compile(
    r"\W*(?:ال)?(?:امين|كاتب|رييس|رييسه|مدير|مديره|منسق|ناطق|نقيب|مسوول)(?: (?:ال)?\w+){0,2}\s?: "
    r"(?P<name>\w+(?: \w+){1,4})\W*"
)
# "=============ميشال حلاق/ر.ي": a drawn line and who wrote and typed.
_DRAWN_SIGNATURE = re.compile(r"\s*[=_*~ـ-]{4,}\s*[^\s=_*~ـ-].{0,40}")
# "انتهى 12", "و س/ 0412": the end of an agency's text, with the hour at which it was sent.
_END = re.compile(
    r"\W*(?:انته[يت]|النهايه)\W*\d{0,4}\W*(?:ت\W{0,2}[غم]\W*)?|(?:[\u0621-\u064a]{1,2}[\s./]{1,3}){1,3}[\u0621-\u064a]{1,2}\s?[/.]\s?\d{4}\s*"
)
# "التفاصيل بعد قليل..", "يتبع": more will follow.
_FOLLOWS = re.compile(
    r"\W*(?:(?:ال)?(?:تفاصيل|بقيه)(?: (?:كامله|اخري|اوفي|اكثر))? (?:بعد قليل|لاحقا|قريبا|تباعا|تتبع|في وقت لاحق)"
    r"|(?:و?يتبع|تتبع)(?: (?:لاحقا|بعد قليل|التفاصيل|تفاصيل))?"
    r"|(?:المزيد|مزيد) من (?:ال)?تفاصيل (?:بعد قليل|لاحقا|تباعا)"
    r"|نوافيكم ب(?:ال)?(?:تفاصيل|مزيد)(?: \w+){0,3})\W*"
)
_SIGNS = re.compile(r"[()\[\]/]|^\s*+[-–—=*]+\s?\w+\s?[-–—=*]+\s*+$")
_HASHTAGS = re.compile(r"\s*(?:[#＃][\w.]+[\s،,|]*)+")
_NETWORK = "تويتر|twitter|x|انستغرام|انستقرام|instagram|سناب(?: شات)?|فيسبوك|للتواصل"
_HANDLE = re.compile(rf"\W*(?>(?:(?:علي )?(?:{_NETWORK})[\s:]*+)?)(?:@[\w.]{{2,30}}|[A-Za-z][\w.]{{1,30}}@)\W*")
_NOTE = re.compile(r"^\s*+[*٭•●✱⁕]++\s*+")
_NAME_END = re.compile("[،,:–-]")


def closing_line_rule(line: str) -> str | None:
    """Return the rule by which a line below a text is not part of it, or None for text."""
    folded = fold(line)
    if is_separator(line):
        return "separator"
    if (rule := editors_rule(folded)) is not None:
        return rule
    if (
        _FOLLOWS.fullmatch(folded)
        or _END.fullmatch(folded)
        or _DRAWN_SIGNATURE.fullmatch(line)
        or _is_initials(*(_BRACKET.sub(" ", each) for each in (line, folded)))
    ):
        return "sign-off"
    if (
        _EMAIL.fullmatch(line)
        or _DATED_TITLE.fullmatch(line)
        or _HANDLE.fullmatch(folded)
        or _CODE.fullmatch(line)
        or _HASHTAGS.fullmatch(line)
        or (_ADDRESS.search(folded) and len(folded.split()) <= _NOTE_WORDS)
    ):
        return "contact"
    if _NOTE.match(line) and len(folded.split()) <= _NOTE_WORDS and has_profession(_NOTE.sub("", line)):
        return "author"
    is_source = _QUOTED.match(folded) is not None and len(line.split()) <= _SHORT
    return "source" if is_source else "signature" if _is_office(folded) else None


def ends_agency_text(line: str) -> bool:
    """Whether *line* is how an agency ends a text, with the word for the end or the hour: `(النهاية) ن ع / ح س`."""
    folded = fold(line)
    if not _SIGNS.search(line):  # a story can have a paragraph of the same word
        return False
    has_word = any(each in _CLOSED for each in _TOKENS.findall(folded))
    bare = (_BRACKET.sub(" ", line), _BRACKET.sub(" ", folded))
    return _END.fullmatch(folded) is not None or (has_word and (_is_initials(line, folded) or _is_initials(*bare)))


def _is_office(folded: str) -> bool:
    """Whether a line is who issued a statement: an office, or an officer with a name."""
    officer = _OFFICER.fullmatch(folded)
    return _OFFICE.fullmatch(folded) is not None or (officer is not None and is_surely_person(officer["name"]))


def is_office(line: str) -> bool:
    """Whether a line above a text is the press office that sent it: `المكتب الإعلامي لبلدية زليتن`."""
    return _OFFICE.fullmatch(fold(line)) is not None and not line.rstrip().endswith(":")


def is_separator(line: str) -> bool:
    """Whether a line is drawn, not written: `***`, `____`, `ــــ`."""
    return not any(each.isalnum() and each not in _DRAWN for each in line)


def editors_rule(folded: str) -> str | None:
    """Return the rule by which a line is what editors say of their own text, or None."""
    if DISCLAIMER.search(folded):
        return "disclaimer"
    if len(folded.split()) > _LONGEST_NOTE:
        return None
    if _PREPARED.fullmatch(folded) and len(folded.split()) <= _LONGEST_CREDIT:
        return "sign-off"
    if _REPUBLISHED.fullmatch(folded):
        return "republished"
    if _SUPPORTED.search(folded):
        return "supported"
    return "licence" if _LICENCE.search(folded) else "editors-note" if _CORRECTION.match(folded) else None


def author_note_name(line: str) -> str:
    """Return the name that opens a note on the author: `* عبد اللطيف بنعمر، باحث في التربية`."""
    return _NAME_END.split(_NOTE.sub("", line))[0].strip()


def _is_initials(line: str, folded: str) -> bool:
    tokens = _TOKENS.findall(folded)
    if any(each in line for each in "؟?!") or any(each.isdigit() for each in line) or not tokens:
        return False
    letters = [each for each in tokens if each not in _CLOSED]
    if len(letters) < len(tokens):
        return all(len(each) <= _INITIAL for each in letters) and len(letters) <= _MOST_INITIALS
    single = sum(len(each) == 1 for each in letters)
    short = all(len(each) <= _INITIAL for each in letters)
    return short and 1 < len(letters) <= _MOST_INITIALS and single * 2 >= len(letters)
