"""Keeps what a run fetched: article, revision, duplicates, search index and frontier in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

import zstandard

from storage.articles.copies.groups import note_fingerprint, settle_groups
from storage.articles.identity import find_article, is_moved, join_rows
from storage.articles.search.index_writer import IndexBatch
from storage.articles.withdrawal import (
    DECLARED,
    LED_AWAY,
    RECHECK_AFTER,
    has_other_address,
    is_withdrawn,
    restore,
    says_missing,
    status_reason,
    withdraw,
)
from storage.articles.writer import (
    StoredArticle,
    insert_article,
    is_preferred,
    note_revision,
    same_facts,
    update_article,
)
from storage.database.change_sequence import last_seq
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_safe, safe, stamp
from storage.database.values.date_order import without_refuted_date
from storage.database.values.upsert import upsert
from storage.frontier import inbox
from storage.frontier.rechecks import is_final, schedule_recheck
from storage.frontier.revisits import schedule_revisit
from storage.frontier.settlement import settle
from storage.frontier.url_aliases import ALIAS_REASONS, leads_to, merge, try_other_alias
from storage.records import (
    Effect,
    Failed,
    Fetched,
    Gone,
    NotModified,
    Quarantined,
    ReadArticle,
    Rejected,
    SamePage,
    State,
)
from storage.runs.batch_figures import BatchFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What one `Fetched` did to the store; *article_id* is `None` where the URL has no article.

    *reason* is what was amiss, as the store writes it (`None`: nothing).
    """

    url: str
    effect: Effect
    article_id: int | None
    reason: str | None = None


def keep(
    db: StoreConnection, batch: Sequence[Fetched], *, run_id: int, kept_at: datetime, is_crawl: bool = True
) -> list[IngestResult]:
    """Keep a batch inside the caller's transaction, all or nothing; `source_runs` counts it only if it *is_crawl*."""
    keeper, begun = _Keeper(db, run_id, kept_at, is_crawl=is_crawl), last_seq(db)
    results = [keeper.keep(each) for each in batch]
    settle_groups(db, keeper.touched, after_seq=begun)
    keeper.index.write()
    keeper.figures.write()
    return results


