"""OPML of other readers."""

from __future__ import annotations

import pytest

from spiders.catalogue.opml import OpmlError, read_opml

OUTLINES = (
    '<outline text="نفط & غاز" xmlUrl="https://outlet.example/feed?lang=ar&cat=1"/>'
    '<outline text="أسواق &amp; مال" xmlUrl="https://outlet.example/feed?cat=2&amp;lang=ar"/>'
)


def test_bare_ampersands_cost_no_feed() -> None:
    """Addresses and titles with bare ampersands are read, and escaped ones stay what they are."""
    feeds, skipped = read_opml(f'<opml version="1.0"><body>{OUTLINES}</body></opml>'.encode())

    assert (
        [
            ("نفط & غاز", "https://outlet.example/feed?cat=1&lang=ar"),
            ("أسواق & مال", "https://outlet.example/feed?cat=2&lang=ar"),
        ],
        (),
    ) == ([(each.title, each.feed) for each in feeds], skipped)


def test_other_damage_is_reported() -> None:
    """A list that is no XML for another reason is refused with that reason."""
    with pytest.raises(OpmlError, match="not XML"):
        read_opml(b'<opml><body><outline xmlUrl="https://outlet.example/feed"></body>')
