"""A withdrawal is defined in one place: every reason there withdraws an article, and so does one that is added."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.items import Download
from pipelines.stages.item_pipelines import ending
from storage.articles import withdrawal
from storage.articles.withdrawal import DECLARED, LED_AWAY, MISSING_STATUSES, RECHECK_AFTER, SUSPECTED, status_reason
from storage.records import Claim, Effect, Gone, ListingEntry, NotModified, Outcome, Reason, Rejected, SamePage
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered, read
from tests.support.tables import every_row

URL, OTHER = HOME + "news/1", HOME + "news/2"
TEXT = "قال الوزير إن الحكومة ستطلق برنامجا جديدا لدعم القرى."
_STATUSES = {status_reason(each): each for each in MISSING_STATUSES}


def _outcome(reason: str) -> Outcome:
    if reason == LED_AWAY:
        return SamePage(of=OTHER)
    if reason in _STATUSES:
        return Gone(status=_STATUSES[reason])
    return Rejected(reason=Reason(reason), evidence="")


def _effects(store: Store, outcomes: Sequence[Outcome]) -> list[Effect]:
    """Keep two articles, then one outcome of the first article's page every `RECHECK_AFTER`."""
    pages = {URL: TEXT, OTHER: "افتتح المعرض الدولي للكتاب أبوابه اليوم أمام الزوار."}
    offered(store, *(ListingEntry(url=each) for each in pages))
    claimed(store)
    store.articles.keep([fetched(url, read(url, f"خبر {url}", text)) for url, text in pages.items()], run_id=1)
    effects = []
    for times, outcome in enumerate(outcomes, start=1):
        at = NOW + times * RECHECK_AFTER
        claimed(store, at=at)
        effects += [each.effect for each in store.articles.keep([fetched(URL, outcome, at=at)], run_id=1)]
    return effects


@pytest.mark.parametrize("reason", sorted(DECLARED))
def test_a_declared_withdrawal_is_believed_at_once(store: Store, reason: str) -> None:
    """One answer that declares it withdraws the article."""
    assert [Effect.WITHDRAWN] == _effects(store, [_outcome(reason)])


@pytest.mark.parametrize("reason", sorted(SUSPECTED))
def test_a_suspected_withdrawal_is_believed_a_day_later(store: Store, reason: str) -> None:
    """The same answer twice, a day apart, withdraws the article."""
    assert [Effect.FAILED, Effect.WITHDRAWN] == _effects(store, 2 * [_outcome(reason)])


@pytest.mark.parametrize("reason", sorted(SUSPECTED))
def test_a_page_that_was_there_in_between_was_missing_by_accident(store: Store, reason: str) -> None:
    """Missing, there, missing: that is the first time again."""
    assert [Effect.FAILED, Effect.NOT_MODIFIED, Effect.FAILED] == _effects(
        store, [_outcome(reason), NotModified(), _outcome(reason)]
    )


@pytest.mark.parametrize("reason", sorted(set(Reason) - DECLARED - SUSPECTED))
def test_a_reason_is_added_in_one_place(store: Store, reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reason that is put into the constant is asked for by the store and by its SQL alike."""
    monkeypatch.setattr(withdrawal, "SUSPECTED", SUSPECTED | {reason})

    assert [Effect.FAILED, Effect.WITHDRAWN] == _effects(store, 2 * [_outcome(reason)])


@every_row("status", sorted(MISSING_STATUSES))
def test_the_download_stage_asks_for_the_same_statuses(status: int) -> None:
    """Every status of a missing page leaves the crawl as `Gone`."""
    claim = Claim(url=URL, source_id=SOURCE.id, etag=None, last_modified=None, tries=1, listed=None)
    download = Download(claim=claim, source=SOURCE, page=None, status=status)

    assert Gone(status=status) == ending(download, now=NOW)
