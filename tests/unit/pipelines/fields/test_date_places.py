"""Where on a page the date of its article is found, and which of several times is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime

from storage.records import Article
from tests.support.pages import article_of
from tests.support.tables import every_row
from tests.unit.pipelines.fields.dated_pages import CAIRO, NOW, TEXT

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
TITLE = "الحكومة تطلق برنامجا جديدا"


def _page(inside: str, *, head: str = "") -> Article:
    """Return the article of a page whose body is *inside*, with its headline and text in place of `{h}` and `{t}`."""
    html = f"<html><head><title>{TITLE}</title>{head}</head><body>{inside}</body></html>"
    html = html.replace("{h}", TITLE).replace("{t}", TEXT)
    return article_of(html, CAIRO, at=NOW)


@every_row(
    "inside",
    [
        "<article><h1>{h}</h1><span data-date='2026-11-22T10:30:00+02:00'>أول أمس</span>{t}</article>",
        "<article><h1>{h}</h1><b class='date' data-seconds='1795336200' data-datetime='22 نوفمبر 2026'>22</b>{t}</article>",
        "<article><h1>{h}</h1><i class='dt' datetime='2026-11-22T10:30:00+02:00'>22 نوفمبر 2026</i>{t}</article>",
        "<x-story><x-title><h1>{h}</h1></x-title><x-when iso='2026-11-22T08:30:00Z'>22 نوفمبر</x-when>{t}</x-story>",
        "<article><h1>{h}</h1><abbr class='published' title='2026-11-22T08:30:00Z'>22 نوفمبر 2026</abbr>{t}</article>",
        (
            "<article><h1>{h}</h1><time class='entry-date updated' datetime='2026-11-22T10:30:00+02:00'>22 نوفمبر</time>{t}"
            "</article>"
        ),
        (
            "<div><h1>{h}</h1><div>{t}</div><p class='post-date'><time datetime='2026-11-22T10:30:00+02:00'>22 نوفمبر</time></p>"
            "<ul><li><a href='/2'>خبر آخر من هنا</a><p class='post-date'><time datetime='2026-11-21T10:30:00+02:00'>21 نوفمبر</time>"
            "</p></li></ul></div>"
        ),
        "<article><h1>{h}</h1><time class='updated' datetime='2026-11-22T10:30:00+02:00'>22 نوفمبر</time>{t}</article>",
        (
            "<h2 class='date-header'>22 نوفمبر 2026</h2><div class='hentry'><h1>{h}</h1><div>{t}</div><div class="
            "'post-footer'><abbr class='published' title='2026-11-22T08:30:00Z'>10:30 ص</abbr></div></div>"
        ),
        (
            "<main itemtype='https://schema.org/NewsArticle' itemscope><h1>{h}</h1>{t}<p>ن: <time itemprop='datePublished' "
            "datetime='2026-11-22T10:30:00+02:00'>22 نوفمبر</time></p></main>"
        ),
    ],
)
def test_a_date_for_machines_is_found_on_any_element(inside: str) -> None:
    """Microformats, data attributes and elements of the site's own, near the headline or in its entry."""
    article = _page(inside)

    assert (AT, "time") == (article.published_at, article.published_from)


@every_row(
    "inside",
    [
        (
            "<article><h1>{h}</h1><div class='meta'><b>بقلم: ليلى منصور</b><i>•</i><b>أمس 10:30 ص</b><b>1,904</b></div>"
            "{t}</article>"
        ),
        "<div class='story'><p class='x1'>تاريخ النشر: 22/11/2026 10:30 ص</p><h1>{h}</h1>{t}</div>",
        "<div class='story'><div><span>نشر في 22 نوفمبر 2026 - 10:30</span></div><h1>{h}</h1>{t}</div>",
        "<div class='story'><h1>{h}</h1><ul><li>الأحد 22 نوفمبر 2026</li><li>10:30 صباحا بتوقيت القاهرة</li></ul>{t}</div>",
        "<div class='story'><h1>{h}</h1><span class='date'>22-11-2026</span><span class='time'>10:30</span>{t}</div>",
        "<div class='story'><h1>{h}</h1><b class='day'>22 نوفمبر 2026</b> <b>الساعة 10:30</b>{t}</div>",
        "<div class='story'><h1>{h}</h1>{t}<div><span class='time'>22-11-2026, 10:30 AM</span> | الزيارات: 77</div></div>",
        (
            "<table class='k'><tr><td><h2>{h} <sup>مميز</sup></h2></td></tr><tr><td class='date'>22 تشرين2/نوفمبر 2026 10:30"
            "</td></tr><tr><td>{t}</td></tr></table>"
        ),
        "<p class='k'>تاريخ النشر: الأحد 22 نوفمبر 2026 10:30</p><p>القسم: نوافذ</p><h1>{h}</h1>{t}",
        "<div class='card'><div><b>22</b><b>نوفمبر</b><b>2026</b> <b>10:30</b></div><h1>{h}</h1>{t}</div>",
        "<div class='card'><h1>{h}</h1><span class='time'>تاريخ النشر: 22 نوفمبر 2026 11:30 KSA</span>{t}</div>",
        "<div class='main-widget'><div class='head'><h2>{h}</h2></div><time>11-22-2026, 10:30 AM</time>{t}</div>",
    ],
)
def test_a_printed_date_is_found_with_its_time(inside: str) -> None:
    """Beside a counter, above the headline, in two parts, below the text, and near a headline with a label."""
    article = _page(inside, head=f'<meta property="og:title" content="{TITLE}">')

    assert (AT, "printed") == (article.published_at, article.published_from)


