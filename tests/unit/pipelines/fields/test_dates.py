"""Which of a page's dates is its date."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, ListingEntry, Page
from storage.source import Source
from tests.support.pages import URL
from tests.support.tables import every_row
from tests.unit.pipelines.fields.dated_pages import CAIRO, NOW, TEXT, jsonld, read_page

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@every_row(
    ("head", "meta", "rule"),
    [
        (jsonld('"datePublished":"2026-11-22T10:30:00+02:00"'), "", "json-ld"),
        ('<meta property="article:published_time" content="2026-11-22T08:30:00Z">', "", "meta"),
        ("", '<time datetime="2026-11-22T10:30:00+02:00">أمس</time>', "time"),
        ("", '<span property="dc:date" content="2026-11-22T10:30:00+02:00">أمس</span>', "time"),
        ("", '<span class="post-date">الأحد 22 نوفمبر 2026 - 10:30 ص</span>', "printed"),
        ("", "<div>تم نشره الأحد 22 تشرين الثاني / نوفمبر 2026 10:30 صباحا</div>", "printed"),
    ],
)
def test_a_stated_date_is_read_with_the_rule_that_gave_it(head: str, meta: str, rule: str) -> None:
    """JSON-LD, metas, `<time>` and the printed stamp give the same moment, each by its own name."""
    article = read_page(head=head, meta=meta)

    assert (AT, rule) == (article.published_at, article.published_from)


def test_the_printed_words_are_kept_beside_the_machine_date() -> None:
    """`published_text` is what readers see."""
    article = read_page(
        head='<meta property="article:published_time" content="2026-11-22T08:30:00Z">',
        meta='<span class="date">الأحد 22 نوفمبر 2026 - 10:30</span>',
    )

    assert "الأحد 22 نوفمبر 2026 - 10:30" == article.published_text


def test_local_time_that_calls_itself_utc_gives_way_to_the_printed_stamp() -> None:
    """A machine stamp off by exactly the zone's offset is mislabelled."""
    article = read_page(
        head=jsonld('"datePublished":"2026-11-22T10:30:00Z"'),
        meta='<span class="date">22 نوفمبر 2026 - 10:30</span>',
    )

    assert (AT, "printed") == (article.published_at, article.published_from)


@every_row("source", [CAIRO, unknown_source(URL)])
def test_a_machine_date_with_the_month_first_gives_way_to_the_printed_stamp(source: Source) -> None:
    """`3/12/2026 4:40:00 PM` beside `12 مارس` is the twelfth of March, whether the outlet's zone is known or not."""
    article = read_page(
        head='<meta property="article:published_time" content="3/12/2026 4:40:00 PM">',
        meta='<span class="date">الخميس، 12 مارس 2026 04:40 م</span>',
        source=source,
    )

    on = article.published_day
    assert (date(2026, 3, 12), "printed") == (on, article.published_from)


def test_a_stamp_right_behind_the_headline_is_by_it() -> None:
    """A span that follows the `<h1>` in the same element, with an issue's number and a Hijri date, is its stamp."""
    article = read_page(
        meta="<span class='datetimefull'>العدد 12154 الخميس 16 يونيو 2022 الموافق 16 ذو القعدة 1443</span>"
    )

    assert (datetime(2022, 6, 16, tzinfo=UTC), "printed") == (article.published_at, article.published_from)


def test_a_stamp_below_the_text_dates_a_page_that_nothing_else_dates() -> None:
    """An agency prints the moment under its report; where the page has another date, that one stands."""
    below = "<div class='text'>" + TEXT + "<br>22/11/2026 10:30:00</div>"
    dated, machine = (
        _stamped_below(below),
        _stamped_below(below, head=jsonld('"datePublished":"2026-11-20T10:30:00Z"')),
    )

    assert ((AT, "below the text"), "json-ld") == (
        (dated.published_at, dated.published_from),
        machine.published_from,
    )


def test_words_with_a_date_below_the_text_date_nothing() -> None:
    """They can tell of what is to come; only a day and a time in figures, alone, are a stamp."""
    html = f"<html><head><title>الحكومة تطلق برنامجا جديدا</title></head><body><h1>الحكومة تطلق برنامجا جديدا</h1>{TEXT}<p>موعد المباراة الأحد 22 نوفمبر 2026 الساعة 10:30</p></body></html>"
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=NOW)
    result = read(page, CAIRO, PageContext())

    assert isinstance(result, Article)
    assert (None, None) == (result.published_at, result.published_from)


