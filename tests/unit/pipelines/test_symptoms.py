"""The faults that readers of Arabic news report of other tools, each as a truth about ours.

The numbers S1 to S17 are those of our survey of eighteen such tools. Not here: S3 (what a search for dates costs),
S5 (an exception of another library's Hijri calendar) and S6 (another library's missing dependency).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.search.find import find_articles
from pipelines.arabic import parse_date
from pipelines.arabic.search.query import parse_query
from pipelines.filters.language import language
from pipelines.items import PageContext
from pipelines.read import read
from pipelines.stages.fingerprint import fingerprint
from pipelines.web.decode import decode
from pipelines.web.urls import canonical_url
from storage.articles.copies.similarity import SHINGLE_BYTES, items
from storage.records import Article, Fetched, Page, ReadArticle, Reason, Rejected
from tests.support.sources import make_source
from tests.support.stores import new_store
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://nahar.example/story/7"
ZONE = ZoneInfo("Asia/Beirut")
SOURCE = make_source("lb_nahar_jadid", outlet="النهار الجديد", home="https://nahar.example/", timezone="Asia/Beirut")
HEADLINE = "البلدية تعيد فتح السوق القديم بعد ترميمه"
BODY = (
    "أعادت البلدية صباح أمس فتح السوق القديم أمام الزوار والتجار، بعد أشغال ترميم استمرت ثلاث سنوات كاملة.",
    "وقال رئيس البلدية في كلمة قصيرة إن المشروع كلف أربعة ملايين، جمع نصفها من تبرعات أبناء المدينة في الخارج.",
    "وأوضح مهندس المشروع أن الأسقف الخشبية أعيدت إلى شكلها الأول، وأن الحجارة نظفت بالماء وحده دون مواد كيميائية.",
    "وينتظر التجار أن يعود الزبائن إلى المحال قبل موسم الأعياد، فيما تستعد الجمعيات لتنظيم معرض للحرف اليدوية.",
)


def _page(*, head: str = "", meta: str = "", lines: tuple[str, ...] = (), foot: str = "") -> Page:
    """Return a page of an invented outlet; *lines* stand below the text, inside its block."""
    paragraphs = "".join(f"<p>{each}</p>" for each in (*BODY, *lines))
    html = (
        f"<html lang='ar'><head><title>{HEADLINE} | النهار الجديد</title>{head}</head><body>"
        f"<header><a href='/'>الرئيسية</a></header><main><article><h1>{HEADLINE}</h1>{meta}"
        f"<div class='story-text'>{paragraphs}</div></article></main><footer>{foot}</footer></body></html>"
    )
    return Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=NOW)


def _read(page: Page) -> Article:
    result = read(page, SOURCE, PageContext())
    assert isinstance(result, Article), result
    return result


def _local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@every_row(
    ("stamp", "at"),
    [
        ("5 شباط 2026", datetime(2026, 2, 5, tzinfo=UTC)),
        ("22 تشرين الثاني 2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("22 نونبر 2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("7 غشت 2026", datetime(2026, 8, 7, tzinfo=UTC)),
        ("7 جانفي 2026", datetime(2026, 1, 7, tzinfo=UTC)),
        ("14 جويلية 2026", datetime(2026, 7, 14, tzinfo=UTC)),
        ("22 نوفمبر/تشرين الثاني 2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("13 جمادى الآخرة 1448 هـ الموافق 22 نوفمبر 2026 م", datetime(2026, 11, 22, tzinfo=UTC)),
        ("كتب: أحمد محمود | الأحد 22 نوفمبر 2026 - 10:05 ص", _local(2026, 11, 22, 10, 5)),
    ],
)
def test_a_printed_day_is_never_the_first_of_january(stamp: str, at: datetime) -> None:
    """S1: regional months, pairs, two calendars and a byline's stamp give the day that they print, also in UTC."""
    assert at == _read(_page(meta=f"<div class='post-meta'><span class='date'>{stamp}</span></div>")).published_at


def test_arabic_digits_in_structured_data_are_a_date() -> None:
    """S1: JSON-LD with ٢٠٢٦-١١-٢٢ says a moment like any other."""
    script = '{"@type": "NewsArticle", "datePublished": "٢٠٢٦-١١-٢٢T10:00:00+03:00"}'
    page = _page(head=f"<script type='application/ld+json'>{script}</script>")

    assert datetime(2026, 11, 22, 7, tzinfo=UTC) == _read(page).published_at


