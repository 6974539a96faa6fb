"""From what was learned of an outlet to its file in the operator's catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawler.sources.explore import Exploration, OperatorChoices
from spiders.autodiscovery.outlet_facts import DetectedFact
from spiders.catalogue.catalogue import Catalogue, source_files
from spiders.catalogue.drafts import DraftBlank, blanks, is_same_outlet, longer_id, path_of
from spiders.catalogue.source_writer import source_toml
from storage.source import Source

_LICENCE = 'not looked for; what its terms allow, as "read, index, link"'


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOutlet:
    """An outlet that has a file already; *source* is null for a draft that is not finished."""

    path: Path
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilePlan:
    """The file that would be written: where, its text, what is blank in it."""

    path: Path
    source: Source
    text: str
    blanks: tuple[DraftBlank, ...]


def known_outlet(catalogue: Catalogue, own: Path, home: str) -> KnownOutlet | None:
    """Return the file of the outlet that has its front page on this host, a source's or an unfinished draft's."""
    for source in catalogue.sources.values():
        if is_same_outlet(source.home, home):
            return KnownOutlet(path=catalogue.origin(source.id), source=source)
    for path in source_files(own):
        if path.stem not in catalogue.sources and is_same_outlet(_home(path), home):
            return KnownOutlet(path=path, source=None)
    return None


def with_known(choices: OperatorChoices, known: KnownOutlet | None) -> OperatorChoices:
    """Return the choices for writing an outlet anew: its country and its zone stay what they were."""
    if known is None or known.source is None:
        return choices
    country, zone = choices.country or known.source.country, choices.timezone or known.source.timezone
    return replace(choices, country=country, timezone=zone)


def plan(
    found: Exploration, catalogue: Catalogue, own: Path, *, known: KnownOutlet | None, is_named: bool, now: datetime
) -> SourceFilePlan:
    """Return the file for *found*; an id that another outlet has gets what tells the two apart.

    *is_named*: the operator chose the id. Otherwise a source that is written anew keeps its own.
    """
    source = found.source
    if not is_named and known is not None and known.source is not None and known.source.country == source.country:
        source = replace(source, id=known.source.id)
    elif not is_named:
        source = _own_id(source, catalogue)
    path = path_of(own, source)
    if known is not None and known.path.stem == source.id and known.path.is_relative_to(own):
        path = known.path  # flat or by country, as the operator keeps it
    missing = blanks(source)
    text = source_toml(source, notes=dict(_notes(found, missing)), opening=tuple(_opening(found, now)))
    return SourceFilePlan(path=path, source=source, text=text, blanks=missing)


def plan_of(source: Source, catalogue: Catalogue, own: Path, *, notes: Mapping[str, str]) -> SourceFilePlan:
    """Return the file for a source of which nothing but *source* is known; *notes* are comments by key."""
    source = _own_id(source, catalogue)
    missing = blanks(source)
    said = {**{each.key: each.why for each in missing}, "licence": _LICENCE, **notes}
    text = source_toml(source, notes=said, opening=("Written by `rasad sources import`; nothing was asked yet.",))
    return SourceFilePlan(path=path_of(own, source), source=source, text=text, blanks=missing)


def _own_id(source: Source, catalogue: Catalogue) -> Source:
    holder = catalogue.sources.get(source.id)
    if holder is None or is_same_outlet(holder.home, source.home):
        return source
    return replace(source, id=longer_id(source.id, source.home))


def write(made: SourceFilePlan, *, over: KnownOutlet | None, own: Path) -> None:
    """Write the file whole or not at all; the operator's own file that it replaces is gone then."""
    made.path.parent.mkdir(parents=True, exist_ok=True)
    aside = made.path.with_name(f".{made.path.name}.new")
    aside.write_text(made.text, encoding="utf-8")
    aside.replace(made.path)
    if over is not None and over.path != made.path and over.path.is_relative_to(own):
        over.path.unlink(missing_ok=True)


def _opening(found: Exploration, now: datetime) -> Iterator[str]:
    url = found.prospect.given_url
    yield f"Written by `rasad sources add {url}` on {now:%Y-%m-%d}; set checked once you saw a crawl."
    if (cms := found.facts.cms) is not None:
        yield f"Publishing system: {cms.value} ({cms.because})."


def _notes(found: Exploration, missing: tuple[DraftBlank, ...]) -> Iterator[tuple[str, str]]:
    facts = found.facts
    said: tuple[tuple[str, DetectedFact | None], ...] = (
        ("outlet", facts.name),
        ("country", facts.country),
        ("language", facts.language),
        ("timezone", facts.timezone),
    )
    yield from ((key, f"only by {fact.because}") for key, fact in said if fact is not None and fact.doubtful)
    yield from ((each.key, each.why) for each in missing)
    yield "licence", _LICENCE
    for way in found.survey.candidates:
        newest = f", the newest of {way.newest_at:%Y-%m-%d %H:%M} UTC" if way.newest_at else ""
        yield way.discovery.url, f"{len(way.articles)} articles{newest}; {way.found_in}"


def _home(path: Path) -> str:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("home")
    except (OSError, ValueError):
        return ""
    return said if isinstance(said, str) else ""
