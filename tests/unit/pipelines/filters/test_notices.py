"""Notices that stand in an article's place, and the articles that are about the same things."""

from __future__ import annotations

import pytest

from storage.records import Article, Reason, Rejected
from tests.support.pages import read_html
from tests.support.tables import every_row

URL = "https://outlet.example/news/77"
TITLE = "البلدية تفتح الجسر القديم أمام المشاة"
DATED = '<meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
PROSE = (
    "فتحت البلدية صباح أمس الجسر القديم أمام المشاة بعد أعمال ترميم استمرت عامين كاملين وشارك فيها عشرات العمال.",
    "وقال رئيس البلدية إن السيارات لن تعبر الجسر بعد اليوم، وإن المحال المجاورة ستعرض بضائعها على جانبيه.",
)
LONG = (
    "شكرا لصبركم، ونعمل على أن يكون كل شيء كما عهدتموه في أقرب وقت ممكن من هذا اليوم أو الغد.",
    "يمكنكم التواصل مع فريق الدعم عبر البريد المعتاد، وسيرد عليكم أحد الزملاء خلال ساعات العمل الرسمية.",
    "نعتذر عن أي إزعاج قد يسببه ذلك لكم، ونتمنى لكم يوما طيبا أينما كنتم في هذه الساعة من النهار.",
)
CONSENT = (
    "نحن وشركاؤنا نخزن المعلومات على جهازك عبر ملفات تعريف الارتباط ونعالج بياناتك الشخصية لعرض إعلانات مخصصة.",
    "بالنقر على «موافق» تقبل ذلك كله، ويمكنك سحب موافقتك في أي وقت من صفحة الإعدادات أسفل الموقع.",
    "بعض الملفات ضرورية لعمل الموقع، وبعضها لقياس الجمهور، ولكل منها مدة صلاحية تعرضها سياسة الخصوصية.",
)


def _read(title: str, *, text: tuple[str, ...] = PROSE, head: str = "") -> Article | Rejected:
    printed = "".join(f"<p>{each}</p>" for each in text)
    html = f"<html><head><title>{title} | الأفق</title>{head}</head><body><main><h1>{title}</h1>{printed}</main></body>"
    return read_html(html, url=URL)


@pytest.mark.parametrize("text", [LONG[:1], LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("تم حظر الوصول", Reason.CHALLENGE),
        ("تم حظر طلبك من قبل جدار الحماية", Reason.CHALLENGE),
        ("الوصول مرفوض", Reason.CHALLENGE),
        ("نعود إليكم قريبا", Reason.CHALLENGE),
        ("الموقع تحت الصيانة", Reason.CHALLENGE),
        ("خطأ في الاتصال بقاعدة البيانات", Reason.CHALLENGE),
        ("الخدمة غير متاحة مؤقتا", Reason.CHALLENGE),
        ("المحتوى غير متاح في بلدك", Reason.LOGIN_WALL),
        ("هذا الفيديو غير متوفر في منطقتك الجغرافية", Reason.LOGIN_WALL),
        ("موافقتك على ملفات تعريف الارتباط", Reason.LOGIN_WALL),
        ("نحن نقدر خصوصيتك", Reason.LOGIN_WALL),
        ("اشترك لمتابعة القراءة", Reason.LOGIN_WALL),
        ("هذا المحتوى متاح للمشتركين فقط", Reason.LOGIN_WALL),
        ("تسجيل الدخول إلى حسابك", Reason.LOGIN_WALL),
        ("هل عمرك 18 سنة أو أكثر؟", Reason.LOGIN_WALL),
        ("التحقق من العمر", Reason.LOGIN_WALL),
        ("تم رصد مانع إعلانات", Reason.LOGIN_WALL),
        ("يرجى تعطيل مانع الإعلانات", Reason.LOGIN_WALL),
        ("أكمل القراءة في التطبيق", Reason.LOGIN_WALL),
        ("هذا النطاق معروض للبيع", Reason.CHALLENGE),
        ("outlet.example معروض للبيع", Reason.CHALLENGE),
    ],
)
def test_a_notice_is_refused_at_any_length_by_its_own_title(title: str, reason: Reason, text: tuple[str, ...]) -> None:
    """A server that is out of service is no error page: it says nothing about the article."""
    result = _read(title, text=text)

    assert (Rejected, reason) == (type(result), getattr(result, "reason", None)), result


