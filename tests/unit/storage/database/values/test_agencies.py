"""One id for all the spellings of an agency, and none for what is no agency."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.arabic.names import agencies as recognised
from storage.database.values import agencies
from storage.database.values.agencies import agency_id, news_agencies
from tests.support.tables import every_row


@every_row(
    ("wanted", "printed"),
    [
        ("afp", "أ ف ب|أ.ف.ب|ا ف ب|أف ب|(أ ف ب)|أَ فَ بَ|فرانس برس|فـرانس بـرس|وكالة فرانس برس|AFP|afp|Agence France-Presse|ـــ أ ف ب ـــ"),
        ("reuters", "رويترز|ﺭﻭﻳﺘﺮﺯ|وكالة رويترز للأنباء|Reuters|رويترز + أ ف ب|رويترز، وكالات"),
        ("ap", "أ ب|أ.ب|AP|أسوشيتد برس|أسوشييتد برس|The Associated Press"),
        ("spa", "واس|وكالة الأنباء السعودية|وكالة الانباء السعوديه (واس)|SPA"),
        ("dpa", "د ب أ|د.ب.أ|د.ب.أ.|dpa|وكالة الأنباء الألمانية (د ب أ)"),
        ("agencies", "وكالات|الوكالات|وكالات الأنباء|متابعات ووكالات"),
        (None, "أب|وكالة|وكالة فلان|وكالة الفضاء الأوروبية|الأنباء||  |…"),
    ],
)  # fmt: skip
def test_the_spellings_of_an_agency(wanted: str | None, printed: str) -> None:
    """Spaces, dots, marks, case and the words around a name make no difference."""
    spellings = printed.split("|")

    assert dict.fromkeys(spellings, wanted) == {each: agency_id(each) for each in spellings}


@every_row(
    ("byline", "wanted"),
    [
        ("روما- رويترز", "reuters"),
        ("مانيلا (الفلبين) - أسوشيتدبرس", "ap"),
        ("العربية.نت- وكالات", "agencies"),
        ("قنا - هند المغربي", None),  # a town of Egypt, and an agency of Qatar
        ("وفا محمود", None),
        ("سبأ - صنعاء", None),
        ("مراسل رويترز السابق أحمد علي", None),
        ("حسن البنا", None),
        ("رويترز " * 100, None),
    ],
)
def test_an_agency_in_a_byline(byline: str, wanted: str | None) -> None:
    """A whole part of a byline that means nothing else is an agency; part of a name or a sentence is none."""
    assert wanted == agency_id(None, byline, None)


def test_a_named_agency_goes_before_agencies_without_a_name() -> None:
    """`وكالات` in one place and a name in another: the name."""
    assert ("afp", "wam") == (agency_id("وكالات", "أ ف ب"), agency_id("وام", "أ ف ب"))


def test_no_spelling_is_of_two_agencies() -> None:
    """Each spelling has one id, and each id one line."""
    pairs = {(agencies._key(agencies._words(name)), found) for name, found in agencies._spellings()}
    keys = Counter(key for key, _ in pairs)
    lines = Counter(each.id for each in news_agencies())

    assert ([], []) == ([k for k, n in keys.items() if n > 1], [k for k, n in lines.items() if n > 1])


def test_every_agency_that_the_reader_knows_has_an_id() -> None:
    """What is recognised as an agency by name counts under an id."""
    names = [each for each in re.split(r"[|\n]", recognised._NAMES) if each.strip()]

    assert [] == [each for each in names if agency_id(each) is None]
