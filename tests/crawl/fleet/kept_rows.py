"""The same pages kept in any store, and its rows without the numbers that depend on the order of keeping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from benchmarks.quality.daily_texts import gold
from benchmarks.reader.page_sets import newsroom_pages
from pipelines.arabic.search.query import match, parse_query
from pipelines.items import PageContext
from pipelines.stages.reader_process import read_page
from storage.articles.search.search_index import SearchFilter
from storage.discovery.listings import ListingAnswer, Validators
from storage.records import Fetched, ListingEntry, ReadArticle
from storage.source import DiscoveryKind, Source
from storage.store import Store
from tests.support.stores import HOME, NOW, add_listing, read

_TABLES = {
    "articles": (
        "select a.canonical_url, a.source_id, a.headline, a.body, a.published_at, a.local_day, a.local_hour, a.hijri_day, "
        "a.agency_id, a.key, a.number, a.doubt, o.canonical_url, g.canonical_url, a.series_id from articles a "
        "left join articles o on o.id = a.duplicate_of left join articles g on g.id = a.copy_group_id"
    ),
    "pairs": (
        "select case when a.canonical_url < b.canonical_url then a.canonical_url else b.canonical_url end, "
        "case when a.canonical_url < b.canonical_url then b.canonical_url else a.canonical_url end, p.kind, p.similarity "
        "from duplicate_pairs p join articles a on a.id = p.a join articles b on b.id = p.b"
    ),
    "stories": (
        "select a.canonical_url, f.canonical_url, t.at, t.strength from story_articles t "
        "join articles a on a.id = t.article_id join articles f on f.id = t.story_id"
    ),
    "frontier": (
        "select f.url, f.source_id, f.state, f.reason, f.next_at, f.tries, f.revisits, a.canonical_url "
        "from frontier f left join articles a on a.id = f.article_id"
    ),
    "fetches": "select url, at, effect, reason from fetches",
    "sightings": "select url, listing_url, title, published_at from sightings",
    "fingerprints": (
        "select a.canonical_url, f.headline_digest, f.body_digest, f.hashes, f.copy_keys, f.template_keys "
        "from fingerprints f join articles a on a.id = f.article_id"
    ),
    "figures": "select source_id, fetched, kept, changed, unchanged, duplicates, rejected, reasons from source_runs",
    "sources": "select id, articles from sources",
    "by_day": "select local_day, source_id, articles, originals, copies, series_pieces, day_articles from by_day",
    "by_outlet": "select source_id, articles, originals, copies, agency_articles, first_day, last_day from by_outlet",
}


@cache
def newsroom_reads() -> tuple[tuple[Source, Fetched], ...]:
    """Return what the reader makes of the pages of a newsroom; every third is copied by another outlet, one has a series."""
    found = [
        (source, _fetched(outcome))
        for page, source in newsroom_pages(60)
        if isinstance(outcome := read_page(page, source, PageContext()), ReadArticle)
    ]
    sources = list({source.id: source for source, _ in found}.values())
    copies = [
        (other, _fetched(_moved(each.outcome, other, number)))
        for number, (source, each) in enumerate(found[::3])
        if (other := sources[number % len(sources)]) is not source and isinstance(each.outcome, ReadArticle)
    ]
    pieces = [(sources[0], _fetched(_moved(read(HOME, *gold(day)), sources[0], 100 + day))) for day in range(8)]
    return (*found, *copies, *pieces)


def _fetched(outcome: ReadArticle) -> Fetched:
    article = outcome.article
    return Fetched(url=article.requested_url, source_id=article.source_id, fetched_at=NOW, outcome=outcome)


def _moved(outcome: ReadArticle, source: Source, number: int) -> ReadArticle:
    """Return the same text at an address of another outlet, printed later."""
    url, at = f"{source.home}moved/{number}", NOW - timedelta(minutes=number)
    article = replace(
        outcome.article, source_id=source.id, outlet=source.outlet, requested_url=url, final_url=url, canonical_url=url,
        published_at=at, published_precision=None, published_day=None, published_until=None,
    )  # fmt: skip
    return replace(outcome, article=article)


def searches() -> list[str]:
    """Return expressions for words of the texts: one, two, a phrase, in headlines, without one, and either of two."""
    typed = ["جمعية", "تقرر لفائدة", '"تفاصيل صندوق"', "headline:درهم", "تقرر -جمعية", "درهم OR ليرة"]
    return [match(parse_query(each)) for each in typed]


def begin(store: Store) -> int:
    """Register the sources, name every page in a listing, and claim them all; returns the number of the run."""
    sources = {source.id: source for source, _ in newsroom_reads()}
    store.sources.register(list(sources.values()))
    run_id = store.runs.start(at=NOW, command="test", pid=1)
    for source_id, source in sources.items():
        entries = [ListingEntry(url=page.url) for each, page in newsroom_reads() if each is source]
        add_listing(store, _listing(source), entries, at=NOW)
        store.frontier.claim(source_id, limit=1000, at=NOW, lease=timedelta(hours=1))
    return run_id


def _listing(source: Source) -> ListingAnswer:
    return ListingAnswer(
        url=source.home + "sitemap.xml", source_id=source.id, kind=DiscoveryKind.SITEMAP, rank=2, complete=True,
        status=200, validators=Validators(),
    )  # fmt: skip


def keep(store: Store, pages: Sequence[Fetched], run_id: int, *, batch: int = 4) -> None:
    """Keep pages in batches, as a crawl does."""
    for start in range(0, len(pages), batch):
        store.articles.keep(pages[start : start + batch], run_id=run_id)


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table, sorted, and what each of some searches finds."""
    with store.file.snapshot() as db:
        found = {name: sorted(map(_plain, db.execute(sql)), key=repr) for name, sql in _TABLES.items()}
    for each in searches():
        hits = store.search_index.search(each, SearchFilter(), limit=1000).hits
        found[each] = sorted((hit.url,) for hit in hits)
    return found


def _plain(row: Iterable[object]) -> tuple[object, ...]:
    return tuple(each if not isinstance(each, float) else round(each, 6) for each in row)