def test_the_upload_of_the_pages_own_video_dates_a_page_without_an_article() -> None:
    """A video of something else does not."""
    script = (
        '<script type="application/ld+json">{{"@type":"VideoObject","name":"{}","uploadDate":"2026-11-22T08:30:00Z"}}'
    )
    own, other = (
        _page("<div><h1>{h}</h1>{t}</div>", head=script.format(name) + "</script>")
        for name in (TITLE, "لقاء خاص مع مدرب المنتخب الأول")
    )

    assert ((AT, "json-ld"), None) == ((own.published_at, own.published_from), other.published_at)


def test_utc_without_a_zone_gives_way_to_the_printed_time() -> None:
    """A declared time without an offset that is the printed one in UTC."""
    article = _page(
        "<article><h1>{h}</h1><time datetime='2026-11-22T08:30:00'>22-11-2026, 10:30 AM</time>{t}</article>"
    )

    assert (AT, "printed") == (article.published_at, article.published_from)


@every_row(
    "inside",
    [
        (
            "<article><h1>{h}</h1><p>آخر تحديث: <time class='updated' datetime='2026-11-22T10:30:00+02:00'>22 نوفمبر 2026 10:30"
            "</time></p>{t}</article>"
        ),
        "<article><h1>{h}</h1><div class='meta'>آخر تحديث: <span class='date'>22 نوفمبر 2026 10:30</span></div>{t}</article>",
        "<article><h1>{h}</h1><time itemprop='dateModified' datetime='2026-11-22T08:30:00Z'>x</time>{t}</article>",
    ],
)
def test_the_time_of_the_last_change_is_not_the_publication(inside: str) -> None:
    """A label before the element, or its name, says that it is the change."""
    article = _page(inside)

    assert (None, None) == (article.published_at, article.published_day)


@every_row(
    "inside",
    [
        "<div class='topbar'><p>نشر في 22 نوفمبر 2026 - 10:30</p></div><div class='story'><h1>{h}</h1>{t}</div>",
        "<div class='story'><p>22 نوفمبر 2026 - 10:30</p><p>أخبار عاجلة</p><div><h1>{h}</h1></div>{t}</div>",
        "<div class='x1'>الاثنين 23 نوفمبر 2026</div><div><h1>{h}</h1>{t}</div>",
        (
            "<div class='story'><h1>{h}</h1>{t}<div class='c'><b class='time'>22-11-2026 10:30</b> تعليق أول</div>"
            "<div class='c'><b class='time'>23-11-2026 10:30</b> تعليق ثان</div></div>"
        ),
        "<div class='story'><h1>{h}</h1>{t}</div><div class='related'><p class='date'>22-11-2026 10:30</p></div>",
        (
            "<article class='hentry'><h1>{h}</h1>{t}<abbr class='published' title='2026-11-22T08:30:00Z'>1</abbr>"
            "<abbr class='published' title='2026-11-21T08:30:00Z'>2</abbr></article>"
        ),
    ],
)
def test_a_date_of_something_else_is_not_taken(inside: str) -> None:
    """Of the site's head, without a label above the headline, of comments, of other articles, of several entries."""
    assert None is _page(inside).published_day


def test_a_time_of_day_alone_dates_nothing() -> None:
    """It completes a day; without one it is no date."""
    article = _page("<article><h1>{h}</h1><ul><li>10:30 صباحا</li></ul>{t}</article>")

    assert (None, None) == (article.published_at, article.published_text)


