"""Daily texts of our own making: a headline and a body for each day."""

from __future__ import annotations

import random

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_DAYS = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")
_TEAMS = (
    "النسور", "الأسود", "الفرسان", "الرعد", "الساحل", "الجبل", "الواحة", "الميناء", "النخيل", "الصقور", "البحارة",
    "الشعلة", "النجم الأزرق", "الوادي", "القلعة", "المنارة",
)  # fmt: skip
_SKIES = ("مائلا للحرارة", "معتدلا", "مائلا للبرودة", "حارا نسبيا", "غائما جزئيا", "صافيا")
_PLACES = ("السواحل الشمالية", "المدن الداخلية", "المرتفعات", "جنوب البلاد", "الوجه البحري", "شرق العاصمة")


def _chance(seed: object) -> random.Random:
    return random.Random(str(seed))  # noqa: S311  # a text of our own, not a secret


def gold(day: int) -> tuple[str, str]:
    """Return the gold prices of a day."""
    price = 480 + day * 3
    return "أسعار الذهب اليوم في الأسواق المحلية", (
        f"استقرت أسعار الذهب في محال الصاغة اليوم {_DAYS[day % 7]} {10 + day} نوفمبر 2026 خلال التعاملات الصباحية.\n\n"
        f"وسجل سعر الجرام من عيار 24 نحو {price} ريالا، وسجل عيار 21 نحو {price * 21 // 24} ريالا، فيما بلغ سعر الجرام "
        f"من عيار 18 نحو {price * 18 // 24} ريالا.\n\n"
        "ويعد عيار 21 الأكثر تداولا لما يتمتع به من نسبة ذهب مرتفعة، بينما يقبل المستثمرون على السبائك.\n\n"
        "وتتأثر الأسعار المحلية بحركة الأوقية في البورصات العالمية وبسعر صرف الدولار وبحجم الطلب في موسم المناسبات."
    )


def prayer(day: int) -> tuple[str, str]:
    """Return the prayer times of a day."""
    return "مواقيت الصلاة اليوم في العاصمة والمحافظات", (
        f"ننشر لكم مواقيت الصلاة اليوم {10 + day} نوفمبر 2026 في العاصمة والمحافظات وفق حسابات هيئة المساحة.\n\n"
        f"الفجر: 4:{45 + day} صباحا، الظهر: 11:{38 + day} ظهرا، العصر: 2:36 عصرا، "
        f"المغرب: 4:55 مساء، العشاء: 6:{10 + day // 2}.\n\n"
        "وتختلف المواقيت من محافظة إلى أخرى بفارق دقائق بحسب الموقع الجغرافي لكل مدينة."
    )


def weather(day: int) -> tuple[str, str]:
    """Return the weather of a day."""
    chance = _chance(f"weather {day}")
    lines = [
        f"يكون الطقس {chance.choice(_SKIES)} على {place} والعظمى {chance.randrange(15, 30)} درجة." for place in _PLACES
    ]
    return f"حالة الطقس اليوم {_DAYS[day % 7]} {10 + day} نوفمبر", (
        f"توقعت هيئة الأرصاد أن يسود البلاد اليوم {_DAYS[day % 7]} طقس {chance.choice(_SKIES)} نهارا، بارد ليلا.\n\n"
        + "\n\n".join(lines)
        + "\n\nوناشدت الهيئة السائقين توخي الحذر عند القيادة في ساعات الصباح الأولى بسبب الشبورة المائية على الطرق."
    )


def fixtures(day: int) -> tuple[str, str]:
    """Return the fixtures of a day."""
    chance = _chance(f"fixtures {day}")
    teams = chance.sample(_TEAMS, 8)
    lines = [
        f"يلتقي فريق {teams[each]} مع ضيفه فريق {teams[each + 1]} في تمام الساعة {chance.randrange(2, 9)} مساء "
        "ضمن الدوري الممتاز."
        for each in range(0, 8, 2)
    ]
    return f"مواعيد مباريات اليوم {_DAYS[day % 7]} والقنوات الناقلة", (
        f"تتجه أنظار عشاق كرة القدم اليوم {_DAYS[day % 7]} {10 + day} نوفمبر 2026 إلى مباريات قوية "
        "في الدوري الممتاز.\n\n"
        + "\n\n".join(lines)
        + "\n\nوتنقل المباريات على الهواء مباشرة القناة الرياضية الأولى مع أستوديو تحليلي قبل ساعة."
    )


def background(number: int) -> tuple[str, str]:
    """Return one of many news over the same 64 words of background."""
    chance = _chance(f"news {number}")
    own = ["".join(chance.choices(_LETTERS, k=6)) for _ in range(26)]
    shared = ["".join(_chance(each).choices(_LETTERS, k=6)) for each in range(64)]
    return " ".join(own[:7]), " ".join(own) + ".\n\n" + " ".join(shared) + "."
