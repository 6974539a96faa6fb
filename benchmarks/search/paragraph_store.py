"""A store of paragraphs, each an article of its own, kept by the same way as crawled articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipelines.stages.fingerprint import fingerprint
from storage.records import Article, Fetched, ReadArticle
from storage.source import Source
from storage.store import Store

_AT = datetime(2026, 11, 30, tzinfo=UTC)
_BATCH = 100


@contextmanager
def paragraph_store(folder: Path, paragraphs: dict[str, str]) -> Iterator[tuple[Store, dict[str, str]]]:
    """Give an open store in *folder*, and the name of the paragraph at each URL."""
    source = Source(
        id="xx_paragraphs",
        outlet="فقرات",
        home="https://paragraphs.example/",
        country="xx",
        language="ar",
        timezone="UTC",
        discover=(),
    )
    names = {f"{source.home}{number}": name for number, name in enumerate(paragraphs)}
    with Store.open(folder / "rasad.db") as store:
        store.sources.register([source])
        run = store.runs.start(at=_AT, command="benchmark", pid=1)
        fetched = [_fetched(source, url, paragraphs[name]) for url, name in names.items()]
        for start in range(0, len(fetched), _BATCH):
            store.articles.keep(fetched[start : start + _BATCH], run_id=run)
        yield store, names


def _fetched(source: Source, url: str, text: str) -> Fetched:
    article = Article(
        source_id=source.id,
        outlet=source.outlet,
        requested_url=url,
        final_url=url,
        canonical_url=url,
        fetched_at=_AT,
        headline="فقرة",
        body=text,
        language="ar",
    )
    outcome = ReadArticle(article=article, fingerprint=fingerprint("فقرة", text))
    return Fetched(url=url, source_id=source.id, fetched_at=_AT, outcome=outcome)
