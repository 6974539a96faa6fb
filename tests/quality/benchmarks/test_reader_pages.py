"""The pages that the reader is timed on, the readings that are compared, and the figures at the page's head."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from benchmarks.marked import write_now
from benchmarks.reader import readings
from benchmarks.reader.page_profile import profiled
from benchmarks.reader.page_sets import newsroom_pages
from benchmarks.reader.real_size import real_size_pages
from pipelines.items import PageContext
from pipelines.read import read
from pipelines.stages.reader_process import read_page
from storage.records import Article, Page
from storage.source import Source

_SMALL = newsroom_pages(7)[:7]
_LARGE = real_size_pages(_SMALL)


def test_pages_of_real_size_have_the_amounts_of_todays_pages() -> None:
    """Size, elements, attributes, links and pictures are between the median and twice the upper quartile."""
    wrong = []
    for page, _ in _LARGE:
        tree = html.document_fromstring(page.body)
        elements = list(tree.iter("*"))
        counts = {
            "bytes": (len(page.body), 200_000, 350_000),
            "elements": (len(elements), 1100, 1900),
            "attributes": (sum(len(each.attrib) for each in elements), 1700, 2800),
            "links": (sum(each.tag == "a" for each in elements), 160, 400),
            "pictures": (sum(each.tag == "img" for each in elements), 24, 60),
        }
        wrong += [f"{name}: {found}" for name, (found, least, most) in counts.items() if not least <= found <= most]

    assert [] == wrong


def test_pages_of_real_size_are_read_as_the_small_ones_are() -> None:
    """What a theme puts around an article changes no headline, text or date: only the cost."""

    def facts(page: Page, source: Source) -> tuple[object, ...]:
        found = read(page, source, PageContext())
        return (found.headline, found.body, found.published_at, found.authors) if isinstance(found, Article) else ()

    assert [facts(*each) for each in _SMALL] == [facts(*each) for each in _LARGE]


def test_a_comparison_names_the_page_and_the_field_that_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two versions of the reader are compared field by field."""
    before, after = tmp_path / "before.gz", tmp_path / "after.gz"
    given = ["readings", "--articles", "7", "--every", "13", "--write"]
    monkeypatch.setattr("sys.argv", [*given, str(before)])
    readings.main()
    monkeypatch.setattr(readings, "read_page", lambda *_: read_page(*_SMALL[0], PageContext()))
    monkeypatch.setattr("sys.argv", [*given, str(after)])
    readings.main()

    assert (0, 1) == (readings.compared(before, before), readings.compared(before, after))
    assert "read otherwise" in capsys.readouterr().out


def test_a_page_of_another_language_keeps_its_markup_in_arabic() -> None:
    """Only the words of its text are replaced, neither those of tags nor those of scripts."""
    page = b"<html><script>var name = 1;</script><p class='lead'>Two words</p></html>"
    assert b"<script>var name = 1;</script><p class='lead'>" in readings.in_arabic(page)
    assert "قال وزير" in readings.in_arabic(page).decode()


def test_a_profile_knows_the_functions_of_the_reader() -> None:
    """Shares are of the whole, and a function of the tree is named by its file."""
    rows, total = profiled(_SMALL[:1])
    names = [name for name, *_ in rows]

    assert total > 0
    assert any(name.startswith("pipelines/read.py:") for name in names)


def test_a_measured_figure_is_written_into_its_row(tmp_path: Path) -> None:
    """The table at the head has the goal, the figure and its command; a figure without a row is an error."""
    page = tmp_path / "performance.md"
    page.write_text("| figure | goal | now | command |\n| a page | 2 | 9 | `make bench` |\n", encoding="utf-8")
    write_now(page, "a page", "1.5")

    assert "| a page | 2 | 1.5 | `make bench` |" in page.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="no row"):
        write_now(page, "two pages", "1")
