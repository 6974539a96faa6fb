"""Headings of boxes whose other lines are gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page

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


@pytest.mark.parametrize(("part", "is_kept"), [(CONTENTS, False), (MORE, False), (CROSS_HEAD, True)])
def test_a_heading_goes_with_the_box_below_it(part: str, *, is_kept: bool) -> None:
    """A cross-head is not left over: the text goes on below it."""
    one, *rest = (f"<p>{each}</p>" for each in TEXT)
    html = f"<main><h1>المحطة تفتح خطها الجديد أمام الركاب</h1><div>{one}{part}{''.join(rest)}</div></main>"
    at = datetime(2026, 11, 30, tzinfo=UTC)
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=at)

    found = read(page, unknown_source(URL), PageContext())

    assert isinstance(found, Article)
    assert (4 if is_kept else 3) == len(found.body.split("\n\n"))
