"""What changed between two texts as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.web.html.markup import SafeMarkup, element, joined, text
from pipelines.arabic.word_diff import ChangeKind, TextChange, changed_paragraphs, is_changed

_TAGS = {ChangeKind.REMOVED: "del", ChangeKind.ADDED: "ins"}
_LONGEST = 1_000_000


def changes_html(changes: Sequence[TextChange], *, is_whole: bool = True, longest: int = _LONGEST) -> SafeMarkup:
    """Return paragraphs from right to left, with `<del>` and `<ins>`; at most *longest* characters, then an ellipsis.

    It is a fragment, `<div class="changes" dir="rtl">…</div>`. Without *is_whole* an ellipsis is in place of paragraphs
    that stayed.
    """
    shown: list[SafeMarkup] = []
    left = longest
    ellipsis = element("p", "…")
    for paragraph in changed_paragraphs(changes):
        if left <= 0 or not (is_whole or is_changed(paragraph)):
            shown += [] if shown[-1:] == [ellipsis] else [ellipsis]
            continue
        pieces = []
        for each in paragraph:
            pieces.append(_element(each, left))
            left -= len(each.text)
        shown.append(element("p", *pieces))
    if left < 0 and shown[-1] != ellipsis:
        shown.append(ellipsis)
    return element("div", *shown, attributes={"class": "changes", "dir": "rtl"})


def _element(change: TextChange, left: int) -> SafeMarkup:
    """Return a piece of at most *left* characters; the space before it has no mark around it."""
    if left <= 0:
        return joined()
    plain = change.text.lstrip(" ")
    space = SafeMarkup(" ") if plain != change.text else joined()
    shown = text(plain[:left])
    return joined(space, element(_TAGS[change.kind], shown) if change.kind in _TAGS else shown)
