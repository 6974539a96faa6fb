"""Two articles tell one event by what they share and the time between them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipelines.stages.fingerprint import fingerprint
from storage.analysis.stories.likeness import SAME_EVENT, WINDOW, StorySketch, likeness, link_strength
from tests.support.tables import every_row

HOUR = timedelta(hours=1)


def sketch(headline: str, body: str) -> StorySketch:
    return fingerprint(headline, body).story


QUAKE = sketch(
    "زلزال قوي يضرب تافراوت ويخلف 12 قتيلا",
    "لقي 12 شخصا حتفهم في زلزال ضرب بلدة تافراوت جنوب المغرب فجر الخميس، وفق ما أعلن الدفاع المدني الذي أرسل فرق إنقاذ.",
)
SAME = sketch(
    "12 قتيلا في هزة أرضية بتافراوت المغربية",
    "أعلن الدفاع المدني في المغرب أن الزلزال الذي هز تافراوت صباح الخميس أودى بحياة 12 شخصا، وأن فرق الإنقاذ تبحث عن ناجين.",
)
OTHER_PLACE = sketch(
    "زلزال قوي يضرب قرمان ويخلف 40 قتيلا",
    "لقي 40 شخصا حتفهم في زلزال ضرب مدينة قرمان وسط تركيا فجر الخميس، وفق ما أعلنت هيئة الطوارئ التي أرسلت فرق إنقاذ.",
)


def test_two_outlets_tell_one_event_in_other_words() -> None:
    assert link_strength(QUAKE, SAME, HOUR) >= SAME_EVENT


def test_same_kind_of_event_elsewhere_is_another() -> None:
    """The words of an earthquake are the same; place and number differ."""
    assert link_strength(QUAKE, OTHER_PLACE, HOUR) < SAME_EVENT


@every_row("other", [SAME, OTHER_PLACE, sketch("", ""), QUAKE])
def test_order_makes_no_difference(other: StorySketch) -> None:
    """The strength is a value of the two alone."""
    assert link_strength(QUAKE, other, HOUR) == link_strength(other, QUAKE, -HOUR)


def test_link_weakens_with_time_and_ends_with_the_window() -> None:
    later = [link_strength(QUAKE, SAME, timedelta(days=days)) for days in (0, 1, 3, 7)]

    assert sorted(later, reverse=True) == later
    assert link_strength(QUAKE, SAME, WINDOW + HOUR) == 0.0


def test_text_without_terms_is_like_nothing() -> None:
    """Not like another empty one, either: nothing is known about both."""
    assert [0.0, 0.0] == [likeness(sketch("", ""), each) for each in (sketch("", ""), QUAKE)]


def test_text_is_wholly_like_itself() -> None:
    assert likeness(QUAKE, QUAKE) == pytest.approx(1.0)
