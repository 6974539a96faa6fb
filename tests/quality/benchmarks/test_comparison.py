"""The comparison of readers: an answer without text, the corpus' own scorer, the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import Corpus
from benchmarks.marked import write_between_marks
from benchmarks.quality.scoring import Figures, score
from benchmarks.quality.table import Row, as_table
from benchmarks.reader.jobs import Answer, asked
from tests.support.corpus import small_corpus

# The scorer's contract in short: it asks the command about each page and prints its figures.
_SCORER = """
import json, pathlib, shlex, subprocess, sys
root, command, rows = pathlib.Path(sys.argv[1]), sys.argv[3], pathlib.Path(sys.argv[5])
pages = [json.loads(line)["page"] for line in (root / "manifest.jsonl").open()]
answers = [json.loads(subprocess.check_output([p.format(page=root / page) for p in shlex.split(command)])) for page in pages]
rows.write_text("\\n".join(json.dumps({"body": each["body"]}) for each in answers))
print(json.dumps(dict(articles=3, precision=0.9, recall=0.8, f1=0.85, f1_min=0.5, kept=1.0, leaks=1, snippets=9,
    headline="2/3", date_right=1, date_null=0, date_wrong=2, authors_right="1/2", authors_wrong=1, false_refusals=0,
    refused="4/5", errors=0)))
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return five pages and the program that scores them."""
    (tmp_path / "score.py").write_text(_SCORER, encoding="utf-8")
    return small_corpus(tmp_path, "one", "hang", "die", "raise", "two")


def _row(name: str, *, f1: float, leaks: int, cpu_ms: float, silent_on: frozenset[str] = frozenset()) -> Row:
    figures = Figures(
        articles=3, f1=f1, f1_min=0.5, precision=0.9, recall=0.8, kept=1.0, leaks=leaks, leaks_of=9, headlines=2,
        headlines_of=3, dates_right=1, dates_null=0, dates_wrong=2, authors_right=1, authors_of=2, authors_wrong=1,
        refused=4, refused_of=5, false_refusals=0,
    )  # fmt: skip
    return Row(name=name, version="1", figures=figures, cpu_ms=cpu_ms, silent_on=silent_on)


def test_no_text_is_a_refusal_that_keeps_the_other_facts() -> None:
    """A reader that found the headline alone has refused the page, and the headline counts."""
    answer = asked(lambda *_: Answer(headline="خبر", body=" \n"), b"", "").answer

    assert Answer(headline="خبر", body=" \n", rejected="no text") == answer


def test_answers_are_scored_by_the_corpus_own_program(corpus: Corpus) -> None:
    """Each page's answer reaches score.py under that page, and its figures come back."""
    scored = score(corpus, [Answer(body=each.name) for each in corpus.pages()])

    assert ([each.name for each in corpus.pages()], _row("", f1=0.85, leaks=1, cpu_ms=0).figures) == (
        [row["body"] for row in scored.rows],
        scored.figures,
    )


def test_the_digest_tells_one_changed_page(corpus: Corpus) -> None:
    """The same folder has the same digest; one letter more has another."""
    before = corpus.digest()
    same = corpus.digest()
    (corpus.root / "two.html").write_text("two!", encoding="utf-8")

    assert (True, False) == (before == same, before == corpus.digest())


def test_the_best_of_each_column_is_bold_and_silence_is_a_dash() -> None:
    """Fewer leaks are better; a reader that does not look for dates does not win by making none up."""
    silent = _row("b", f1=0.99, leaks=0, cpu_ms=20, silent_on=frozenset({"dates", "authors", "headlines"}))

    lines = as_table([_row("a", f1=0.5, leaks=1, cpu_ms=10), silent]).splitlines()[2:]

    alike = "**0.5000** | **0.9000** | **0.8000** | **1.0000**"
    first = f"| a 1 | 0.5000 | {alike} | 1 | **2** | **1** | 0 | **2** | **1** | **1** | **4** | **0** |"
    second = f"| b 1 | **0.9900** | {alike} | **0** | – | – | – | – | – | – | **4** | **0** |"
    assert [first, second] == lines


def test_only_what_is_between_the_marks_is_written_anew(tmp_path: Path) -> None:
    """The words around the table stay; a page without both marks raises and stays as it is."""
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- x -->\nold\n<!-- x -->\nafter\n", encoding="utf-8")

    write_between_marks(page, "new", mark="<!-- x -->")

    assert "before\n<!-- x -->\nnew\n<!-- x -->\nafter\n" == page.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="twice"):
        write_between_marks(page, "new", mark="<!-- y -->")
