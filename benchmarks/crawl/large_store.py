"""Fills a store with as many articles as asked, with everything that a crawl of years leaves: for what must not grow.

The texts are short, and no article resembles another: copies, series and stories are what `benchmarks.crawl.keep_cost`
measures. Beside each article are its frontier entry, its sighting and its fetch, and there is a run for every fifty.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from storage.database.values.columns import stamp
from storage.database.values.url_key import url_key
from storage.source import Source
from storage.store import Store

_CHUNK, _ARTICLES_OF_RUN = 50_000, 50
_YEARS = timedelta(days=2000)
_WORDS = 40
_ARTICLE = (
    "insert into articles (id, seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, "
    "language, published_at, published_from, published_precision, fetched_at, kept_at, words, kind, key, "
    "copy_group_id, local_day, local_hour, local_weekday) values (?1, ?1, ?2, ?3, ?3, ?3, ?4, '[]', '[]', ?5, 'ar', "
    "?6, 'page', 'minute', ?6, ?6, ?7, 'article', ?8, ?1, substr(?6, 1, 10), cast(substr(?6, 12, 2) as integer), 1)"
)
_ENTRY = (
    "insert into frontier (url, source_id, state, discovered_at, fetched_at, listed_at, article_id, key, dated_at, "
    "revisits) values (?, ?, 'kept', ?, ?, ?, ?, ?, ?, 4)"
)
_SIGHTING = (
    "insert into sightings (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, tags) "
    "values (?, ?, 3, 0, ?, ?, ?, '[]')"
)
_FETCH = "insert into fetches (url, at, run_id, effect) values (?, ?, ?, 'kept')"
_RUN = "insert into runs (command, pid, started_at, finished_at, exit_status) values ('rasad crawl --all', 1, ?, ?, 0)"
_SOURCE_RUN = "insert into source_runs (run_id, source_id, found, fetched, kept, unchanged) values (?, ?, 9, 9, 3, 6)"


def fill_store(store: Store, sources: Sequence[Source], articles: int, *, until: datetime) -> None:
    """Add *articles* to those of *sources*, by turns, in order of time, over the 2,000 days before *until*."""
    chance = random.Random("large store")  # noqa: S311  # invented texts
    words = ["".join(chance.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=chance.randint(2, 9))) for _ in range(20_000)]
    with store.file.reading() as db:
        first = 1 + db.execute("select coalesce(max(seq), 0) from articles").fetchone()[0]
    step = _YEARS / articles
    for start in range(0, articles, _CHUNK):
        numbers = range(start, min(start + _CHUNK, articles))
        made = [
            _made(each + first, sources[each % len(sources)], until - _YEARS + step * each, words, chance)
            for each in numbers
        ]
        with store.file.writing() as db:
            runs = [each[5] for each in made[::_ARTICLES_OF_RUN]]
            last = db.execute("select coalesce(max(run_id), 0) from runs").fetchone()[0]
            db.executemany(_RUN, [(at, at) for at in runs])
            used = list(range(last + 1, last + 1 + len(runs)))
            db.executemany(_SOURCE_RUN, [(run, each.id) for run in used for each in sources])
            db.executemany(_ARTICLE, made)
            db.executemany(_ENTRY, [(row[2], row[1], row[5], row[5], row[5], row[0], row[7], row[5]) for row in made])
            db.executemany(_SIGHTING, list(_sightings(made, sources)))
            db.executemany(_FETCH, [(row[2], row[5], used[at // _ARTICLES_OF_RUN]) for at, row in enumerate(made)])
    with store.file.writing() as db:
        db.execute("update counters set value = ? where name = 'seq'", (first + articles,))


_Made = tuple[int, str, str, str, str, str, int, int]


def _made(number: int, source: Source, at: datetime, words: Sequence[str], chance: random.Random) -> _Made:
    """Return the row of an article: its number, source, URL, headline, body, moment, words and key."""
    url = f"{source.home}archive/{number}.html"
    text = chance.choices(words, k=_WORDS)
    return number, source.id, url, " ".join(text[:8]), " ".join(text), stamp(at), _WORDS, url_key(url)


def _sightings(made: Sequence[_Made], sources: Sequence[Source]) -> Iterator[tuple[object, ...]]:
    """Yield a sighting for each article: its listing named it for a while, and does no more."""
    listings = {each.id: each.discover[0].url for each in sources}
    for row in made:
        yield row[2], listings[row[1]], row[5], row[5], row[5]
