"""Sources as tests need them: every field has a value, and a test names those that matter to it."""

from __future__ import annotations

from typing import Any

from storage.source import Discovery, DiscoveryKind, Source

HOME = "https://outlet.example/"


def make_source(source_id: str = "ma_outlet", **fields: Any) -> Source:
    """Return a source without listings, in the country that its id begins with; *fields* replace any value."""
    defaults: dict[str, Any] = {
        "outlet": "الأفق",
        "home": HOME,
        "country": source_id[:2],
        "language": "ar",
        "timezone": "Africa/Casablanca",
        "discover": (),
    }
    return Source(id=source_id, **defaults | fields)


def make_discovery(kind: DiscoveryKind = DiscoveryKind.FEED, path: str = "feed", **fields: Any) -> Discovery:
    """Return a listing of the outlet at `HOME`."""
    return Discovery(kind=kind, url=HOME + path, **fields)
