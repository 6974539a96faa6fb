"""Rejects notices in an article's place: consent, subscription, region, age, firewall, maintenance, a sold domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.arabic import fold
from pipelines.arabic.sentences import split_sentences
from pipelines.page.head import PageHead
from pipelines.page.tree import TextLine
from storage.records import Reason, Rejected

_COOKIES = r"ملفات (?:تعريف )?(?:ال)?ارتباط|ملفات الكوكيز|الكوكيز|cookies"
_PIECE = "(?:المحتوي|المقال|الخبر|الماده|الصفحه|الموقع|الخدمه|الفيديو)"
_OUT_OF_SERVICE = (
    r"(?:الموقع|الخدمه|الصفحه|النظام) (?:تحت|قيد|في|متوقف\w* (?:ل|بسبب)) ?(?:اعمال )?(?:ال)?صيانه(?: \w+){0,2}"
    r"|صيانه (?:ال)?(?:موقع|مجدوله|مؤقته|الخوادم)"
    r"|(?:اعمال|وضع|نقوم ب(?:اعمال )?|نجري (?:اعمال )?) ?(?:ال)?صيانه(?: \w+){0,3}|(?:سنعود|نعود|سوف نعود"
    r"|عايدون)(?: \w+){0,2} (?:قريبا|بعد قليل)(?: \w+){0,3}"
    r"|(?:under|scheduled|down for) maintenance|maintenance mode|we will be back soon|be right back"
    r"|(?:error establishing a|خطا في (?:ال)?(?:اتصال|الاتصال) (?:ب|مع )(?:ال)?|تعذر الاتصال ب"
    r"|فشل الاتصال ب)\s*(?:قاعده )?(?:ال)?(?:بيانات|database)(?: connection)?(?: \w+)?"
    r"|(?:حدث )?خطا (?:في|داخلي في|ب)\s?(?:ال)?(?:قاعده البيانات|خادم|سيرفر|ملقم)(?: \w+){0,2}|database error"
    r"|خطا داخلي(?: في الخادم)?"
    r"|(?:50[0-4] ?[-–:|]? ?)?(?:internal server error|bad gateway|service (?:temporarily )?unavailable"
    r"|gateway time-?out)"
    r"|(?:الخدمه|الموقع) غير (?:متاحه?|متوفره?)(?: (?:حاليا|مؤقتا|موقتا|الان))?"
)
_FOR_SALE = (
    r"(?:هذا |اسم )?(?:ال)?(?:نطاق|دومين)(?: \S+)? (?:معروض |متاح )?للبيع|\S+\.\w+ (?:معروض )?للبيع"
    r"|(?:this |the )?domain(?: name)?(?: \S+)? (?:is|may be) for sale|buy this domain"
)
_GATE = (
    r"(?:تاكيد|التحقق من|تحقق من) (?:ال)?(?:عمر|سن)\w*(?: \S+){0,2}|هل (?:عمرك|بلغت|تجاوزت|انت فوق)"
    r"(?: \S+){0,2} 18(?: \S+){0,4}"
    r"|age verification|are you (?:over )?18\S*"
    r"|(?:تم |لقد )?(?:رصد|كشف|اكتشاف|رصدنا|اكتشفنا)(?: استخدام\w*)?"
    r" (?:مانع|حاجب|اضافه حجب|ادوات حجب)\w*(?: \S+){0,3}"
    r"|(?:يرجي|الرجاء|من فضلك) (?:تعطيل|ايقاف|الغاء) (?:مانع|حاجب|اضافه حجب|ادوات حجب)\w*(?: \S+){0,4}"
    r"|ad ?block(?:er)? detected"
    r"|(?:اكمل|تابع|واصل|اقرا)\w?(?: \w+)? (?:في|علي|عبر) (?:ال)?تطبيق\w*(?: \S+){0,2}"
)
_BLOCKED = (
    r"(?:لقد )?(?:تم|جري) (?:حظر|منع|رفض|حجب) (?:ال)?(?:وصول|وصولك|طلب|طلبك|دخول|دخولك|عنوان|اتصال|اتصالك"
    r"|زيارتك)\w*(?: \S+){0,5}|(?:لقد )?تم حظرك(?: \S+){0,4}"
    r"|(?:الوصول|الدخول|الطلب) (?:محظور|ممنوع|مرفوض)(?: \S+){0,3}|ليس لديك (?:صلاحيه|اذن)(?: \S+){0,4}|(?:403 ?[-–:"
    r"|]? ?)?(?:access (?:to this page )?(?:has been )?denied|forbidden)"
    r"|(?:sorry, )?you have been blocked|request (?:blocked|rejected)|web application firewall"
    r"|جدار (?:ال)?حمايه(?: \S+){0,4}"
)
_TITLES = (
    (Reason.LOGIN_WALL, re.compile(
        rf"(?:موافقتك علي|اعدادات|اداره|تفضيلات|سياسه|قبول|الموافقه علي|نستخدم|استخدام)? ?(?:استخدام "
        rf"|اعدادات )?(?:{_COOKIES})(?: \S+){{0,3}}"
        r"|(?:نحن )?(?:نقدر|نحترم|نهتم ب) ?(?:ب)?خصوصيتك\w*|خصوصيتك\w* (?:تهمنا|مهمه)(?: \S+){0,2}|(?:اعدادات|مركز"
        r"|خيارات|تفضيلات) (?:ال)?خصوصيه|قبل المتابعه(?: الي \S+(?: \S+)?)?|موافقتك"
        r"|(?:يرجي |الرجاء |يجب )?(?:تسجيل|سجل|سجلوا) (?:ال)?(?:دخول|دخولك)(?: (?:ل|الي |حتي )\S+(?: \S+){0,3})?"
        r"|(?:اشترك|اشتركوا|سجل|سجلوا)(?: \S+)? (?:ل|حتي )(?:ل)?(?:متابعه|مواصله|اكمال|استكمال|قراءه|تقرا"
        r"|تتمكن)\S*(?: \S+){0,3}"
        r"|(?:هذا |هذه )?(?:ال)?\w+ (?:متاح\w* |مخصص\w* |حصري\w* |حصرا )?ل?ل?(?:مشتركين|لمشتركين)(?: فقط)?"
        rf"|(?:عذرا[،, ]*|ناسف[،, ]*)?(?:هذا |هذه )?{_PIECE} غير (?:متاحه?|متوفره?|مسموح) (?:في|ل|ب)\s?(?:بلدك"
        rf"|بلدكم|منطقتك|منطقتكم|دولتك|دولتكم|موقعك|هذا البلد|هذه المنطقه)\S*(?: \S+){{0,2}}"
        rf"|(?:not available|unavailable) in your (?:country|region)|{_GATE}",
    )),
    (Reason.CHALLENGE, re.compile(f"{_OUT_OF_SERVICE}|{_BLOCKED}|{_FOR_SALE}")),
)  # fmt: skip
"""Whole titles. A server that is out of service says nothing about an article, so its answer is no `soft-404`."""
_WALLED = re.compile(
    r"(?:متاح|مخصص|حصري|حصرا|متوفر)\w{0,12} (?:فقط )?ل?لمشتركين|للمشتركين (?:فقط|حصرا)|(?:لديك|انت) (?:حساب"
    r"|مشترك)\S*(?: بالفعل)?|محتوي مدفوع"
    r"|(?:اختر|اختاروا) (?:ال)?(?:باقه|خطه|اشتراك)|(?:اشترك|اشتركوا|سجل|سجلوا)(?: \w+){0,2} (?:الان )?(?:ل"
    r"|حتي ت)(?:متابعه|مواصله|اكمال|استكمال|قراءه|لقراءه|لوصول|تمكن)"
    r"|(?:باقات|خطط) الاشتراك|(?:تسجيل الدخول|سجل الدخول|سجل دخولك|انشاء حساب)|(?:الشهر|شهر) الاول(?: مجانا)?$"
    r"|ابدا (?:القراءه|الاشتراك)|اشترك الان|للاستمرار في القراءه|لمتابعه القراءه"
    r"|(?:اشتراك|الاشتراك) (?:ال)?(?:شهري|سنوي|اسبوعي|يومي|طلبه|طلاب|افراد|موسسات)\s?:|الغاء الاشتراك"
    r"|وصول غير محدود|(?:ثم|مقابل|فقط) \d+ \w+ (?:شهريا|سنويا)|لديك اشتراك"
    r"|(?:الغ|الغاء|يمكنك الغاء)(?: \w+){0,3} في اي وقت"
    r"|كلمه المرور|البريد الالكتروني|نسيت كلمه|باستخدام (?:حساب )?(?:جوجل|غوغل|فيسبوك|google|facebook)"
    rf"|{_PIECE} غير (?:متاحه?|متوفره?) (?:في|ل)\s?(?:بلد|منطق|دول|موقع)\w+|(?:قيود|حقوق) (?:جغرافيه|البث)"
    rf"|منطقتك الجغرافيه"
)
_CONSENT = re.compile(
    rf"{_COOKIES}|نحن وشركاونا|شركاونا|خصوصيتك|سياسه الخصوصيه|(?:انقر|بالنقر|الضغط|بالضغط) علي|موافقتك|سحب موافقت"
    rf"|تفضيلاتك|اختياراتك|خياراتك"
    r"|بياناتك الشخصيه|(?:تخصيص|عرض) (?:ال)?(?:محتوي|اعلانات)|اعلانات (?:ومحتوي )?مخصص|ضروريه|مده صلاحيه"
)
_SPEAKS = re.compile(r"نستخدم|نحن|نقدر خصوصيت|شركاونا|شركاينا|موافقتك|فانك (?:تقبل|توافق)|we use|our partners")
_INCIDENT = r"(?:معرف|رقم) (?:ال)?(?:حادث|حادثه|طلب|مرجع)|incident id|support id|ray id|عنوان (?:ال)?ip"
_SERVED = re.compile(f"{_BLOCKED}|{_OUT_OF_SERVICE}|{_INCIDENT}")
_NUMBERED = re.compile(_INCIDENT)
"""A dated brief may report maintenance works or a closed gate; a server's answer gives the number of the request."""
_SHARE_OF_DATED = 0.7
_LEAST_SENTENCE, _LEAST_BESIDE_WALL = 10, 60
_SHARE, _LEAST_LEFT, _MOST_ANSWER = 0.5, 15, 160
_PARTS = re.compile(r"(?<!\s)\s++[|\-–—:»]++(?=\s)")
_ABOUT_COOKIES = re.compile(_COOKIES)
_EDGES = " -–|:.!؟،,…"


