"""`rasad corrections`: the list of edited articles, and the edits of one."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.articles.corrections import corrections
from crawler.cli.output.changes import changed_lines
from crawler.config.data_dir import DataDir
from crawler.web.html.changes import changes_html
from pipelines.arabic.word_diff import word_changes
from storage.store import Store
from tests.support.stores import HOME, NOW, fetched, read
from tests.support.tables import every_row

_FIRST = "قال الوزير إن المشروع سيكلف 1.5 مليار درهم.\n\nوأضاف أن الأشغال تبدأ غدا."
_SECOND = "قال الوزير إن المشروع سيكلف 2.5 مليار درهم.\n\nوأضاف أن الأشغال تبدأ غدا.\n\nوهذا تحديث."


def _keep(store: Store, name: str, headline: str, body: str, hour: int) -> None:
    at = NOW + timedelta(hours=hour)
    store.articles.keep([fetched(HOME + name, read(HOME + name, headline, body), at=at)], run_id=1)


@pytest.fixture
def data(store: Store, tmp_path: Path) -> Path:
    _keep(store, "a", "وزير يفتتح مستشفى", _FIRST, 0)
    _keep(store, "a", "وزير يفتتح مستشفى جديدا", _SECOND, 1)
    _keep(store, "b", "خبر لم يتغير قط", "نص لم يتغير منه شيء قط", 0)
    return tmp_path


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(corrections, words, obj=DataDir(data=data))


def test_the_list_has_the_edited_articles_alone(data: Path) -> None:
    """One article of two was edited, its headline and its text."""
    (listed,) = json.loads(_run(data, "--json").stdout)

    assert (1, 1, True, True, "وزير يفتتح مستشفى جديدا") == (
        listed["article_id"], listed["corrections"], listed["is_headline_changed"], listed["is_body_changed"], listed["headline"],
    )  # fmt: skip


def test_a_withdrawn_article_takes_no_place_in_the_list(store: Store, data: Path) -> None:
    """It was edited last, and the list of one has the other; by its number it is still shown."""
    _keep(store, "c", "خبر أول ثم حذف", "نص الخبر الذي حذف بعد تعديله بقليل", 2)
    _keep(store, "c", "خبر ثان ثم حذف", "نص الخبر الذي حذف بعد تعديله بقليل", 3)
    store.file.db.execute(
        "update articles set withdrawn_at = '2026-11-24T00:00:00Z' where canonical_url = ?", (HOME + "c",)
    )
    listed = json.loads(_run(data, "--limit", "1", "--json").stdout)

    assert ([1], True) == ([each["article_id"] for each in listed], ", withdrawn" in _run(data, "3").stdout)


def test_an_edit_is_shown_word_by_word(data: Path) -> None:
    """In a pipe with marks, each line in isolates, and only the paragraphs that changed."""
    lines = _run(data, "1").stdout.splitlines()
    start = lines.index("headline:")

    assert [
        "headline:",
        "\u2068وزير يفتتح مستشفى {+جديدا+}\u2069",
        "text:",
        "\u2068قال الوزير إن المشروع سيكلف [-1.5-] {+2.5+} مليار درهم.\u2069",
        "\u2068{+وهذا تحديث.+}\u2069",
    ] == lines[start:]


def test_an_article_that_was_not_edited_says_so(data: Path) -> None:
    """It has a number and one text."""
    assert "It was not edited since it was first seen." in _run(data, "2").stdout.splitlines()


def test_a_number_that_no_article_has_is_an_error_of_usage(data: Path) -> None:
    """Status 2 and the way out; `--html` without an article, too."""
    assert (2, 2) == (_run(data, "99").exit_code, _run(data, "--html", "x.html").exit_code)


@pytest.mark.parametrize(
    "named", [f"{HOME}a", f"{HOME}a/?utm_source=mail", HOME.replace("https://", "http://www.") + "a"]
)
def test_an_article_is_found_by_its_address(data: Path, named: str) -> None:
    """As a reader has it: with a last slash, with a campaign, with `www.`."""
    assert _run(data, "1").stdout == _run(data, named).stdout


@pytest.mark.parametrize("named", ["99", "9" * 40, "٣", "-1", f"{HOME}none", "مستشفى", "javascript:alert(1)", ""])
def test_what_names_no_article_is_an_error_of_usage(data: Path, named: str) -> None:
    """Status 2 and one line, whatever was typed."""
    done = _run(data, "--", named)

    assert (2, True) == (done.exit_code, done.stderr.splitlines()[-1].startswith("Error: "))


def test_the_page_reads_from_right_to_left(data: Path, tmp_path: Path) -> None:
    """It has the whole text with what was removed and added."""
    page = tmp_path / "edits.html"
    done = _run(data, "1", "--html", str(page))
    text = page.read_text(encoding="utf-8")

    assert (0, True, True, 2) == (
        done.exit_code,
        '<html lang="ar" dir="rtl">' in text,
        "سيكلف <del>1.5</del> <ins>2.5</ins> مليار درهم.</p><p>وأضاف أن الأشغال تبدأ غدا.</p>" in text,
        text.count('<div class="changes" dir="rtl">'),
    )


def test_html_of_hostile_texts_is_text() -> None:
    """Tags, entities, overrides of direction and escapes of a terminal are shown or removed, never obeyed."""
    before = 'نص <script>alert(1)</script> "قديم" &amp; \u202eabc\x1b[31m'
    after = "نص <img src=x onerror=alert(1)> 'جديد' </p></div><del>"
    shown = changes_html(word_changes(before, after))

    inside = shown.removeprefix('<div class="changes" dir="rtl">').removesuffix("</div>")
    for tag in ("<p>", "</p>", "<del>", "</del>", "<ins>", "</ins>"):
        inside = inside.replace(tag, "")
    assert (False, False, False, False) == ("<" in inside, '"' in inside, "\u202e" in shown, "\x1b" in shown)


def test_html_without_what_stayed_has_an_ellipsis_for_it() -> None:
    """Of four paragraphs one changed; and what is longer than asked for ends."""
    changes = word_changes("أول\n\nثان\n\nثالث\n\nرابع", "أول\n\nثان\n\nغيره\n\nرابع")
    inside = [
        str(each).removeprefix('<div class="changes" dir="rtl">').removesuffix("</div>")
        for each in (
            changes_html(changes, is_whole=False),
            changes_html(changes, longest=5),
            changes_html(changes[-1:], longest=2),
        )
    ]

    assert [
        "<p>…</p><p><del>ثالث</del><ins>غيره</ins></p><p>…</p>",
        "<p>أول</p><p>ثا</p><p>…</p>",
        "<p>را</p><p>…</p>",
    ] == inside


@every_row(
    ("before", "after", "lines"),
    [
        ("أول\n\nثان", "أول ثان", ["أول[-¶-] ثان"]),
        ("أول ثان", "أول\n\nثان", ["أول{+¶+}"]),
        ("أول\n\nثان\n\nثالث", "أول\n\nثالث", ["[-ثان-]"]),
        ("أول\n\nثان", "صفر\n\nأول\n\nثان", ["{+صفر+}"]),
    ],
)
def test_ends_of_paragraphs(before: str, after: str, lines: list[str]) -> None:
    """A paragraph that came or went is a line; the sign is only where two became one or one became two."""
    shown = changed_lines(word_changes(before, after), is_coloured=False)

    assert lines == ["".join(each.text for each in line) for line in shown]


def test_on_a_terminal_colours_say_it() -> None:
    """The same pieces without marks, red and green."""
    (line,) = changed_lines(word_changes("سعر 5 دراهم", "سعر 6 دراهم"), is_coloured=True)

    assert [("سعر", None), ("5", "red"), ("6", "green"), ("دراهم", None)] == [
        (each.text, each.colour) for each in line if each.text.strip()
    ]