def test_the_year_of_the_footer_is_no_date() -> None:
    """S1: a page whose only figure is "© 2026" has no date."""
    assert None is _read(_page(foot="<p>جميع الحقوق محفوظة © 2026</p>")).published_at


def test_a_moment_keeps_its_hour_and_zone() -> None:
    """S2: half past midnight in Beirut is the evening before in UTC, not a bare day."""
    page = _page(head="<meta property='article:published_time' content='2026-11-22T00:30:00+02:00'>")

    assert datetime(2026, 11, 21, 22, 30, tzinfo=UTC) == _read(page).published_at


@every_row(
    ("text", "day"),
    [
        ("22 تشرين2 2026", date(2026, 11, 22)),
        ("22/11/2026 م", date(2026, 11, 22)),
        ("13-06-1448هـ", date(2026, 11, 23)),
        ("22 أيلول/سبتمبر 2026", date(2026, 9, 22)),
        ("14 رجب 1447", date(2026, 1, 3)),
        ("03/02/2026", date(2026, 2, 3)),
    ],
)
def test_one_parser_knows_every_form(text: str, day: date) -> None:
    """S4, S17: no locale is asked for; a Hijri year is no Gregorian one; the day stands before the month."""
    assert day == parse_date(text, now=NOW, zone=ZONE)


LEAKS = [
    "العودة إلى الأعلى",
    "اشترك في نشرتنا البريدية",
    "المصدر : الجزيرة + وكالات",
    "شارك هذا الموضوع",
    "جميع الحقوق محفوظة",
    "طباعة | إرسال إلى صديق",
    "اقرأ المزيد",
    "انضموا إلى قناتنا على تليغرام",
    "كلمات مفتاحية",
    "التعليقات (12)",
    "حجم الخط - ع ع ع +",
    "اقرأ أيضا: انطلاق معرض الكتاب",
]


@every_row("line", LEAKS)
def test_chrome_inside_the_text_is_no_text(line: str) -> None:
    """S7: what the template adds below the paragraphs goes, the paragraphs stay."""
    assert "\n\n".join(BODY) == _read(_page(lines=(line,))).body


def test_the_writer_after_the_verb_is_the_author() -> None:
    """S8: `كتب: أحمد محمود` names one."""
    assert ("أحمد محمود",) == _read(_page(meta="<p class='by'>كتب: أحمد محمود</p>")).authors


def test_the_keywords_below_the_text_are_tags() -> None:
    """S8: what `الكلمات الدلالية` lists are the tags."""
    links = "<a rel='tag' href='/t/1'>السوق القديم</a> <a rel='tag' href='/t/2'>ترميم</a>"
    page = _page(lines=(f"<span class='tags'>الكلمات الدلالية: {links}</span>",))

    assert ("السوق القديم", "ترميم") == _read(page).tags


@every_row(
    ("title", "text", "reason"),
    [
        ("Just a moment...", "يرجى التحقق من أنك إنسان قبل المتابعة", Reason.CHALLENGE),
        ("النهار الجديد", "<noscript>يجب تفعيل جافاسكريبت لعرض هذه الصفحة</noscript>", Reason.SCRIPT_SHELL),
        ("النهار الجديد", "<h1>عذرا الصفحة المطلوبة غير موجودة</h1>", Reason.SOFT_404),
    ],
)
def test_an_error_page_is_no_article(title: str, text: str, reason: Reason) -> None:
    """S9: a guard's question, an empty shell and a soft 404 are refused, each by its name."""
    html = f"<html><head><title>{title}</title></head><body>{text}</body></html>"
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=NOW)
    result = read(page, SOURCE, PageContext())

    assert reason == (result.reason if isinstance(result, Rejected) else result)


def test_the_sixth_reading_is_the_first() -> None:
    """S10: nothing is remembered between pages that could empty one."""
    page = _page()

    assert [_read(page)] * 6 == [_read(page) for _ in range(6)]


SPELLINGS = {
    "tashkeel": ("البلدية", "البَلَدِيَّة"),
    "tatweel": ("السوق", "الســـوق"),
    "alef": ("أعادت", "اعادت"),
    "ta marbuta": ("المدينة", "المدينه"),
    "ya": ("إلى", "الي"),
    "keyboard": ("كلمة", "کلمة"),
    "marks": ("الحرف", "الح\u200fرف"),  # RIGHT-TO-LEFT MARK
}


