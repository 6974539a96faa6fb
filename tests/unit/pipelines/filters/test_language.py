"""The language of a text, told by its letters first."""

from __future__ import annotations

from pipelines.filters.language import language
from tests.support.tables import every_row

TEXTS = [
    ("ar", "أعلنت وزارة الصحة اليوم عن تسجيل حالات جديدة في المستشفى الجامعي."),
    ("ar", "افتتح رئيس جماعة أڭادير معرض الصناعة التقليدية، بحضور عمدة گلميم."),
    ("ar", "ھذا الفریق یلعب فی المباراة النهائية التي تقام في العاصمة"),
    ("ar", "مزيان هاد الفيلم عجبني بزاف"),
    ("ar", "إزيك يا صاحبي، عامل إيه النهارده؟"),
    ("ar", "ﺃﻋﻠﻨﺖ ﺍﻟﺤﻜﻮﻣﺔ ﺍﻟﻴﻮﻡ"),
    ("ar", "ـــالـــعـــاجـــل: الـــرئيس يـــصل"),
    ("ar", "برنامج The Voice يعود في موسم جديد"),
    ("fa", "رئیس جمهور گفت که این طرح به زودی اجرا می شود و مردم از آن سود می برند"),
    ("ur", "وزیر اعظم نے کہا ہے کہ ملک میں بجلی کی پیداوار بڑھائی جائے گی"),
    ("ckb", "سەرۆکی حکوومەت ڕایگەیاند کە ئەم ساڵ پڕۆژەکە تەواو دەبێت"),
    ("ps", "ولسمشر وویل چې دا پروژه به ډېر ژر پیل شي او خلک به ګټه ترې واخلي"),
    ("sd", "وزير اعليٰ چيو آهي ته صوبي ۾ نوان اسڪول کوليا ويندا ۽ استاد ڀرتي ڪيا ويندا"),
    ("ug", "دۆلەت رەئىسى بۈگۈن يىغىندا سۆز قىلدى ۋە يېڭى پىلاننى ئېلان قىلدى"),
    ("fr", "Le ministre a annoncé ce matin une série de mesures pour soutenir l'emploi."),
]
SHORT = [
    ("عاجل", "ar", "ar"),
    ("سوريا", None, "ar"),
    ("شاهد", None, "ar"),
    ("نوجوان ازدواج", None, "fa"),
    ("BBC", "ar", "ar"),
]


@every_row(("expected", "text"), TEXTS)
def test_letters_tell_the_language(expected: str, text: str) -> None:
    """Names in borrowed letters, foreign keyboards, dialects and old shapes stay Arabic; the neighbours do not pass."""
    assert expected == language(text)


@every_row(("text", "prior", "expected"), SHORT)
def test_the_outlet_decides_where_letters_leave_it_open(text: str, prior: str | None, expected: str) -> None:
    """A very short text is in the outlet's language; without an outlet a word is Arabic."""
    assert expected == language(text, prior=prior)


def test_a_text_without_letters_has_no_language() -> None:
    """Digits and marks say nothing."""
    assert language("2026 — 11/23 !؟") is None


def test_a_script_without_a_model_is_no_arabic() -> None:
    """Morocco's agency writes in Tifinagh, too; what no model knows is `und`, never the outlet's own language."""
    codes = [language(each, prior="ar") for each in ("ⴰⵏⵎⴰⵍⴰ ⵏ ⵓⵏⴱⴰⴹ ⵉⵙⵡⴰ ⵉⵎⵔⵙⵉⵡⵏ ⵉⵎⴰⵢⵏⵓⵜⵏ", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠦᠨ ᠮᠡᠳᠡᠭᠡ")]

    assert ["zgh", "und"] == codes
