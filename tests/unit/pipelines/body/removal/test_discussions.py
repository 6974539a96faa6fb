"""Readers' comments, whatever their mark-up is called, and texts that only look like them."""

from __future__ import annotations

import pytest

from pipelines.body.removal.prune import prune
from pipelines.page.tree import blocks, parse
from tests.support.tables import every_row

TEXT = (
    "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.",
    "وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن نتائج الفحص جاءت مطمئنة للجميع.",
)
NAMES = ("نورة الراشد", "أبو سلمى", "rania_k", "مغترب", "سعاد من وجدة")
STAMPS = ("29/11/2026 08:00", "28-11-2026, 02:45 PM", "منذ 3 ساعات", "٢٨ نوفمبر ٢٠٢٦ الساعة ٧:٢٠ م", "قبل يومين")
REMARKS = ("مبروك للجميع، وعقبال الخطوة القادمة", "أنا من سكان المنطقة وأؤكد أن الوضع أسوأ مما ذكر في هذا التقرير.")
SHAPES = (
    "<li><b>{name}</b><time>{stamp}</time><p>{remark}</p></li>",
    "<div class='q1'><div class='q2'>{stamp}</div><div class='q3'>{name}</div><div class='q4'>{remark}</div></div>",
    "<div class='q1'><p>{remark}</p><small>{name} - {stamp}</small></div>",
    "<table><tr><td>{name}</td><td>{stamp}</td></tr><tr><td colspan='2'>{remark}</td></tr></table>",
    "<div class='q1'><b>{name}</b> <i>{stamp}</i><br>{remark}</div>",
    "<p class='q1'><b>{name}</b> ({stamp}): {remark}</p>",
    "<dt>{name} | {stamp}</dt><dd>{remark}</dd>",
    "<p><b>{name}</b> - {stamp}</p><p>{remark}</p>",
    "<tr><td><b>{name}</b> - تعليق رقم 7</td></tr><tr><td>{remark}</td></tr>",
)
DAYS, EVENTS = ("17 ديسمبر 2010", "3 مارس 2012", "9 مايو 2014"), ("بيان أول", "اتفاق مؤقت", "عودة العمل")
LIKE_COMMENTS = (
    "<div class='event'><span>{day}</span><b>{event}</b><p>{text}</p></div>",
    "<h3>{day}</h3><p>{text}</p>",
    "<p><strong>{day}</strong></p><p>{text}</p>",
    "<div class='entry'><time>12:30</time><b>{event}</b><p>{text}</p></div>",
    "<div class='entry'><time>29/11/2026 12:30</time><h3>{event} في المدينة القديمة</h3><p>{text}</p></div>",
    "<p><b>{event}؟</b></p><p>{text}</p>",
)


def _page(below: str) -> str:
    text = "".join(f"<p>{each}</p>" for each in TEXT)
    return f"<html><body><main><div class='text'>{text}</div><div class='more'>{below}</div></main></body></html>"


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [3, 6, 40])
def test_blocks_with_a_name_and_a_time_each_are_a_discussion(shape: str, count: int) -> None:
    """Whatever they are called, however many they are, and however the time is printed."""
    for stamp in STAMPS:
        comments = "".join(shape.format(name=NAMES[at % 5], stamp=stamp, remark=REMARKS[at % 2]) for at in range(count))
        tree = parse(_page(comments))
        prune(tree)

        assert list(TEXT) == blocks(tree)


@every_row("shape", LIKE_COMMENTS)
def test_a_chronology_and_a_live_page_are_no_discussion(shape: str) -> None:
    """Their parts open with a date, or have headings, or a time of day alone."""
    parts = [shape.format(day=DAYS[at], event=EVENTS[at], text=TEXT[at % 2]) for at in range(3)]
    tree = parse(_page("".join(parts)))
    before = blocks(tree)
    prune(tree)

    assert before == blocks(tree)


def test_a_table_of_fixtures_is_no_discussion() -> None:
    """Its rows have names, days and times, but no text."""
    rows = "".join(f"<tr><td>النجم</td><td>الأمل</td><td>2{each}/11/2026 20:00</td></tr>" for each in range(4))
    tree = parse(_page(f"<table>{rows}</table>"))
    before = blocks(tree)
    prune(tree)

    assert before == blocks(tree)


def test_comments_in_the_rows_of_the_articles_own_table_are_a_discussion() -> None:
    """Old pages have one table: the article in its first rows, a comment in each of the others."""
    text = "".join(f"<tr><td>{each}</td></tr>" for each in TEXT)
    remarks = "".join(
        f"<tr><td><b>{name}</b> <font size='1'>29/11/2026 08:0{n}</font><br>{REMARKS[1]}</td></tr>"
        for n, name in enumerate(NAMES)
    )
    tree = parse(f"<html><body><table><tr><td>عنوان الخبر</td></tr>{text}{remarks}</table></body></html>")
    prune(tree)

    assert blocks(tree) == ["عنوان الخبر", *TEXT]
