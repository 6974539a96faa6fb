"""Our pages answer from the store: search, articles, outlets and figures, and nothing that is typed or printed runs."""

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
from tests.support.stores import HOME, NOW, SOURCE, fetched, new_store, read
from tests.support.tables import wrong_rows
from tests.unit.crawler.web.hostile_texts import MARK, QUERIES, hostile_articles

_TEXTS = ("اجتمع مجلس الأمن أمس", "تحدث الوزير بالأمن عن الخطة", "قال والأمن الغذائي مهم", "مباراة في كرة القدم")
_EVIL = {"script", "img", "iframe", "object", "embed", "base", "svg", "style"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of hostile articles with copies and edits, filled once for all of these tests."""
    path = tmp_path_factory.mktemp("hostile") / "rasad.db"
    with new_store(path) as store:
        store.sources.register([SOURCE, make_source("ma_other", outlet=f"</a><script>{MARK}</script>")])
        store.runs.start(at=NOW, command="test", pid=1)
        later = NOW + timedelta(hours=1)
        changes = (hostile_articles("ma_other"), hostile_articles(edit=" معدل"))
        for at, change in ((NOW, hostile_articles()), *((later, each) for each in changes)):
            store.articles.keep([fetched(each.article.requested_url, each, at=at) for each in change], run_id=1)
    return path


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


def _is_harmless(page: Selector) -> bool:
    names = set(page.xpath("//*").xpath("name()").getall())
    attributes = set(page.xpath("//@*").xpath("name()").getall())
    schemes = {each.partition(":")[0] for each in page.xpath("//a/@href").getall() if not each.startswith(("/", "#"))}
    return not names & _EVIL and schemes <= {"http", "https"} and not any(each.startswith("on") for each in attributes)


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


def _article_is_text(store: Path, number: int) -> bool:
    found, page = _page(store, f"/article/{number}")
    steering = re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]", found.body)
    return found.status == 200 and _is_harmless(page) and not steering and len(found.body) < 200_000


def test_a_hostile_article_is_text(hostile: Path) -> None:
    """Script, markup, bidi overrides, NUL, a megabyte: the page holds them as text, without the marks, and is bounded."""
    assert [] == wrong_rows([(hostile, number, True) for number in range(1, 41)], _article_is_text)


@pytest.mark.parametrize(
    "path", ["/", "/outlets", "/figures", "/outlet/ma_other", "/outlet/ma_outlet", "/stories", "/story/14", "/story/15"]
)
def test_lists_of_hostile_articles_are_text(hostile: Path, path: str) -> None:
    """Lists and figures show the beginning of what outlets wrote; the charts of the figures are SVG of ours."""
    found, page = _page(hostile, path)
    charts = page.xpath("//svg").getall()

    assert (200, True) == (found.status, _is_harmless(Selector(text=re.sub(r"<svg.*?</svg>", "", found.body))))
    assert [] == [each for each in charts if MARK in each]
    assert len(found.body) < 400_000


def _is_a_query(store: Path, typed: str) -> bool:
    found, page = _page(store, "/search", q=typed, day=typed, section=typed, page=typed, lang=typed)
    leaks = str(store.parent) in found.body or "Traceback" in found.body
    return found.status in {200, 400} and _is_harmless(page) and not leaks


def test_a_hostile_query_is_a_query(hostile: Path) -> None:
    """Whatever is typed is searched for or refused in words; nothing of it runs, and no path of the machine is shown."""
    assert [] == wrong_rows([(hostile, typed, True) for typed in QUERIES], _is_a_query)
