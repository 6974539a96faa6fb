"""The report is one page that loads nothing and runs nothing, whatever the articles say."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from parsel import Selector

from crawler.__main__ import rasad
from crawler.web.report.report_page import report_page
from storage.articles.figures.collect import collect_figures
from storage.store import Store
from tests.fault.hostile.hostile_texts import hostile_articles
from tests.support.stores import NOW, fetched, read

pytestmark = pytest.mark.usefixtures("on_disk")

_PARTS = 9


def test_the_policy_of_the_page_names_its_style_alone(store: Store) -> None:
    """The browser is told to refuse everything but the sheet whose digest is given."""
    tree = Selector(text=report_page(collect_figures(store.file, days=1, at=NOW)))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content").get()
    style = tree.xpath("//style/text()").get() or ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy


def test_both_languages_say_the_same(store: Store) -> None:
    """Arabic is first, read from right to left; each part is in both, with the same numbers."""
    store.articles.keep([fetched(each.article.requested_url, each) for each in hostile_articles()], run_id=1)
    tree = Selector(text=report_page(collect_figures(store.file, days=7, at=NOW)))
    heads = [(each.attrib["lang"], each.attrib["dir"]) for each in tree.xpath("//main")]
    parts = [len(each.xpath("./section")) for each in tree.xpath("//main")]
    arabic, english = (
        re.findall(r"\d+", " ".join(each.xpath(".//td/text() | .//dd/text()").getall()))
        for each in tree.xpath("//main")
    )

    assert ([("ar", "rtl"), ("en", "ltr")], [_PARTS, _PARTS]) == (heads, parts)
    assert arabic == english != []


def test_an_empty_store_gives_a_page_that_says_so(store: Store) -> None:
    """No article and no run: the page is there, with nothing to divide by."""
    page = report_page(collect_figures(store.file, days=3, at=NOW))

    assert "The store has no article with a date." in page


def test_days_without_articles_name_the_newest(store: Store) -> None:
    """A report of days after the last article says of which day that is."""
    store.articles.keep([fetched("https://x/1", read("https://x/1", "عنوان الخبر", "نص الخبر"))], run_id=1)
    page = report_page(collect_figures(store.file, days=3, at=NOW + timedelta(days=30)))

    assert 'The newest is of <bdi dir="ltr">2026-11-23</bdi>.' in page


def test_the_command_writes_the_page_whole(store: Store, tmp_path: Path) -> None:
    """`rasad report` writes the file, says how many articles it counted, and leaves no other file."""
    store.articles.keep([fetched(each.article.requested_url, each) for each in hostile_articles()], run_id=1)
    folder = tmp_path / "reports"
    folder.mkdir()
    ran = CliRunner().invoke(rasad, ["--data", str(tmp_path), "report", "--days", "366", "-o", str(folder / "r.html")])

    assert (0, ["r.html"]) == (ran.exit_code, [each.name for each in folder.iterdir()])
    assert ran.stderr.startswith("20 articles of 366 days in ")
    assert (folder / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_command_ends_with_the_status_of_a_store_that_is_not_there(tmp_path: Path) -> None:
    """Without a store nothing is written."""
    ran = CliRunner().invoke(rasad, ["--data", str(tmp_path), "report", "-o", str(tmp_path / "r.html")])

    assert (1, []) == (ran.exit_code, list(tmp_path.iterdir()))
