"""Properties of a comparison by words: both texts are in it, and one that did not change has no change."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

from pipelines.arabic.word_diff import ChangeKind, TextChange, is_changed, word_changes

_WORDS = (
    "قال",
    "الوزير",
    "الوَزير",
    "في",
    "في",
    "1.5",
    "(AFP)",
    "،",
    ".",
    "«نص»",
    "\n\n",
    "\n",
    "\u200f",
    "\u0651",
    "🙂",
)
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)


def _text(changes: tuple[TextChange, ...], *kinds: ChangeKind) -> str:
    return _plain("".join(each.text for each in changes if each.kind in kinds))


def _plain(text: str) -> str:
    """Return *text* without what makes no difference: blanks, and more than one end of a paragraph."""
    return re.sub(r"\n+", "\n", re.sub(r"[^\S\n]+", "", text.strip()))


@given(_TEXTS, _TEXTS)
def test_both_texts_are_in_their_comparison(before: str, after: str) -> None:
    """Without what was added it is the earlier text, without what was removed the later one."""
    changes = word_changes(before, after)

    assert (_plain(before), _plain(after)) == (
        _text(changes, ChangeKind.SAME, ChangeKind.REMOVED),
        _text(changes, ChangeKind.SAME, ChangeKind.ADDED),
    )


@given(_TEXTS)
def test_a_text_is_like_itself(text: str) -> None:
    """Nothing is removed or added."""
    assert not is_changed(word_changes(text, text))
