"""News agencies: one id for all the spellings by which outlets credit an agency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsAgency:
    """One agency: its id, the country of its seat (two letters; empty: of no country), its names in English and Arabic."""

    id: str
    country: str
    name: str
    arabic_name: str


UNNAMED = "agencies"
"""The id where an outlet credits agencies without a name (`وكالات`)."""
# One agency a line: id, country, English name, Arabic name; then the other spellings, between semicolons. "?": also a place,
# a person's name or a word, so it counts only where it stands as the agency ("قنا" before a name is a town).
_TABLE = """
aa|tr|Anadolu Agency|وكالة الأناضول|الأناضول; الاناضول; Anadolu
ami|mr|Mauritanian News Agency|الوكالة الموريتانية للأنباء|و م أ; AMI; الوكالة الموريتانية
adi|dj|Djibouti News Agency|وكالة أنباء جيبوتي|وكالة الأنباء الجيبوتية; ?ADI
adnkronos|it|Adnkronos|وكالة آكي|?آكي; ?أكي; وكالة آكي الإيطالية
ansa|it|ANSA|وكالة أنسا|?أنسا; وكالة الأنباء الإيطالية
ap|us|Associated Press|وكالة أسوشيتد برس|أسوشيتد برس; أسوشييتد برس; اسوشيتدبرس; الأسوشيتد برس; أ ب; The Associated Press; AP
apa|at|Austria Press Agency|وكالة الأنباء النمساوية|APA
aps|dz|Algeria Press Service|وكالة الأنباء الجزائرية|?واج; ?وأج; و أ ج; APS
belga|be|Belga|وكالة بلجا|?بلجا; بيلغا
bloomberg|us|Bloomberg|وكالة بلومبرغ|بلومبرغ; بلومبيرغ; بلومبرج; بلومبيرج; Bloomberg News
bna|bh|Bahrain News Agency|وكالة أنباء البحرين|?بنا; وكالة الأنباء البحرينية; BNA
dpa|de|Deutsche Presse-Agentur|وكالة الأنباء الألمانية|د ب أ; د.ب.ا; دب أ; DPA; dpa-AFX
efe|es|EFE|وكالة إفي|?إفي; ?إيفي; ?افى; وكالة الأنباء الإسبانية; Agencia EFE
europapress|es|Europa Press|وكالة أوروبا برس|أوروبا برس; أوربا برس
afp|fr|Agence France-Presse|وكالة فرانس برس|أ ف ب; فرانس برس; فرانس بريس; فرنس برس; وكالة الصحافة الفرنسية; الصحافة الفرنسية; وكالة الأنباء الفرنسية; AFP
fars|ir|Fars News Agency|وكالة فارس|وكالة أنباء فارس; فارس نيوز; Fars News
ina|iq|Iraqi News Agency|وكالة الأنباء العراقية|?واع; INA
interfax|ru|Interfax|وكالة إنترفاكس|إنترفاكس; انترفاكس
irna|ir|Islamic Republic News Agency|وكالة الأنباء الإيرانية|إرنا; ايرنا; وكالة الجمهورية الإسلامية للأنباء; IRNA
isna|ir|Iranian Students News Agency|وكالة إسنا|إسنا; ايسنا; وكالة أنباء الطلبة الإيرانية; ISNA
jiji|jp|Jiji Press|وكالة جيجي|?جيجي; جيجي برس
kuna|kw|Kuwait News Agency|وكالة الأنباء الكويتية|كونا; KUNA
kyodo|jp|Kyodo News|وكالة كيودو|كيودو; Kyodo
lana|ly|Libyan News Agency|وكالة الأنباء الليبية|?وال; LANA
maan|ps|Ma'an News Agency|وكالة معا|وكالة معا الإخبارية
map|ma|Maghreb Arab Press|وكالة المغرب العربي للأنباء|و م ع; ?ومع; وكالة المغرب العربي; لاماب; ?MAP; Agence Marocaine de Presse
mehr|ir|Mehr News Agency|وكالة مهر|وكالة أنباء مهر; مهر للأنباء
mena|eg|Middle East News Agency|وكالة أنباء الشرق الأوسط|أ ش أ; أش أ; ا.ش.ا; ?MENA
nina|iq|National Iraqi News Agency|الوكالة الوطنية العراقية للأنباء|?نينا; NINA
nna|lb|National News Agency|الوكالة الوطنية للإعلام|NNA
novosti|ru|RIA Novosti|وكالة نوفوستي|نوفوستي; ريا نوفوستي; ?RIA
ona|om|Oman News Agency|وكالة الأنباء العمانية|?العمانية; ONA
pajhwok|af|Pajhwok|وكالة بجواك|بجواك
petra|jo|Jordan News Agency|وكالة الأنباء الأردنية|?بترا; Petra
qna|qa|Qatar News Agency|وكالة الأنباء القطرية|?قنا; QNA
reuters|gb|Reuters|وكالة رويترز|رويترز; رويتر; Thomson Reuters
saba|ye|Saba News Agency|وكالة الأنباء اليمنية|?سبأ; وكالة سبأ; Saba
safa|ps|Safa Press Agency|وكالة صفا|وكالة الصحافة الفلسطينية
sana|sy|Syrian Arab News Agency|الوكالة العربية السورية للأنباء|?سانا; الوكالة السورية للأنباء; وكالة الأنباء السورية; SANA
sonna|so|Somali National News Agency|وكالة الأنباء الوطنية الصومالية|?صونا; وكالة الأنباء الصومالية; SONNA
spa|sa|Saudi Press Agency|وكالة الأنباء السعودية|واس; SPA
sputnik|ru|Sputnik|وكالة سبوتنيك|سبوتنيك; سبوتنك; Sputnik
suna|sd|Sudan News Agency|وكالة السودان للأنباء|?سونا; وكالة الأنباء السودانية; SUNA
tap|tn|Tunis Afrique Presse|وكالة تونس إفريقيا للأنباء|?وات; وكالة الأنباء التونسية; ?TAP
tasnim|ir|Tasnim News Agency|وكالة تسنيم|وكالة أنباء تسنيم
tass|ru|TASS|وكالة تاس|?تاس; إيتار تاس; ITAR-TASS
una||Union of OIC News Agencies|اتحاد وكالات أنباء دول منظمة التعاون الإسلامي|يونا; وكالة الأنباء الإسلامية; UNA
upi|us|United Press International|وكالة يونايتد برس إنترناشونال|يو بي آي; يونايتد برس; UPI
wafa|ps|Palestine News Agency|وكالة الأنباء والمعلومات الفلسطينية|?وفا; وكالة الأنباء الفلسطينية; WAFA
wam|ae|Emirates News Agency|وكالة أنباء الإمارات|وام; وكالة الأنباء الإماراتية; WAM
xinhua|cn|Xinhua|وكالة شينخوا|شينخوا; الصينية للأنباء; وكالة الأنباء الصينية
yonhap|kr|Yonhap|وكالة يونهاب|يونهاب; وكالة الأنباء الكورية الجنوبية
agencies||Agencies, not named|وكالات|الوكالات; وكالات الأنباء; وكالات أنباء; الوكالات العالمية; وكالات عالمية; متابعات ووكالات; وكالات ومتابعات; Agencies; News agencies
"""
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[+،,/|()\[\]:;؛«»\"]|(?:^|\s)[-–—ـ]+|[-–—ـ]+(?:\s|$)|\s(?:و(?=رويترز|وكالات|الأناضول|فرانس))")
_FORMS = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})
_UNSURE = "?"
_PAIR = 2
_MOST_LETTERS = 300
"""A longer text is no credit."""


@cache
def news_agencies() -> tuple[NewsAgency, ...]:
    """Return the agencies that are known, by id."""
    rows = [line.split("|") for line in _TABLE.strip().splitlines()]
    found = [NewsAgency(id=row[0], country=row[1], name=row[2], arabic_name=row[3]) for row in rows]
    return tuple(sorted(found, key=lambda each: each.id))


def agency_id(agency: str | None, *others: str | None) -> str | None:
    """Return the id of the agency that an article credits: the first one named in *agency*, then in *others*.

    All are texts as printed; *others* are its byline and dateline. Only a whole part counts, because an agency inside a
    sentence or a name is no credit. Where agencies are credited and none is named, `UNNAMED`; otherwise `None`.
    """
    parts = [(part, _ids()) for part in _parts(agency)]
    parts += [(part, _sure_ids()) for each in others for part in _parts(each)]
    found = [known for part, ids in parts if (known := _known(part, ids)) is not None]
    return next((each for each in found if each != UNNAMED), found[0] if found else None)


def _parts(credit: str | None) -> list[str]:
    """Return a credit as a whole, then its parts."""
    if credit is None or len(credit) > _MOST_LETTERS:
        return []
    return [credit, *(part for each in _BETWEEN.split(credit) if (part := each.strip()))]


def _known(part: str, ids: dict[str, str]) -> str | None:
    words = _words(part)
    if words[:1] == ["وكاله"]:
        bare = words[1:-1] if words[-1] in ("للانباء", "الاخباريه") else words[1:]
        return ids.get(_key(words)) or ids.get(_key(bare))
    return ids.get(_key(words))


def _key(words: list[str]) -> str:
    """Return the key of a spelling. Initials are one word, however they are spaced; two of them alone may be a word."""
    joined = "".join(words)
    return " ".join(words) if len(words) == len(joined) == _PAIR else joined


def _words(text: str) -> list[str]:
    """Return the words of *text* without what differs between spellings: marks, case, the seat of a hamza, `ال` of `الأنباء`."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    words = _WORD.findall(plain.casefold().translate(_FORMS))
    return ["انباء" if each == "الانباء" else each for each in words]


@cache
def _ids() -> dict[str, str]:
    """Return the ids by the keys of all spellings."""
    return {_key(_words(name)): found for name, found in _spellings()}


@cache
def _sure_ids() -> dict[str, str]:
    """Return the ids by the keys of the spellings that mean nothing else."""
    return {_key(_words(name)): found for name, found in _spellings() if not name.startswith(_UNSURE)}


def _spellings() -> list[tuple[str, str]]:
    rows = [line.split("|") for line in _TABLE.strip().splitlines()]
    return [(name.strip(), row[0]) for row in rows for name in (*row[2:4], *row[4].split(";"))]
