"""`rasad keywords`: what sets the articles of a query apart, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from crawler.cli.search.keywords import keywords
from crawler.config.data_dir import DataDir
from storage.store import Store
from tests.support.stores import HOME, fetched, read

_FILLER = ("نهر", "جبل", "بحر", "سهل", "واد", "تل", "غاب", "رمل", "ثلج", "صخر", "عشب", "شجر")


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(keywords, words, obj=DataDir(data=data))


def _keep(store: Store) -> None:
    """Eight articles on the Security Council that speak of the veto, eight others that do not."""
    for number in range(16):
        filler = " ".join(f"{word}{number}" for word in _FILLER)
        subject = "مجلس الأمن: الفيتو بالفيتو والفيتو" if number < 8 else "مجلس الشعب: الميزانية"
        article = read(f"{HOME}{number}", f"خبر {number}", f"{filler} {subject}")
        store.articles.keep([fetched(f"{HOME}{number}", article)], run_id=1)


def _words(done: Result) -> list[str]:
    return [row["word"] for row in csv.DictReader(done.stdout.splitlines())]


def test_the_words_of_a_query_are_set_apart(store: Store, tmp_path: Path) -> None:
    """Not those that the rest has, too (مجلس), and not the query's own."""
    _keep(store)

    assert ["الفيتو"] == _words(_run(tmp_path, "الأمن", "--csv"))


def test_the_figures_are_of_both_groups(store: Store, tmp_path: Path) -> None:
    _keep(store)
    found = json.loads(_run(tmp_path, "الأمن", "--texts", "4", "--json").stdout)
    (word,) = found["compared"]["keywords"]

    assert ("الأمن", False, 1, 8, 4, 8, 4) == (
        found["query"],
        found["originals"],
        found["total"],
        found["compared"]["articles"],
        found["compared"]["articles_read"],
        found["compared"]["rest_articles"],
        found["compared"]["rest_articles_read"],
    )
    assert ("الفيتو", 12, 4, 0) == (word["word"], word["times"], word["texts"], word["rest_times"])


def test_fields_alone_say_which_articles(store: Store, tmp_path: Path) -> None:
    """A day against the other days; options bound both groups."""
    _keep(store)
    store.file.db.execute("update articles set local_day = '2026-11-20' where id <= 8")

    assert ["الفيتو"] == _words(_run(tmp_path, "until:2026-11-20", "--csv"))
    assert 2 == _status(_run(tmp_path, "until:2026-11-20", "--until", "2026-11-20"))


def test_a_section_is_compared_with_the_others(store: Store, tmp_path: Path) -> None:
    """Articles without a section, or without an agency, are of the rest."""
    _keep(store)
    store.file.db.execute("update articles set section = 'السياسة', agency_id = 'afp' where id <= 8")
    for asked in ("section:سياسة", "agency:afp"):
        found = json.loads(_run(tmp_path, asked, "--json").stdout)["compared"]

        assert (asked, 8, 8, ["الفيتو"]) == (
            asked,
            found["articles"],
            found["rest_articles"],
            [each["word"] for each in found["keywords"]],
        )


def test_minimum_counts_leave_words_out(store: Store, tmp_path: Path) -> None:
    _keep(store)

    assert ([], [], ["الفيتو"]) == (
        _words(_run(tmp_path, "الأمن", "--csv", "--min-count", "25")),
        _words(_run(tmp_path, "الأمن", "--csv", "--min-articles", "9")),
        _words(_run(tmp_path, "الأمن", "--csv", "--min-count", "24", "--min-articles", "8")),
    )


def test_copies_count_once_on_request(store: Store, tmp_path: Path) -> None:
    _keep(store)
    store.file.db.execute("update articles set duplicate_of = 1 where id between 2 and 6")
    counts = [
        json.loads(_run(tmp_path, "الأمن", "--json", *words).stdout)["compared"] for words in ((), ("--originals",))
    ]

    assert [(8, 8), (3, 8)] == [(each["articles"], each["rest_articles"]) for each in counts]


def test_what_cannot_be_asked_is_an_error_of_usage(store: Store, tmp_path: Path) -> None:
    """Nothing that fits, no rest, no word, unknown places, an empty range, two formats."""
    _keep(store)
    asked = (
        ("المريخ",), ("source:ma_outlet",), ("...",), ("--", "-الأمن"), ("source:ma_none",), ("الأمن", "--country", "zz"),
        ("الأمن", "--since", "2026-11-20", "--until", "2026-11-01"), ("الأمن", "--json", "--csv"), ("الأمن", "--source", "x"),
    )  # fmt: skip

    assert [2] * 9 == [_status(_run(tmp_path, *words)) for words in asked]


def _status(done: Result) -> int:
    return int(getattr(done.exception, "exit_status", done.exit_code))
