"""Bytes to text: the encoding that makes Arabic of a page, whatever the page claims."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_ARABIC = re.compile("[\u0621-\u064a\u067e\u0686\u06a9\u06af\u06cc]")
_LATIN_HIGH = re.compile("[\u00c0-\u00ff]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 60_000
# What single bytes became when UTF-8 was read as Latin-1 or windows-1252: 80-BF follow a lead byte.
_RUN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}"
)
_FEW_LETTERS = 8
_BROKEN_UTF8 = 0.1
_MISREAD_SHARE = 0.4
"""Of all letters: French or Turkish has 5 to 10 % letters in U+00C0-00FF, Arabic read as Latin-1 nearly all."""
_FRAMES = re.compile(
    "[\u00d8\u00d9][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a page; *repaired* names what was undone (`double-utf-8`, `cp1256-as-latin-1`), null if nothing."""

    text: str
    charset: str
    repaired: str | None = None

    @property
    def broken(self) -> float:
        """The share of U+FFFD among the letters: 0 for a page that was read whole."""
        lost = self.text.count("\ufffd")
        return lost / max(1, lost + len(_LETTER.findall(self.text))) if lost else 0.0


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Return the text of *body*: a byte-order mark, then valid UTF-8, then what was declared if that gives
    Arabic, then windows-1256 or ISO-8859-6. Never raises; what no rule can read holds U+FFFD.
    """  # noqa: D205  # the rule is one sentence
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(text=body.decode(name, "replace").lstrip("\ufeff"), charset=name)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _without_utf8(body, content_type)
    return _repaired(text)


def _without_utf8(body: bytes, content_type: str | None) -> Decoded:
    nearly = body.decode("utf-8", "replace")
    if nearly.count("\ufffd") <= _BROKEN_UTF8 * len(_ARABIC.findall(nearly)):
        return Decoded(text=nearly, charset="utf-8")
    declared = _declared(body, content_type)
    if declared is not None:
        text = body.decode(declared, "replace")
        if _reads_arabic(text):
            return Decoded(text=text, charset=declared)
    guesses = [(name, body.decode(name, "replace")) for name in ("cp1256", "iso-8859-6")]
    name, text = max(guesses, key=lambda each: each[1].count("ال") - each[1].count("\ufffd"))
    if _reads_arabic(text) and not _is_western(body):
        return Decoded(text=text, charset=name)
    if declared is not None:
        return Decoded(text=body.decode(declared, "replace"), charset=declared)
    return Decoded(text=body.decode("cp1252", "replace"), charset="cp1252")


def _declared(body: bytes, content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type or "")
    names = [found[1]] if found else []
    names += [each.decode("ascii", "replace") for each in _META_CHARSET.findall(body[:_HEAD_BYTES])]
    for name in names:
        try:
            known = codecs.lookup(name).name
        except LookupError:
            continue
        if known not in {"utf-8", "ascii"}:
            return known
    return None


def _reads_arabic(text: str) -> bool:
    """Whether Arabic words stand in *text*, not a stray letter: the article is in every Arabic text."""
    sample = text[:_SAMPLE]
    letters = len(_ARABIC.findall(text))
    return letters > _FEW_LETTERS and (sample.count("ال") * 60 > letters or text.count("ال") * 60 > letters)


def _is_western(body: bytes) -> bool:
    """Whether the high bytes stand alone between ASCII letters, as in French or German."""
    alone = len(re.findall(rb"[a-zA-Z][\xc0-\xff][a-zA-Z]", body))
    together = len(re.findall(rb"[\xc0-\xff]{3,}", body))
    return alone > together


def _repaired(text: str) -> Decoded:
    if text.isascii() or (text.count("ال") > _FEW_LETTERS and text.count("\u00d9") < _FEW_LETTERS):
        return Decoded(text=text, charset="utf-8")
    sample = text[:_SAMPLE]
    arabic = len(_ARABIC.findall(sample))
    if len(_FRAMES.findall(sample)) > max(_FEW_LETTERS, arabic):
        return Decoded(text=_RUN.sub(_undoubled, text), charset="utf-8", repaired="double-utf-8")
    high, letters = len(_LATIN_HIGH.findall(sample)), len(_LETTER.findall(sample))
    if high > _FEW_LETTERS and not arabic and high > _MISREAD_SHARE * _visible_letters(sample, letters):
        undone = _RUN.sub(lambda found: _bytes_of(found[0]).decode("cp1256", "replace"), text)
        undone = _LATIN_HIGH.sub(lambda found: found[0].encode("latin-1").decode("cp1256"), undone)
        if _reads_arabic(undone):
            return Decoded(text=undone, charset="utf-8", repaired="cp1256-as-latin-1")
    return Decoded(text=text, charset="utf-8")


def _visible_letters(sample: str, letters: int) -> int:
    """Return how many letters stand outside tags, so that mark-up does not hide a misread text."""
    return letters if "<" not in sample else len(_LETTER.findall(re.sub(r"<[^>]*>", "", sample)))


def _undoubled(found: re.Match[str]) -> str:
    try:
        return _bytes_of(found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return _bytes_of(found[0]).decode("utf-8", "ignore") or found[0]


def _bytes_of(run: str) -> bytes:
    return b"".join(
        bytes([ord(each)]) if ord(each) < 256 else each.encode("cp1252", "ignore")  # noqa: PLR2004  # one byte
        for each in run
    )
