"""Checks whether the listings of sources still answer, and whether the articles that they name can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config
from crawler.run.listings.listing_reader import PRELOAD, ListingReader
from crawler.sources.discovery_health import known_health
from crawler.sources.polite_session import AdhocTask, PoliteClient, run_adhoc_tasks
from crawler.sources.sample import sample
from pipelines.stages.reader_pool import ReaderPool
from pipelines.web.urls import canonical_url
from spiders.autodiscovery.probe import FailedProbe
from spiders.discovery.traversal import MOST_DEPTH
from spiders.listings.listing import ListingContext, ListingError, ParsedListing, whole
from storage.records import ListingEntry, Page
from storage.source import Discovery, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedListing:
    """One listing and its answer of today.

    *entries* counts what it names. *newest_at* is the latest time that it declares (UTC; `None`: it declares none). The
    reader could read *readable* of *sampled* entries; *unreadable* gives the reason for each of the others. *problem*
    is what is wrong (`None`: nothing). *found*: no file names the listing, a crawl found it instead of a dead one.
    """

    source_id: str
    kind: str
    url: str
    answers: bool
    entries: int = 0
    newest_at: datetime | None = None
    sampled: int = 0
    readable: int = 0
    unreadable: tuple[str, ...] = ()
    problem: str | None = None
    found: bool = False


def check_sources(
    data_dir: DataDir, config: Config, sources: Sequence[Source], *, most: int
) -> tuple[CheckedListing, ...]:
    """Fetch every listing of *sources* and read up to *most* articles of each; nothing is kept in the store.

    Raises `ConfigError` without a contact for a public host, and `LockHeld` while a run holds one of the hosts.
    """
    replacements = _replacements(data_dir, sources)
    found: dict[str, list[CheckedListing]] = {each.id: [] for each in sources}
    with ReaderPool(
        readers=config.readers, seconds=config.read_seconds, megabytes=config.read_megabytes, preload=PRELOAD
    ) as pool:

        def task(source: Source) -> AdhocTask:
            async def work(client: PoliteClient) -> None:
                for each in source.discover:
                    found[source.id].append(await _check(client, pool, source, each, most=most))
                for each in replacements.get(source.id, ()):
                    way = await _check(client, pool, source, each, most=most)
                    found[source.id].append(replace(way, found=True))

            return AdhocTask(source=source, work=work)

        run_adhoc_tasks(data_dir, config, [task(each) for each in sources], command="sources check")
    return tuple(way for each in found.values() for way in each)


def _replacements(data_dir: DataDir, sources: Sequence[Source]) -> dict[str, list[Discovery]]:
    """Return the listings that crawls found and no file of *sources* names, by source id."""
    known = known_health(data_dir.store)
    found: dict[str, list[Discovery]] = {}
    for each in sources:
        own = {canonical_url(way.url) for way in each.discover}
        health = known.get(each.id)
        ways = [way.discovery for way in health.used] if health is not None else []
        found[each.id] = [way for way in ways if canonical_url(way.url) not in own]
    return found


async def _check(
    client: PoliteClient, pool: ReaderPool, source: Source, way: Discovery, *, most: int
) -> CheckedListing:
    silent = CheckedListing(source_id=source.id, kind=way.kind.value, url=way.url, answers=False)
    answer = await client.fetch(way.url)
    if isinstance(answer, FailedProbe):
        return replace(silent, problem=answer.reason)
    if answer.status != HTTPStatus.OK:
        return replace(silent, problem=f"answered {answer.status}")
    answering = replace(silent, answers=True)
    try:
        found = await _entries(client, ListingReader(pool), source, way, answer)
    except ListingError as error:
        return replace(answering, problem=str(error))
    tried = await sample(client, pool, source, [each.url for each in found.entries[:most]])
    readable = sum(each.problem is None for each in tried)
    return replace(
        answering,
        entries=len(found.entries),
        newest_at=max((at for each in found.entries if (at := each.published_at or each.modified_at)), default=None),
        sampled=len(tried),
        readable=readable,
        unreadable=tuple(f"{each.url}: {each.problem}" for each in tried if each.problem),
        problem=_problem(found, sampled=len(tried), readable=readable),
    )


async def _entries(
    client: PoliteClient, reader: ListingReader, source: Source, way: Discovery, answer: Page
) -> ParsedListing:
    """Return the entries of a listing, the newest first; of an index, those of its newest child."""
    found = await _read(reader, source, way, answer)
    for _ in range(MOST_DEPTH):
        if found.entries or not found.children:
            break
        newest = max(found.children, key=lambda child: (child.modified_at is not None, child.modified_at or _LONG_AGO))
        below = await client.fetch(newest.url)
        if isinstance(below, FailedProbe) or below.status != HTTPStatus.OK:
            why = below.reason if isinstance(below, FailedProbe) else f"answered {below.status}"
            return replace(found, damaged=f"its newest sitemap {newest.url}: {why}")
        found = await _read(reader, source, way, below)
    if way.kind.facts.newest_first:
        return found
    return replace(found, entries=tuple(sorted(found.entries, key=_age)))


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _age(entry: ListingEntry) -> float:
    at = entry.modified_at or entry.published_at
    return -at.timestamp() if at is not None else 0.0


async def _read(reader: ListingReader, source: Source, way: Discovery, page: Page) -> ParsedListing:
    """Read a listing in the same way as a crawl."""
    now = datetime.now(UTC)
    outlook = ListingContext(
        url=page.final_url, home=source.home, zone=ZoneInfo(source.timezone), now=now, own=source.own_urls
    )
    return whole([each async for each in reader.parts(page.body, page.content_type, way, outlook)])


def _problem(found: ParsedListing, *, sampled: int, readable: int) -> str | None:
    if not found.entries:
        return found.damaged or "names no article"
    if sampled and not readable:
        return f"none of {sampled} articles could be read"
    return found.damaged
