"""The scores of several readings of a body."""

from __future__ import annotations

from pipelines.arabic.fold import fold_letters
from pipelines.body.evidence import BodyReading, is_contradicted, score_readings

TEXT = tuple(
    f"قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق المرحلة رقم {n} من برنامج دعم المقاولات في البلاد كلها."
    for n in range(5)
)
HEADLINE = "الحكومة تطلق برنامجا جديدا لدعم المقاولات"
OWN = BodyReading(by="container", lines=TEXT)


def _best(*readings: BodyReading, titles: frozenset[str] = frozenset()) -> str:
    return score_readings(readings, headline=HEADLINE, titles=titles)[0].reading.by


def test_a_claimed_body_that_the_page_prints_contradicts_nothing() -> None:
    """An articleBody without paragraphs is the same text."""
    assert not is_contradicted(OWN, BodyReading(by="json-ld", lines=(" ".join(TEXT),)))


def test_a_short_claim_is_a_summary() -> None:
    """A description in the place of the body does not contradict it."""
    assert not is_contradicted(OWN, BodyReading(by="json-ld", lines=("ملخص آخر تماما لا يقول ما يقوله النص.",)))


def test_a_long_claim_that_the_reading_lacks_contradicts_it() -> None:
    """Most of the claimed sentences are missing."""
    assert is_contradicted(BodyReading(by="container", lines=TEXT[:1]), BodyReading(by="json-ld", lines=TEXT))


def test_the_longer_of_two_readings_that_agree_wins() -> None:
    """A reading that stops early loses to one that continues with text that a third has, too."""
    early, claim = BodyReading(by="container", lines=TEXT[:2]), BodyReading(by="json-ld", lines=TEXT)

    assert "trafilatura" == _best(early, BodyReading(by="trafilatura", lines=TEXT), claim)


def test_lines_glued_to_the_headline_are_noise() -> None:
    """A reading with breadcrumbs, headline and date in one line is worse than one without them."""
    glued = BodyReading(by="trafilatura", lines=(f"الرئيسية سياسة {HEADLINE} الأحد 22 نونبر {TEXT[0]}", *TEXT[1:]))

    assert "container" == _best(OWN, glued)


def test_titles_of_other_pages_are_noise() -> None:
    """The title of a linked page is not part of the text."""
    title = "المنتخب يستعد لمباراة الأحد المقبل في ملعب العاصمة أمام جمهور كبير"
    listed = BodyReading(by="trafilatura", lines=(*TEXT, title))

    assert "container" == _best(OWN, listed, titles=frozenset({fold_letters(title)}))


def test_a_claim_without_agreement_wins_when_the_page_prints_nothing() -> None:
    """A page that is filled by scripts has its text only in JSON-LD."""
    assert "json-ld" == _best(BodyReading(by="container", lines=()), BodyReading(by="json-ld", lines=TEXT))
