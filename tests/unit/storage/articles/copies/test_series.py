"""Series of an outlet are no copies, whatever the order; what is alike and no copy is related."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.quality.daily_texts import background, fixtures, gold, prayer, weather
from storage.records import Fetched
from tests.support.stores import HOME, NOW, SOURCE, fetched, read, store_in_memory

OTHER = replace(SOURCE, id="ma_other", outlet="المدى")
DAYS = 12
Piece = tuple[str, str, str]
Row = tuple[str, str | None, int | None]


def _kept(pieces: list[tuple[str, Piece]], *, batch: int = 5) -> tuple[list[Row], list[tuple[str, str, str]]]:
    """Keep (source, (name, headline, body)); returns the rows with copies and series, and the pairs that are no copies."""
    with store_in_memory() as store:
        store.sources.register([SOURCE, OTHER])
        for start in range(0, len(pieces), batch):
            chosen = pieces[start : start + batch]
            store.articles.keep([_fetched(source, *piece) for source, piece in chosen], run_id=1)
        rows = [(each.canonical_url, each.duplicate_of_url, each.series_id) for each in store.articles.changes()]
        with store.file.reading() as db:
            found = db.execute(
                "select a.canonical_url, b.canonical_url, p.kind "
                "from duplicate_pairs p join articles a on a.id = p.a join articles b on b.id = p.b"
            ).fetchall()
    pairs = [(*sorted(urls), kind) for *urls, kind in found]
    return sorted(rows, key=repr), sorted(pairs)


def _fetched(source: str, name: str, headline: str, body: str) -> Fetched:
    made = read(
        f"{HOME}{source}/{name}", headline, body, published_at=NOW + timedelta(hours=int(name.rpartition("-")[2]))
    )
    return replace(
        fetched(f"{HOME}{source}/{name}", replace(made, article=replace(made.article, source_id=source))),
        source_id=source,
    )


@pytest.mark.parametrize("piece", [gold, prayer, weather, fixtures])
def test_twelve_days_are_one_series_and_no_copies(piece: Callable[[int], tuple[str, str]]) -> None:
    """Other figures, days and names under one template: no copy, one series, and no pair of a piece with every other."""
    pieces = [(SOURCE.id, (f"p-{day}", *piece(day))) for day in range(DAYS)]
    rows, pairs = _kept(pieces)

    assert (set(), 1, True) == (
        {copy for _, copy, _ in rows} - {None},
        len({series for _, _, series in rows}),
        None not in {series for _, _, series in rows},
    )
    assert len(pairs) <= DAYS


def test_series_and_copies_do_not_depend_on_the_order() -> None:
    """Series, a republished piece, another outlet's copy of one, follow-ups: the same rows for every order."""
    pieces = [
        (SOURCE.id, (f"{made.__name__}-{day}", *made(day)))
        for made in (gold, prayer, weather, fixtures)
        for day in range(5)
    ]
    pieces += [(SOURCE.id, ("again-40", *gold(3))), (OTHER.id, ("copy-41", *prayer(2)))]
    pieces += [(SOURCE.id, (f"news-{50 + each}", *background(each))) for each in range(4)]
    found = []
    for number in range(4):
        order = list(pieces)
        random.Random(number).shuffle(order)
        found.append(_kept(order, batch=1 + 3 * number))

    assert [found[0]] * 4 == found
    assert {
        f"{HOME}ma_outlet/again-40": f"{HOME}ma_outlet/gold-3",
        f"{HOME}ma_other/copy-41": f"{HOME}ma_outlet/prayer-2",
    } == {url: copy for url, copy, _ in found[0][0] if copy is not None}


def test_news_over_one_background_is_related() -> None:
    """Four different news of an outlet over the same 64 words are four originals, each related to the others."""
    rows, pairs = _kept([(SOURCE.id, (f"n-{each}", *background(each))) for each in range(4)])

    assert [(None, None)] * 4 == [(copy, series) for _, copy, series in rows]
    assert ["related"] * 6 == [kind for _, _, kind in pairs]


def test_an_edited_piece_leaves_its_series() -> None:
    """Of a series of two, one becomes another text: neither is of a series then. It comes back with its old text."""
    found = []
    with store_in_memory() as store:
        for texts in ((gold(1), gold(2)), (gold(1), background(0)), (gold(1), gold(2))):
            store.articles.keep([_fetched(SOURCE.id, f"p-{each}", *text) for each, text in enumerate(texts)], run_id=1)
            found.append([row.series_id for row in store.articles.changes()])

    assert [None, None] == found[1]
    assert found[0] == found[2]
    assert None not in found[0]


BODIES = ("المجلس", "الوزارة", "البلدية", "المحكمة", "الجامعة", "النقابة", "الغرفة", "الهيئة", "الاتحاد")
PLANS = (
    "خطة الري",
    "موعد الانتخابات",
    "قانون الإيجار",
    "مشروع المترو",
    "رسوم الموانئ",
    "برنامج القروض",
    "حملة التلقيح",
)


def _set_phrases(number: int) -> tuple[str, str]:
    """Return a headline, and a text whose sentences have the set phrases of official news around other matters."""
    pick = random.Random(number).choice
    sentence = (
        "أعلنت {} في بيان صدر يوم {} من الشهر {} بعد اجتماع استمر {} ساعات حضره {} عضوا من {}، وقالت إن {} سيبدأ قريبا."
    )
    lines = [
        sentence.format(
            pick(BODIES), line + 3, pick(PLANS), number + line, 7 * number + line, pick(BODIES), pick(PLANS)
        )
        for line in range(4)
    ]
    return f"{pick(BODIES)} تعلن {PLANS[number % len(PLANS)]} رقم {number}", "\n".join(lines)


def test_other_news_in_the_set_phrases_of_one_outlet_is_no_copy() -> None:
    """Headlines of different news over sentences of one mould: each is an original."""
    pieces = [(SOURCE.id, (f"p-{number}", *_set_phrases(number))) for number in range(11, 17)]

    rows, _ = _kept(pieces)

    assert [None] * len(pieces) == [copy_of for _, copy_of, _ in rows]
