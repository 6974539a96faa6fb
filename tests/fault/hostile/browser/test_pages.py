"""The pages in a real browser: read from right to left, fit any width, by keyboard, readable, and nothing foreign runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from storage.store import Store
from tests.fault.hostile.hostile_texts import MARK, QUERIES, hostile_articles
from tests.support.paths import ROOT
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, SOURCE, fetched, new_store, read

pytest.importorskip("datasette", reason="needs Datasette: make test-web")
pytest.importorskip("websocket", reason="needs websocket-client: make test-web")

from benchmarks.house.chromium import ChromiumPage, chromium_path

if chromium_path() is None:
    pytest.skip("needs Chromium (on Debian: apt-get install chromium)", allow_module_level=True)

CHECKS = Path(__file__).with_name("page_checks.js").read_text(encoding="utf-8")
SEARCH = f"/search?q={quote('الأمن')}"
OURS = (
    "/",
    SEARCH,
    "/article/1",
    "/article/2",
    "/stories?days=366",
    "/story/1",
    "/outlets",
    "/outlet/ma_outlet",
    "/figures",
)
PAGES = (*OURS, *(f"{each}{'&' if '?' in each else '?'}lang=en" for each in OURS))
DATASETTE = ("/rasad", "/rasad/newest", "/rasad/latest", "/rasad/sources")
TEXTS = (
    "اجتمع مجلس الأمن أمس لبحث الأوضاع",
    "تحدث الوزير بالأمن عن الخطة",
    "قال والأمن الغذائي مهم",
    "مباراة في كرة القدم",
)
_LONG = " ".join(["وأعلنت الوزارة في بيان لها أن المشروع سيبدأ مطلع السنة المقبلة بكلفة 120 مليون درهم"] * 6)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a few articles, an edit, a copy, and the twenty hostile ones."""
    folder = tmp_path_factory.mktemp("data")
    with new_store(folder / "rasad.db") as store:
        store.sources.register([SOURCE, make_source("ma_other", outlet="صدى الجبل")])
        store.runs.start(at=NOW, command="test", pid=1)
        for number, text in enumerate(TEXTS):
            _keep(store, number, text)
        _keep(store, 0, f"{TEXTS[0]} وما بعدها", at=NOW + timedelta(hours=1))
        _keep(store, 7, f"{TEXTS[0]} وما بعدها", source_id="ma_other", published_at=NOW + timedelta(hours=2))
        store.articles.keep([fetched(each.article.requested_url, each) for each in hostile_articles()], run_id=1)
    return folder


