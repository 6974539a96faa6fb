"""`rasad try`, without a process of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.cli.pages.page_test import SaveError
from crawler.cli.pages.try_ import try_

HTML = """<html><head><title>الحكومة تطلق برنامجا جديدا - الأفق</title><meta property="og:site_name" content="الأفق">
<meta property="article:published_time" content="2026-11-22T08:30:00Z">
<meta property="article:section" content="اقتصاد"></head><body>
<nav class="menu"><a href="/">الرئيسية</a></nav><article><h1 class="title">الحكومة تطلق برنامجا جديدا</h1>
<span class="author">ليلى منصور</span><span class="date">22 نوفمبر 2026 - 10:30</span><div class="text">
<p>قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات.</p>
<p>اقرأ أيضا: المنتخب يستعد لمباراة الأحد</p>
<p>وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات في جميع الجهات.</p></div></article></body></html>"""


def _tried(tmp_path: Path, *options: str, html: str = HTML) -> Result:
    page = tmp_path / "page.html"
    page.write_text(html, encoding="utf-8")
    return CliRunner().invoke(try_, [str(page), "--url", "https://outlet.example/news/1", *options])


def _story(tmp_path: Path, name: str) -> dict[str, Any]:
    story = json.loads(_tried(tmp_path, "--json").stdout)["explanation"]
    found: dict[str, Any] = next(each for each in story["fields"] if each["name"] == name)
    return found


@pytest.mark.parametrize(
    ("field", "value", "rule", "where"),
    [
        ("headline", "الحكومة تطلق برنامجا جديدا", "printed", "article > h1.title"),
        ("published_at", "2026-11-22T08:30:00Z", "meta", None),
        ("authors", ["ليلى منصور"], "element", "article > span.author"),
        ("section", "اقتصاد", "meta", None),
    ],
)
def test_a_field_tells_its_winner_and_where_it_was_found(
    tmp_path: Path, field: str, value: object, rule: str, where: str | None
) -> None:
    """The value, the rule and the place of the winner are shown, and why it won."""
    story = _story(tmp_path, field)
    winner = next(each for each in story["candidates"] if each["is_winner"])

    assert (value, rule, where) == (story["value"], winner["rule"], winner["where"])


@pytest.mark.parametrize(
    ("date", "precision", "day"),
    [
        ("2026-11-22T08:30:10Z", ("second", "its text has seconds"), "2026-11-22"),
        ("2026-11-22T08:30Z", ("minute", "its text has a time of day without seconds"), "2026-11-22"),
        ("", (None, None), None),
    ],
)
def test_how_exact_the_date_is_is_printed(
    tmp_path: Path, date: str, precision: tuple[str | None, str | None], day: str | None
) -> None:
    """The precision and the outlet's day are fields of their own, each with its reason."""
    html = HTML.replace("2026-11-22T08:30:00Z", date).replace("22 نوفمبر 2026 - 10:30", "")
    shown = _tried(tmp_path, html=html).stdout
    story = json.loads(_tried(tmp_path, "--json", html=html).stdout)["explanation"]
    found = {each["name"]: (each["value"], each["why"]) for each in story["fields"]}

    assert (precision, day) == (found["published_precision"], found["published_day"][0])
    assert f"published_precision: {precision[0] or 'null'}" in shown


def test_the_losers_are_printed(tmp_path: Path) -> None:
    """The printed date lost to the machine-readable one, and is shown below it."""
    rules = [(each["rule"], each["is_winner"]) for each in _story(tmp_path, "published_at")["candidates"]]

    assert [("meta", True), ("printed", False)] == rules


def test_what_was_cut_is_printed_with_its_rule(tmp_path: Path) -> None:
    """The menu went by its name, the link to another article by its label."""
    cut = json.loads(_tried(tmp_path, "--json").stdout)["explanation"]["cut"]

    assert ["its class or id is a name of boilerplate", "read_also"] == [each["rule"] for each in cut]


def test_people_read_the_same(tmp_path: Path) -> None:
    """The report for people names winners and what was cut."""
    shown = _tried(tmp_path).stdout

    assert all(each in shown for each in ("✔ printed", "because", "read_also", "by judge", "doubt 0."))


def test_a_refusal_tells_its_evidence(tmp_path: Path) -> None:
    """Reason and evidence, and status 1."""
    done = _tried(tmp_path, html="<html><head><title>Just a moment...</title></head><body></body></html>")

    assert (1, True) == (done.exit_code, "rejected: challenge — just a moment" in done.stdout)


def test_a_page_test_is_the_bytes_and_what_they_must_give(tmp_path: Path) -> None:
    """`--save` writes the page and a proposed expectation beside it."""
    _tried(tmp_path, "--save", "unknown", "--pages", str(tmp_path / "pages"))
    html = tmp_path / "pages" / "unknown" / "2026-11-22-news-1.html"
    expected = json.loads(html.with_suffix(".json").read_text(encoding="utf-8"))

    assert (HTML, "الحكومة تطلق برنامجا جديدا") == (html.read_text(encoding="utf-8"), expected["article"]["headline"])


def test_an_article_without_a_date_is_no_example(tmp_path: Path) -> None:
    """Only complete articles are accepted; otherwise nothing is written."""
    html = HTML.replace("article:published_time", "x").replace("22 نوفمبر 2026 - 10:30", "")
    done = _tried(tmp_path, "--save", "unknown", "--pages", str(tmp_path / "pages"), html=html)

    assert (True, False) == (isinstance(done.exception, SaveError), (tmp_path / "pages").exists())


def test_a_page_test_is_not_written_over(tmp_path: Path) -> None:
    """A second save of the same page is rejected."""
    options = ("--save", "unknown", "--pages", str(tmp_path / "pages"))
    _tried(tmp_path, *options)

    assert isinstance(_tried(tmp_path, *options).exception, SaveError)


def test_save_needs_a_source(tmp_path: Path) -> None:
    """`--save` alone is a usage error that says what is missing."""
    done = _tried(tmp_path, "--save")

    assert (2, True) == (done.exit_code, "--source ID" in done.stderr)
