"""What articles of one story took from each other, and which of them was first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipelines.arabic.stories.retelling import RetoldText, may_be_first, other_words, paragraphs, taken_paragraphs
from tests.support.tables import every_row

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
WIRE = "قال الدفاع المدني إن فرق الإنقاذ انتشلت اثني عشر شخصا من تحت الأنقاض فجر الخميس"
OWN = "وزارت مراسلتنا البلدة صباحا وتحدثت إلى أسر فقدت بيوتها وتنتظر الخيام منذ أول الليل"
SHORT = "وأضاف المصدر نفسه"


def retold(article_id: int, *parts: str, earliest: datetime | None = AT, latest: datetime | None = AT) -> RetoldText:
    return RetoldText(article_id=article_id, headline="خبر", body="\n\n".join(parts), earliest=earliest, latest=latest)


def taken(*texts: RetoldText) -> dict[int, list[tuple[int, int]]]:
    found = taken_paragraphs(texts)
    return {number: [(each.paragraph, each.article_id) for each in each_taken] for number, each_taken in found.items()}


def test_a_paragraph_is_taken_from_the_earliest_that_has_most_of_it() -> None:
    """The third could have it from both; a few other words make no paragraph of one's own."""
    edited = WIRE.replace("فجر الخميس", "صباح الخميس")

    assert {1: [], 2: [(2, 1)], 3: [(1, 1)]} == taken(retold(1, WIRE), retold(2, OWN, edited), retold(3, WIRE))


def test_short_phrases_and_own_paragraphs_are_taken_from_nobody() -> None:
    """Everybody writes "the source added"."""
    assert {1: [], 2: []} == taken(retold(1, WIRE, SHORT), retold(2, OWN, SHORT))


def test_an_article_takes_nothing_from_itself_and_nothing_from_later_ones() -> None:
    assert {1: [], 2: [(1, 1)]} == taken(retold(1, WIRE, WIRE), retold(2, WIRE))


@every_row(("body", "number"), [("", 0), ("أ\nب\n\n\nج\n", 3), ("\n \n", 0)])
def test_paragraphs_are_lines_with_words(body: str, number: int) -> None:
    assert number == len(paragraphs(body))


def test_headlines_differ_in_words_not_in_their_forms() -> None:
    """والزلزال is الزلزال, and function words say nothing."""
    assert ["12", "قتيلا"] == other_words("12 قتيلا في الزلزال بتافراوت", "زلزال تافراوت")


def test_first_is_who_was_before_all_others_could_be() -> None:
    """A day without a time may be its first moment, so nobody of that day was first for certain."""
    exact = retold(1, WIRE)
    later = retold(2, WIRE, earliest=AT + timedelta(hours=1), latest=AT + timedelta(hours=1))
    day = retold(3, WIRE, earliest=AT - timedelta(hours=10), latest=AT + timedelta(hours=13))
    undated = retold(4, WIRE, earliest=None, latest=None)

    assert ([1], [1, 3], [1], [4]) == (
        may_be_first([exact, later]),
        may_be_first([exact, later, day]),
        may_be_first([undated, exact]),
        may_be_first([undated]),
    )


def test_two_of_one_minute_may_both_be_first() -> None:
    minute = AT + timedelta(seconds=59)

    assert [1, 2] == may_be_first([retold(1, WIRE, latest=minute), retold(2, WIRE, latest=minute)])
