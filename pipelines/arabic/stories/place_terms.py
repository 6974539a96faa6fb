"""Places as terms: a country, its adjective and its other spellings are one; single-word cities are known as places."""

from __future__ import annotations

from functools import cache

from pipelines.arabic.names.places import cities
from pipelines.arabic.search.spelling import search_words
from pipelines.arabic.search.stem import stem

_COUNTRIES = """
مصر مصري | ليبيا ليبي | تونس تونسي | الجزائر جزائري | المغرب مغربي | موريتانيا موريتاني | السودان سوداني
الصومال صومالي | جيبوتي جيبوتية | لبنان لبناني | سوريا سورية سوري | العراق عراقي | الأردن أردني
فلسطين فلسطيني | إسرائيل إسرائيلي | السعودية سعودي | اليمن يمني | عمان عماني | الإمارات إماراتي | قطر قطري
البحرين بحريني | الكويت كويتي | إيران إيراني | تركيا تركي | أمريكا أميركا أمريكي أميركي | كندا كندي
المكسيك مكسيكي | البرازيل برازيلي | الأرجنتين أرجنتيني | فنزويلا فنزويلي | كوبا كوبي | كولومبيا كولومبي
تشيلي تشيلية | بريطانيا بريطاني | فرنسا فرنسي | ألمانيا ألماني | إيطاليا إيطالي
إسبانيا أسبانيا إسباني أسباني | البرتغال برتغالي | هولندا هولندي | بلجيكا بلجيكي | سويسرا سويسري
النمسا نمساوي | السويد سويدي | النرويج نرويجي | الدنمارك دنماركي | فنلندا فنلندي | بولندا بولندي
اليونان يوناني | قبرص قبرصي | صربيا صربي | كرواتيا كرواتي | المجر مجري | رومانيا روماني | بلغاريا بلغاري
أوكرانيا أوكراني | روسيا روسي | الصين صيني | اليابان ياباني | كوريا كوري | الهند هندي | باكستان باكستاني
أفغانستان أفغاني | بنغلادش بنغالي | ميانمار بورما | تايلاند تايلاندي | ماليزيا ماليزي | إندونيسيا إندونيسي
الفلبين فلبيني | أستراليا أسترالي | إثيوبيا إثيوبي | إريتريا إريتري | كينيا كيني | نيجيريا نيجيري | مالي مالية
تشاد تشادي | السنغال سنغالي | غانا غاني | الكاميرون كاميروني | الكونغو كونغولي | أوغندا أوغندي | رواندا رواندي
"""


@cache
def place_terms() -> dict[str, str]:
    """Return the stem of each form of a country with the stem of its name, and of each city of one word with itself."""
    found = {each: each for each in map(_stem, cities()) if each}
    for line in _COUNTRIES.strip().splitlines():
        for country in line.split("|"):
            name, *forms = country.split()
            for form in (name, *forms, *(f"{each}ة" for each in forms if each.endswith("ي"))):
                found[_stem(form)] = _stem(name)
    return found


def _stem(printed: str) -> str:
    words = search_words(printed)
    return stem(words[0]) if len(words) == 1 else ""