def test_a_day_keeps_its_precision_beside_other_figures() -> None:
    """A score or a counter beside it is no time of day."""
    article = _page("<article><h1>{h}</h1><ul><li>22 نوفمبر 2026</li><li>12:5 مشاهدات 10:30:77</li></ul>{t}</article>")

    assert ("day", date(2026, 11, 22)) == (article.published_precision, article.published_day)


@every_row(
    ("inside", "day"),
    [
        ("<h1>{h}</h1><p class='date'>11/12/2026</p>{t}", date(2026, 11, 12)),  # the day first lies ahead
        ("<h1>{h}</h1><div class='info'>11-06-1448 09:14 مساءً</div>{t}", date(2026, 11, 21)),
        ("<h1>{h}</h1><time datetime='2020-01-01'>20 نوفمبر 2026</time>{t}", date(2026, 11, 20)),
        ("<h1>{h}</h1>{t}<ul><li><strong>تاريخ</strong> 17.11.2026</li><li>مواضيع</li></ul>", date(2026, 11, 17)),
        ("<h1>{h}</h1>{t}<p style='text-align:left'>اللجنة الرياضية - 9 تشرين الثاني 2026</p>", date(2026, 11, 9)),
        (
            "<h1>{h}</h1><p>نواكشوط، 12 نوفمبر 2026 (أ ف ب) - أعلن الوزير أمس تمديد الراحة البيولوجية.</p>{t}",
            date(2026, 11, 12),
        ),
    ],
)
def test_the_day_is_read_as_it_must_be_meant(inside: str, day: date) -> None:
    """No page is published after it was fetched; what an element prints is newer than what its template left."""
    assert day == _page(inside).published_day


def test_an_agency_ends_its_text_with_the_time_of_mecca() -> None:
    """It completes the printed day."""
    found = _page("<h1>{h}</h1><p class='date'>22 نوفمبر 2026</p>{t}<p>// انتهى //</p><p>18:21ت مـ</p><p>0147</p>")

    assert datetime(2026, 11, 22, 15, 21, tzinfo=UTC) == found.published_at


def test_a_word_of_publishing_is_no_zone() -> None:
    """`تم` has the letters of the mark for Mecca's time; the time before it is that of Cairo."""
    found = _page("<h1>{h}</h1><p class='date'>10:30 - تم النشر في 22 نوفمبر 2026</p>{t}")

    assert found.published_at == AT


@every_row(
    "inside",
    [
        "<ul><li><a href='/1'>قسم</a></ul><div><i>العدد 48 - 22 نوفمبر 2026</i><em>محلي</em><h2>وجهة نظر</h2><h1>{h}</h1>{t}</div>",
        "<table><tr><td><h4>نشرة البيت | 22 نوفمبر 2026</h4></td></tr><tr><td><h1>{h}</h1></td></tr><tr><td>{t}</td></tr></table>",
    ],
    ids=["issue in the box of the article", "right above in another cell"],
)
def test_the_day_above_the_headline_is_that_of_the_issue(inside: str) -> None:
    assert _page(inside).published_day == date(2026, 11, 22)
    assert _page(inside.replace("22 نوفمبر", "23 نوفمبر")).published_day is None, "that is the day of the fetch"


def test_the_head_of_the_entry_is_not_that_of_the_site() -> None:
    inside = "<article><div class=x-top><b>user_1</b><i class=date>{d}</i></div><h1>{h}</h1><div>{t}</div></article>"

    assert _page(inside.replace("{d}", "22 نوفمبر 2026")).published_day == date(2026, 11, 22)


def test_a_time_can_declare_itself_by_its_content() -> None:
    inside = "<article><h1>{h}</h1><time content='2026-11-22T10:30:00+02:00'>22 نوفمبر 2026</time>{t}</article>"

    assert AT == _page(inside).published_at


@every_row("line", ["بيروت في 22 نوفمبر 2026", "حرر بالمرفأ في 22 نوفمبر 2026", "بيروت 22 نوفمبر 2026"])
def test_a_statement_is_dated_where_it_is_signed(line: str) -> None:
    assert _page(f"<article><h1>{{h}}</h1>{{t}}<p>{line}</p></article>").published_day == date(2026, 11, 22)
    other = line.replace("بيروت", "اجتماع").replace("حرر بالمرفأ", "اجتماع")
    assert _page(f"<article><h1>{{h}}</h1>{{t}}<p>{other}</p></article>").published_day is None
