"""Relatives of a word, asked for only where the word finds little: adjectives of a place, plurals of another shape.

They are other words (مغربية is not مغرب), so they would cost precision where the word is found.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.arabic.search.query import SearchTerm
from pipelines.arabic.search.spelling import search_words
from pipelines.arabic.search.stem import stem

_ADJECTIVE = ("ي", "ية")
_BROKEN_PLURALS = """
كتاب كتب | مدرسة مدارس | رئيس رؤساء | وزير وزراء | دولة دول | رجل رجال | قرية قرى | مدينة مدن | بنك بنوك
مصرف مصارف | قانون قوانين | مشروع مشاريع | شارع شوارع | جيش جيوش | حرب حروب | خبر أخبار | سعر أسعار
سوق أسواق | طفل أطفال | فيلم أفلام | عمل أعمال | حزب أحزاب | عضو أعضاء | فريق فرق | نادي أندية | هدف أهداف
يوم أيام | شهر أشهر | سنة سنوات | عام أعوام | ألف آلاف | مليون ملايين | مليار مليارات | شخص أشخاص | قتيل قتلى
جريح جرحى | مريض مرضى | ضحية ضحايا | قضية قضايا | طبيب أطباء | عامل عمال | طالب طلاب | أستاذ أساتذة
مصنع مصانع | مركز مراكز | مكتب مكاتب | مجلس مجالس | منزل منازل | بيت بيوت | مسجد مساجد | مدفع مدافع
صاروخ صواريخ | سفينة سفن | ميناء موانئ | جسر جسور | طريق طرق | نهر أنهار | بحر بحار | جبل جبال | شاعر شعراء
كاتب كتاب | عالم علماء | خبير خبراء | سفير سفراء | أمير أمراء | ملك ملوك | زعيم زعماء | قائد قادة | شهيد شهداء
قائمة قوائم | صوت أصوات | صورة صور | لغة لغات | كلمة كلمات | رقم أرقام | سبب أسباب | شكل أشكال | حق حقوق
حد حدود | فرد أفراد | أسرة أسر | ولد أولاد | أخ إخوة | صديق أصدقاء | عدو أعداء | رأي آراء | فكرة أفكار
مشكلة مشاكل | خطة خطط | خطأ أخطاء | نائب نواب
"""
_PLURALS = {
    stem(search_words(one)[0]): stem(search_words(many)[0])
    for one, many in (pair.split() for line in _BROKEN_PLURALS.strip().splitlines() for pair in line.split(" | "))
}
_SINGULARS = {many: one for one, many in _PLURALS.items()}


def relatives(term: SearchTerm) -> list[SearchTerm]:
    """Return terms that are related to a term of one word; none for a phrase."""
    if len(term.words) != 1:
        return []
    own = term.stems[0]
    base = own.removesuffix("ة").removesuffix("ا")
    found = [base + each for each in _ADJECTIVE]
    found += [own.removesuffix(each) for each in ("ية", "ي") if own.endswith(each)]
    found += [known[own] for known in (_PLURALS, _SINGULARS) if own in known]
    others = [each for each in dict.fromkeys(found) if each != own and len(each) > 1]
    return [replace(term, words=(each,)) for each in others if stem(each) == each]  # مدرسي would be asked for as مدرس
