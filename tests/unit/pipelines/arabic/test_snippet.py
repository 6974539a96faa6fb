"""Snippets of search results."""

from __future__ import annotations

from pipelines.arabic.snippet import snippet


def test_a_snippet_marks_the_words_as_printed() -> None:
    """A query without vowel marks finds the word with them; it is shown as the outlet wrote it."""
    assert "[والأَمْن]" in snippet("ناقش المجلس السلم والأَمْن في المنطقة", "الامن")
