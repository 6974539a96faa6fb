"""A notice in an article's place says that its outlet took it back."""

from __future__ import annotations

from pipelines.arabic import fold
from pipelines.filters.gates import _WITHDRAWN
from tests.support.tables import every_row

NOTICES = (
    "تم سحب هذا المقال بقرار من هيئة التحرير",
    "تمَّ حذف هذا الخبر لعدم دقة المعلومات الواردة فيه",
    "سحبت هيئة التحرير هذا التقرير وتعتذر للقراء",
    "حذفت إدارة الموقع المادة بعد مراجعتها",
    "هذا المقال محذوف",
    "تم حذف المقال من قبل إدارة الموقع",
    "نعتذر عن نشر هذا الخبر",
    "This article has been withdrawn",
)
NEWS = (
    "تم سحب القوات من المدينة بعد اتفاق بين الطرفين",
    "فيسبوك: تم حذف منشورات مضللة عن اللقاح",
    "الوزارة: تم سحب الدواء من الصيدليات",
    "تم حذف الخبر المتداول عن استقالة الوزير من حسابه",
    "المجلس يقرر إلغاء هذه المادة من القانون بعد جلسة طويلة",
)


@every_row("text", NOTICES)
def test_a_notice_is_one(text: str) -> None:
    """It speaks of this article, or says that the editors took it back."""
    assert _WITHDRAWN.search(fold(text)) is not None


@every_row("text", NEWS)
def test_news_of_things_taken_back_is_none(text: str) -> None:
    """Troops, drugs and posts are withdrawn and deleted in the news every day."""
    assert _WITHDRAWN.search(fold(text)) is None
