"""Snippets of search results."""

from __future__ import annotations

from pipelines.arabic.search.snippet import snippet
from tests.support.tables import every_row


def test_a_snippet_marks_the_words_as_printed() -> None:
    """A query without vowel marks finds the word with them; it is shown as the outlet wrote it."""
    assert "[والأَمْن]" in snippet("ناقش المجلس السلم والأَمْن في المنطقة", {"امن"})


@every_row(
    ("text", "marked"),
    [
        ("«الأمن»!", "«[الأمن]»!"),
        ("(الأمن)، وبعده", "([الأمن])، وبعده"),
        ("الأمن-القومي", "[الأمن]-القومي"),
        ("الأمـــن.", "[الأمـــن]."),
    ],
)
def test_marks_do_not_swallow_punctuation(text: str, marked: str) -> None:
    assert marked == snippet(text, {"امن"})


def test_a_long_text_is_cut_around_its_hits() -> None:
    text = " ".join(["كلمة"] * 100 + ["الأمن"] + ["كلمة"] * 100)
    found = snippet(text, {"امن"}, width=10)
    assert ("[الأمن]" in found, found[0], found[-1], len(found.split())) == (True, "…", "…", 12)


def test_a_text_without_a_hit_begins_at_its_beginning() -> None:
    assert snippet("أول الكلام وآخره", {"امن"}, width=2) == "أول الكلام …"
    assert snippet("", {"امن"}) == ""
