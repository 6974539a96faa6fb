"""Makes a page test: the bytes of a page as received, and what must be read from them."""

from __future__ import annotations

import json
import re
from datetime import UTC
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from storage.exit_status import ExitStatus, UserError
from storage.records import Page

_REQUIRED = ("headline", "body", "published_at")
_SLUG = re.compile(r"[^a-z0-9]+")
_MAX_SLUG = 40
_MAX_BYTES = 200_000
"""There are many page tests, and a skeleton with a few paragraphs is small."""


class SaveError(UserError):
    """No page test can be made of the page; the message says why."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


def save_page(pages: Path, page: Page, source_id: str, document: dict[str, object]) -> tuple[Path, Path]:
    """Write `PAGES/ID/DATE-SLUG.html` and its proposed expectation beside it; returns both paths.

    Raises `SaveError` for an article without headline, body or date (only complete articles are examples), for a
    page that is too large, and for a test that exists already.
    """
    missing = [] if "rejected" in document else [name for name in _REQUIRED if not document.get(name)]
    if missing:
        raise SaveError(f"no page test of {page.requested_url}: nothing was read for {', '.join(missing)}")
    if len(page.body) > _MAX_BYTES:
        raise SaveError(f"no page test of {page.requested_url}: {len(page.body)} bytes, more than {_MAX_BYTES}")
    day = str(document.get("published_at") or page.fetched_at.astimezone(UTC).isoformat())[:10]
    html = pages / source_id / f"{day}-{_slug(page.final_url)}.html"
    expected = html.with_suffix(".json")
    if html.exists():
        raise SaveError(f"{html} exists already: save a redesign as a second page; remove this one only if it is wrong")
    html.parent.mkdir(parents=True, exist_ok=True)
    html.write_bytes(page.body)
    expected.write_text(expectation(page, document), encoding="utf-8")
    return html, expected


def expectation(page: Page, document: dict[str, object]) -> str:
    """Return the expectation as JSON: the page, and its article or the rejection; sorted keys, Arabic unescaped."""
    name = "rejected" if "rejected" in document else "article"
    received = {
        "requested_url": page.requested_url,
        "final_url": page.final_url,
        "fetched_at": page.fetched_at.astimezone(UTC).isoformat(),
        "content_type": page.content_type,
    }
    return json.dumps({"page": received, name: document}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _slug(url: str) -> str:
    path = unquote(urlsplit(url).path).lower()
    words = _SLUG.sub("-", path).strip("-")
    return words[-_MAX_SLUG:].strip("-") or "page"
