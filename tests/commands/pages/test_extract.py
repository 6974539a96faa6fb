"""`rasad extract`, without a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from crawler.cli.pages.extract import extract
from tests.support.tables import every_row

HTML = (
    "<html><head><title>الحكومة تطلق برنامجا جديدا</title></head><body><h1>الحكومة تطلق برنامجا جديدا</h1>"
    "<p>قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات.</p>"
    "<p>وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات في جميع الجهات.</p></body></html>"
)


def test_a_file_in_an_article_out(tmp_path: Path) -> None:
    """One JSON object on stdout, status 0."""
    page = tmp_path / "page.html"
    page.write_text(HTML, encoding="utf-8")
    done = CliRunner().invoke(extract, [str(page), "--url", "https://outlet.example/news/1"])

    assert (0, "الحكومة تطلق برنامجا جديدا") == (done.exit_code, json.loads(done.stdout)["headline"])


@every_row(
    ("options", "source"),
    [
        (["--url", "https://www.hespress.com/news-1.html"], "ma_hespress"),
        (["--url", "https://www.hespress.com/news-1.html", "--source", "unknown"], "unknown"),
        (["--url", "https://hespress.com.example/news-1.html"], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_page_of_an_outlet_of_ours_is_read_as_a_crawl_reads_it(options: list[str], source: str) -> None:
    """Its address tells the source, unless another one is named."""
    done = CliRunner().invoke(extract, ["-", *options], input=HTML.encode())

    assert source == json.loads(done.stdout)["source_id"]


def test_stdin_is_a_page() -> None:
    """`-` reads standard input."""
    done = CliRunner().invoke(extract, ["-"], input=HTML.encode())

    assert "ar" == json.loads(done.stdout)["language"]


def test_a_refusal_is_status_1() -> None:
    """The object has the reason."""
    done = CliRunner().invoke(extract, ["-"], input=b"%PDF-1.7")

    assert (1, "not-html") == (done.exit_code, json.loads(done.stdout)["rejected"])


def test_a_missing_file_is_one_line_and_status_2(tmp_path: Path) -> None:
    """Usage errors are printed on stderr."""
    done = CliRunner().invoke(extract, [str(tmp_path / "none.html")])

    assert (2, True) == (done.exit_code, "none.html" in done.stderr)


@every_row("form", ["text", "md"])
def test_people_get_text(form: str) -> None:
    """Headline first, then the paragraphs."""
    done = CliRunner().invoke(extract, ["-", "--format", form], input=HTML.encode())

    assert done.stdout.lstrip("# ").startswith("الحكومة تطلق برنامجا جديدا\n")
