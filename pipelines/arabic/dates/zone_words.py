"""The words for time zones that servers print behind a time, read as an outlet of a zone means them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

# RFC 5322 §4.3 for North America; the others as the IANA time zone database abbreviates them, and MEST, MESZ as
# older servers do. A single letter other than Z means nothing (RFC 5322 §4.3: "-0000").
_HOURS = {
    **dict.fromkeys(("gmt", "ut", "utc", "z", "wet"), 0.0),
    **dict.fromkeys(("cet", "met", "mez", "wat", "west", "bst"), 1.0),
    **dict.fromkeys(("cest", "mest", "mesz", "eet", "cat", "sast"), 2.0),
    **dict.fromkeys(("eest", "msk", "trt", "eat", "ksa", "idt"), 3.0),
    **dict.fromkeys(("irst",), 3.5),
    **dict.fromkeys(("gst",), 4.0),
    **dict.fromkeys(("pkt",), 5.0),
    **dict.fromkeys(("jst", "kst"), 9.0),
    **dict.fromkeys(("edt",), -4.0),
    **dict.fromkeys(("est", "cdt"), -5.0),
    **dict.fromkeys(("cst", "mdt"), -6.0),
    **dict.fromkeys(("mst", "pdt"), -7.0),
    **dict.fromkeys(("pst",), -8.0),
    **dict.fromkeys(("adt",), -3.0),
}
_ARABIA, _ATLANTIC = timezone(timedelta(hours=3)), timezone(timedelta(hours=-4))
_MIDDLE = timedelta(0)


def zone_of_word(word: str, zone: tzinfo, at: datetime) -> tzinfo | None:
    """Return the zone that *word* (small letters) means at an outlet of *zone*; `None` for a word that is unknown.

    `AST` is Arabia's standard time east of Greenwich and the Atlantic's west of it; `IST` is what the outlet's own
    zone calls itself, or unknown.
    """
    if word in _HOURS:
        hours = _HOURS[word]
        return timezone(timedelta(hours=hours)) if hours else UTC
    own = at.replace(tzinfo=zone)
    if word == "ast":
        return _ARABIA if (own.utcoffset() or _MIDDLE) >= _MIDDLE else _ATLANTIC
    return zone if (own.tzname() or "").casefold() == word else None
