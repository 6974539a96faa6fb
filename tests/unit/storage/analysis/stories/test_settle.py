"""Stories as the store settles them: firsts, copies, series, joined rows, and articles that come late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from storage.records import Fetched, ListingEntry, ReadArticle, SamePage
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, fetched, offered, query_rows, read

pytestmark = pytest.mark.usefixtures("on_disk")

WORDS = ["".join(letters) for letters in permutations("بجدرسصطع", 5)]
"""Words that are in no text: each is as rare as can be."""
HOUR = timedelta(hours=1)
OUTLETS = ("ma_one", "eg_two", "lb_three", "dz_four")


def made(name: str, *parts: int, at: datetime | None = NOW, outlet: str = OUTLETS[0]) -> Fetched:
    """Return an article of twelve words a part, shuffled: two articles share words of a part, and no run of words.

    Its headline has the first four words of each part.
    """
    words = [WORDS[100 * part + number] for part in parts for number in range(12)]
    Random(name).shuffle(words)
    headline = " ".join(WORDS[100 * part + number] for part in parts for number in range(4))
    article = read(HOME + name, headline, " ".join(words), published_at=at)
    article = replace(article, article=replace(article.article, source_id=outlet))
    return replace(fetched(HOME + name, article), source_id=outlet)


def at_address(name: str, other: Fetched, **values: Any) -> Fetched:
    """Return the text of *other* at another address, with other *values*."""
    assert isinstance(other.outcome, ReadArticle)
    url = HOME + name
    article = replace(other.outcome.article, canonical_url=url, requested_url=url, final_url=url, **values)
    return replace(fetched(url, replace(other.outcome, article=article)), source_id=article.source_id)


@pytest.fixture
def kept(store: Store) -> Store:
    store.sources.register([make_source(each) for each in OUTLETS])
    return store


def keep(store: Store, *articles: Fetched) -> None:
    for each in articles:
        store.articles.keep([each], run_id=1)


def stories(folder: Path) -> dict[str, str]:
    """Return the first article of each article's story."""
    rows = query_rows(
        folder, "select m.canonical_url, f.canonical_url from story_members m join articles f on f.id = m.story_id"
    )
    return {str(one).removeprefix(HOME): str(first).removeprefix(HOME) for one, first in sorted(rows)}


def test_a_late_article_takes_the_first_place_and_lets_go_who_is_not_linked_to_it(kept: Store, tmp_path: Path) -> None:
    """`b` joins the earlier `a`. So `c`, which is linked to `b` alone, begins a story of its own."""
    keep(kept, made("b", 2, 3, at=NOW + HOUR), made("c", 3, 4, at=NOW + 2 * HOUR))
    before = stories(tmp_path)
    keep(kept, made("a", 1, 2))

    assert ({"b": "b", "c": "b"}, {"a": "a", "b": "a", "c": "c"}) == (before, stories(tmp_path))


def test_stories_end_after_seven_days(kept: Store, tmp_path: Path) -> None:
    """The window is that of the first article; the next one begins a story anew."""
    days = (0, 3, 8, 9)
    keep(kept, *(made(str(day), 1, at=NOW + timedelta(days=day)) for day in days))

    assert {"0": "0", "3": "0", "8": "8", "9": "8"} == stories(tmp_path)


def test_copy_is_in_the_story_of_its_original_as_one_voice(kept: Store, tmp_path: Path) -> None:
    """A copy of the original's text, however late, adds an outlet and no voice."""
    original = made("a", 1, 2)
    copy = at_address("copy", original, source_id=OUTLETS[1], published_at=NOW + timedelta(days=20))
    keep(kept, copy, original, made("b", 2, 3, outlet=OUTLETS[2]))

    counted = "select count(*), count(distinct source_id), count(distinct copy_group_id) from story_members"
    assert ({"a": "a", "b": "a", "copy": "a"}, [(3, 3, 2)]) == (stories(tmp_path), query_rows(tmp_path, counted))


def test_articles_without_a_date_are_at_the_end_of_the_day_they_were_first_kept(kept: Store, tmp_path: Path) -> None:
    """So an outlet without dates is never first by that, and who is first does not hang on the hour of the crawl."""
    keep(kept, made("undated", 1, 2, at=None))
    at = query_rows(tmp_path, "select at, substr(kept_at, 1, 10) from story_articles join articles on id = article_id")

    assert [(f"{day}T23:59:59Z", day) for _, day in at] == at


def test_joined_rows_leave_one_member(kept: Store, tmp_path: Path) -> None:
    """The outlet moved `old`, which began the story, to `new`, with a later date."""
    old = made("old", 1, 2)
    new = at_address("new", old, published_at=NOW + 3 * HOUR)
    for name in ("old", "new"):
        offered(kept, ListingEntry(url=HOME + name), url=HOME + f"{name}.xml")
    keep(kept, old, made("other", 2, 3, at=NOW + HOUR), new)
    kept.articles.keep([replace(fetched(HOME + "old", SamePage(of=HOME + "new")), source_id=OUTLETS[0])], run_id=1)

    left = query_rows(tmp_path, "select count(*) from story_sketches")
    assert ({"new": "other", "other": "other"}, [(2,)]) == (stories(tmp_path), left)


def test_an_edit_that_tells_something_else_leaves_the_story(kept: Store, tmp_path: Path) -> None:
    keep(kept, made("a", 1, 2), made("b", 1, 2, at=NOW + HOUR))
    together = stories(tmp_path)
    keep(kept, made("b", 5, 6, at=NOW + HOUR))

    assert ({"a": "a", "b": "a"}, {"a": "a", "b": "b"}) == (together, stories(tmp_path))
