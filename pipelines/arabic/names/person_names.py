"""How to recognise a person's name: its shape, the titles around it, the words that names do not contain."""

from __future__ import annotations

import re
from functools import cache

from pipelines.arabic.dates.months import gregorian_months
from pipelines.arabic.fold import fold
from pipelines.arabic.marks import LETTERS
from pipelines.arabic.names.given_names import given_names
from pipelines.arabic.names.places import cities
from pipelines.arabic.names.titles import without_professions, without_titles

# Words of newsrooms, sections, buttons and descriptions behind a name, and particles of sentences.
_NOT_A_NAME = """
المتحدة|الأمم|برس|نيوز|تعليقا|نقلا|الساعة|متابعة|متابعات|خاص|تقرير|تقارير|المحرر|محرر|هيئة التحرير|فريق التحرير
أسرة التحرير|قسم التحرير|رئيس التحرير|مكتب|مراسل|مراسلة|مراسلنا|مراسلتنا|مراسلون|موفد|موفدة|موفدنا|admin|editor
الإدارة|ادمن|أدمن|غرفة الأخبار|أخبار|جريدة|صحيفة|موقع|قناة|وكالة|رصد|جميع|مقالات|المزيد|عرض|الكاتب|كاتب|كاتبة
صحفي|صحفية|صحافي|صحافية|إعلامي|إعلامية|باحث|باحثة|محلل|محللة|خبير|خبيرة|آخر|القسم|بوابة|إذاعة|مجلة|كتاب|تحرير
ترجمة|إعداد|المصدر|مصدر|شبكة|مشاركة|شارك|نشر|نشرت|منشور|منشورة|المنشور|مؤرشف|تحديث|بقلم|كتب|كتبت|الموقع|المقال|الخبر|فيسبوك|تويتر|تصوير
عدسة|اقرأ|أيضا|تابعنا|تعليق|تعليقات|news|team|staff|desk|agency|agencies|newsroom|online|network|arabic|press|media|tv|com|net|org|www|سياسة|اقتصاد
الاقتصاد|رياضة|الرياضة|ثقافة|الثقافة|فن|فنون|مجتمع|منوعات|تكنولوجيا|علوم|صحة|حوادث|محليات|دوليات|عربية|دولية|رأي
المشرف|المدير|خبر|نشرة|صور|رسوم|رسم|مونتاج|كاميرا|نص|كلمات
عدد|المشاهدات|مشاهدات|القراءات|الزيارات|زيارات|التعليقات|شعبة|دائرة|وحدة|إدارة|superuser|account|test|demo
جمعية|هيئة|وزارة|نادي|حزب|جامعة|بلدية|مركز|معهد|اتحاد|نقابة|مجلس|لجنة|رابطة|تجمع|إمارة|ديوان|مديرية|غرفة|مستشفى|مدرسة|كلية|منظمة|مبادرة|حملة
أو|ثم|لكن|بل|كما|حيث|بينما|عندما|لدى|ضد|تحت|أمام|نحو|عبر|ضمن|رغم|بشأن|هو|هي|كانت|لم|لن|ليس|كل|بعض|لماذا|كيف|متى|هل|ماذا
شركة|مؤسسة|الحلول|حلول|للحلول|للبرمجيات|البرمجيات|للتقنية|لتقنية|لتصميم|تصميم|برمجة|وتصميم|وبرمجة|وتطوير|تطوير|استضافة|المواقع|ويب|قالب
solutions|software|soft|technologies|technology|tech|studio|studios|digital|hosting|web|design|designs|designed|developed
developer|powered|administrator|webmaster|wordpress|joomla|drupal|blogger|user|guest|group|company|article|information
قراءة|للقراءة|دقيقة|دقيقتين|دقيقتان|دقائق|تصوير
by|read|minute|minutes|related|post|posts|previous|next|latest|recent|popular|navigation|leave|reply|details|info|about|author|share|written|posted|published|views|comments|date
في|من|إلى|عن|أن|إن|التي|الذي|هذا|هذه|حول|بعد|قبل|خلال|منذ|مع|لا|قال|أكد|وزير|وزيرة|وزارة|وسط|وفق|وقف|وجود|وسائل
"""
# "Karim Sabbagh, a writer": a description behind a name of at least two words.
_DESCRIBED = re.compile(
    r"(?<=\S)\s+(?:كاتب|صحفي|صحافي|إعلامي|باحث|مراسل|موفد|محرر|مصور|مدون|محلل|خبير|محام|أستاذ|أكاديمي|رئيس|مدير|عضو)ة?(?=\s|$).*"
)
_COUNTRIES = (
    "الأردن مصر سوريا سورية لبنان العراق فلسطين السعودية الكويت قطر البحرين الإمارات اليمن عمان السودان ليبيا تونس"
    " الجزائر المغرب موريتانيا الصومال الخليج العرب الوطن الشرق الغرب الشمال الجنوب"
)
"""The last word of an outlet's name (`ثغر الأردن`), behind a word that is no given name."""
_DATED = re.compile(
    r"(?<!\s)\s++(?:(?:يوم\s++)?ال(?:إثنين|اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد)[\s،]++)?(?:\d{1,2}\D{1,24}\d{4}|\d{4}[/-]\d"
    r"|\d{1,2}:\d\d).*"
)
_GREETING = re.compile(  # folded
    "(?:صباح|مساء) ال(?:خير|نور|ورد|ياسمين|سعاده).*|(?:السلام|سلام) (?:عليكم|لكم).*"
    "|(?:اهلا|مرحبا|شكرا|وداعا)(?: .*)?|اهلا و?سهلا.*|الي اللقاء.*|.* بالعربيه?"
    "|تحيه (?:طيبه|عطره|وبعد|الي).*|تحيات .*|(?:مع|اطيب) (?:ال)?(?:تحيه|تحيات).*"
    "|(?:عزيزي|عزيزتي|اعزاءنا|اصدقاءنا|قراءنا) .*"
)
"""The opening and the end of a letter, and the end of an outlet's name (`أفق بالعربي`): their words can be names."""
_INITIAL = re.compile(r"(?<=\w\w)\.(?=\w\.?$)")
"""`سفيان.ب`, as the press of Algeria signs."""
_AND = re.compile(r"و(?:\w\w|[دأم][./])")
_WORD = rf"(?:[{LETTERS}\u064b-\u0652\u0670-\u06d3'.\u00b7\u0640-]+|[A-Za-zÀ-\u024f'.-]+)"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,8}}")
_PARTICLES = frozenset(["بن", "ابن", "بنت", "ال", "ابو", "ابي", "ابا", "ام", "عبد", "ولد", "بو"])
_MOST_WORDS = 5
_WITH_WAW = """
وزير وزيره وزاره ولي ولايه وسط وفق وقف وجود وسايل
وليد وايل وفاء وفا وسام وسيم وسيمه وسيله وسن وجدي وجدان وجيه وجيهه وجنات وهبه وهبي وهاب وداد وضاح واصف وصفي وصيف
وصال ورد ورده وردي ورديه وردان وحيد وحيده وديع وديعه ولاء ونيس ولد والي واكد وافي وفيق وفيقه وليم وعد ويام ويام
وكيل وكيلي وزان وزاني واثق واثقه وهران وهراني والد وقاد وقار ورفلي وطني
"""
"""Names, and some words of headlines, that begin with the letter waw: there it does not mean "and"."""


