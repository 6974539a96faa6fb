"""Decodes the bytes of a page: by the encoding that gives Arabic text, whatever the page declares."""

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
_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?+\s*+([\w.:-]++)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?+\s*+([\w.:-]++)", re.IGNORECASE)
_HEAD_BYTES = 4096
_WIDE_SHARE = 0.8
_ARABIC = re.compile("[\u0621-\u064a\u067e\u0686\u06a9\u06af\u06cc]")
# Nine tenths of the letters of Arabic. A wrong table gives rarer letters, Latin letters inside a word, and vowel
# marks that follow no letter.
_FREQUENT = re.compile("[اأيلمونرتبدعسهةفقكح]")
_MIXED = re.compile(
    "[\u0621-\u064a][A-Za-z\u00c0-\u00ff]|[A-Za-z\u00c0-\u00ff][\u0621-\u064a]|(?<![\u0621-\u0652])[\u064b-\u0652]|\ufffd"
)
_LATIN_HIGH = re.compile("[\u00c0-\u00ff]")
_ALONE, _TOGETHER = re.compile(rb"[a-zA-Z][\xc0-\xff][a-zA-Z]"), re.compile(rb"[\xc0-\xff]{3,}")
_TAG = re.compile(r"<[^<>]*+>")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 60_000
# The characters of single bytes when UTF-8 is read as Latin-1 or windows-1252: 80-BF follow a lead byte.
_HIGH = "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_RUN, _ANY_RUN = re.compile(_HIGH + "{2,}"), re.compile(_HIGH + "+")
# The same read as windows-1256, where the lead bytes are two rare letters; the article becomes four characters.
_RUN_OF_1256 = re.compile("[" + re.escape(bytes(range(0x80, 0x100)).decode("cp1256")) + "]{2,}")
_ARTICLE_OF_1256 = "ال".encode().decode("cp1256")
# Every misread line has one of these: the lead byte D9 as windows-1256, or frequent letters as Latin-1.
_TELLING = "ظ" + "اليومنرت".encode("cp1256").decode("latin-1")
_LEAST_SIGNS = 4
_FEW_LETTERS = 8
_ARTICLE_SHARE = 60
"""An Arabic text has at least one article `ال` in so many letters, unless it is short."""
_SHORT_TEXT = 200
_FREQUENT_SHARE, _MIXED_SHARE = 0.8, 0.05
_BROKEN_UTF8 = 0.1
_MISREAD_SHARE = 0.4
"""Of all letters: French or Turkish has 5 to 10 % letters in U+00C0-00FF, Arabic read as Latin-1 nearly all."""
_FRAMES = re.compile(
    "[\u00d8\u00d9][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPage:
    """The text of a page.

    *repaired* names what was undone (`double-utf-8`, `utf-8-as-cp1256`, `cp1256-as-latin-1`), or is `None`.
    """

    text: str
    charset: str
    repaired: str | None = None

    @property
    def broken(self) -> float:
        """The share of U+FFFD among the letters: 0 where every byte was decoded."""
        lost = self.text.count("\ufffd")
        return lost / max(1, lost + len(_LETTER.findall(self.text))) if lost else 0.0


def decode(body: bytes, content_type: str | None) -> DecodedPage:
    """Return the text of *body*: a byte-order mark, bytes in pairs, valid UTF-8, else the most Arabic of what was
    declared, windows-1256 and ISO-8859-6. Never raises; bytes that no rule can read become U+FFFD.
    """  # noqa: D205  # the rule is one sentence
    for mark, name in _BOMS:
        if body.startswith(mark):
            return DecodedPage(text=body.decode(name, "replace").lstrip("\ufeff"), charset=name)
    wide = wide_charset(body)
    if wide is not None:
        return DecodedPage(text=body.decode(wide, "replace"), charset=wide)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _without_utf8(body, content_type)
    return _repaired(text)


def wide_charset(body: bytes) -> str | None:
    """Return the UTF-16 variant of a *body* that declares none: every second byte is that of Latin or Arabic."""
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        upper = body[first:_HEAD_BYTES:2]
        if upper.count(0) and upper.count(0) + upper.count(6) > _WIDE_SHARE * len(upper):
            return name
    return None


def _without_utf8(body: bytes, content_type: str | None) -> DecodedPage:
    nearly = body.decode("utf-8", "replace")
    if nearly.count("\ufffd") <= _BROKEN_UTF8 * len(_ARABIC.findall(nearly)):
        return DecodedPage(text=nearly, charset="utf-8")
    declared = _declared(body, content_type)
    names = dict.fromkeys(filter(None, (declared, "cp1256", "iso8859-6")))  # on a tie the declared one wins
    name, text = max(((each, body.decode(each, "replace")) for each in names), key=lambda each: _likeness(each[1]))
    if _reads_arabic(text) and (name == declared or not _is_western(body)):
        return DecodedPage(text=text, charset=name)
    if declared is not None:
        return DecodedPage(text=body.decode(declared, "replace"), charset=declared)
    return DecodedPage(text=body.decode("cp1252", "replace"), charset="cp1252")


def _likeness(text: str) -> int:
    """Return a score of how Arabic *text* is, to compare decodings of the same bytes."""
    sample = text[:_SAMPLE]
    return len(_FREQUENT.findall(sample)) + 2 * (sample.count("ال") - len(_MIXED.findall(sample)))


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
    """Whether *text* has Arabic words, not a few letters: every Arabic text has the article, unless it is short."""
    letters = len(_ARABIC.findall(text))
    if letters <= _FEW_LETTERS:
        return False
    if text.count("ال") * _ARTICLE_SHARE > letters:
        return True
    is_frequent = len(_FREQUENT.findall(text)) >= _FREQUENT_SHARE * letters
    return letters < _SHORT_TEXT and is_frequent and len(_MIXED.findall(text)) <= _MIXED_SHARE * letters


def _is_western(body: bytes) -> bool:
    """Whether the high bytes are single, between ASCII letters, as in French or German."""
    alone = len(_ALONE.findall(body))
    together = len(_TOGETHER.findall(body))
    return alone > together


def _repaired(text: str) -> DecodedPage:
    signs = text.count("\u00d9") + text.count(_ARTICLE_OF_1256)
    if text.isascii() or (text.count("ال") > _FEW_LETTERS and signs < _FEW_LETTERS):
        return DecodedPage(text=text, charset="utf-8")
    if signs + sum(map(text.count, _TELLING)) < _LEAST_SIGNS:
        return DecodedPage(text=text, charset="utf-8")
    sample = text[:_SAMPLE]
    arabic = len(_ARABIC.findall(sample))
    if len(_FRAMES.findall(sample)) > max(_FEW_LETTERS, arabic):
        return DecodedPage(text=_RUN.sub(_undoubled, text), charset="utf-8", repaired="double-utf-8")
    if sample.count(_ARTICLE_OF_1256) * _ARTICLE_SHARE > arabic:
        return DecodedPage(text=_RUN_OF_1256.sub(_reread, text), charset="utf-8", repaired="utf-8-as-cp1256")
    high, letters = len(_LATIN_HIGH.findall(sample)), len(_LETTER.findall(sample))
    if high > _FEW_LETTERS and not arabic and high > _MISREAD_SHARE * _visible_letters(sample, letters):
        undone = _ANY_RUN.sub(lambda found: _bytes_of(found[0]).decode("cp1256", "replace"), text)
        if _reads_arabic(undone):
            return DecodedPage(text=undone, charset="utf-8", repaired="cp1256-as-latin-1")
    return DecodedPage(text=text, charset="utf-8")


def _visible_letters(sample: str, letters: int) -> int:
    """Return the number of letters outside tags, so that mark-up does not hide a misread text."""
    return letters if "<" not in sample else len(_LETTER.findall(_TAG.sub("", sample)))


def _undoubled(found: re.Match[str]) -> str:
    try:
        return _bytes_of(found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return _bytes_of(found[0]).decode("utf-8", "ignore") or found[0]


def _reread(found: re.Match[str]) -> str:
    """Return the text of UTF-8 that was read as windows-1256; a word that was decoded correctly stays."""
    try:
        return found[0].encode("cp1256").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _bytes_of(run: str) -> bytes:
    return b"".join(
        bytes([ord(each)]) if ord(each) < 256 else each.encode("cp1252", "ignore")  # noqa: PLR2004  # one byte
        for each in run
    )
