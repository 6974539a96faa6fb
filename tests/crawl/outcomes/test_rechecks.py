"""A passing trouble is no verdict: what gave no article is checked again while a listing names it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.outlet import crawl
from tests.support.raw_outlet import RawOutlet, article, raw_outlet, response, write_source
from tests.support.stores import query_rows

_HTML = "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def _page(title: str, text: str) -> bytes:
    return response(_HTML.format(title=title, text=text).encode())


def _redirect(to: str) -> bytes:
    return response(b"", status="302 Found", more=f"Location: {to}\r\n")


TROUBLES = {
    1: _page(
        "Just a moment...", "Checking your browser before accessing the site. Enable JavaScript and cookies to continue"
    ),
    2: response(b""),
    3: response(
        b"<html><head><title></title></head><body><div id='root'></div><script src='/app.js'></script></body></html>"
    ),
    4: response(b"", status="404 Not Found"),
    5: _page("الصفحة غير موجودة", "عذرا، الصفحة المطلوبة غير موجودة"),
    6: _page("الموقع تحت الصيانة", "نقوم حاليا بأعمال صيانة وسنعود قريبا"),
    7: _page("خبر رقم 7 من أخبار القرى", "التفاصيل بعد قليل"),
    8: _redirect("/"),
    9: _redirect("http://10.0.0.1/news/9"),
    10: response(gzip.compress(article("/news/10"))[:-40], more="Content-Encoding: gzip\r\n"),
    11: response(b"<html>\x00\x00\x00\x00<body>" + article("/news/11")),
    12: _page("تسجيل الدخول", "يجب تسجيل الدخول للمتابعة وقراءة هذا المحتوى"),
    13: response(b"", status="304 Not Modified"),
    14: _redirect("/login?next=/news/14"),
    15: _page("Be right back", "Our site is down for a short maintenance, please come back in a few minutes."),
    16: response(article("/news/16"), length=90_000),
}
_FRONT = "".join(
    f"<p><a href='/news/{n}'>خبر رقم {n} من أخبار القرى البعيدة في هذا اليوم</a></p>" for n in range(30, 60)
)


@pytest.fixture
def outlet(tmp_path: Path) -> Iterator[RawOutlet]:
    with raw_outlet() as outlet:
        outlet.listed = tuple(TROUBLES)
        outlet.answers = {f"/news/{n}": answer for n, answer in TROUBLES.items()}
        outlet.answers["/"] = _page("الأفق", _FRONT)
        outlet.answers["/login?next=/news/14"] = TROUBLES[12]
        write_source(outlet, tmp_path)
        yield outlet


def _pass_time(data: Path) -> None:
    """Let every wait of the frontier be over."""
    query_rows(data, "update frontier set next_at = '2026-01-01T00:00:00Z' where next_at is not null")


def test_every_passing_trouble_is_checked_again(outlet: RawOutlet, tmp_path: Path) -> None:
    """Sixteen kinds of trouble keep no article; when they are over, a check within the hour brings all sixteen."""
    first = crawl(tmp_path)
    waiting = query_rows(
        tmp_path, "select count(*) from frontier where state in ('rejected', 'gone', 'failed') and next_at is not null"
    )
    without_reason = query_rows(tmp_path, "select url from frontier where reason is null")
    outlet.answers.clear()
    _pass_time(tmp_path)
    second = crawl(tmp_path)

    assert (0, [(len(TROUBLES),)], [], len(TROUBLES)) == (first.kept, waiting, without_reason, second.kept)


@pytest.mark.long
def test_a_trouble_that_stays_is_settled(outlet: RawOutlet, tmp_path: Path) -> None:
    """After the first answer and three checks nobody asks any more, and the reason is there; a failure goes on."""
    for _ in range(5):
        crawl(tmp_path)
        _pass_time(tmp_path)
    asked = {n: outlet.asked.count(f"/news/{n}") for n in TROUBLES if n not in (10, 16)}
    open_ones = query_rows(
        tmp_path, "select count(*) from frontier where state in ('rejected', 'gone') and next_at is not null"
    )
    without_reason = query_rows(tmp_path, "select url from frontier where reason is null")

    assert (dict.fromkeys(asked, 4), [(0,)], []) == (asked, open_ones, without_reason)


def test_what_no_listing_names_is_not_checked(outlet: RawOutlet, tmp_path: Path) -> None:
    """An address that the feed has dropped is settled without another request."""
    crawl(tmp_path)
    outlet.listed = (1, 2, 70)
    outlet.asked.clear()
    _pass_time(tmp_path)
    crawl(tmp_path)

    assert {"/news/1", "/news/2", "/news/70", "/news/10", "/news/16"} == set(outlet.articles())
