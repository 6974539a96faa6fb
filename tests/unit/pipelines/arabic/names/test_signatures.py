"""Lines signed with the name of the site."""

from __future__ import annotations

from pipelines.arabic import fold
from pipelines.arabic.names.signatures import parse_signature
from tests.support.tables import every_row

SITES = frozenset({fold("النهار الجديد"), fold("AHDATH.INFO")})


@every_row(
    ("line", "authors"),
    [
        ("النهار الجديد - ليلى منصور", ("ليلى منصور",)),
        ("AHDATH.INFO - إكرام زايد", ("إكرام زايد",)),
        ("ليلى منصور - النهار الجديد", ("ليلى منصور",)),
        ("ليلى منصور - مراسلة النهار الجديد", ("ليلى منصور",)),
        ("النهار الجديد | ليلى منصور وكريم الصباغ", ("ليلى منصور", "كريم الصباغ")),
        ("النهار الجديد - متابعة", ()),
        ("النهار الجديد - خاص", ()),
    ],
)
def test_a_signed_line_names_its_people(line: str, authors: tuple[str, ...]) -> None:
    """The site's name and the role are not part of a name; a signature may name no person."""
    signed = parse_signature(line, SITES)

    assert signed is not None
    assert authors == signed.authors


def test_a_signed_line_names_its_place_and_agency() -> None:
    """`SITE - CITY AGENCY` gives the place and the agency."""
    signed = parse_signature("AHDATH.INFO - طنجة و.م.ع", SITES)

    assert signed is not None
    assert ("طنجة", "و.م.ع") == (signed.dateline, signed.agency)


@every_row(
    "line",
    [
        "ليلى منصور",
        "بيروت - ليلى منصور",
        "النهار الجديد: أعلنت الحكومة اليوم عن برنامج جديد لدعم المقاولات الصغرى والمتوسطة في البلاد.",
        "قال الوزير - في تصريح للصحيفة - إن البرنامج جديد",
    ],
)
def test_other_lines_are_not_signatures(line: str) -> None:
    """A signature has the site's name and is not a sentence."""
    assert parse_signature(line, SITES) is None
