"""The report of hostile articles loads nothing and runs nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from parsel import Selector

from crawler.web.report.report_page import report_page
from storage.articles.figures.collect import collect_figures
from storage.store import Store
from tests.fault.hostile.hostile_texts import MARK, hostile_articles
from tests.support.sources import make_source
from tests.support.stores import NOW, fetched, started_store


def _hostile_store(store: Store) -> None:
    """Keep the hostile articles, each with an edit and with copies at an outlet of a hostile name."""
    store.sources.register([make_source("ma_other", outlet="</th><script>" + MARK + "</script>")])
    later = NOW + timedelta(hours=1)
    store.articles.keep([fetched(each.article.requested_url, each) for each in hostile_articles()], run_id=1)
    for change in (hostile_articles("ma_other"), hostile_articles(edit=" معدل")):
        store.articles.keep([fetched(each.article.requested_url, each, at=later) for each in change], run_id=1)


def test_the_page_has_no_script_and_no_other_file(tmp_path: Path) -> None:
    """Of twenty hostile articles nothing becomes an element, an attribute or an address that is no address of the web."""
    with started_store(tmp_path / "rasad.db") as store:
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