def _stamped_below(text: str, head: str = "") -> Article:
    html = f"<html><head>{head}<title>الحكومة تطلق برنامجا جديدا</title></head><body><h1>الحكومة تطلق برنامجا جديدا</h1>{text}</body></html>"
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=NOW)
    result = read(page, CAIRO, PageContext())
    assert isinstance(result, Article), result
    assert "10:30" not in result.body
    return result


def test_a_time_of_day_at_an_outlet_of_unknown_zone_is_no_moment() -> None:
    """What cannot be placed in time is kept as the outlet's day and the words."""
    article = read_page(meta='<span class="date">22 نوفمبر 2026 - 10:30</span>', source=unknown_source(URL))

    assert (None, date(2026, 11, 22), "22 نوفمبر 2026 - 10:30") == (
        article.published_at,
        article.published_day,
        article.published_text,
    )


def test_relative_words_on_a_page_of_unknown_outlet_are_no_moment() -> None:
    """Nobody knows when such a page was saved."""
    article = read_page(meta='<span class="date">منذ ساعتين</span>', source=unknown_source(URL))

    assert (None, None) == (article.published_at, article.published_day)


def test_relative_words_count_from_the_fetch() -> None:
    """At a known outlet the page was fetched when we say."""
    assert datetime(2026, 11, 23, 10, tzinfo=UTC) == read_page(meta='<span class="date">منذ ساعتين</span>').published_at


def test_the_address_dates_a_page_that_says_nothing() -> None:
    """A path with year, month and day is the last resort."""
    assert "url" == read_page(url="https://outlet.example/2026/11/22/story").published_from


@every_row(
    "around",
    [
        {"below": "<footer><p>جميع الحقوق محفوظة © 2026</p></footer>"},
        {
            "below": "<div class='related'><div><a href='/x'>خبر آخر</a><span class='date'>20 نوفمبر 2026</span></div></div>"
        },
        {"top": "<span class='date'>الاثنين 23 نوفمبر 2026</span>"},
        {"meta": "<span class='date'>22 نوفمبر 2087</span>"},
        {"meta": "<span class='date'>22 نوفمبر 1889</span>"},
        {"meta": "<span class='date'>2026</span>"},
    ],
    ids=["footer", "related", "day of the visit", "future", "long ago", "year"],
)
def test_dates_of_something_else_are_not_used(around: dict[str, Any]) -> None:
    """A footer's year, another article's stamp, today's date, or a day that cannot be: null."""
    assert None is read_page(**around).published_at


def test_a_date_in_the_text_is_not_the_articles() -> None:
    """Days that the text speaks of are no stamps."""
    assert (
        None
        is read_page(
            meta="<p>انعقد المؤتمر الأول للبرنامج يوم 15 دجنبر 2022 في العاصمة وحضره ممثلو البنوك الوطنية.</p>"
        ).published_at
    )


def test_the_last_change_is_read_apart() -> None:
    """`آخر تحديث` is the modification, never the publication."""
    article = read_page(meta='<p class="meta">نشر في: 22 نوفمبر 2026 10:30 آخر تحديث: 22 نوفمبر 2026 12:00</p>')

    assert (AT, datetime(2026, 11, 22, 10, tzinfo=UTC)) == (article.published_at, article.modified_at)


def test_a_change_in_the_minute_of_publication_is_none() -> None:
    """An outlet that repeats its date says nothing of an edit."""
    head = jsonld('"datePublished":"2026-11-22T10:30:00+02:00","dateModified":"2026-11-22T10:30:20+02:00"')

    assert None is read_page(head=head).modified_at


def test_the_listing_gives_the_time_to_a_day_alone() -> None:
    """A feed's time of the same day says more exactly what the page says."""
    listed = ListingEntry(url=URL, published_at=AT)
    article = read_page(meta='<span class="date">22 نوفمبر 2026</span>', listed=listed)

    assert (AT, "listing") == (article.published_at, article.published_from)
