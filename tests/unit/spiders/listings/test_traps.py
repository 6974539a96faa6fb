"""Addresses that never end, and those that only look like it."""

from __future__ import annotations

import pytest

from spiders.listings.listing import ListingContext
from spiders.listings.traps import MOST_OF_ONE_PATH, ParameterCounter, trap_of
from tests.support.tables import every_row

HOME = "https://outlet.example/"


@every_row(
    ("path", "word"),
    [
        ("a" * 2001, "longer"),
        ("/".join("abcdefghijklm"), "12 steps"),
        ("a/b/a/b", "repeats"),
        ("news/x/x/x", "repeats"),
        ("a?" + "&".join(f"p{n}=1" for n in range(9)), "8 parameters"),
        ("calendar/2031/05", "calendar"),
        ("events?month=5&year=2031", "calendar"),
    ],
)
def test_a_trap_is_known_by_its_shape(path: str, word: str) -> None:
    """What is too long, too deep, repeats itself or is a month of a calendar is a trap, and says why."""
    assert word in str(trap_of(HOME + path))


@every_row(
    "path",
    [
        "news/482913",
        "2011/11/11/a-story",
        "11/11/11/a-story",
        "events/2026/11/23/opening-of-a-library",
        "calendar/2026/11/23/a-story",
        "section/politics/section/482913",
        "news?id=5&cat=7",
        "%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%AE%D8%A8%D8%B1-" + "%D8%A7" * 200,
    ],
)
def test_an_ordinary_address_is_no_trap(path: str) -> None:
    """Dates, long Arabic slugs and a section's name are what addresses of articles have."""
    assert None is trap_of(HOME + path)


@pytest.mark.parametrize(
    ("url", "alone"),
    [
        ("n?id=5&PHPSESSID=0a1b2c3d4e5f6a7b8c9d", "n?id=5"),
        ("n?sid=0123456789abcdef01234567&id=5", "n?id=5"),
        ("(S(abcdefgh12345678abcdefgh))/n.aspx", "n.aspx"),
        ("n?sid=482913", "n?sid=482913"),
        ("n?sid=opening-of-library", "n?sid=opening-of-library"),
        ("n?session=autumn", "n?session=autumn"),
    ],
)
def test_a_session_is_no_part_of_an_address(context: ListingContext, url: str, alone: str) -> None:
    """What a server hands out anew at every visit goes; a story's number or name stays."""
    assert HOME + alone == context.own_url(HOME + url)


def test_parameters_without_end_are_counted_by_their_path() -> None:
    """Beyond the limit every further combination is one too many; stories told apart by a number never are."""
    watch = ParameterCounter()
    sorts = [watch.is_endless(f"{HOME}list?sort={n}&dir=up") for n in range(MOST_OF_ONE_PATH + 2)]
    again = watch.is_endless(f"{HOME}list?sort=0&dir=up")
    stories = [watch.is_endless(f"{HOME}details.aspx?id={n}") for n in range(MOST_OF_ONE_PATH + 2)]

    assert ([True, True], False, False) == ([each for each in sorts if each], again, any(stories))
