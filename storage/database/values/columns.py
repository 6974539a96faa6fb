"""The form of values in the store: times as ISO 8601 UTC with Z, lists as JSON, text that every database accepts."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

import orjson

from storage.records import LivePart

_TAG_BITS, _TAG_LOW, _TAG_HIGH = 16, 0xFFFF, 0x7FFF_FFFF
# SQLite keeps NUL and its length() stops there; PostgreSQL rejects it; a lone surrogate is not text at all.
_NO_NUL = {0: None}


def stamp(at: datetime) -> str:
    """Return *at* as the store writes it, to the second. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone")
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"  # strftime writes year 9 as "9"


def maybe_stamp(at: datetime | None) -> str | None:
    """Return *at* as the store writes it; `None` for `None`."""
    return None if at is None else stamp(at)


def unstamp(text: str) -> datetime:
    """Return the aware UTC time that the store wrote."""
    return datetime.fromisoformat(text)  # reads the Z as UTC


def maybe_unstamp(text: str | None) -> datetime | None:
    """Return the aware UTC time that the store wrote; `None` for `None`."""
    return None if text is None else unstamp(text)


def safe(text: str) -> str:
    """Return *text* without NUL, its lone surrogates replaced: the last check before it is stored."""
    if type(text) is str and "\0" not in text:  # nearly every text; an enum's value is not of this type
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return text.translate(_NO_NUL).encode("utf-8", "replace").decode("utf-8")


def maybe_safe(text: str | None) -> str | None:
    """Return *text* made safe; `None` for `None`."""
    return None if text is None else safe(text)


def listed(values: Sequence[str]) -> str:
    """Return *values* as a JSON list, Arabic unescaped."""
    return json.dumps([safe(each) for each in values], ensure_ascii=False)


def unlisted(text: str) -> tuple[str, ...]:
    """Return the values of a JSON list that the store wrote."""
    return () if text == "[]" else tuple(orjson.loads(text))


def parts_text(parts: Sequence[LivePart]) -> str | None:
    """Return the parts of a live page as a JSON list of objects; `None` for a page without parts."""
    objects = [{"at": maybe_stamp(each.at), "printed": safe(each.printed), "text": safe(each.text)} for each in parts]
    return json.dumps(objects, ensure_ascii=False) if objects else None


def text_parts(text: str | None) -> tuple[LivePart, ...]:
    """Return the parts that the store wrote."""
    if not text:
        return ()
    rows = orjson.loads(text)
    return tuple(LivePart(at=maybe_unstamp(each["at"]), printed=each["printed"], text=each["text"]) for each in rows)


def copy_tag(template_keys: bytes, figures: bytes) -> int:
    """Return the tag of a text's copy keys: its template with the number of its figures, then the figures themselves.

    It orders the pieces of a series together, so that those with other figures are skipped without being read. 0: a
    text without a template.
    """
    if not template_keys:
        return 0
    template = zlib.crc32(template_keys + len(figures).to_bytes(2)) & _TAG_HIGH | 1
    return template << _TAG_BITS | zlib.crc32(figures) & _TAG_LOW


def same_template(tag: int) -> tuple[int, int]:
    """Return the first and the last tag of the texts with the template and the number of figures of *tag*."""
    return tag >> _TAG_BITS << _TAG_BITS, tag | _TAG_LOW
