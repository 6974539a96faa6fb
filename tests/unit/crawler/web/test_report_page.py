"""The report is one page that loads nothing and runs nothing, whatever the articles say."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner
from parsel import Selector

from crawler.__main__ import rasad
from crawler.web.report.report_page import report_page
from storage.articles.figures.collect import collect_figures
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import NOW, fetched, read
from tests.unit.crawler.web.hostile_texts import MARK, hostile_articles

_PARTS = 9


def _hostile_store(store: Store) -> None:
    """Keep the hostile articles, each with an edit and with copies at an outlet of a hostile name."""
    store.sources.register([make_source("ma_other", outlet="</th><script>" + MARK + "</script>")])
    later = NOW + timedelta(hours=1)
    store.articles.keep([fetched(each.article.requested_url, each) for each in hostile_articles()], run_id=1)
    for change in (hostile_articles("ma_other"), hostile_articles(edit=" معدل")):
        store.articles.keep([fetched(each.article.requested_url, each, at=later) for each in change], run_id=1)


def test_the_page_has_no_script_and_no_other_file(store: Store) -> None:
    """Of twenty hostile articles nothing becomes an element, an attribute or an address that is no address of the web."""
    _hostile_store(store)
    figures = collect_figures(store.file, days=30, at=NOW)
    page = report_page(figures)
    assert (40, 20, 20) == (figures.articles, figures.copies, figures.edited)
    tree = Selector(text=page)
    names = set(tree.xpath("//*").xpath("name()").getall())
    attributes = set(tree.xpath("//@*").xpath("name()").getall())

    assert set() == names & {"script", "img", "iframe", "link", "object", "embed", "base", "form", "audio", "video"}
    assert [] == [name for name in attributes if name.startswith("on") or name in {"src", "style", "srcdoc"}]
    assert {"http", "https"} >= {each.partition(":")[0] for each in tree.xpath("//a/@href").getall()}
    assert [] == re.findall(r"url\(|@import", page)
    assert [] == re.findall("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]", page)
    assert len(page) < 1_000_000


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