@every_row(("plain", "other"), SPELLINGS.values(), ids=list(SPELLINGS))
def test_spelling_does_not_part_copies(plain: str, other: str) -> None:
    """S11: the same article in another spelling has the same digest."""
    text = "\n\n".join(BODY)

    assert (
        fingerprint(HEADLINE, text).sketch.body_digest
        == fingerprint(HEADLINE, text.replace(plain, other)).sketch.body_digest
    )


def test_an_agency_in_front_does_not_part_copies() -> None:
    """S11: two outlets' prints of one dispatch, with and without `القاهرة - أ ش أ:`, share nearly all their shingles."""
    text = "\n\n".join(BODY)
    plain, opened = (fingerprint(HEADLINE, each).sketch for each in (text, f"القاهرة - أ ش أ: {text}"))
    shared = items(plain.hashes, SHINGLE_BYTES) & items(opened.hashes, SHINGLE_BYTES)

    assert len(shared) * SHINGLE_BYTES >= len(plain.hashes) * 0.9


QUERIES = ["السوق", "سوق", "سُوق", "للسوق", "البلديه", "بلدية", "اعادت", "الأسقف", "الاسقف", "مدينة", "المدينه", "تجار"]
QUERIES += ["الزبايِن", "معـــرض", "الحجاره"]


def test_readers_find_what_they_spell_otherwise(tmp_path: Path) -> None:
    """S12: vowel marks, hamza, ta marbuta, tatweel, the article and prefixes do not hide a word."""
    article = _read(_page())
    with new_store(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        run = store.runs.start(at=NOW, command="test", pid=1)
        outcome = ReadArticle(article=article, fingerprint=fingerprint(HEADLINE, article.body))
        store.articles.keep([Fetched(url=URL, source_id=SOURCE.id, fetched_at=NOW, outcome=outcome)], run_id=run)
        found = [query for query in QUERIES if find_articles(store, parse_query(query), limit=9).hits]

    assert QUERIES == found


@every_row(
    ("text", "code"),
    [
        ("حکومەتی هەرێمی کوردستان بڕیاریدا پشوو لە قوتابخانەکان درێژ بکاتەوە", "ckb"),
        ("د پوهنې وزارت وايي چې په کليو کې به نوي ښوونځي جوړ شي", "ps"),
        ("وزارت آموزش و پرورش اعلام کرد که مدارس روستاها بازسازی شد", "fa"),
        (HEADLINE, "ar"),
        ("2026 / 11 / 23", None),
    ],
)
def test_neighbours_in_the_alphabet_are_distinguished(text: str, code: str | None) -> None:
    """S13: Sorani and Pashto are no Persian, and figures have no language."""
    assert code == language(text)


@pytest.mark.parametrize("charset", ["cp1256", "iso-8859-6"])
@pytest.mark.parametrize("claim", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_a_wrong_header_destroys_no_text(charset: str, claim: str | None) -> None:
    """S14: bytes that make Arabic are read as Arabic."""
    text = "\n".join(BODY)

    assert text == decode(text.encode(charset, "ignore"), claim).text


@every_row(
    "url",
    [
        "https://nahar.example/أخبار/السوق",
        "https://nahar.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%A7%D9%84%D8%B3%D9%88%D9%82",
        "https://nahar.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/%d8%a7%d9%84%d8%b3%d9%88%d9%82",
        "https://NAHAR.example:443/أخبار/السوق?utm_source=x#top",
    ],
)
def test_every_spelling_of_an_address_is_one(url: str) -> None:
    """S15: raw Arabic, %D8 and %d8 name one page."""
    once = "https://nahar.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%A7%D9%84%D8%B3%D9%88%D9%82"

    assert once == canonical_url(url)


def test_presentation_forms_become_letters() -> None:
    """S16: the shapes of an old system are stored as letters, and bidi controls not at all."""
    line = "ﻭﻳﺸﻤﻞ ﺍﻟﻤﺸﺮﻭﻉ \u202bالطابق الثاني\u202c من السوق ومخازنه القديمة التي أغلقت قبل عشرين سنة."
    read_as = "ويشمل المشروع الطابق الثاني من السوق ومخازنه القديمة التي أغلقت قبل عشرين سنة."

    assert read_as == _read(_page(lines=(line,))).body.split("\n\n")[-1]
