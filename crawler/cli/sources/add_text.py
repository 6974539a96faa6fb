"""The result of `rasad sources add` as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.cli.output.terminal import plain
from crawler.cli.sources.add_json import FoundListing, found_listings, requested
from crawler.sources.explore import Exploration
from crawler.sources.sample import SampledArticle
from crawler.sources.write import SourceFilePlan
from spiders.autodiscovery.outlet_facts import DetectedFact


def text_lines(found: Exploration, plan: SourceFilePlan, *, is_written: bool, data: Path) -> list[str]:
    """Return the result as lines; the file and the next step come last."""
    lines = ["requested", *(f"  {plain(each.url)}  {plain(each.result)}" for each in requested(found))]
    if found.failure is not None:
        return [*lines, "", f"nothing was written: {found.failure}"]
    lines += ["", plan.source.id, *_known(found, plan), "", "listings"]
    lines += [line for each in found_listings(found) for line in _listing(each)]
    lines += ["", "articles read", *(line for each in found.articles for line in _article(each))]
    if found.doubts:
        lines += ["", "doubtful", *(f"  {plain(each)}" for each in found.doubts)]
    if plan.blanks:
        lines += ["", "to fill in", *(f"  {each.key}: {each.why}" for each in plan.blanks)]
    if not is_written:
        return [*lines, "", f"not written (--dry-run): {plan.path}", "", plan.text.rstrip()]
    return [*lines, "", *_next(plan, data)]


def _next(plan: SourceFilePlan, data: Path) -> Iterator[str]:
    yield f"wrote {plan.path}"
    if plan.source.private:
        yield "  private = true: the address is private"
    if any(each.key == "country" for each in plan.blanks):
        yield "next: give its country (`--country CC --force`), or fill in the blanks and rename the file"
    elif plan.blanks:
        yield "next: fill in the blanks; `rasad sources lint` names them"
    else:
        yield f"next: rasad --data {data} crawl {plan.source.id} --max-articles 5"


def _known(found: Exploration, plan: SourceFilePlan) -> Iterator[str]:
    facts = found.facts
    rows: tuple[tuple[str, DetectedFact | None], ...] = (
        ("name", facts.name),
        ("country", facts.country),
        ("language", facts.language),
        ("timezone", facts.timezone),
        ("system", facts.cms),
    )
    yield f"  {'home':<10}{plan.source.home}"
    for key, fact in rows:
        value = "?" if fact is None else plain(fact.value)
        yield f"  {key:<10}{value}" + (f"  ({plain(fact.because)})" if fact is not None else "")


def _listing(each: FoundListing) -> Iterator[str]:
    newest = f", the newest of {each.newest_at:%Y-%m-%d %H:%M} UTC" if each.newest_at else ""
    yield f"  {each.kind:<14}{each.url}"
    yield f"  {'':<14}{each.articles} articles{newest}; {each.found_by}"
    if each.follow:
        yield f"  {'':<14}follow {plain(each.follow)}"


def _article(each: SampledArticle) -> Iterator[str]:
    if each.problem is not None:
        yield f"  · {each.url}  not read: {plain(each.problem)}"
        return
    at = f"{each.published_at:%Y-%m-%d %H:%M} UTC" if each.published_at else "no date"
    yield f"  ✔ {plain(each.headline or '')}  {at}  {plain(each.byline) if each.byline else 'no byline'}"
