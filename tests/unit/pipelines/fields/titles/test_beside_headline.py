"""What stands beside or above a headline and is no part of it, and headlines of one word."""

from __future__ import annotations

import pytest

from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from storage.records import Article
from tests.support.pages import read_html
from tests.support.tables import every_row

TITLE = "الحكومة تصادق على مشروع قانون جديد"
LONG = (
    "<p>صادقت الحكومة في اجتماعها الأسبوعي على مشروع قانون ينظم عمل الأسواق القديمة في المدن الداخلية كلها.</p>"
    "<p>وقال وزير التجارة إن المشروع يحمي الحرفيين من المضاربة، وإنه سيعرض على البرلمان قبل نهاية الشهر.</p>"
    "<p>وأضاف الوزير أن لجنة من غرف التجارة ستراجع أسعار الإيجار في كل سوق، وأن نتائجها ستنشر مطلع العام المقبل.</p>"
)


def _found(html: str) -> str | None:
    tree = parse(html)
    found = find_headline(tree, find_landmarks(tree), read_head(tree, "https://outlet.example/1"), outlet="")
    return found.text if found is not None else None


@every_row("below", ["<p>20 نوفمبر 2026</p>", "<p>بقلم: ليلى منصور</p>"])
def test_a_heading_of_one_word_is_the_headline_above_a_date_or_a_byline(below: str) -> None:
    """The title has it, too; without both it can be the name of a section or of a service."""
    head, title = "<html><head><title>وداعا - صحيفة الأفق</title><body>", "<h1>وداعا</h1>"

    assert _found(f"{head}{title}{below}{LONG}") == "وداعا"
    assert _found(f"{head}{title}{LONG}") is None
    assert _found(f"<html><head><title>صحيفة الأفق</title><body>{title}{below}{LONG}") is None


def test_a_note_below_a_list_of_links_is_no_paragraph_of_the_text() -> None:
    """So the links stand below the text, and not between its paragraphs."""
    links = "".join(f"<li><a href=/n/{each}>خبر عن بلدة بعيدة في الشمال رقم {each}</a></li>" for each in range(8))
    note = "<div>جميع الحقوق محفوظة ويمنع نقل أي مادة من الموقع أو نسخها أو إعادة نشرها دون إذن خطي مسبق</div>"

    assert TITLE == _found(f"<html><head><title>صحيفة الأفق</title><body><b>{TITLE}</b>{LONG}<ul>{links}</ul>{note}")


@every_row(
    "html",
    [
        f"<title>{TITLE}</title><meta property='og:title' content='{TITLE}'><body><h1>{TITLE}<sup>مميز</sup></h1>",
        f"<title>الخبر - {TITLE} - الأخبار</title><body><span class='itemTitle'><a href='/t'>أنشطة الرابطة</a> : {TITLE}</span>",
        f"<title>الخبر</title><body><font size=5>وكالة الساحل للأنباء</font><center><b>{TITLE}</b></center>",
        f"<title>{TITLE} | جريدة المدار</title><meta property='og:title' content='جريدة المدار'><body><a href='/'>المدار</a><h2 class='post-title'>{TITLE}</h2>",
        f"<title>قانون جديد - الخبر</title><meta property='og:title' content='قانون جديد'><body><h2>{TITLE}</h2>",
    ],
    ids=["badge", "topic", "below the outlet", "outlet for a title", "longer than the subject"],
)
def test_what_is_printed_beside_or_above_the_headline_is_no_part_of_it(html: str) -> None:
    """A badge, the link to the topic, the name of the outlet; a declared title can be no more than the subject."""
    assert TITLE == _found(f"<html><head>{html}{LONG}")


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        ("<meta name='description' content='الغرف التجارية ترحب والحرفيون يترقبون'>", "<div>{}</div>"),
        ("", "<p class='documentDescription'>{}</p>"),
        ("", "<p class='post-excerpt'>{}</p>"),
    ],
)
def test_a_deck_below_the_headline_is_not_in_the_text(head: str, printed: str) -> None:
    """By the description of the head, where it is no sentence, or by the name that a system gives to its own."""
    deck = printed.format("الغرف التجارية ترحب والحرفيون يترقبون")
    html = f"<html><head><title>{TITLE}</title>{head}<body><main><h1>{TITLE}</h1>{deck}<div>{LONG}</div></main>"
    found = read_html(html, url="https://outlet.example/news/1")

    assert isinstance(found, Article)
    assert ("ترحب" in found.body, len(found.body.split("\n\n"))) == (False, 3)
