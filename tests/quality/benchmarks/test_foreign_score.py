"""The tables of `make score-foreign`: what a refusal counts, what each kind of page becomes, and CPU beside a peer."""

from __future__ import annotations

from benchmarks.foreign.pages import ForeignPage
from benchmarks.foreign.score import ForeignScore, as_score, refusals, table
from benchmarks.reader.jobs import Answer, Timed

PAGE = ForeignPage(
    name="a", url="https://outlet.example/a", kind="article", domain="outlet.example", text="one two three", body=b""
)


def _score(
    kind: str, *, f1: float = 0.0, recall: float = 0.0, refused: str | None = None, ms: float = 10
) -> ForeignScore:
    return ForeignScore(kind=kind, f1=f1, recall=recall, refused=refused, cpu_ms=ms)


ROWS = {
    "rasad": [_score("article", f1=1.0, recall=0.4, ms=30), _score("article", refused="tag-page: /topic/"),
              _score("forum", refused="service-page"), _score("forum", f1=0.0)],
    "trafilatura": [_score("article", f1=0.8, recall=0.9), _score("article", f1=0.6), _score("forum"), _score("forum")],
}  # fmt: skip


def test_a_refused_article_counts_nothing() -> None:
    """Its words are not compared, and an answer is compared with its headline."""
    kept = as_score(PAGE, Timed(answer=Answer(headline="one", body="two three"), cpu_ms=1))
    refused = as_score(PAGE, Timed(answer=Answer(body="one two three", rejected="tag-page"), cpu_ms=1))

    assert (1.0, 0.0) == (kept.f1, refused.f1)


def test_the_table_shows_refusals_lost_recall_and_cpu_beside_the_reference() -> None:
    """A refused article lowers the mean and not the mean of the accepted."""
    rows = [line for line in table(ROWS).splitlines() if line.startswith("| rasad")]

    assert ["| rasad | 0.5000 | 1.0000 | 1/2 | 1/2 | 1 | 15 ms, 1.50 of it |"] == rows


def test_both_kinds_of_refusals_are_told() -> None:
    """Those of articles with their reason, those of other pages by kind."""
    assert [
        "refused by rasad: article 1/2, forum 1/2",
        "articles refused as: tag-page 1",
    ] == refusals(ROWS).splitlines()
