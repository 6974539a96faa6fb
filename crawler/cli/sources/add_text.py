"""What `rasad sources add` found, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.cli.output.progress import isolated
from crawler.cli.sources.add_json import FoundListing, found_ways, requested
from crawler.sources.explore import Exploration
from crawler.sources.sample import SampledArticle
from crawler.sources.write import SourceFilePlan
from spiders.autodiscovery.outlet_facts import DetectedFact


def told(found: Exploration, made: SourceFilePlan, *, is_written: bool, data: Path) -> list[str]:
    """Return what was found as lines for people, the file and the next step last."""
    lines = ["asked", *(f"  {each.url}  {each.result}" for each in requested(found))]
    if found.failure is not None:
        return [*lines, "", f"nothing was written: {found.failure}"]
    lines += ["", made.source.id, *_known(found, made), "", "ways of discovery"]
    lines += [line for each in found_ways(found) for line in _way(each)]
    lines += ["", "articles tried", *(line for each in found.articles for line in _article(each))]
    if found.doubts:
        lines += ["", "doubtful", *(f"  {_plain(each)}" for each in found.doubts)]
    if made.blanks:
        lines += ["", "to fill in", *(f"  {each.key}: {each.why}" for each in made.blanks)]
    if not is_written:
        return [*lines, "", f"not written, as asked: {made.path}", "", made.text.rstrip()]
    return [*lines, "", *_next(made, data)]


def _next(made: SourceFilePlan, data: Path) -> Iterator[str]:
    yield f"wrote {made.path}"
    if made.source.private:
        yield "  private = true: the address is private, and was taken as meant"
    if any(each.key == "country" for each in made.blanks):
        yield "next: say its country (`--country CC --force`), or fill in the blanks and rename the file"
    elif made.blanks:
        yield "next: fill in the blanks; `rasad sources lint` names them"
    else:
        yield f"next: rasad --data {data} crawl {made.source.id} --max-articles 5"


def _known(found: Exploration, made: SourceFilePlan) -> Iterator[str]:
    facts = found.facts
    said: tuple[tuple[str, DetectedFact | None], ...] = (
        ("name", facts.name),
        ("country", facts.country),
        ("language", facts.language),
        ("timezone", facts.timezone),
        ("system", facts.cms),
    )
    yield f"  {'home':<10}{made.source.home}"
    for key, fact in said:
        value = "?" if fact is None else _plain(fact.value)
        yield f"  {key:<10}{value}" + (f"  ({_plain(fact.because)})" if fact is not None else "")


def _way(each: FoundListing) -> Iterator[str]:
    newest = f", the newest of {each.newest_at:%Y-%m-%d %H:%M} UTC" if each.newest_at else ""
    yield f"  {each.kind:<14}{each.url}"
    yield f"  {'':<14}{each.articles} articles{newest}; {each.found_by}"
    if each.follow:
        yield f"  {'':<14}follow {_plain(each.follow)}"


def _article(each: SampledArticle) -> Iterator[str]:
    if each.problem is not None:
        yield f"  · {each.url}  not read: {_plain(each.problem)}"
        return
    at = f"{each.published_at:%Y-%m-%d %H:%M} UTC" if each.published_at else "no date"
    yield f"  ✔ {_plain(each.headline or '')}  {at}  {_plain(each.byline) if each.byline else 'no byline'}"


def _plain(text: str) -> str:
    return text if text.isascii() else isolated(text)
