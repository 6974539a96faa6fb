"""Who wrote, as phrases, rows of facts, feet of articles and newsletters say it; and what looks like it and is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from storage.records import Article
from tests.support.pages import URL, article_of
from tests.support.tables import every_row

HEADLINE = "الحكومة تطلق برنامجا لدعم المقاولات الصغيرة"
TEXT = "".join(
    f"<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق المرحلة رقم {n} من برنامج دعم المقاولات في البلاد كلها.</p>"
    for n in range(4)
)


def _article(
    *,
    meta: str = "",
    below: str = "",
    above: str = "",
    head: str = "",
    outside: str = "",
    body: str = "",
    site: str = "",
) -> Article:
    html = (
        f"<html><head><title>{HEADLINE}{site}</title>{head}</head><body class='{body}'><div id='page'>{above}"
        f"<h1>{HEADLINE}</h1>{meta}<div class='text'>{TEXT}{below}</div>{outside}</div></body></html>"
    )
    source = replace(unknown_source(URL), country="sy", timezone="Asia/Damascus")
    return article_of(html, source, at=datetime(2026, 11, 30, tzinfo=UTC))


@every_row(
    "meta",
    [
        (
            "<p>Posted by سامر النجار on تشرين الثاني 29th, 2026 and filed under <a rel='tag'>اقتصاد</a>. You can follow any"
            " responses to this entry through the feed. You can leave a response, or trackback from your own site.</p>"
        ),
        "<p>بواسطة <a>سامر النجار</a>, في <a>اقتصاد</a></p>",
        "<p>نشر قبل 3 أيام بواسطة <a>سامر النجار</a></p>",
        "<p><span>كاتب الموضوع سامر النجار</span></p>",
        "<p>كتب وصور: سامر النجار</p>",
        "<p>تصوير ونص: سامر النجار</p>",
        "<p>حاورته/ سامر النجار-بيروت</p>",
        "<section class='byline'><b>Author, </b><span>سامر النجار</span><b>Role, </b><span>نداء - صلالة</span></section>",
        "<p>تقديم: سامر النجار. إخراج: باسم عزت.</p>",
        "<p>حاورها في تونس: سامر النجار</p>",
        "<p class='author'>كتابة: سامر النجار ترجمة: وسيم الخالدي</p>",
        "<div><span>تحقيق: سامر النجار</span><span>إشراف: محمد كساسبة</span><span>26 تشرين الأول 2026</span></div>",
        "<p>كتابة: سامر النجار</p>",
        "<p>تقرير وتصوير: سامر النجار</p>",
        "<p>نص وصور: سامر النجار. ٧ تشرين الثاني ٢٠٢٦</p>",
        "<div>سامر النجار<br>تاريخ النشر : 22/11/2026 08:10 ص</div>",
        "<dl><dt>التاريخ</dt><dd>19 نوفمبر 2026</dd><dt>إعداد</dt><dd>سامر النجار</dd><dt>المشاهدات</dt><dd>9</dd></dl>",
        "<table><tr><td>الكاتب</td><td>سامر النجار</td></tr><tr><td>العدد</td><td>9</td></tr></table>",
        "<div><div><div><span>الكاتب</span></div><div><span>سامر النجار</span></div></div></div>",
        "<div class='author'><span>سامر النجار</span><span></span><span>11/28/2026</span><span>1 min read</span></div>",
    ],
)
def test_a_phrase_or_a_row_names_the_author(meta: str) -> None:
    """What stands around the name, a day, a section, another row, is no part of it."""
    assert _article(meta=meta).authors == ("سامر النجار",)


def test_the_line_above_the_headline_names_the_author_of_a_letter() -> None:
    """A newsletter opens with its day and its writer; its greeting and its farewell name nobody."""
    above = "<p>الثلاثاء 24 تشرين الثاني 2026 | يكتبها سامر النجار</p>"

    assert _article(above=above, meta="<p style='text-align:left'>صباح الخير،</p>").authors == ("سامر النجار",)


@every_row(
    ("opening", "authors"),
    [
        (
            "الأقصر - من سامر النجار: بدأت الإدارة أمس تفريغ البحيرة استعدادا لموسم الأمطار في المدن كلها.",
            ("سامر النجار",),
        ),
        ("نابلس-الأفق- تقرير نداء جرار - عثر أمس على لوحة تعود إلى القرن الرابع تحت مدرسة.", ("نداء جرار",)),
        ("عمان - من المنتظر اليوم: جلسة للنواب عن قانون الإيجار في المدن الكبرى والقرى البعيدة.", ()),
        ("القاهرة - تقرير البنك المركزي - ارتفع معدل التضخم في المدن المصرية إلى ثلاثة في المئة.", ()),
    ],
)
def test_the_opening_of_the_text_names_its_author_behind_a_city(opening: str, authors: tuple[str, ...]) -> None:
    """The words stay, because a paragraph is never cut."""
    article = _article(meta=f"<p>{opening}</p>")

    assert (authors, True) == (article.authors, opening in article.body)


@every_row(
    ("below", "outside", "authors"),
    [
        ("<p style='text-align:left'><strong>سهاد حسن</strong></p>", "", ("سهاد حسن",)),
        (
            "<p><strong>سامر النجار</strong></p>",
            "<div>الرئيسية أخبار سياسة اقتصاد رياضة ثقافة وفن تكنولوجيا صحة من نحن اتصل بنا أرشيف</div>",
            ("سامر النجار",),
        ),
        ("<p><strong>ساحة حسن</strong></p>", "", ()),  # set apart once: it may be a cross-head
        ("", "<div class='article-footer'>بقلم <a rel='author'>سامر النجار</a></div>", ("سامر النجار",)),
        (
            "",
            (
                "<div class='article-footer'><a rel='author'>سامر النجار</a></div>"
                "<div class='article-footer'><a rel='author'>ليلى منصور</a></div>"
            ),
            (),
        ),
    ],
)
def test_who_signs_below_the_text(below: str, outside: str, authors: tuple[str, ...]) -> None:
    """A name that is set apart by its side and its type, and the only author whom the feet of the page link to."""
    assert _article(below=below, outside=outside).authors == authors


def test_a_line_below_the_text_says_when_and_by_whom() -> None:
    """Where only one does: a list of other pages has several."""
    line = "<p><i>نشر بتاريخ 19 Nov 2026 بواسطة <a href='mailto:s@outlet.example'>سامر النجار</a></i></p>"

    found = _article(below=line)

    assert (found.authors, str(found.published_day)) == (("سامر النجار",), "2026-11-19")
    assert _article(below=line, outside=line.replace("19", "18")).authors == ()


@every_row(
    "meta",
    [
        "<p style='text-align:left'>صباح الخير،</p>",
        "<p style='text-align:left'>مساء النور</p>",
        "<p>الكاتب</p><p>سامر النجار يفوز بالجائزة</p>",
        "<table><tr><td>المصدر</td><td>سامر النجار</td></tr></table>",
        "<p>صورة بواسطة سامر النجار</p>",
        "<p>تم تصميم الموقع بواسطة سامر النجار</p>",
        "<p>Developed by Sami Nile</p>",
        "<ul><li><i class='bi-person'></i> <a href='#'>John Doe</a></li></ul>",
        "<p>تحقيق: كيف تختفي النفايات</p>",
        "<div>كاتب المقال باحث مغربي</div>",
    ],
)
def test_what_looks_like_a_phrase_of_the_author_names_nobody(meta: str) -> None:
    """Greetings, other labels, makers of pictures and sites, what describes a writer."""
    assert _article(meta=meta).authors == ()


def test_the_outlet_that_calls_itself_a_person_is_no_author() -> None:
    """Its name ends the title of the page. A person whose name ends the title stays the author."""
    declared = '<script type="application/ld+json">{{"@type":"NewsArticle","author":{{"@type":"Person","name":"{0}"}}}}</script>'

    assert _article(head=declared.format("ضفاف النخيل"), site=" - ضفاف النخيل").authors == ()
    assert _article(head=declared.format("سامر النجار"), site=" - سامر النجار").authors == ("سامر النجار",)


def test_the_names_of_the_body_are_no_byline() -> None:
    """A theme writes its settings there: `hide-date-author-in-list`."""
    article = _article(body="single hide-date-author-in-list", above="<ul><li>توأمة بين بلديتين للسواحل</li></ul>")

    assert article.authors == ()


@every_row(
    ("meta", "at"),
    [
        ("<p>السبت 28 نوفمبر 2026 الساعة 13:25 مساءً | <i>ضفاف النخيل - خاص</i> | قراءات : 1204</p>", "2026-11-28T10:25"),
        ("<p><b>ليلى منصور</b><span>نشر في: 26 نوفمبر 2026، 07:15 صباحا بتوقيت السودان</span><i>آخر تحديث: 27 نوفمبر 2026</i></p>",
         "2026-11-26T05:15"),
        ("<p>الجمعة 20 تشرين الثاني (نوفمبر) 2026، 3:15 بعد الظهر بتوقيت مونتريال</p>", "2026-11-20T20:15"),
    ],
)  # fmt: skip
def test_a_date_among_other_facts_is_read(meta: str, at: str) -> None:
    """Bars are no words; a label may be glued to the name before it; a zone is named by its city."""
    published = _article(meta=meta).published_at

    assert published is not None
    assert published.isoformat()[:16] == at


def test_the_day_of_a_posted_phrase_is_read() -> None:
    """`Posted by X on <day> and filed under …` is a sentence, but not of the text."""
    meta = (
        "<p>Posted by سامر النجار on تشرين الثاني 29th, 2026 and filed under أخبار. You can follow any responses.</p>"
    )

    assert str(_article(meta=meta).published_day) == "2026-11-29"


@every_row(("printed", "authors"), [("سفيان.ب / مراد.ك", ("سفيان.ب", "مراد.ك")), ("نسيمة ع.", ("نسيمة ع.",))])
def test_an_initial_is_part_of_the_name_as_printed(printed: str, authors: tuple[str, ...]) -> None:
    """The press of Algeria signs so."""
    assert (
        _article(meta=f"<ul class='author'><li>{printed}</li><li>22:15 - 12 نوفمبر 2026</li></ul>").authors == authors
    )
