"""Strategies for documents that are nearly right: pieces of their own language in any order, and damaged examples."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.fault.hostile.test_odd_values import DATES, LINKS, MARKUP

_ODD = (*LINKS, *DATES, *MARKUP, "\u202e", "\ufeff", "\u200f", "ـ", "٣", "\ud800", "\U000e0041", "\x1b[31m", "-" * 500)
_LETTERS = st.text(st.characters(codec="utf-8"), max_size=12)
_MOST_PIECES, _MOST_EDITS = 24, 6


def documents(pieces: Sequence[str], examples: Sequence[str]) -> st.SearchStrategy[str]:
    """Return texts of *pieces* and odd values in any order, and *examples* that were cut, repeated and overwritten."""
    piece = st.sampled_from((*pieces, *_ODD)) | _LETTERS
    return st.lists(piece, max_size=_MOST_PIECES).map("".join) | _damaged(examples, piece)


@st.composite
def _damaged(draw: st.DrawFn, examples: Sequence[str], piece: st.SearchStrategy[str]) -> str:
    text = draw(st.sampled_from(examples))
    for _ in range(draw(st.integers(0, _MOST_EDITS))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 0, 1, 5, 40, 2_000))))
        middle = draw(piece | st.just(text[start:end] * draw(st.sampled_from((0, 2, 30)))))
        text = text[:start] + middle + text[end:]
    return text


def as_bytes(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Return *texts* in the encodings that outlets use, some of them damaged."""
    encodings = st.sampled_from(("utf-8", "utf-8", "utf-8", "cp1256", "utf-16", "latin-1"))
    encoded = st.tuples(texts, encodings).map(lambda pair: _encoded(*pair))
    return encoded | st.tuples(encoded, st.binary(max_size=8)).map(b"".join)


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "surrogatepass" if encoding == "utf-8" else "replace")