@every_row(
    ("text", "reason"),
    [
        (("هذا المقال متاح للمشتركين فقط. اختر الباقة التي تناسبك وابدأ القراءة اليوم بسعر خاص.",), Reason.LOGIN_WALL),
        (("لديك حساب بالفعل؟ سجل الدخول بالبريد الإلكتروني وكلمة المرور.", "اشترك الآن لمتابعة القراءة معنا."), Reason.LOGIN_WALL),
        (("نعتذر، هذا المحتوى غير متاح في منطقتك الجغرافية لأسباب تتعلق بالحقوق والقوانين المعمول بها هناك.",), Reason.LOGIN_WALL),
        (("تم حظر وصولك إلى هذا الموقع من قبل جدار الحماية. رقم الطلب هو 8123 وعنوان IP هو المعروض أدناه.",), Reason.CHALLENGE),
    ],
)  # fmt: skip
def test_a_wall_in_the_place_of_a_dated_article_is_refused_by_its_text(text: tuple[str, ...], reason: Reason) -> None:
    """The headline is the article's, and nothing of its text is left."""
    result = _read(TITLE, text=text, head=DATED)

    assert (Rejected, reason) == (type(result), getattr(result, "reason", None)), result


@every_row(
    "text",
    [
        "أعلنت شركة المياه انقطاع التزويد عن الأحياء الشرقية حتى منتصف الليل بسبب أعمال صيانة في المحطة الرئيسية.",
        "قال المتحدث إنه تم منع دخول الشاحنات من المعبر الغربي ليومين بعد الأمطار التي أغلقت الطريق.",
        "أعلنت الهيئة أن الخدمة غير متاحة حاليا في ثلاث محافظات شمالية، وأنها تعود إلى العمل مساء الخميس المقبل بعد إصلاح العطل.",
    ],
)
def test_a_dated_brief_about_works_or_closed_gates_is_an_article(text: str) -> None:
    """The words of a server's answer are words of the news, too."""
    assert not isinstance(_read(TITLE, text=(text,), head=DATED), Rejected)


@every_row("count", [1, 4])
def test_a_consent_form_is_refused_at_any_length(count: int) -> None:
    """Its text is the site's own talk of cookies, whatever the title is."""
    result = _read(TITLE, text=CONSENT * count)

    assert (Rejected, Reason.LOGIN_WALL) == (type(result), getattr(result, "reason", None)), result


@every_row(
    ("title", "text"),
    [
        (TITLE, (*PROSE, "اشترك الآن لمتابعة القراءة.")),
        ("تم حظر الوصول إلى مواقع المراهنات في ثلاث دول", PROSE),
        ("الاتحاد يناقش قواعد ملفات تعريف الارتباط مع شركات الإعلان", PROSE),
        ("نعود إليكم قريبا: رسالة الفرقة إلى جمهورها في القاهرة", PROSE),
        ("الخدمة العسكرية غير متاحة للنساء في معظم الدول", PROSE),
        ("نطاق عربي معروض للبيع بمليون دولار", PROSE),
        ("هل عمرك البيولوجي أصغر من عمرك الحقيقي؟", PROSE),
        ("هل تجاوزت الأزمة عامها الثامن عشر؟", PROSE),
        ("قصر تاريخي معروض للبيع", PROSE),
    ],
)
def test_an_article_about_such_things_is_kept(title: str, text: tuple[str, ...]) -> None:
    """Only a whole title or nearly the whole text decides."""
    assert isinstance(_read(title, text=text), Article)


def test_a_notice_over_a_dated_article_is_refused_by_its_headline() -> None:
    """The title of the page is the article's, the printed headline the notice's."""
    head = f'{DATED}<meta property="og:title" content="{TITLE}">'
    result = _read("نحن نهتم بخصوصيتك", text=CONSENT, head=head)

    assert (Rejected, Reason.LOGIN_WALL) == (type(result), getattr(result, "reason", None)), result


def test_the_page_about_the_outlet_is_none_though_its_system_dates_it() -> None:
    """No article has that headline."""
    assert isinstance(_read("من نحن - صحيفة الأصيل", head=DATED), Rejected)


WALL = (
    "<div class='wall'><h3>هذا التقرير متاح للمشتركين فقط</h3><p>اشترك اليوم واحصل على وصول غير محدود إلى التقارير والبيانات."
    " يمكنك إلغاء الاشتراك في أي وقت من صفحة حسابك.</p><h4>شهري</h4><p>5 دنانير</p><p>لديك اشتراك؟ سجل الدخول</p></div>"
)
OTHERS = "".join(f"<div><h3><a href='/p/{n}'>مطار العاصمة الدولي يستقبل الوفد رقم {n}</a></h3></div>" for n in range(6))


@every_row(
    ("text", "is_refused"), [("", True), ("".join(f"<p>{PROSE[0][:-1]} منذ {n} أشهر.</p>" for n in range(5)), False)]
)
def test_a_wall_right_below_the_headline_is_in_place_of_the_text(text: str, *, is_refused: bool) -> None:
    """Its offer and the titles of other pages are no text; below its badge a whole text is."""
    html = (
        f"<html><head><title>{TITLE} | الأفق</title>{DATED}</head><body><article><h1>{TITLE}</h1>"
        f"<p class='by'>رنا الأحمد - 28 نوفمبر 2026</p>{WALL}{text}</article><section>{OTHERS}</section></body></html>"
    )
    result = read_html(html, url=URL)

    assert (getattr(result, "reason", None) is Reason.LOGIN_WALL) is is_refused, result
