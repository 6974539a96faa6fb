"""`python -m crawler.newsroom.verify DATA --day N`: compares the store of a demo with the newsroom's truth by field."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from crawler.newsroom.content.credits import printed_body
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece
from crawler.newsroom.press import NewsroomPress
from pipelines.web.urls import canonical_url
from storage.articles.reader import ExportRow
from storage.records import ArticleFields, State
from storage.store import Store

_TRUE_NAMES = frozenset(each.name for each in fields(NewsroomPiece))
_SAME_NAMES = tuple(each.name for each in fields(ArticleFields) if each.name in _TRUE_NAMES)
"""The article fields of which the newsroom knows the truth."""
_FIELDS = {*_SAME_NAMES, "duplicate_of", "withdrawn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field of one piece whose value in the store is not the true one."""

    url: str
    field: str
    truth: object
    store: object


def differences(store: Store, press: NewsroomPress) -> Iterator[FieldDifference]:
    """Yield every field in which *store* differs from what *press* printed on its day."""
    rows = {row.canonical_url: row for row in store.articles.changes()}
    outlets = {each.id: each for each in press.outlets}
    known = {(piece.outlet_id, piece.slug): canonical_url(press.url(piece)) for piece in press.pieces}
    for piece in press.pieces:
        url = known[(piece.outlet_id, piece.slug)]
        row = rows.pop(url, None)
        if piece.rejected is not None:
            yield from _refusal(store, url, piece, row)
        elif row is None:
            yield FieldDifference(url=url, field="article", truth="kept", store=None)
        else:
            yield from _fields(url, outlets[piece.outlet_id], piece, row, known, is_online=press.is_published(piece))
    for url in rows:
        yield FieldDifference(url=url, field="article", truth=None, store="kept")


def _refusal(store: Store, url: str, piece: NewsroomPiece, row: ExportRow | None) -> Iterator[FieldDifference]:
    history = store.frontier.history(url)
    if row is not None or history is None or (history.state, history.reason) != (State.REJECTED, piece.rejected):
        yield FieldDifference(
            url=url, field="refused", truth=piece.rejected, store=history and f"{history.state} {history.reason}"
        )


def _fields(
    url: str,
    outlet: NewsroomOutlet,
    piece: NewsroomPiece,
    row: ExportRow,
    known: dict[tuple[str, str], str],
    *,
    is_online: bool,
) -> Iterator[FieldDifference]:
    pairs = {name: (getattr(piece, name), getattr(row, name)) for name in _SAME_NAMES}
    pairs |= {
        "body": ("\n\n".join(printed_body(outlet, piece)), row.body),
        "is_paywalled": (piece.is_paywalled, bool(row.is_paywalled)),  # a free piece does not say that it is
        "duplicate_of": (known[piece.copy_of] if piece.copy_of else None, row.duplicate_of_url),
        "withdrawn": (not is_online, row.withdrawn_at is not None),
    }
    for field, (truth, stored) in pairs.items():
        if truth != stored:
            yield FieldDifference(url=url, field=field, truth=truth, store=stored)


def main() -> None:
    """Print the differences and how many pieces were compared; exit with status 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m crawler.newsroom.verify", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--day", type=int, default=1)
    parser.add_argument("--port", type=int, default=8765)
    args = parser.parse_args()
    press = NewsroomPress(day=args.day, port=args.port)
    with Store.open(args.data / "rasad.db", read_only=True) as store:
        found = list(differences(store, press))
    for each in found:
        print(f"{each.url}\n  {each.field}\n    truth: {each.truth!r}\n    store: {each.store!r}")
    counts = ", ".join(f"{field} {count}" for field, count in Counter(each.field for each in found).most_common())
    print(
        f"{len(press.pieces)} pieces compared in {len(_FIELDS)} fields: {len(found)} differences"
        + (f" ({counts})" if counts else "")
    )
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