def _keep(store: Store, number: int, text: str, *, at: Any = NOW, **fields: object) -> None:
    body = f"{text}. {_LONG}\n\nفقرة {number} ثانية: {text}\n\nA paragraph in English stands here."
    made = read(f"{HOME}news/{number}", f"عنوان الخبر رقم {number}: {text}", body)
    article = replace(made.article, byline="سعاد المغربي", image_url=f"{HOME}a.jpg", section="سياسة", **fields)  # type: ignore[arg-type]
    store.articles.keep([fetched(article.requested_url, replace(made, article=article), at=at)], run_id=1)


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[str]:
    """Serve the folder with `rasad serve`, labels too, and give its address."""
    command = [sys.executable, "-m", "crawler", "--data", str(data), "serve", "--port", "0", "--labels"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = server.stderr.readline().split()[0].rstrip("/")
        page = subprocess.run([sys.executable, "-c", _WAIT, address], check=True, capture_output=True)
        assert b"200" == page.stdout.strip()
        yield address
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


_WAIT = """
import sys, time, urllib.request
for _ in range(600):
    try:
        print(urllib.request.urlopen(sys.argv[1] + "/robots.txt").status)
        break
    except OSError:
        time.sleep(0.1)
"""


@pytest.fixture(scope="module")
def report(data: Path) -> str:
    """Write the report of the folder and give its address as a file."""
    command = [
        sys.executable,
        "-m",
        "crawler",
        "--data",
        str(data),
        "report",
        "--days",
        "366",
        "-o",
        str(data / "r.html"),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return (data / "r.html").as_uri()


@pytest.fixture(scope="module")
def page() -> Iterator[ChromiumPage]:
    with ChromiumPage() as chromium:
        yield chromium


def _check(page: ChromiumPage, name: str, *arguments: str) -> Any:
    return page.run(f"(({CHECKS}).{name}({', '.join(map(repr, arguments))}))")


def test_a_typed_search_finds_the_word_behind_its_prefixes(page: ChromiumPage, site: str) -> None:
    """Typed into the field and sent by Enter, `الأمن` finds `والأمن` and `بالأمن` and marks them."""
    page.size(1280)
    page.open(f"{site}/")
    page.run("document.querySelector('input[type=search]').focus()")
    page.call("Input.insertText", text="الأمن")
    about = {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    page.act_and_wait("Input.dispatchKeyEvent", **about)
    marked = page.run("[...document.querySelectorAll('mark')].map((each) => each.textContent)")

    assert {"الأمن", "بالأمن", "والأمن"} <= set(marked)


def test_a_label_is_given_by_the_keyboard(page: ChromiumPage, site: str) -> None:
    """Typed into the form of an article and sent by Enter: a browser is no other site, and the label is on the page."""
    page.size(1280)
    page.open(f"{site}/article/1")
    page.run("document.querySelector('.labels textarea').focus()")
    page.call("Input.insertText", text="يمدح القرار")
    page.run("document.querySelector('.labels input[name=label]').focus()")
    page.call("Input.insertText", text="إيجابي")
    about = {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    page.act_and_wait("Input.dispatchKeyEvent", **about)
    shown = page.run(
        "[location.pathname, ...[...document.querySelectorAll('.labels li *')].map((each) => each.innerText)]"
    )

    assert ["/article/1", "إيجابي", "إيجابي", "يمدح القرار"] == shown[:4]


def test_an_article_is_read_from_right_to_left(page: ChromiumPage, site: str) -> None:
    """Words follow each other to the left, lines begin at the right edge; an English paragraph begins at the left."""
    for width in (360, 1280):
        page.size(width)
        for path in ("/article/1", "/article/1?lang=en"):
            page.open(site + path)
            places = _check(page, "words", "article .body p")
            ends = {each["text"][:9]: each for each in _check(page, "ends", "article h1, article .body p")}
            arabic = [each for text, each in ends.items() if text != "A paragra"]

            assert sorted(places, reverse=True) == places
            assert [] == [each for each in arabic if abs(each["right"]) > 2]
            assert abs(ends["A paragra"]["left"]) <= 2


def test_a_story_is_read_from_right_to_left(page: ChromiumPage, site: str) -> None:
    """Its headline and the lines of its timeline begin at the right edge."""
    for width in (360, 1280):
        page.size(width)
        page.open(f"{site}/story/1")
        ends = _check(page, "ends", "h1, ol.list > li")

        assert 3 <= len(ends)
        assert [] == [each for each in ends if abs(each["right"]) > 2 or each["direction"] != "rtl"]


def test_the_page_is_turned_round_for_english(page: ChromiumPage, site: str) -> None:
    """The direction that the browser computes for each language."""
    found = []
    for path in ("/article/1", "/article/1?lang=en"):
        page.open(site + path)
        found.append(page.run("getComputedStyle(document.body).direction"))

    assert ["rtl", "ltr"] == found


def test_cells_of_datasette_begin_where_their_text_begins(page: ChromiumPage, site: str) -> None:
    """A cell of Arabic is aligned right, one of figures left: in the table, the row and the answer of a question."""
    page.size(1280)
    for path in ("/rasad/newest", "/rasad/sources"):
        page.open(site + path)
        cells = _check(page, "ends", "table.rows-and-columns td")
        arabic = [each for each in cells if "\u0600" <= each["text"].strip()[:1] <= "\u06ff"]
        latin = [each for each in cells if each["text"].isascii()]

        assert len(arabic) >= 2
        assert [] == [each for each in arabic if abs(each["right"]) > 3]
        assert [] == [each for each in latin if abs(each["left"]) > 3]


def test_nothing_is_wider_than_the_page(page: ChromiumPage, site: str, report: str) -> None:
    """At 360 and 1,280 pixels; wide tables scroll by themselves."""
    for width in (360, 1280):
        page.size(width)
        for address in (*(site + each for each in PAGES), report):
            page.open(address)
            assert (address, width, 0, []) == (address, width, _check(page, "overflow"), _check(page, "outside"))


def test_every_control_is_reached_by_the_keyboard(page: ChromiumPage, site: str, report: str) -> None:
    """Tab goes to each link, field, button and scrolling table in turn, and each shows that it has the focus."""
    page.size(1280)
    for address in (*(site + each for each in ("/", SEARCH, "/article/1", "/story/1", "/outlets", "/figures")), report):
        page.open(address)
        count = page.run(
            f"(() => {{ const all = ({CHECKS}).stops(); all.forEach((each, at) => each.dataset.stop = at); return all.length; }})()"
        )
        reached, dull = set(), []
        for _ in range(count):
            page.press("Tab")
            stop, shown, name = page.run(
                "(() => { const each = document.activeElement, label = each.type === 'radio' ? each.labels[0] : each;"
                "const style = getComputedStyle(label);"
                "return [each.dataset.stop, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1, each.outerHTML.slice(0, 80)]; })()"
            )
            reached.add(stop)
            dull += [] if shown else [name]

        assert (address, {str(each) for each in range(count)}, []) == (address, reached, dull)


def test_text_and_charts_can_be_read_in_light_and_dark(page: ChromiumPage, site: str, report: str) -> None:
    """WCAG 2.2: text 4.5 to 1, large text and the shapes of charts 3 to 1, by the colours that the browser computes."""
    for is_dark in (False, True):
        page.size(1280, is_dark=is_dark)
        for address in (*(site + each for each in PAGES), report):
            page.open(address)
            found = _check(page, "unreadable")
            assert (address, is_dark, []) == (address, is_dark, found["found"])
            assert found["texts"] > 10


def test_the_report_switches_its_language_by_keyboard_and_prints_one(page: ChromiumPage, report: str) -> None:
    """Tab and an arrow show English; on paper the switch is gone and the colours are those of paper."""
    shown = "[...document.querySelectorAll('main')].filter((each) => each.checkVisibility()).map((each) => each.lang).join()"
    page.size(1280, is_dark=True)
    page.open(report)
    before = page.run(shown)
    page.press("Tab")
    page.press("ArrowDown")
    after = page.run(shown)
    page.call("Emulation.setEmulatedMedia", media="print")
    paper = page.run(
        "[getComputedStyle(document.querySelector('label')).display, getComputedStyle(document.body).backgroundColor]"
    )

    assert ("ar", "en", ["none", "rgb(255, 255, 255)"]) == (before, after, paper)


def test_nothing_foreign_runs(page: ChromiumPage, site: str, report: str) -> None:
    """Hostile articles and queries in every kind of page: no script of theirs runs, and no other host is asked."""
    page.size(1280)
    paths = [f"/article/{number}" for number in range(1, 26)]
    paths += [f"/rasad/articles/{number}" for number in range(6, 26, 3)]
    paths += [*PAGES, *DATASETTE, *(f"/search?q={quote(each[:2000], errors='replace')}" for each in QUERIES[-45:])]
    for address in (*(site + each for each in paths), report):
        page.open(address)
        foreign = page.run(
            "performance.getEntriesByType('resource').map((each) => each.name).filter((name) => !name.startsWith(location.origin))"
        )
        assert (address, "undefined", []) == (address, page.run(f"typeof window.{MARK}"), foreign)


def test_a_script_that_runs_would_be_seen(page: ChromiumPage, tmp_path: Path) -> None:
    """The check above is no blind one: in a page without a policy the same texts run."""
    (tmp_path / "open.html").write_text(f"<p>{hostile_articles()[0].article.headline}</p>", encoding="utf-8")
    page.open((tmp_path / "open.html").as_uri())

    assert "number" == page.run(f"typeof window.{MARK}")
