"""A snippet of an article for a search result, with the found words marked."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipelines.arabic.search.spelling import PrintedWord, printed_words
from pipelines.arabic.search.stem import stem

_TOKEN = re.compile(r"\S+")
_ELLIPSIS = "…"


def snippet(text: str, stems: Collection[str], *, width: int = 30, mark: tuple[str, str] = ("[", "]")) -> str:
    """Return *width* words of *text* as printed, where most of the words with these *stems* stand, each inside *mark*.

    Only the word is marked, not the punctuation around it.
    """
    tokens = list(_TOKEN.finditer(text))
    hits = [each for each in printed_words(text) if stem(each.letters) in stems]
    if not tokens:
        return ""
    start = _densest(_has_hit(tokens, hits), width)
    end = min(start + width, len(tokens))
    first, last = tokens[start].start(), tokens[end - 1].end()
    shown = _marked(text, [each for each in hits if first <= each.start and each.end <= last], first, last, mark)
    return (f"{_ELLIPSIS} " if start else "") + " ".join(shown.split()) + (f" {_ELLIPSIS}" if end < len(tokens) else "")


def _has_hit(tokens: list[re.Match[str]], hits: list[PrintedWord]) -> list[bool]:
    found, rest = [], iter(hits)
    hit = next(rest, None)
    for token in tokens:
        has = False
        while hit is not None and hit.start < token.end():
            has, hit = True, next(rest, None)
        found.append(has)
    return found


def _marked(text: str, hits: list[PrintedWord], first: int, last: int, mark: tuple[str, str]) -> str:
    pieces, at = [], first
    for hit in hits:
        if hit.start >= at:
            pieces += [text[at : hit.start], mark[0], text[hit.start : hit.end], mark[1]]
            at = hit.end
    return "".join([*pieces, text[at:last]])


def _densest(found: list[bool], width: int) -> int:
    """Return the first token of the window of *width* with the most hits, starting a little before its first hit."""
    best, most, inside = 0, 0, 0
    for index, hit in enumerate(found):
        inside += hit
        if index >= width:
            inside -= found[index - width]
        if inside > most:
            best, most = max(0, index - width + 1), inside
    if not most:
        return 0
    first = next(index for index in range(best, len(found)) if found[index])
    return max(0, min(first - width // 5, max(0, len(found) - width)))