def split_names(text: str) -> list[str]:
    """Return the names that *text* joins by the one-letter "and" (`أحمد محمود ومنى فاروق`), each without professions.

    A title (`د. ليلى منصور`) is part of the name.
    """
    names, words, start = [], _DATED.sub("", text).split(), 0
    if len(words) > 1 and _joins(words[0]):
        words[0] = words[0][1:]
    for index, word in enumerate(words):
        joined = index - start > 1 and len(words) - index > 1 and fold(words[index - 1]) not in _PARTICLES
        if joined and _AND.match(word) and fold(word) not in _with_waw():
            names.append(" ".join(words[start:index]))
            words[index], start = word[1:], index
    names.append(" ".join(words[start:]))
    return [_bare(each) for each in names]


def _joins(word: str) -> bool:
    """Whether *word* is a given name with the letter "and" before it."""
    return word.startswith("و") and fold(word) not in _with_waw() and fold(word[1:]) in given_names()


def has_shape_of_name(text: str) -> bool:
    """Whether *text* is two to five words of letters only, particles not counted, without the words of newsrooms.

    A title in front of it is not looked at. A word before a city is the local office of an outlet
    (`الأفق الرباط`), unless it is a given name.
    """
    text = _INITIAL.sub(" ", without_titles(text))
    folded = fold(text).split()
    if not folded or folded[0] in gregorian_months() or " ".join(folded[:2]) in gregorian_months():
        return False
    counted = sum(word not in _PARTICLES for word in folded)
    if not _NAME.fullmatch(text) or ".." in text or text.startswith("على ال") or counted > _MOST_WORDS:
        return False
    forms = {*folded, *(word[1:] for word in folded if word.startswith("و"))}
    is_office = folded[-1] in cities() | _countries() and folded[0] not in given_names()
    if _GREETING.fullmatch(" ".join(folded)):
        return False
    return not forms & _never_in_names() and fold(text) not in cities() and not is_office


def _bare(name: str) -> str:
    plain = without_professions(name)
    first = len(plain) - len(without_titles(plain))
    described = _DESCRIBED.search(plain, plain.find(" ", first) + 1)
    return (plain[: described.start()] if described else plain).strip()


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(_COUNTRIES).split())


@cache
def _never_in_names() -> frozenset[str]:
    return frozenset(word for each in re.split(r"[|\n]", _NOT_A_NAME) for word in fold(each).split())


@cache
def _with_waw() -> frozenset[str]:
    return frozenset(fold(_WITH_WAW).split())
