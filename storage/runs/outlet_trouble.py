"""What the store knows of an outlet that gives no articles: its new pages since the last article, and its silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_unstamp, stamp, unstamp

_HABIT = timedelta(days=90)
_LAST_GOOD = """
select coalesce(r.finished_at, r.started_at) from source_runs sr join runs r on r.run_id = sr.run_id
where sr.source_id = ? and sr.kept > 0 order by sr.run_id desc limit 1
"""
_WITHOUT_ARTICLE = """
select coalesce(reason, state), count(*), min(discovered_at) from frontier where source_id = :source
  and discovered_at > :after and state in ('rejected', 'gone', 'failed', 'quarantined') and backfill = 0
  and article_id is null group by 1
"""
_LAST_ARTICLE = """
select discovered_at from frontier where source_id = ? and article_id is not null order by discovered_at desc limit 1
"""
_ARTICLES = """
select discovered_at from frontier where source_id = ? and discovered_at >= ? and article_id is not null and backfill = 0
order by discovered_at
"""
_PROBLEM_SINCE = """
select r.started_at from source_runs sr join runs r on r.run_id = sr.run_id
where sr.source_id = :source and sr.problem is not null and sr.run_id > coalesce((
  select max(s.run_id) from source_runs s join runs e on e.run_id = s.run_id
  where s.source_id = :source and s.problem is null and e.finished_at is not null), 0) order by sr.run_id limit 1
"""  # a run that was killed noted no problem, and none that is over
_PROBLEM_BEFORE = """
select sr.problem from source_runs sr join runs r on r.run_id = sr.run_id
where sr.source_id = :source and sr.run_id < :run and r.finished_at is not null order by sr.run_id desc limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesWithoutArticle:
    """The pages of a source that were found since its last article, and gave none: their *reasons* and the first of them.

    *ever_kept*: the source gave an article before. *since* is `None` where there is no such page.
    """

    reasons: Mapping[str, int]
    since: datetime | None
    ever_kept: bool


class OutletTroubleTable:
    """What is known of outlets without articles (`Store.outlet_troubles`); it only reads."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def without_article(self, source_id: str) -> PagesWithoutArticle:
        """Return the pages of a source since its last article; a page that was tried several times counts once."""
        with self._file.reading() as db:
            good = db.execute(_LAST_GOOD, (source_id,)).fetchone()
            params = {"source": source_id, "after": good[0] if good else ""}
            rows = db.execute(_WITHOUT_ARTICLE, params).fetchall()
        reasons = Counter[str]()
        for reason, number, _since in rows:
            reasons[reason.partition(":")[0]] += number
        since = min((row[2] for row in rows), default=None)
        return PagesWithoutArticle(reasons=reasons, since=maybe_unstamp(since), ever_kept=good is not None)

    def last_article(self, source_id: str) -> datetime | None:
        """Return when a page was found of which an article was kept; `None`: never."""
        with self._file.reading() as db:
            row = db.execute(_LAST_ARTICLE, (source_id,)).fetchone()
        return None if row is None else unstamp(row[0])

    def articles_found(self, source_id: str, *, until: datetime) -> Sequence[datetime]:
        """Return when the articles of the 90 days before *until* were found, in order."""
        with self._file.reading() as db:
            rows = db.execute(_ARTICLES, (source_id, stamp(until - _HABIT))).fetchall()
        return [unstamp(at) for (at,) in rows]

    def problem_before(self, source_id: str, run_id: int) -> str | None:
        """Return the problem of a source in the last of its runs before *run_id* that was not killed."""
        with self._file.reading() as db:
            row = db.execute(_PROBLEM_BEFORE, {"source": source_id, "run": run_id}).fetchone()
        return None if row is None else row[0]

    def problem_since(self, source_id: str) -> datetime | None:
        """Return when the first of the last runs began that all ended with a problem; `None`: the last had none."""
        with self._file.reading() as db:
            row = db.execute(_PROBLEM_SINCE, {"source": source_id}).fetchone()
        return None if row is None else unstamp(row[0])
