"""Lines below a headline as outlets print them: the date, its text, the authors, and a text that begins behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from tests.support.pages import URL, article_of
from tests.support.tables import every_row

HEADLINE = "البلدية توسع سوق السمك القديم في المرفأ"
FIRST = "أعلن رئيس البلدية أمس في مؤتمر صحفي أن توسعة السوق تبدأ مطلع الشهر المقبل في المرفأ القديم."
TEXT = f"<p>{FIRST}</p>" + "".join(
    f"<p>وقال إن المرحلة رقم {n} من الأشغال تشمل بناء غرف تبريد وممرات جديدة للزوار والصيادين في السوق.</p>"
    for n in range(3)
)


@every_row(
    ("lines", "at", "text", "authors"),
    [
        ("<p>نُشر: 14:55-12 مارس 2024 م ـ 02 رَمضان 1445 هـ</p>", "2024-03-12T11:55:00+00:00",
         "نُشر: 14:55-12 مارس 2024 م ـ 02 رَمضان 1445 هـ", ()),
        ("<div><span>25/11/2024</span>|<span>آخر تحديث: 26/11/2024 10:15 (توقيت مكة)</span></div>", "2024-11-25",
         "25/11/2024", ()),
        ("<div>10:30 GMT 12.03.2024 (تم التحديث: 11:00 GMT 12.03.2024)</div>", "2024-03-12T10:30:00+00:00",
         "10:30 GMT 12.03.2024", ()),
        ("<div>نشرت في 12/03/2024 - 10:30 GMT+1•آخر تحديث 11:00</div>", "2024-03-12T09:30:00+00:00",
         "نشرت في 12/03/2024 - 10:30 GMT+1", ()),
        ("<div>ليلى منصور | 12.03.2024 - محدث : 13.03.2024</div>", "2024-03-12", "12.03.2024", ("ليلى منصور",)),
        ("<div>12-03-2024 | 10:30 المصدر: الأفق</div>", "2024-03-12T07:30:00+00:00", "12-03-2024 | 10:30", ()),
        ("<ul><li>الثلاثاء 12-03-2024</li><li>الساعة 10:30</li><li>عدد القراءات 344</li></ul>",
         "2024-03-12T07:30:00+00:00", "الثلاثاء 12-03-2024 الساعة 10:30", ()),
        ("<div>منذ يومين</div><div>حررها: ليلى منصور</div>", "2026-11-28", "منذ يومين", ("ليلى منصور",)),
        ("<div>تم النشر منذ 3 أيام بواسطة ليلى منصور</div>", "2026-11-27", "تم النشر منذ 3 أيام", ("ليلى منصور",)),
        ("<div>ليلى منصور (جدة) leila@</div><div>الثلاثاء 12 مارس 2024 02:45</div>", "2024-03-11T23:45:00+00:00",
         "الثلاثاء 12 مارس 2024 02:45", ("ليلى منصور",)),
        ("<div>ليلى منصور (الرياض) @LeilaM</div>", None, None, ("ليلى منصور",)),
        ("<div>موروني، 12 مارس 2024 - علي سيد</div>", "2024-03-12", "12 مارس 2024", ("علي سيد",)),
        ("<div>محررة الشؤون الاقتصادية: ليلى منصور | 2024/03/12</div>", "2024-03-12", "2024/03/12", ("ليلى منصور",)),
        ("<div>الرباط - ليلى منصور ووكالات</div>", None, None, ("ليلى منصور",)),
        ("<div>الأحد، 04 آب/اغسطس 2013، آخر تحديث 02:21 (GMT+0400)</div>", "2013-08-03T22:21:00+00:00",
         "الأحد، 04 آب/اغسطس 2013، آخر تحديث 02:21 (GMT+0400)", ()),
    ],
)  # fmt: skip
def test_each_line_is_read_into_its_field(
    lines: str, at: str | None, text: str | None, authors: tuple[str, ...]
) -> None:
    """Observed at Saudi, Lebanese and pan-Arab newspapers, and at Arabic services of foreign broadcasters."""
    html = (
        f"<html><head><title>{HEADLINE}</title></head><body><div><h1>{HEADLINE}</h1>{lines}{TEXT}</div></body></html>"
    )
    source = replace(unknown_source(URL), country="sa", timezone="Asia/Riyadh", outlet="الأفق")
    found = article_of(html, source, at=datetime(2026, 11, 30, 9, tzinfo=UTC))
    is_day = found.published_precision == "day"
    when = found.published_day if is_day else found.published_at

    assert (at, text, authors, FIRST) == (
        when.isoformat() if when is not None else None, found.published_text, found.authors, found.body.split("\n\n")[0]
    )  # fmt: skip


def test_a_statement_is_dated_where_it_opens() -> None:
    """The town, the country and the day stand before the first sentence, which keeps them."""
    opening = f"الرباط، المغرب – 20 نوفمبر 2026: {FIRST}"
    found = article_of(
        f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><p>{opening}</p>{TEXT}<p>-انتهى-</p></body></html>",
        at=datetime(2026, 11, 30, 9, tzinfo=UTC),
    )

    assert ("2026-11-20", opening, False) == (
        str(found.published_day), found.body.split("\n\n")[0], "انتهى" in found.body
    )  # fmt: skip


def test_the_head_of_a_portals_box_is_a_headline_beside_its_date() -> None:
    """The headline is a link in the cell above the text, and `<title>` has it behind the name of the site."""
    title = f"<td><span>20-11-2026, 05:22 PM</span> <a href='/t?5'><strong>{HEADLINE}</strong></a></td>"
    found = article_of(
        f"<html><head><title>منتديات الأفق - {HEADLINE}</title></head><body><table><tr>{title}</tr><tr><td>{TEXT}</td></tr></table></body></html>",
        at=datetime(2026, 11, 30, 9, tzinfo=UTC),
    )

    assert (HEADLINE, FIRST) == (found.headline, found.body.split("\n\n")[0])


def test_the_counters_of_a_gallery_are_no_text() -> None:
    """Each is a line of its own below its picture; a score in a text is not counted up."""
    pictures = "".join(f"<figure><img src='{n}.jpg'></figure><div>{n}/3</div>" for n in (1, 2, 3))
    found = article_of(
        f"<html><head><title>{HEADLINE}</title></head><body><div><h1>{HEADLINE}</h1><div>12 مارس 2024</div>{TEXT}{pictures}{TEXT.replace('المرحلة', 'الدفعة')}</div></body></html>"
    )

    assert not {"1/3", "2/3", "3/3"} & set(found.body.split("\n\n"))


def test_cross_heads_of_the_headlines_class_end_no_text() -> None:
    """A system of components gives each heading one class, whatever its level."""
    box = "<div class='title'><div class='cmp-title'><{0} class='cmp-title__text'>{1}</{0}></div></div>"
    text = f"<div class='text'><div class='cmp-text'>{TEXT}</div></div>"
    last = "صباح اليوم"
    found = article_of(
        f"<html><head><title>{HEADLINE}</title></head><body><main>{box.format('h1', HEADLINE)}{text}"
        f"{box.format('h3', 'مطالب الباعة')}{text.replace('المرحلة', 'الدفعة').replace('أمس', last)}</main></body></html>"
    )

    assert FIRST.replace("أمس", last) in found.body.split("\n\n")


def test_a_headline_within_the_block_of_the_text_takes_no_text_with_it() -> None:
    """In an old page of WebForms the headline, the date and the text are all in one cell."""
    body = "".join(
        f"<div>{each}</div><div>&nbsp;</div>"
        for each in (FIRST, FIRST.replace("أمس", "اليوم"), FIRST.replace("أمس", "صباحا"))
    )
    cell = f"<span id='lblTitle'>{HEADLINE}</span><br><span>14-6-2021 | 11:20</span><div class='txt'>{body}</div>"
    found = article_of(
        f"<html><head><title>{HEADLINE} - بوابة الأفق</title></head><body><table><tr><td><div>{cell}</div></td></tr></table></body></html>"
    )

    assert (HEADLINE, 3) == (found.headline, len(found.body.split("\n\n")))
