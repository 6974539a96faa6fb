"""Lines below a text that are not part of it."""

from __future__ import annotations

from pipelines.arabic.boilerplate.closing_lines import author_note_name, closing_line_rule
from tests.support.tables import every_row


@every_row(
    ("line", "rule"),
    [
        ("ـــــ/ ف.ع", "sign-off"),
        ("س.ه, ن.ف", "sign-off"),
        ("ع و / س ص", "sign-off"),
        ("(النهاية) ن م ع / ط م ا", "sign-off"),
        ("// انتهى //", "sign-off"),
        ("انتهى/ 4", "sign-off"),
        ("و س/ 0412", "sign-off"),
        ("هذا المنشور مرخص بموجب CC BY 4.0 من قبل المؤلف.", "licence"),
        ("تنويه: المواد المنشورة لا تعبر إلا عن رأي أصحابها", "disclaimer"),
        ("نشر المقال الأصلي بالإيطالية بعنوان «الحاجز»، وتنشر ترجمته بإذن من المجلة.", "republished"),
        ("ينشر هذا النص بالاتفاق مع مجلة الأفق.", "republished"),
        ("[email\u00a0protected]", "contact"),
        ("leila.mansour@ufuq.example", "contact"),
        ("Doc-P-13319267", "contact"),
        ("ص.ب 6845 عمان 11118 الأردن هاتف 5609700", "contact"),
        ("* عبد اللطيف بنعمر، باحث في علوم التربية", "author"),
        ("٭ كاتب وناقد فلسطيني", "author"),
        ("نقلا عن الأفق", "source"),
        ("الآراء المنشورة لا تعبر بالضرورة عن رأي الصحيفة", "disclaimer"),
        ("المواد المنشورة تعبر عن رأي كاتبيها ولا تتحمل الصحيفة أي مسؤولية قانونية تجاهها", "disclaimer"),
        ("لا تعبر الآراء بالضرورة عن موقف المركز.", "disclaimer"),
        ("التفاصيل بعد قليل..", "sign-off"),
        ("يتبع", "sign-off"),
        ("#بلدية_زليتن #وادي_كعام", "contact"),
        ("المكتب الإعلامي لبلدية زليتن", "signature"),
        ("الأمانة العامة", "signature"),
        ("* * *", "separator"),
        ("__________________", "separator"),
        ("ــــــ", "separator"),
        ("هـ.ن/ع.ش (أ ب د، رويترز)", "sign-off"),
        ("(وسا - مصراتة) ع.ج", "sign-off"),
        ("(إعداد سلام الجاف للنشرة العربية - تحرير هدى مراد)", "sign-off"),
        ("hamad_sw@", "contact"),
        ("2017/04/03 19:17تطبيق جديد لحجز المواعيد الطبية", "contact"),
        ("-انتهى-", "sign-off"),
        ("تصحيح: ذكرت نسخة سابقة من هذا الخبر أن الرسوم خمسة دراهم، والصحيح ستة دراهم.", "editors-note"),
        ("ملاحظة المحرر: غيّرنا بعض الأسماء بطلب من أصحابها.", "editors-note"),
        ("هذه المادة منشورة برخصة المشاع الإبداعي، ويسمح بإعادة نشرها مع ذكر المصدر.", "licence"),
        ("أُنجز هذا النص بدعم من زمالة النيل للصحافة البطيئة.", "supported"),
        ("قد تحصل «أسفار» على عمولة من روابط الحجز في هذه الصفحة.", "supported"),
    ],
)
def test_a_line_below_the_text_has_its_rule(line: str, rule: str) -> None:
    """Initials of the typist, contacts, notes on the author, disclaimers, separators."""
    assert rule == closing_line_rule(line)


@every_row(
    "line",
    [
        "من هو؟",
        "لا.",
        "قال أحمد إن الأشغال انتهت.",
        "اتصل بالرقم 19 أو راسل الوزارة على موقعها لمعرفة موعد التسجيل ومكانه وشروطه قبل نهاية الشهر، هاتف الوزارة 0522",
        "* إنشاء مخزون احتياطي من القمح في كل إقليم",
        "الترجي * الصفاقسي",
        "وقال إن التفاصيل ستعلن بعد قليل",
        "المقالات المنشورة في المجلة تناولت رأي القراء في الطرق",
        "#بلدية_زليتن تعلن موعد الحملة",
        "المكتب الذي افتتح أمس في زليتن",
        "توضيح: الرسوم لا تشمل الطلبة.",
        "يعمل المصنع برخصة مؤقتة منذ عام.",
        "وأضاف أن الشيفرة ستنشر برخصة مفتوحة بعد أشهر.",
        "أعد هذا الرجل العدة للسفر.",
        "ارتفعت عمولة البنك إلى ثلاثة في المئة.",
        "ونشر التقرير أول من أمس أرقام البطالة في المدن.",
        "انتهى الشوط الأول 2-0",
        "الأمين العام: نرفض القرار بكل صيغه",
        "عن المدينة القديمة",
    ],
)
def test_a_line_of_the_text_has_no_rule(line: str) -> None:
    """Short questions, sentences, items of a list, a result."""
    assert closing_line_rule(line) is None


def test_an_author_note_opens_with_a_name() -> None:
    """The rest says what the author does."""
    assert "عبد اللطيف بنعمر" == author_note_name("* عبد اللطيف بنعمر، باحث في علوم التربية")
