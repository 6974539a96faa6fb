"""A snippet of an article for a search result, with the found words marked."""

from __future__ import annotations

import re

from pipelines.arabic.fold import words
from pipelines.arabic.stem import query_stems, stem

_TOKEN = re.compile(r"\S+")
_ELLIPSIS = "…"


def snippet(text: str, query: str, *, width: int = 30, mark: tuple[str, str] = ("[", "]")) -> str:
    """Return *width* words of *text* as printed, where most of the found words stand, each of them inside *mark*."""
    searched = set(query_stems(query))
    tokens = _TOKEN.findall(text)
    found = [any(stem(each) in searched for each in words(token)) for token in tokens]
    start = _densest(found, width)
    end = min(start + width, len(tokens))
    shown = [
        f"{mark[0]}{token}{mark[1]}" if hit else token
        for token, hit in zip(tokens[start:end], found[start:end], strict=True)
    ]
    return (f"{_ELLIPSIS} " if start else "") + " ".join(shown) + (f" {_ELLIPSIS}" if end < len(tokens) else "")


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
