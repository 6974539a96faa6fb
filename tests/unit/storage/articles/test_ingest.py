"""What keeping does: insert, change, withdraw, refuse, mark copies."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from storage.records import Effect, Gone, ListingEntry, NotModified, Page, Quarantined, Reason, Rejected
from storage.store import Store
from tests.support.stores import HOME, NOW, claimed, fetched, offered, read, store_in_memory

DAY = timedelta(days=1)
WORDS = [
    "مدرسة",
    "قرية",
    "وزير",
    "مشروع",
    "ميزانية",
    "طريق",
    "جسر",
    "مستشفى",
    "طبيب",
    "لاعب",
    "فريق",
    "ملعب",
    "كتاب",
    "متحف",
    "نهر",
    "سد",
    "غابة",
    "شجرة",
    "حقل",
    "سوق",
    "تاجر",
    "ميناء",
    "سفينة",
    "قطار",
    "محطة",
    "مدينة",
    "حي",
    "شارع",
    "بيت",
    "نافذة",
]


def _body(seed: str, words: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + str(chance.randint(1, 99)) for _ in range(words))


def _offer(store: Store, *names: str) -> None:
    offered(store, *(ListingEntry(url=HOME + name) for name in names))
    claimed(store)


def _state(store: Store, name: str) -> tuple[str, str | None]:
    fate = store.frontier.history(HOME + name)
    assert fate is not None
    return fate.state, fate.reason


def test_an_edited_article_keeps_its_earlier_text(store: Store) -> None:
    """A new text moves `seq` and leaves the old one in `revisions`."""
    _offer(store, "a")
    first = store.articles.keep([fetched(HOME + "a", read(HOME + "a", "العنوان الأول", _body("1")))], run_id=1)
    before = store.articles.last_seq()
    second = store.articles.keep([fetched(HOME + "a", read(HOME + "a", "العنوان الثاني", _body("1")))], run_id=1)
    row = next(store.articles.changes(after_seq=before))

    assert (Effect.KEPT, Effect.CHANGED) == (first[0].effect, second[0].effect)
    assert ("العنوان الثاني", 1) == (row.headline, store.articles.summary().revisions)


def test_vowel_marks_make_no_revision(store: Store) -> None:
    """A text that folds to the same is the same text."""
    _offer(store, "a")
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "المدرسة الجديدة", _body("1")))], run_id=1)
    again = store.articles.keep([fetched(HOME + "a", read(HOME + "a", "المَدْرَسة الجديدة", _body("1")))], run_id=1)

    assert (Effect.UNCHANGED, 0) == (again[0].effect, store.articles.summary().revisions)


def test_410_marks_and_the_text_stays(store: Store) -> None:
    """A withdrawal is a mark on the row."""
    _offer(store, "a")
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "عنوان", _body("1")))], run_id=1)
    store.articles.keep([fetched(HOME + "a", Gone(status=410), at=NOW + DAY)], run_id=1)
    row = next(store.articles.changes())

    assert (NOW + DAY, _body("1"), ("gone", "http-410")) == (row.withdrawn_at, row.body, _state(store, "a"))


def test_404_needs_a_second_look_a_day_later(store: Store) -> None:
    """The first may be an accident."""
    _offer(store, "a")
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "عنوان", _body("1")))], run_id=1)
    store.articles.keep([fetched(HOME + "a", Gone(status=404), at=NOW + DAY)], run_id=1)
    first = store.articles.summary().withdrawn
    store.articles.keep([fetched(HOME + "a", Gone(status=404), at=NOW + 2 * DAY)], run_id=1)

    assert (0, 1) == (first, store.articles.summary().withdrawn)


@pytest.mark.parametrize("outcome", [Rejected(reason=Reason.CHALLENGE, evidence="just a moment"), NotModified()])
def test_an_article_survives_what_comes_in_its_place(store: Store, outcome: object) -> None:
    """A challenge or a redesign does not lose a text."""
    _offer(store, "a")
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "عنوان", _body("1")))], run_id=1)
    store.articles.keep([fetched(HOME + "a", outcome)], run_id=1)

    assert (1, "kept") == (store.articles.summary().articles, _state(store, "a")[0])


def test_a_broken_page_is_kept_for_a_person(store: Store) -> None:
    """Its history tells it, and its bytes are kept."""
    _offer(store, "a")
    page = Page(requested_url=HOME, final_url=HOME, body=b"<p>" * 99, content_type="text/html", fetched_at=NOW)
    store.articles.keep([fetched(HOME + "a", Quarantined(reason="time: 10 s", page=page))], run_id=1)

    assert ("quarantined", "time: 10 s") == _state(store, "a")


def test_text_that_no_store_takes_is_made_safe(store: Store) -> None:
    """NUL goes, a lone surrogate is replaced; nothing raises."""
    _offer(store, "a")
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "عنوان\x00 \ud800", _body("1")))], run_id=1)

    assert "عنوان ?" == next(store.articles.changes()).headline


def test_a_batch_is_whole_or_not_there(store: Store) -> None:
    """An error in the middle leaves nothing of the batch."""
    _offer(store, "a", "b")
    good = fetched(HOME + "a", read(HOME + "a", "عنوان", _body("1")))
    bad = fetched(HOME + "b", read(HOME + "b", "عنوان", _body("2"), published_at=NOW.replace(tzinfo=None)))
    with pytest.raises(ValueError, match="has no zone"):
        store.articles.keep([good, bad], run_id=1)

    assert 0 == store.articles.summary().articles


def _family(name: str, *, hours: int = 0) -> list[tuple[str, str, int]]:
    whole = _body(name).split()
    spelled = " ".join(whole).replace("ة", "ه")
    return [
        (f"{name}-original", " ".join(whole), hours),
        (f"{name}-exact", spelled, hours + 1),
        (f"{name}-near", " ".join(whole + _body(name + "x", 12).split()), hours + 2),
        (f"{name}-cut", " ".join(whole[:60]), hours + 3),
    ]


def _rows(order: list[tuple[str, str, int]], batch: int) -> list[tuple[str, str | None]]:
    with store_in_memory() as store:
        _offer(store, *(name for name, _, _ in order))
        for start in range(0, len(order), batch):
            store.articles.keep(
                [
                    fetched(
                        HOME + name, read(HOME + name, f"عنوان {name}", body, published_at=NOW + timedelta(hours=hours))
                    )
                    for name, body, hours in order[start : start + batch]
                ],
                run_id=1,
            )
        return sorted((row.canonical_url, row.duplicate_of_url) for row in store.articles.changes())


def test_copies_point_to_the_earliest_whatever_the_order() -> None:
    """Exact, near and cut copies: the same rows for every order of arrival and every size of batch."""
    pieces = [each for name in ("alpha", "beta", "gamma") for each in _family(name)] + [("lone", _body("lone"), 0)]
    wanted = sorted(
        (HOME + name, None if name.endswith(("original", "lone")) else HOME + name.split("-")[0] + "-original")
        for name, _, _ in pieces
    )
    chance = random.Random("orders")
    found = []
    for number in range(8):
        order = list(pieces)
        chance.shuffle(order)
        found.append(_rows(order, batch=1 + number * 2))

    assert [wanted] * 8 == found


def test_an_edit_can_leave_a_story(store: Store) -> None:
    """A copy that was rewritten is a copy no more."""
    _offer(store, "a", "b")
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "عنوان", _body("1")))], run_id=1)
    later = NOW + timedelta(hours=1)
    store.articles.keep([fetched(HOME + "b", read(HOME + "b", "عنوان", _body("1"), published_at=later))], run_id=1)
    copies = store.articles.summary().duplicates
    store.articles.keep([fetched(HOME + "b", read(HOME + "b", "عنوان آخر", _body("2"), published_at=later))], run_id=1)

    assert (1, 0, "kept") == (copies, store.articles.summary().duplicates, _state(store, "b")[0])
