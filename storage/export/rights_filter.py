"""What an export leaves out of an article because its outlet reserves it."""

from __future__ import annotations

import re
from dataclasses import replace

from storage.articles.reader import ExportRow
from storage.rights import Rights

_LONGEST_SNIPPET = 300
_NO_BODY = frozenset({"noarchive", "nosnippet", "noai", "none", "noindex"})
_MAX_SNIPPET = re.compile(r"max-snippet:(\d{1,6})$")


def is_hidden(rights: Rights | None) -> bool:
    """Whether the outlet forbids to index the article at all: `noindex`, or `none`."""
    return rights is not None and any(name in {"noindex", "none"} for name, _ in rights.directives)


def is_reserved(rights: Rights | None) -> bool:
    """Whether the text itself must stay in the store: a reservation of mining, archiving, snippets or use by AI."""
    if rights is None:
        return False
    reserved = rights.tdm is not None and rights.tdm.reserved
    return reserved or any(name in _NO_BODY or _MAX_SNIPPET.match(name) for name, _ in rights.directives)


def without_text(row: ExportRow) -> ExportRow:
    """Return a reserved article as it may be exported: no body, and of the summary at most the snippet that is allowed."""
    longest = _snippet(row.rights)
    summary = None if row.summary is None or longest == 0 else _cut(row.summary, longest)
    return replace(row, body=None, parts=(), summary=summary)


def _snippet(rights: Rights | None) -> int:
    names = [name for name, _ in rights.directives] if rights is not None else []
    if "nosnippet" in names or is_hidden(rights):
        return 0
    return min((int(found[1]) for name in names if (found := _MAX_SNIPPET.match(name))), default=_LONGEST_SNIPPET)


def _cut(text: str, longest: int) -> str:
    """Return *text* of at most *longest* characters, cut between words."""
    if len(text) <= longest:
        return text
    return (text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]) + "…"