def refuse_notice(
    head: PageHead, headline: str | None, lines: Iterable[str], *, is_dated: bool, below: Sequence[TextLine] = ()
) -> Rejected | None:
    """Reject a page that is a notice by its whole title, or whose text (*lines*) is made of the words of one.

    The title decides at any length, if nothing dates the page, or if the page's own `<title>` is another: then the
    notice lies over an article. The text decides on every page: where a wall is in
    place of a dated article, fewer words than any article has are left beside it. So do the lines right *below* the
    headline: where a wall is the first of them, a text needs more sentences than the wall's.
    """
    declared = head.title or ""
    is_article = is_dated or bool(head.jsonld.types)
    if not is_article or (headline is not None and fold(headline) not in fold(declared)):
        for title in filter(None, (headline, *([] if is_article else map(str.strip, _PARTS.split(declared))))):
            folded = fold(title).strip(_EDGES)
            for reason, pattern in _TITLES:
                if pattern.fullmatch(folded):
                    return Rejected(reason=reason, evidence=title)
    sentences = [fold(each) for line in lines for each in split_sentences(line)]
    return _by_text(sentences, is_dated=is_dated) or _by_wall(below, sentences)


def _by_wall(below: Sequence[TextLine], sentences: Sequence[str]) -> Rejected | None:
    """Reject a page with a wall right below its headline, and hardly a sentence that is not the wall's."""
    wall = next((each.text for each in below if _TITLES[0][1].fullmatch(fold(each.text).strip(_EDGES))), None)
    left = sum(_words(each) for each in sentences if _words(each) >= _LEAST_SENTENCE and not _WALLED.search(each))
    is_wall = wall is not None and left < _LEAST_BESIDE_WALL
    return Rejected(reason=Reason.LOGIN_WALL, evidence=wall or "") if is_wall else None


def _by_text(sentences: Sequence[str], *, is_dated: bool) -> Rejected | None:
    """Reject a text whose sentences are those of a wall, of a consent form, or of a server's answer."""
    total = sum(map(_words, sentences))
    walled = [each for each in sentences if _WALLED.search(each)]
    if walled and total - sum(map(_words, walled)) < _LEAST_LEFT:
        return Rejected(reason=Reason.LOGIN_WALL, evidence=walled[0][:120])
    served = [each for each in sentences if _SERVED.search(each)]
    is_answer = not is_dated or any(_NUMBERED.search(each) for each in served)
    if served and is_answer and total - sum(map(_words, served)) < _LEAST_LEFT and total < _MOST_ANSWER:
        return Rejected(reason=Reason.CHALLENGE, evidence=served[0][:120])
    consent = [each for each in sentences if _CONSENT.search(each)]
    speaks = any(_SPEAKS.search(each) for each in sentences) and any(_ABOUT_COOKIES.search(each) for each in sentences)
    if speaks and sum(map(_words, consent)) > total * (_SHARE_OF_DATED if is_dated else _SHARE):
        return Rejected(reason=Reason.LOGIN_WALL, evidence=consent[0][:120])
    return None


def _words(text: str) -> int:
    return len(text.split())
