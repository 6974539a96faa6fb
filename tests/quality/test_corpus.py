"""The floors below which the reading of real and composed pages must not fall."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipelines.document import document, unknown_source
from pipelines.items import Known
from pipelines.read import read
from storage.records import Page

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One page of the corpus: what it holds, and what was read."""

    item: dict[str, Any]
    said: dict[str, Any]


@cache
def _score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _rows() -> tuple[Row, ...]:
    return tuple(_read_all())


def _read_all() -> Iterator[Row]:
    for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        url = item.get("url") or "https://outlet.example/a"
        body = gzip.decompress((CORPUS / item["page"]).read_bytes())
        page = Page(requested_url=url, final_url=url, body=body, content_type=None, fetched_at=datetime.now(UTC))
        source = unknown_source(url)
        yield Row(item=item, said=document(read(page, source, Known()), page, source))


def _articles() -> list[Row]:
    if not CORPUS.exists():
        pytest.skip("the saved pages are not beside the checkout (../shared/corpus)")
    return [row for row in _rows() if row.item["expect"] == "article"]


def _f1(row: Row) -> float:
    words = _score().words
    said, gold = words(row.said["body"]), words(row.item["body"])
    same = sum((said & gold).values())
    return float(2 * same / max(1, sum(said.values()) + sum(gold.values())))


def test_bodies_agree_with_the_annotation() -> None:
    """The mean F1 of the words is at least 0.99, and no page falls below 0.97."""
    scores = [_f1(row) for row in _articles()]

    assert (True, True) == (sum(scores) / len(scores) >= 0.99, min(scores) >= 0.97)


def test_no_boilerplate_leaks() -> None:
    """At most 2 of the annotated snippets of chrome stand in a body."""
    flat = _score().flat if CORPUS.exists() else str
    leaks = [
        (row.item["page"], snippet)
        for row in _articles()
        for snippet in row.item.get("boilerplate") or []
        if flat(snippet) not in flat(row.item["body"]) and flat(snippet) in flat(row.said["body"])
    ]

    assert [] == leaks[2:]


def test_headlines_are_the_annotated_ones() -> None:
    """At least 33 of 34; the other differs by the order of two vowel marks."""
    rows = _articles()
    flat = _score().flat

    assert 33 <= sum(flat(row.said["headline"]) == flat(row.item["headline"]) for row in rows)


def test_no_date_is_wrong() -> None:
    """A date is right or null."""
    verdicts = [_score().date_verdict(row.said["published_at"], row.item["published_at"]) for row in _articles()]

    assert (0, True) == (verdicts.count("wrong"), verdicts.count("right") >= 6)


def test_no_author_is_wrong() -> None:
    """Every name claimed is annotated."""
    annotated = [row for row in _articles() if row.item.get("authors") is not None]

    assert [] == [row.item["page"] for row in annotated if set(row.said["authors"]) - set(row.item["authors"])]


def test_what_is_no_arabic_article_is_refused_and_no_article_is() -> None:
    """All 23 listings and foreign pages are refused, none of the articles."""
    articles = _articles()
    others = [row for row in _rows() if row.item["expect"] in {"not-article", "not-arabic"}]

    assert ([], []) == (
        [row.item["page"] for row in articles if "rejected" in row.said],
        [row.item["page"] for row in others if "rejected" not in row.said],
    )