class _Keeper:
    def __init__(self, db: StoreConnection, run_id: int, kept_at: datetime, *, is_crawl: bool) -> None:
        self._db, self._run_id, self._kept_at, self._is_crawl = db, run_id, kept_at, is_crawl
        self.touched: set[int] = set()
        self.index, self.figures = IndexBatch(db), BatchFigures(db, run_id)

    def keep(self, fetched: Fetched) -> IngestResult:
        outcome = fetched.outcome
        match outcome:
            case ReadArticle():
                kept = self._read(fetched, outcome)
            case NotModified():
                kept = self._not_modified(fetched)
            case SamePage():
                kept = self._same_page(fetched, outcome)
            case Rejected():
                kept = self._rejected(fetched, outcome)
            case Quarantined():
                kept = self._quarantined(fetched, outcome)
            case Gone():
                kept = self._gone(fetched, outcome)
            case Failed():
                kept = self._failed(fetched, outcome)
        inbox.take(self._db, fetched.url)
        kept = replace(kept, reason=_reason(fetched, kept))
        self._note(fetched, kept)
        return kept

    def _read(self, fetched: Fetched, outcome: ReadArticle) -> IngestResult:
        outcome, old = find_article(self._db, outcome, known_id=self._article_of(fetched.url))
        if old is None:
            article_id = insert_article(self._db, outcome, self.index, kept_at=self._kept_at)
            effect = Effect.KEPT
            self.touched |= note_fingerprint(self._db, article_id, outcome.fingerprint)
        else:
            article_id = old.id
            effect = self._again(old, without_refuted_date(self._db, article_id, outcome))
        self._settle(fetched, State.KEPT, None, article_id)
        self._revisit(fetched, article_id, effect)
        leads_to(self._db, outcome.article.final_url, fetched.url)
        self._db.execute("delete from quarantine where url = ?", (fetched.url,))
        self.touched.add(article_id)
        return IngestResult(url=fetched.url, effect=effect, article_id=article_id)

    def _again(self, old: StoredArticle, outcome: ReadArticle) -> Effect:
        """Compare with the article in the store: a new text makes a revision, new fields are written over the old."""
        if not is_preferred(outcome.article, old):
            return Effect.UNCHANGED
        sketch = outcome.fingerprint.sketch
        if (old.headline_digest, old.body_digest) != (sketch.headline_digest, sketch.body_digest):
            note_revision(self._db, old.id)
            update_article(self._db, old.id, outcome, self.index)
            self.touched |= note_fingerprint(self._db, old.id, outcome.fingerprint)
            return Effect.CHANGED
        if not same_facts(outcome.article, old):
            update_article(self._db, old.id, outcome, self.index)
        if old.is_sketch_outdated:
            self.touched |= note_fingerprint(self._db, old.id, outcome.fingerprint)
        return Effect.UNCHANGED

    def _rejected(self, fetched: Fetched, outcome: Rejected) -> IngestResult:
        article_id = self._article_of(fetched.url)
        if (
            article_id is None
            and outcome.reason in ALIAS_REASONS
            and try_other_alias(self._db, fetched.url, at=stamp(fetched.fetched_at))
        ):
            return IngestResult(url=fetched.url, effect=Effect.FAILED, article_id=None)
        if article_id is None:
            final = is_final(self._db, fetched, outcome)
            return self._without_article(fetched, State.REJECTED, outcome.reason, final=final)
        if says_missing(outcome.reason):
            return self._missing(fetched, article_id, outcome.reason)
        return self._keeps_article(fetched, Effect.REJECTED, f"now {outcome.reason}: {outcome.evidence}")

    def _not_modified(self, fetched: Fetched) -> IngestResult:
        """Keep the article; a 304 to a URL without one answers a question that was not asked, and is no verdict."""
        if self._article_of(fetched.url) is not None:
            return self._keeps_article(fetched, Effect.NOT_MODIFIED, None)
        self._db.execute("update frontier set etag = null, last_modified = null where url = ?", (fetched.url,))
        return self._without_article(fetched, State.REJECTED, status_reason(HTTPStatus.NOT_MODIFIED))

    def _without_article(self, fetched: Fetched, state: State, reason: str, *, final: bool = False) -> IngestResult:
        """Settle a URL that has no article; unless that is *final*, it is checked again (`storage.frontier.rechecks`)."""
        self._settle(fetched, state, reason, None)
        if not final:
            schedule_recheck(self._db, fetched)
        return IngestResult(url=fetched.url, effect=Effect.REJECTED, article_id=None, reason=reason)

    def _quarantined(self, fetched: Fetched, outcome: Quarantined) -> IngestResult:
        self._db.execute(
            upsert("quarantine", "url, source_id, reason, page, content_type, at", key="url"),
            (
                fetched.url,
                fetched.source_id,
                safe(outcome.reason),
                zstandard.compress(outcome.page.body),
                outcome.page.content_type,
                stamp(fetched.fetched_at),
            ),
        )
        if self._article_of(fetched.url) is not None:
            return self._keeps_article(fetched, Effect.QUARANTINED, f"now {outcome.reason}")
        self._settle(fetched, State.QUARANTINED, outcome.reason, None)
        return IngestResult(url=fetched.url, effect=Effect.QUARANTINED, article_id=None)

    def _gone(self, fetched: Fetched, outcome: Gone) -> IngestResult:
        article_id, reason = self._article_of(fetched.url), status_reason(outcome.status)
        if article_id is None:
            return self._never_there(fetched, reason)
        return self._missing(fetched, article_id, reason)

    def _never_there(self, fetched: Fetched, reason: str) -> IngestResult:
        """Queue another alias of the URL, if listings named one; otherwise it is gone."""
        if try_other_alias(self._db, fetched.url, at=stamp(fetched.fetched_at)):
            return IngestResult(url=fetched.url, effect=Effect.FAILED, article_id=None)
        return self._without_article(fetched, State.GONE, reason, final=reason in DECLARED)

    def _missing(self, fetched: Fetched, article_id: int, reason: str) -> IngestResult:
        """Withdraw an article where that is believed by now (`storage.articles.withdrawal`), else check again later."""
        if not is_withdrawn(self._db, fetched.url, reason, now=fetched.fetched_at):
            self._settle(fetched, State.FAILED, reason, None, next_at=fetched.fetched_at + RECHECK_AFTER)
            return IngestResult(url=fetched.url, effect=Effect.FAILED, article_id=article_id)
        effect = Effect.UNCHANGED
        if not has_other_address(self._db, article_id, but=fetched.url):
            withdraw(self._db, article_id, at=fetched.fetched_at)
            effect = Effect.WITHDRAWN
        self._settle(fetched, State.GONE, reason, article_id)
        return IngestResult(url=fetched.url, effect=effect, article_id=article_id)

    def _same_page(self, fetched: Fetched, outcome: SamePage) -> IngestResult:
        """Merge a URL into the one whose article it leads to; where that one has no article, neither has this one.

        Many URLs may lead to one page that is not an article: a maintenance notice, a home page. Two articles of one
        text, of which one leads to the other, are one that its outlet moved.
        """
        theirs, mine = self._article_of(outcome.of), self._article_of(fetched.url)
        if theirs is not None and mine not in (None, theirs) and is_moved(self._db, mine, theirs):
            self.touched -= {mine, theirs}
            mine, changed = join_rows(self._db, mine, theirs, at=fetched.fetched_at)
            theirs = mine
            self.touched |= changed
        if theirs is not None and mine in (None, theirs):
            merge(self._db, fetched.url, outcome.of)
            return IngestResult(url=fetched.url, effect=Effect.UNCHANGED, article_id=theirs)
        if mine is not None:
            return self._missing(fetched, mine, LED_AWAY)
        return self._without_article(fetched, State.REJECTED, f"{LED_AWAY}: to {outcome.of}, which is not an article")

    def _failed(self, fetched: Fetched, outcome: Failed) -> IngestResult:
        self._settle(fetched, State.FAILED, outcome.reason, None, next_at=outcome.retry_at)
        return IngestResult(url=fetched.url, effect=Effect.FAILED, article_id=None)

    def _keeps_article(self, fetched: Fetched, effect: Effect, reason: str | None) -> IngestResult:
        """Leave the article in the store as it is: a redesign or a challenge page must not lose a text."""
        article_id = self._article_of(fetched.url)
        self._settle(fetched, State.KEPT if article_id else State.REJECTED, reason, article_id)
        if article_id is not None:
            if effect is Effect.NOT_MODIFIED:
                restore(self._db, article_id)
            self.touched.add(article_id)
            self._follow_copy(fetched.url, article_id)
            self._revisit(fetched, article_id, effect)
        return IngestResult(url=fetched.url, effect=effect, article_id=article_id)

    def _settle(
        self,
        fetched: Fetched,
        state: State,
        reason: str | None,
        article_id: int | None,
        *,
        next_at: datetime | None = None,
    ) -> None:
        settle(self._db, fetched, state=state, reason=reason, article_id=article_id, next_at=next_at)
        if state is State.KEPT and article_id is not None:
            self._follow_copy(fetched.url, article_id)

    def _revisit(self, fetched: Fetched, article_id: int, effect: Effect) -> None:
        schedule_revisit(self._db, fetched, article_id, effect, edits=self.figures.edits(fetched.source_id))

    def _follow_copy(self, url: str, article_id: int) -> None:
        self._db.execute(
            "update frontier set state = 'duplicate' where url = ? and exists ("
            "select 1 from articles where id = ? and duplicate_of is not null)",
            (url, article_id),
        )

    def _article_of(self, url: str) -> int | None:
        row = self._db.execute("select article_id from frontier where url = ?", (url,)).fetchone()
        return None if row is None else row[0]

    def _note(self, fetched: Fetched, kept: IngestResult) -> None:
        reason = kept.reason
        self._db.execute(
            upsert("fetches", "url, at, run_id, effect, reason", key="url, at, run_id"),
            (fetched.url, stamp(fetched.fetched_at), self._run_id, kept.effect, maybe_safe(reason)),
        )
        if not self._is_crawl:
            return  # no outlet was asked
        self.figures.add(fetched.source_id, kept.effect, None if reason is None else reason.partition(":")[0])


def _reason(fetched: Fetched, kept: IngestResult) -> str | None:
    """Return the reason of a fetch as the store writes it; `None` where nothing was amiss."""
    if kept.reason is not None:
        return kept.reason
    match fetched.outcome:
        case Gone() as outcome:
            return status_reason(outcome.status)
        case Rejected() | Quarantined() | Failed() as outcome:
            return str(outcome.reason)
        case SamePage() if kept.article_id is not None and kept.effect in {Effect.FAILED, Effect.WITHDRAWN}:
            return LED_AWAY
        case _:
            return None
