"""Flattened pages."""

from __future__ import annotations

from pipelines.read_plain import is_plain, outlet_of, read_plain

PARAGRAPH = "أفادت مصادر إعلامية بأن المؤتمر الدولي حول الأمن السيبراني سينطلق نهاية الشهر الجاري في العاصمة، بمشاركة وفود كثيرة."
PAGE = f"أخبارالسهلجريدة ABC TV\n\nمؤتمر دولي حول الأمن السيبراني\n\n{PARAGRAPH}\n\nاترك تعليقاً"


def test_markup_is_not_plain() -> None:
    """One tag makes a page of it."""
    assert (True, False) == (is_plain(PAGE), is_plain(f"<p>{PARAGRAPH}</p>"))


def test_the_headline_is_the_last_short_line_above_the_text() -> None:
    """The site's name stands above it."""
    page = read_plain(PAGE)

    assert ("مؤتمر دولي حول الأمن السيبراني", PARAGRAPH) == (page.headline, page.lines[0])


def test_a_glued_name_is_parted_from_its_tagline() -> None:
    """Flattening glues the outlet's words; what begins a tagline begins it here."""
    assert "أخبار السهل" == outlet_of(read_plain(PAGE))


def test_text_alone_has_no_headline() -> None:
    """Where nothing stands out, nothing is claimed."""
    assert None is read_plain(PARAGRAPH).headline
