"""Writes the file of an explored or imported outlet into the operator's catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawler.sources.explore import Exploration, OperatorOverrides
from spiders.autodiscovery.outlet_facts import DetectedFact
from spiders.catalogue.catalogue import Catalogue, source_files
from spiders.catalogue.drafts import DraftBlank, blanks, is_same_outlet, longer_id, path_of
from spiders.catalogue.source_writer import source_toml
from storage.source import Source

_LICENCE = 'not looked for; write what its terms allow, for example "read, index, link"'


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOutlet:
    """An outlet that has a file already; *source* is `None` for an unfinished draft."""

    path: Path
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilePlan:
    """A source file before it is written: its path, its text, and the keys that are blank."""

    path: Path
    source: Source
    text: str
    blanks: tuple[DraftBlank, ...]


def known_outlet(catalogue: Catalogue, own: Path, home: str) -> KnownOutlet | None:
    """Return the file of the outlet whose front page is on the host of *home*: a source or an unfinished draft."""
    for source in catalogue.sources.values():
        if is_same_outlet(source.home, home):
            return KnownOutlet(path=catalogue.origin(source.id), source=source)
    for path in source_files(own):
        if path.stem not in catalogue.sources and is_same_outlet(_home(path), home):
            return KnownOutlet(path=path, source=None)
    return None


def with_known(overrides: OperatorOverrides, known: KnownOutlet | None) -> OperatorOverrides:
    """Return the overrides for an outlet that has a file: without new values it keeps its country and its zone."""
    if known is None or known.source is None:
        return overrides
    country, zone = overrides.country or known.source.country, overrides.timezone or known.source.timezone
    return replace(overrides, country=country, timezone=zone)


def plan_file(
    found: Exploration, catalogue: Catalogue, own: Path, *, known: KnownOutlet | None, is_named: bool, now: datetime
) -> SourceFilePlan:
    """Return the file for *found*; an id that another outlet uses already is made longer.

    *is_named*: the operator chose the id. Otherwise a source that has a file keeps its id.
    """
    source = found.source
    if not is_named and known is not None and known.source is not None and known.source.country == source.country:
        source = replace(source, id=known.source.id)
    elif not is_named:
        source = _own_id(source, catalogue)
    path = path_of(own, source)
    if known is not None and known.path.stem == source.id and known.path.is_relative_to(own):
        path = known.path  # in the folder where the operator keeps it
    missing = blanks(source)
    text = source_toml(source, notes=dict(_notes(found, missing)), opening=tuple(_opening(found, now)))
    return SourceFilePlan(path=path, source=source, text=text, blanks=missing)


def plan_of(source: Source, catalogue: Catalogue, own: Path, *, notes: Mapping[str, str]) -> SourceFilePlan:
    """Return the file for *source*, which was not explored; *notes* are comments by key."""
    source = _own_id(source, catalogue)
    missing = blanks(source)
    comments = {**{each.key: each.why for each in missing}, "licence": _LICENCE, **notes}
    text = source_toml(source, notes=comments, opening=("Written by `rasad sources import`; nothing was fetched yet.",))
    return SourceFilePlan(path=path_of(own, source), source=source, text=text, blanks=missing)


def _own_id(source: Source, catalogue: Catalogue) -> Source:
    holder = catalogue.sources.get(source.id)
    if holder is None or is_same_outlet(holder.home, source.home):
        return source
    return replace(source, id=longer_id(source.id, source.home))


def write(plan: SourceFilePlan, *, over: KnownOutlet | None, own: Path) -> None:
    """Write the file completely or not at all; the operator's own file that it replaces is deleted."""
    plan.path.parent.mkdir(parents=True, exist_ok=True)
    temporary = plan.path.with_name(f".{plan.path.name}.new")
    temporary.write_text(plan.text, encoding="utf-8")
    temporary.replace(plan.path)
    if over is not None and over.path != plan.path and over.path.is_relative_to(own):
        over.path.unlink(missing_ok=True)


def _opening(found: Exploration, now: datetime) -> Iterator[str]:
    yield f"Written by `rasad sources add {found.state.given_url}` on {now:%Y-%m-%d}; set checked after a good crawl."
    if (cms := found.facts.cms) is not None:
        yield f"Publishing system: {cms.value} ({cms.because})."


def _notes(found: Exploration, missing: tuple[DraftBlank, ...]) -> Iterator[tuple[str, str]]:
    facts = found.facts
    rows: tuple[tuple[str, DetectedFact | None], ...] = (
        ("outlet", facts.name),
        ("country", facts.country),
        ("language", facts.language),
        ("timezone", facts.timezone),
    )
    yield from ((key, f"only by {fact.because}") for key, fact in rows if fact is not None and fact.doubtful)
    yield from ((each.key, each.why) for each in missing)
    yield "licence", _LICENCE
    for way in found.result.candidates:
        newest = f", the newest of {way.newest_at:%Y-%m-%d %H:%M} UTC" if way.newest_at else ""
        yield way.discovery.url, f"{len(way.articles)} articles{newest}; {way.found_in}"


def _home(path: Path) -> str:
    try:
        home = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("home")
    except (OSError, ValueError):
        return ""
    return home if isinstance(home, str) else ""
