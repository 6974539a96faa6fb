"""Every source is a Scrapy spider."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings

from spiders.news_spider import NewsSpider
from spiders.spider_loader import SourceLoader


@pytest.fixture
def loader(tmp_path: Path) -> SourceLoader:
    """Return the loader of an operator with one broken file of their own."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "om_broken.toml").write_text("outlet = ", encoding="utf-8")
    return SourceLoader.from_settings(Settings({"RASAD_DATA": str(tmp_path)}))


def test_the_sources_are_listed_by_id(loader: SourceLoader) -> None:
    """`scrapy list` names every source that can be crawled, in order."""
    names = loader.list()

    assert (True, False, sorted(names)) == ("ma_hespress" in names, "om_broken" in names, names)


def test_a_spider_has_its_sources_name(loader: SourceLoader) -> None:
    """The spider of a source carries its id and its record."""
    spider = loader.load("ma_hespress")

    assert issubclass(spider, NewsSpider)
    assert ("ma_hespress", "هسبريس") == (spider.name, spider.source.outlet)


@pytest.mark.parametrize(
    ("name", "word"), [("ma_hespres", "did you mean ma_hespress"), ("om_broken", "not valid TOML")]
)
def test_what_cannot_be_crawled_is_a_key_error(loader: SourceLoader, name: str, word: str) -> None:
    """An unknown and a broken source raise what Scrapy expects, with what is wrong."""
    with pytest.raises(KeyError, match=word):
        loader.load(name)


def test_a_request_finds_its_source(loader: SourceLoader) -> None:
    """`scrapy fetch` and the shell find the spider by the site of a URL."""
    assert ["ma_hespress"] == loader.find_by_request(Request("https://hespress.com/a"))
