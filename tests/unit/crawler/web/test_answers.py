"""Our pages answer from the store: search, articles, outlets and figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from parsel import Selector

from crawler.web.serve.answers import PageAnswer, answer
from storage.records import DatePrecision, ReadArticle
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, fetched, read

pytestmark = pytest.mark.usefixtures("on_disk")

_TEXTS = ("اجتمع مجلس الأمن أمس", "تحدث الوزير بالأمن عن الخطة", "قال والأمن الغذائي مهم", "مباراة في كرة القدم")


def _article(number: int, text: str, **fields: object) -> ReadArticle:
    made = read(f"{HOME}{number}", f"عنوان الخبر رقم {number}", text)
    return replace(made, article=replace(made.article, **fields))  # type: ignore[arg-type]


def _keep(store: Store, *articles: ReadArticle) -> None:
    for each in articles:
        store.articles.keep([fetched(each.article.requested_url, each)], run_id=1)


def _page(store: Path, path: str, **values: str) -> tuple[PageAnswer, Selector]:
    found = answer(store, path, values)
    assert found is not None
    return found, Selector(text=found.body)


def test_a_search_finds_a_word_behind_its_prefixes_and_marks_it(store: Store) -> None:
    """`الأمن` finds `والأمن` and `بالأمن`; the word alone is marked."""
    _keep(store, *(_article(number, text) for number, text in enumerate(_TEXTS)))
    _, page = _page(store.file.path, "/search", q="الأمن")

    assert {"الأمن", "بالأمن", "والأمن"} == set(page.xpath("//mark/text()").getall())
    assert 3 == len(page.xpath("//ol/li"))


def test_facets_count_and_narrow(store: Store) -> None:
    """Each value of a facet names how many of the found articles have it, and its link finds exactly those."""
    store.sources.register([make_source("eg_other", outlet="النيل")])
    _keep(
        store,
        _article(1, _TEXTS[0], section="سياسة", agency="واس"),
        _article(2, _TEXTS[1], section="سياسة"),
        _article(3, _TEXTS[2], section="اقتصاد", source_id="eg_other"),
    )
    _, page = _page(store.file.path, "/search", q="الأمن")
    links = page.xpath("//aside//li")
    assert {"الأفق 2", "النيل 1", "ma 2", "eg 1", "سياسة 2", "اقتصاد 1", "2026-11-23 3", "article 3"} <= {
        " ".join("".join(each.xpath(".//text()").getall()).split()) for each in links
    }
    for name, value, count in (("source", "eg_other", 1), ("country", "ma", 2), ("section", "سياسة", 2),
                               ("agency", "spa", 1), ("day", "2026-11-23", 3), ("kind", "opinion", 0)):  # fmt: skip
        _, narrowed = _page(store.file.path, "/search", **{"q": "الأمن", name: value})
        assert (name, count) == (name, len(narrowed.xpath("//ol/li")))


def test_an_article_shows_what_the_outlet_printed(store: Store) -> None:
    """A day without a time is shown as a day; the image is a link; the edit is marked; a copy names its original."""
    text = " ".join(f"كلمة{number}" for number in range(60))
    store.sources.register([make_source("ma_other", outlet="البحر")])
    day: dict[str, object] = {
        "published_precision": DatePrecision.DAY,
        "published_day": NOW.date(),
        "published_at": NOW.replace(hour=0),
    }
    _keep(store, _article(1, text, byline="سعاد المغربي", image_url="https://x.example/a.jpg", **day))
    _keep(store, _article(2, text, source_id="ma_other", published_at=NOW + timedelta(days=1)))
    _keep(store, _article(1, f"{text} وزيادة", byline="سعاد المغربي", image_url="https://x.example/a.jpg", **day))
    _, page = _page(store.file.path, "/article/1")
    _, copy = _page(store.file.path, "/article/2")
    facts = dict(zip(page.xpath("//dl//dt/text()").getall(), page.xpath("//dl//dd"), strict=True))

    assert ("سعاد المغربي", "2026-11-23") == (
        facts["الكاتب"].xpath("string()").get(), facts["نشر"].xpath("string()").get(),
    )  # fmt: skip
    assert "https://x.example/a.jpg" == facts["الصورة"].xpath(".//a/@href").get()
    assert ["زيادة"] == [re.sub(r"^و", "", each.strip()) for each in page.xpath("//ins/text()").getall()]
    assert "/article/1" == copy.xpath("//p[@class='mark']//a/@href").get()


def test_a_story_says_who_was_first_and_who_took_what(store: Store) -> None:
    """Two outlets with one text: the page names the first, and the paragraphs that the second took from it."""
    text = "\n\n".join(" ".join(f"كلمة{part}{number}" for number in range(40)) for part in range(3))
    store.sources.register([make_source("ma_other", outlet="البحر")])
    _keep(store, _article(1, text), _article(2, text, source_id="ma_other", published_at=NOW + timedelta(hours=2)))
    _, page = _page(store.file.path, "/story/2")
    lines = " ".join(page.xpath("//ol/li[2]//text()").getall())

    assert ("سبق: الأفق", 2) == (page.xpath("string(//p[@class='mark'])").get(), len(page.xpath("//ol/li")))
    assert " ".join(["3", "من", "3", "من", "فقراته", "عن", "الأفق"]) in " ".join(lines.split())
    assert "/story/1" in _page(store.file.path, "/article/2")[1].xpath("//p[@class='mark']//a/@href").getall()
    assert 404 == _page(store.file.path, "/story/99")[0].status


def test_a_day_is_shown_as_a_day_wherever_it_stands(store: Store) -> None:
    """A list, a search and a story show no time where the outlet printed none."""
    day: dict[str, object] = {
        "published_precision": DatePrecision.DAY,
        "published_day": NOW.date(),
        "published_at": NOW.replace(hour=0),
    }
    _keep(store, _article(1, _TEXTS[0], **day))
    shown = [
        _page(store.file.path, path, **values)[1].xpath("//main//time/@datetime").get()
        for path, values in (("/", {}), ("/search", {"q": "الأمن"}), ("/story/1", {}), ("/outlet/ma_outlet", {}))
    ]

    assert ["2026-11-23"] * 4 == shown


def test_both_languages_and_the_way_back(store: Store) -> None:
    """Arabic is read from right to left; every link of an English page stays English, but for the one back."""
    _keep(store, _article(1, _TEXTS[0]))
    _, arabic = _page(store.file.path, "/article/1")
    _, english = _page(store.file.path, "/article/1", lang="en")
    ours = [each for each in english.xpath("//a[not(@lang)]/@href").getall() if each.startswith("/")]

    assert [["ar", "rtl"], ["en", "ltr"]] == [each.xpath("/html/@*").getall() for each in (arabic, english)]
    assert [] == [each for each in ours if "lang=en" not in each]
    assert "/article/1" == english.xpath("//a[@lang='ar']/@href").get()


def test_what_is_not_there_is_said(store: Store, tmp_path: Path) -> None:
    """An article or outlet that is none is 404, a search that cannot be made 400, a store that is gone 503."""
    asked: list[tuple[str, dict[str, str]]] = [("/article/7", {}), ("/article/9999999999999999999", {}), ("/outlet/xx_none", {}), ("/search", {}),
             ("/search", {"q": "source:xx_none كلمة"}), ("/search", {"q": "since:x كلمة"})]  # fmt: skip
    found = [answer(store.file.path, path, values) for path, values in asked]

    assert [404, 404, 404, 400, 400, 400] == [each.status for each in found if each]
    assert 503 == _page(tmp_path / "none.db", "/")[0].status
    assert [None, None] == [answer(store.file.path, each, {}) for each in ("/rasad", "/article/1/2")]
