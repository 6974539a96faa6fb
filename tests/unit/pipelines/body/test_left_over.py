"""Headings of boxes whose other lines are gone."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page
from tests.support.tables import every_row

URL = "https://outlet.example/news/1"
TEXT = (
    "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.",
    "وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن نتائج الفحص جاءت مطمئنة للجميع.",
    "ومن المقرر أن تصل المعدات الأولى في منتصف الشهر المقبل على متن سفينتين كبيرتين.",
)
CONTENTS = "<div><p>في هذا المقال</p><ul><li><a href='/n#a'>متى يفتح الخط</a></li><li><a href='/n#b'>كم يكلف</a></li></ul></div>"
MORE = "<table><tr><th>أخبار أخرى عن النقل</th></tr><tr><td><a href='/1'>ارتفاع منسوب البحيرة بعد الأمطار</a></td></tr>"
MORE += "<tr><td><a href='/2'>شراكة لإنشاء مصنع في المنطقة الحرة</a></td></tr></table>"
CROSS_HEAD = "<div><h2>مرحلة ثانية</h2></div>"


@every_row(("part", "is_kept"), [(CONTENTS, False), (MORE, False), (CROSS_HEAD, True)])
def test_a_heading_goes_with_the_box_below_it(part: str, *, is_kept: bool) -> None:
    """A cross-head is not left over: the text goes on below it."""
    one, *rest = (f"<p>{each}</p>" for each in TEXT)

    found = _read(f"<main><h1>المحطة تفتح خطها الجديد أمام الركاب</h1><div>{one}{part}{''.join(rest)}</div></main>")

    assert (4 if is_kept else 3) == len(found.body.split("\n\n"))


def _read(html: str) -> Article:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=at)
    found = read(page, unknown_source(URL), PageContext())
    assert isinstance(found, Article)
    return found


OTHERS = (
    "أسعار الذهب تتراجع مع صعود الدولار: خسر الغرام نحو دينار مقارنة بالأسبوع الماضي",
    "نادي الميناء يتعاقد مع حارس جديد: سيخضع اللاعب للفحص الطبي غدا قبل تقديمه",
    "افتتاح معرض الحرف اليدوية: يستمر المعرض خمسة أيام ويضم أجنحة للخزف والنسيج",
)


@every_row(("stop", "announced", "is_kept"), [("", "", False), (".", "", True), ("", "وطالب الأهالي:", True)])
def test_long_lines_without_a_stop_below_the_text_are_of_other_pages(
    stop: str, announced: str, *, is_kept: bool
) -> None:
    """Old pages print them in the cell of the text, without a link. A colon announces a list of the text."""
    text = "<br>".join((*TEXT, announced)) if announced else "<br>".join(TEXT)
    below = "<br>".join(f"{each}{stop}" for each in OTHERS)
    menu = "<table><tr><td>الرئيسية</td><td>سياسة</td></tr></table>"
    menu += "<table><tr><td><b>الأقسام</b><br><a href='/1'>أخبار المحافظات البعيدة كلها</a></td><td>"
    title = "<b>المحطة تفتح خطها الجديد أمام الركاب</b><br>"
    head = "<title>المحطة تفتح خطها الجديد أمام الركاب</title>"
    found = _read(f"<html><head>{head}</head><body>{menu}{title}{text}<br>{below}</td></tr></table></body></html>")

    assert ([*TEXT], is_kept) == (found.body.split("\n\n")[:3], OTHERS[2] in found.body)
    assert not {"الأقسام", "الرئيسية سياسة"} & {*found.body.split("\n\n")}


@every_row("below", ["<div>الرئيسية أخبار سياسة اقتصاد رياضة</div>", "<div>جميع الحقوق محفوظة للأفق</div>"])
def test_teasers_below_the_text_go_though_a_foot_stands_below_them(below: str) -> None:
    """Their openings end with a stop, as sentences of the text do."""
    teaser = "<div class='it'><a href='/n/{0}'>عنوان خبر آخر من المدينة رقم {0}</a><br>قالت الإدارة إن الأعمال رقم {0} تستمر حتى المساء.</div>"
    others = "".join(teaser.format(each) for each in range(6))
    text = "<br><br>".join(TEXT)
    html = f"<div class='art'><h1>المحطة تفتح خطها الجديد أمام الركاب</h1><div>{text}</div></div><div>{others}</div>{below}"

    assert [*TEXT] == _read(html).body.split("\n\n")


@every_row(("column", "is_kept"), [("td", False), ("div", False), ("", True)])
def test_lines_without_a_stop_in_another_column_are_of_other_pages(column: str, *, is_kept: bool) -> None:
    """A ticker of times and titles beside the text; in the text's own column they are a list of the text."""
    text = "".join(f"<p>{each}</p>" for each in TEXT)
    ticker = "".join(f"<p><i>1{n}:45 </i>المتحف الوطني رقم {n} يمدد المهلة حتى نهاية العام</p>" for n in range(6))
    title = "<title>المحطة تفتح خطها الجديد أمام الركاب</title>"
    own = f"<div class='t1'>المحطة تفتح خطها الجديد أمام الركاب</div><div>{text}</div>"
    parts = {
        "td": f"<table><tr><td>{own}</td><td><b>موجز</b>{ticker}</td></tr></table>",
        "div": f"<div><div>{own}</div><div id='left'>{ticker}</div></div>",
        "": f"<div>{own.removesuffix('</div>')}{ticker}</div></div>",
    }
    found = _read(f"<html><head>{title}</head><body>{parts[column]}</body></html>")

    assert (found.body.split("\n\n")[:3], "المتحف" in found.body) == ([*TEXT], is_kept)
