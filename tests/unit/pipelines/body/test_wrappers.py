"""What stands between or right behind the article's own paragraphs is text, on whole pages."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page
from tests.support.tables import every_row

URL = "https://outlet.example/news/1"
HEADLINE = "المحطة تفتح خطها الجديد أمام الركاب قبل نهاية العام"
TEXT = (
    "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.",
    "وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن نتائج الفحص جاءت مطمئنة للجميع.",
    "وأوضح أن تكلفة المشروع بلغت ستين مليونا، دفعت البلدية نصفها من أموال بيع الأراضي القريبة من المحطة القديمة.",
    "وختم بالقول إن لجنة من المهندسين ستزور الموقع كل شهر، وتنشر تقريرا مفصلا عن سير العمل في الجسور الأربعة.",
)
P = "".join(f"<p>{each}</p>" for each in TEXT[:3])
LAST = f"<p>{TEXT[3]}</p>"
SLIDE = "<section class='s'><figure><a href='/{n}.jpg'><img src='/{n}.jpg'></a></figure><h3>{title}</h3><p>{text}</p></section>"


def _lines(inner: str) -> list[str]:
    html = f"<html><head><title>{HEADLINE}</title></head><body><main><h1>{HEADLINE}</h1>{inner}</main></body></html>"
    page = Page(
        requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html",
        fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    result = read(page, unknown_source(URL), PageContext())
    assert isinstance(result, Article), result
    return result.body.split("\n\n")


@every_row(
    "inner",
    [
        f"<div>{P}</div><div>{LAST}</div>",
        f"<div class='a'>{P}</div><div class='b'>{LAST}</div>",
        f"<section>{P}</section><section>{LAST}</section>",
        f"<div><div>{P}</div></div>{LAST}",
        f"<x-text>{P}</x-text><x-text>{LAST}</x-text>",
        f"<div>{P}<a name='x'>{TEXT[3]}</a></div>",
    ],
)
def test_a_text_in_two_wrappers_is_whole(inner: str) -> None:
    """Whatever the wrappers are, and how they are named."""
    assert list(TEXT) == _lines(inner)


def test_pictures_that_link_to_themselves_make_no_teasers() -> None:
    """Sections of a picture, a heading and a paragraph each are text."""
    titles = ("ملعب مدينة مراكش", "ملعب مدينة فاس", "ملعب مدينة طنجة")
    slides = "".join(
        SLIDE.format(n=n, title=title, text=text) for n, (title, text) in enumerate(zip(titles, TEXT[:3], strict=True))
    )

    lines = _lines(f"<div>{LAST}{slides}{LAST.replace('كل شهر', 'كل أسبوع')}</div>")

    assert set(TEXT) <= set(lines)


def test_a_heading_left_over_below_the_text_is_cut() -> None:
    """What it headed was no text."""
    related = (
        "<h2>مزيد من القراءة</h2><ul class='related'><li><a href='/1'>الجسور الأربعة في المدينة القديمة</a></li></ul>"
    )

    assert list(TEXT) == _lines(f"<div>{P}{LAST}{related}</div>")


def test_a_row_of_buttons_is_cut() -> None:
    """Names of some words, in two scripts."""
    bar = "<div class='tools'>طباعة Email فيسبوك تويتر لينكدين Pin Interest Whats App</div>"

    assert list(TEXT) == _lines(f"{bar}<div>{P}{LAST}</div>")
