"""Who wrote, as rows of icons and marks say it, and whom a node in Latin letters or a test name of a component means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.cli.pages.article_json import unknown_source
from storage.records import Article
from tests.support.pages import URL, article_of
from tests.support.tables import every_row

HEADLINE = "البلدية توسع سوق السمك القديم في المرفأ"
TEXT = "".join(
    f"<p>قال رئيس البلدية في مؤتمر صحفي عقده أمس إن المرحلة رقم {n} من توسعة السوق تبدأ مطلع الشهر المقبل في المرفأ.</p>"
    for n in range(4)
)


def _article(meta: str, *, head: str = "", opening: str = "", below: str = "") -> Article:
    html = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><div><h1>{HEADLINE}</h1>{meta}"
        f"<div class='text'>{opening}{TEXT}</div>{below}</div></body></html>"
    )
    source = replace(unknown_source(URL), country="sy", timezone="Asia/Damascus")
    return article_of(html, source, at=datetime(2026, 11, 30, tzinfo=UTC))


def _declared(name: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        f'{HEADLINE}","author":{{"@type":"Person","name":"{name}"}}}}</script>'
    )


@every_row(
    ("meta", "authors"),
    [
        ("<div><i class='fa-regular fa-user'></i> ن. الحلبي <i class='fa-clock'></i> 28 نوفمبر 2026</div>", "ن. الحلبي"),
        ("<p><span class='bi bi-person'></span> وائل نجار <span class='bi bi-eye'></span> 91 قراءة</p>", "وائل نجار"),
        ("<p><i class='fa fa-user'></i> 12 متابعا <i class='fa fa-clock'></i> 28 نوفمبر 2026</p>", None),
        ("<div>28 نوفمبر 2026 · 4 دقائق · رنا الأحمد | <a>اقترح تعديلا</a></div>", "رنا الأحمد"),
        ("<div>محليات | 28 نوفمبر 2026 04:00 ص | <b>اللاذقية - رنا الأحمد</b></div>", "رنا الأحمد"),
        ("<div>28 نوفمبر 2026 | أخبار الدوري | طرطوس</div>", None),
        ("<div data-testid='article-byline'><div>رنا الأحمد</div><div>أخصائية إعلام</div></div>", "رنا الأحمد"),
        ("<div>المحرر: رنا الأحمد</div>", None),
        ("<p>رنا الأحمد · منذ أسبوعين · <a href='/t'>تقنية</a></p>", "رنا الأحمد"),
        ("<div>كرة :: ٢٠٢٦/١١/٢٧ ٢٣:٥٠ :: اللاذقية - رنا الأحمد</div>", "رنا الأحمد"),
        ("<p>مجلس الأمن · منذ أسبوعين · تقنية</p>", None),
        ("<span>28/11/2026</span><span> | إعداد: رنا الأحمد</span><i>ركن القراءة هنا</i>", "رنا الأحمد"),
        ("<div class='names'><span><a>رنا الأحمد</a><i>اللاذقية</i></span></div>", None),
        ("<p>م. رنا الأحمد</p>", "م. رنا الأحمد"),
        ("<p>الدكتورة رنا الأحمد</p>", "الدكتورة رنا الأحمد"),
        ("<div>نشر في <time>2026-11-02</time>. <strong>رنا الأحمد</strong>. 6 دقائق قراءة.</div>", "رنا الأحمد"),
        ("<div><span>رنا الأحمد</span><span>نوفمبر 26, 2026</span></div>", "رنا الأحمد"),
        ("<div><span>رنا الأحمد</span><span>الخميس، نوفمبر 26, 2026</span></div>", "رنا الأحمد"),
        ("<p>الوزيرة، رنا الأحمد، تزور خمس مدن قبل نهاية 2026 وتلتقي رؤساء البلديات فيها</p>", None),
        ("<div class='by'><span class='author'>د. رنا الأحمد</span> <span>منشور في 25/10/2026</span></div>", "د. رنا الأحمد"),
    ],
)  # fmt: skip
def test_a_row_of_facts_names_the_author(meta: str, authors: str | None) -> None:
    """An icon or a date beside it tells a name; a section, a count and who edited are none."""
    assert _article(meta).authors == (() if authors is None else (authors,))


def test_two_links_of_one_class_are_two_authors() -> None:
    """One of them is a link, the other is bold."""
    meta = "<div>بقلم: <a class='c-who__author' href='/a'>رنا الأحمد</a>&nbsp;&amp;&nbsp;<b class='c-who__author'>وائل نجار</b></div>"

    assert _article(meta).authors == ("رنا الأحمد", "وائل نجار")


@every_row(
    ("meta", "authors"),
    [
        ("<p class='author'>رنا الأحمد</p>", "رنا الأحمد"),
        ("<p class='author'>Rana Ahmad</p>", "Rana Ahmad"),
        ("<p>28 نوفمبر 2026</p>", "Rana Ahmad"),
    ],
)
def test_the_printed_name_wins_over_a_node_in_latin_letters(meta: str, authors: str) -> None:
    """The node has the name of the account; where the page prints no other name, it speaks."""
    assert _article(meta, head=_declared("Rana Ahmad")).authors == (authors,)


def test_a_labelled_author_is_not_in_the_text() -> None:
    """The label of a review names its writer, and the line is cut."""
    article = _article("", opening="<p style='text-align:left'><strong>قراءة: د. رنا الأحمد</strong></p>")

    assert (article.authors, "رنا" in article.body) == (("د. رنا الأحمد",), False)


@pytest.mark.parametrize(
    ("below", "at"),
    [
        ("<p class='foot'>كتبه رنا الأحمد في تشرين الثاني 14, 2026 10:47 PM | <a>رابط دائم</a></p>", "2026-11-14T19:47"),
        ("<div>كتبه: <a>رنا الأحمد</a> بتاريخ تشرين الثاني 12 2026 17:02:00 | 12 تعليقات | 590 قراءات</div>", "2026-11-12T14:02"),
    ],
)  # fmt: skip
def test_the_foot_of_an_entry_says_who_and_when(below: str, at: str) -> None:
    """Old systems for diaries print it below the text; comments below it are signed in other words."""
    comments = "<div class='comment'><p>تحية</p><p>كتب: رائد | نوفمبر 15, 2026 09:00 AM</p></div>" * 2
    article = _article("", below=below + comments)

    assert article.published_at is not None
    assert (article.authors, article.published_at.isoformat()[:16]) == (("رنا الأحمد",), at)


def test_the_foot_of_an_entry_has_the_time_of_the_day_above_it() -> None:
    """Typepad prints the day as a heading above the headline, and the time with the author below the text."""
    foot = "<div class='entry-footer'><p>نشره د. رنا الأحمد الساعة 21:14 في <a>يوميات</a></p></div>"
    article = _article("<h2 class='date-header'>27/10/2026</h2>", below=foot)

    assert article.published_at == datetime(2026, 10, 27, 18, 14, tzinfo=UTC)


@every_row(
    "meta",
    [
        (
            "<div><span class=nm><a>رنا الأحمد</a><i>اللاذقية</i></span>"
            "<span class=nm><a>وائل نجار</a><i>المرفأ</i></span></div>"
        ),
        "<ul><li><b>رنا الأحمد</b> (اللاذقية)</li><li><b>وائل نجار</b> (حمص)</li></ul>",
        (
            "<aside><div class='x-post__authors'><p><strong>رنا الأحمد</strong><br>متطوعة</p>"
            "<p><strong>وائل نجار</strong><br>متطوع</p></div></aside>"
        ),
    ],
)
def test_several_authors_with_what_is_beside_each_are_found(meta: str) -> None:
    """The town from which each reports, or what each does."""
    assert set(_article(meta).authors) == {"رنا الأحمد", "وائل نجار"}


def test_a_printed_byline_adds_to_a_declared_author_whose_name_is_rare() -> None:
    meta = "<div class=author>تحقيق: <span>زينة شمعون</span> / <span>رنا الأحمد</span></div>"

    assert _article(meta, head=_declared("زينة شمعون")).authors == ("زينة شمعون", "رنا الأحمد")
