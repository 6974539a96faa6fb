"""What changed between two texts, word by word."""

from __future__ import annotations

from pipelines.arabic.word_diff import PARAGRAPH, ChangeKind, is_changed, word_changes
from tests.support.tables import every_row

_MARKS = {ChangeKind.SAME: "{}", ChangeKind.REMOVED: "[-{}-]", ChangeKind.ADDED: "{{+{}+}}"}


def _shown(before: str, after: str) -> str:
    changes = word_changes(before, after)
    return "".join(_MARKS[each.kind].format(each.text) for each in changes).replace(PARAGRAPH, "¶")


@every_row(
    ("before", "after", "shown"),
    [
        ("قال الوزير", "قال الوزير", "قال الوزير"),
        ("قال الوزير إن", "قال وزير الصحة إن", "قال[- الوزير-]{+ وزير الصحة+} إن"),
        # a vowel mark belongs to its word, and another one is a change
        ("كتبَ المُدرِّس الدرس", "كتبَ المدرس الدرس", "كتبَ[- المُدرِّس-]{+ المدرس+} الدرس"),
        ("ٱلْمَدِينَةُ ـــ كبيرة", "ٱلْمَدِينَةُ ـــ صغيرة", "ٱلْمَدِينَةُ ـــ[- كبيرة-]{+ صغيرة+}"),
        # signs are no part of words, points are part of numbers
        ("بلغت الكلفة 1.5 مليار.", "بلغت الكلفة 2,5 مليار؟", "بلغت الكلفة[- 1.5-]{+ 2,5+} مليار[-.-]{+؟+}"),
        ("«الأمن»، ثم", "الأمن، ثم", "[-«-]الأمن[-»-]، ثم"),
        ("في ٢٠٢٦", "في ٢٠٢٥", "في[- ٢٠٢٦-]{+ ٢٠٢٥+}"),
        # Latin beside Arabic, and letters of other scripts
        ("وفق AFP يوم", "وفق Reuters (لندن) يوم", "وفق[- AFP-]{+ Reuters (لندن)+} يوم"),
        ("COVID-19 في البلاد", "COVID-20 في البلاد", "COVID-[-19-]{+20+} في البلاد"),
        # white space is no change, the end of a paragraph is
        ("قال  الوزير\tإن", "قال الوزير إن", "قال الوزير إن"),
        ("أول\n\nثان", "أول ثان", "أول[-¶-] ثان"),
        ("أول\n\nثان", "أول\n\nجديد كله\n\nثان", "أول¶{+جديد كله+}{+¶+}ثان"),
        ("أول\n\nثان", "أول\n\nثان\n\nثالث", "أول¶ثان{+¶+}{+ثالث+}"),
        # one word that stays by chance inside a sentence that is new
        (
            "سافر أحمد إلى القاهرة أمس",
            "وصل محمد إلى بيروت اليوم",
            "[-سافر أحمد إلى القاهرة أمس-]{+وصل محمد إلى بيروت اليوم+}",
        ),
        ("", "نص", "{+نص+}"),
        ("نص", "", "[-نص-]"),
        ("", "", ""),
    ],
)
def test_changes_of_words(before: str, after: str, shown: str) -> None:
    """Each change is as small as a reader would mark it."""
    assert shown == _shown(before, after)


def test_equal_texts_have_no_change() -> None:
    """Nothing is removed or added; another space is nothing."""
    assert (False, False, True) == (
        is_changed(word_changes("أ ب\n\nج", "أ ب\n\nج")),
        is_changed(word_changes("أ  ب", "أ ب")),
        is_changed(word_changes("أ ب", "أ ج")),
    )
