"""Draws articles at random, the same ones each time: for reading and coding by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from heapq import nsmallest

from storage.database.engine.store_file import StoreConnection, StoreFile

STRATA = {
    "outlet": "a.source_id",
    "country": "s.country",
    "section": "a.section",
    "agency": "a.agency_id",
    "language": "a.language",
    "kind": "a.kind",
    "day": "a.local_day",
    "week": "a.local_day",
    "month": "substr(a.local_day, 1, 7)",
    "hijri-month": "substr(a.hijri_day, 1, 7)",
}
"""What a sample can be stratified by, each with its SQL; a week is that of ISO 8601 (`2026-W47`), computed from the day."""
Stratum = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFrame:
    """What is drawn from: days at the outlet (both included, `None`: no limit), one source or all, with copies or without."""

    since: date | None = None
    until: date | None = None
    source: str | None = None
    with_copies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnArticle:
    """One article that was drawn. *weight* is how many articles of its stratum it represents."""

    id: int
    source_id: str
    outlet: str
    local_day: str | None
    section: str | None
    headline: str
    canonical_url: str
    stratum: Stratum
    stratum_articles: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSample:
    """The articles that were drawn, from how many articles in how many strata."""

    frame_articles: int
    strata: int
    articles: tuple[DrawnArticle, ...]


def draw_sample(file: StoreFile, frame: SampleFrame, *, number: int, seed: str, by: Sequence[str]) -> ArticleSample:
    """Draw *number* articles, or all if there are fewer: from each stratum in proportion to its articles.

    An article's place in the draw is a hash of *seed* and its address. So a store with the same articles gives the same
    sample on any machine, whatever their numbers are. Raises `KeyError` for a stratum that is not in `STRATA`.
    """
    with file.reading() as db:
        ids: dict[Stratum, list[tuple[bytes, int]]] = defaultdict(list)
        for article_id, address, *stratum in _frame(db, frame, by):
            values = (_iso_week(each) if name == "week" else each for name, each in zip(by, stratum, strict=True))
            ids[tuple(values)].append((_place(seed, address), article_id))
        shares = proportional({stratum: len(found) for stratum, found in ids.items()}, number)
        drawn = [
            (place, article_id, stratum)
            for stratum, share in shares.items()
            for place, article_id in nsmallest(share, ids[stratum])
        ]
        articles = tuple(
            _article(db, article_id, stratum, len(ids[stratum]), shares[stratum])
            for _, article_id, stratum in sorted(drawn)
        )
    return ArticleSample(frame_articles=sum(map(len, ids.values())), strata=len(ids), articles=articles)


def proportional(sizes: dict[Stratum, int], number: int) -> dict[Stratum, int]:
    """Return how many of *number* each stratum gets: its share, rounded so that the sum is right (largest remainders).

    No stratum gets more than it has. Of equal remainders the larger stratum is first, then the one that sorts first.
    """
    total = sum(sizes.values())
    number = min(number, total)
    shares = {stratum: size * number // total for stratum, size in sizes.items()} if total else {}
    rest = sorted(
        sizes, key=lambda each: (-(sizes[each] * number % total), -sizes[each], [value or "" for value in each])
    )
    for stratum in rest[: number - sum(shares.values())]:
        shares[stratum] += 1
    return shares


def _frame(db: StoreConnection, frame: SampleFrame, by: Sequence[str]) -> Iterator[tuple[int, str, *Stratum]]:
    columns = "".join(f", {STRATA[each]}" for each in by)
    conditions = "" if frame.with_copies else " and a.duplicate_of is null"
    yield from db.execute(
        f"select a.id, a.canonical_url{columns} from articles a join sources s on s.id = a.source_id "
        f"where a.withdrawn_at is null{conditions} and (:source is null or a.source_id = :source) "
        "and (:since is null or a.local_day >= :since) and (:until is null or a.local_day <= :until)",
        {
            "source": frame.source,
            "since": frame.since.isoformat() if frame.since else None,
            "until": frame.until.isoformat() if frame.until else None,
        },
    )


def _iso_week(day: str | None) -> str | None:
    if day is None:
        return None
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def _place(seed: str, address: str) -> bytes:
    return blake2b(f"{seed}\0{address}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _article(db: StoreConnection, article_id: int, stratum: Stratum, size: int, share: int) -> DrawnArticle:
    row = db.execute(
        "select a.source_id, s.outlet, a.local_day, a.section, a.headline, a.canonical_url from articles a "
        "join sources s on s.id = a.source_id where a.id = ?",
        (article_id,),
    ).fetchone()
    return DrawnArticle(
        id=article_id,
        source_id=row[0],
        outlet=row[1],
        local_day=row[2],
        section=row[3],
        headline=row[4],
        canonical_url=row[5],
        stratum=stratum,
        stratum_articles=size,
        weight=round(size / share, 4),
    )
