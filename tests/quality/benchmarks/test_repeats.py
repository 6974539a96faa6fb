"""What counts as a paragraph that repeats at one outlet."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.quality.repeated_paragraphs import repeats

TEXTS = (
    ("المدارس في القرى البعيدة تفتح أبوابها بعد عطلة طويلة أمام آلاف التلاميذ الذين جاؤوا مع آبائهم منذ الصباح.",
     "وقال معلم في إحدى هذه القرى إن الأقسام مكتظة، وإن الطريق إليها تقطع كلما نزل المطر في الشتاء."),
    ("ارتفعت أسعار القمح في الأسواق العالمية بعد أن خفض كبار المصدرين توقعاتهم لمحصول هذه السنة بسبب الجفاف.",
     "ويرى خبراء أن المخزون يكفي أربعة أشهر، وأن الاستيراد سيستأنف حين تهدأ كلفة النقل البحري."),
    ("فاز المنتخب بثلاثة أهداف دون رد في مباراة ودية جرت على ملعب جديد يتسع لستين ألف متفرج من كل الأعمار.",
     "وأهدى المدرب الفوز إلى الجمهور الذي ملأ المدرجات، ووعد بأداء أفضل في التصفيات المقبلة."),
    ("حذرت مصلحة الأرصاد من سيول في أودية الشمال، ودعت السكان إلى الابتعاد عن مجاري المياه حتى يوم الجمعة.",
     "وأعلنت فرق الإنقاذ أنها رفعت درجة الاستعداد ونشرت قواربها قرب الجسور القديمة في المنطقة."),
)  # fmt: skip
BACKGROUND = "وكانت الحكومة قد أعلنت في شهر مارس الماضي خطة من خمس سنوات لهذا القطاع."
CHROME = "تابعوا آخر الأخبار عبر Google News"


def _row(text: tuple[str, str], *more: str) -> dict[str, str]:
    return {"source": "ufuq", "title": " ".join(text[0].split()[:6]), "text": "\n".join([*text, *more])}


def _found(tmp_path: Path, rows: list[dict[str, str]]) -> tuple[dict[str, int], dict[str, int]]:
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(each) for each in rows).encode()))
    (only,) = repeats(path)
    return dict(only.cut), dict(only.left)


def test_a_line_of_chrome_that_is_cut_and_a_paragraph_that_is_left_are_distinguished(tmp_path: Path) -> None:
    """Both stand in four texts; the reading cuts the one, and a guard would cut the other, which is news."""
    found = _found(tmp_path, [_row(each, BACKGROUND, CHROME) for each in TEXTS])

    assert ({CHROME: 4}, {BACKGROUND: 4}) == found


def test_a_paragraph_of_copies_is_no_repeat(tmp_path: Path) -> None:
    """Three prints of one text, and a second text with the same background, are two witnesses."""
    found = _found(tmp_path, [_row(each, BACKGROUND) for each in (*[TEXTS[0]] * 3, TEXTS[1])])

    assert ({}, {}) == found
