"""How the health of outlets is shown: cards and a table that fit 80 columns, one page for one outlet, and JSON."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime

from crawler.cli.output.tables import print_table
from crawler.cli.output.terminal import echo, isolated, plain
from crawler.run.outcomes.outlet_health import HealthFinding, HealthState, OutletHealth
from crawler.run.outcomes.reading_quality import FieldShares
from storage.runs.outlet_history import ListingReply

_TITLES = {
    HealthState.PERSON: "needs a person",
    HealthState.WAITS: "has a problem that may pass, or is not selected",
}
_WEEK_FIGURES = ("kept", "rejected", "failed")
_MOST_REASONS = 6


def health_document(health: OutletHealth) -> dict[str, object]:
    """Return the health of an outlet for JSON: the figures of its last run, and what was found."""
    return {
        **{each.name: getattr(health.latest, each.name) for each in fields(health.latest)},
        "state": health.state.value,
        "since": health.since,
        "is_selected": health.is_selected,
        "last_good_poll_at": health.last_good_poll_at,
        "findings": health.findings,
        "week": health.week,
        "not_modified_share": health.not_modified_share,
        "newest": health.newest,
        "before": health.before,
    }


def print_overview(found: Sequence[OutletHealth]) -> None:
    """Print a card for each outlet with a finding, the worst first, and a narrow table of all."""
    for state, title in _TITLES.items():
        of_state = [each for each in found if each.state is state]
        if of_state:
            echo(f"{title} ({len(of_state)})", bold=True)
            for each in of_state:
                for line in _card(each):
                    echo(line)
            echo()
    headings = ("source", "last new article", *_WEEK_FIGURES, "304", "next poll")
    rows = [
        (each.latest.source_id, each.latest.last_kept_at, *(each.week.figures.get(name, 0) for name in _WEEK_FIGURES),
         _percent(each.not_modified_share), each.latest.next_poll_at)
        for each in sorted(found, key=lambda each: each.latest.source_id)
    ]  # fmt: skip
    echo("the last seven days", bold=True)
    print_table(headings, rows, right=headings[2:6])


def print_page(health: OutletHealth, listings: Sequence[ListingReply]) -> None:
    """Print everything that is known of one outlet."""
    latest, state = health.latest, health.state.value
    echo(f"{latest.source_id}  {isolated(latest.outlet)}  {state if health.is_selected else f'{state}, not selected'}")
    for name, at in (
        ("last run", latest.last_run_at),
        ("last good poll", health.last_good_poll_at),
        ("last new article", latest.last_kept_at),
        ("next poll", latest.next_poll_at),
    ):
        note = f"  ({plain(latest.next_poll_reason)})" if name == "next poll" and latest.next_poll_reason else ""
        echo(f"{name:<18}{_time(at)}{note}")
    for each in health.findings:
        for line in _finding(each, indent=""):
            echo(line)
    figures = ", ".join(f"{name} {number}" for name, number in health.week.figures.items())
    for line in _wrapped(f"{'seven days':<18}{health.week.runs} runs: {figures or 'nothing'}", "", " " * 18):
        echo(line)
    if health.week.reasons:
        for line in _wrapped(f"{'reasons':<18}{_reasons(health.week.reasons)}", "", " " * 18):
            echo(line)
    _print_shares(health.newest, health.before)
    for listing in listings:
        problem = listing.error or listing.note
        answer = f"{listing.status}, {_time(listing.fetched_at)}"
        echo(f"{listing.kind:<18}{plain(listing.url)}  {answer}{f': {plain(problem)}' if problem else ''}")


def _print_shares(newest: FieldShares | None, before: FieldShares | None) -> None:
    if newest is None:
        return
    rows = []
    for name in ("articles", "words", "without_date", "without_author", "without_section"):
        shown = [_shown(name, each) for each in (newest, before)]
        rows.append((name.replace("_", " "), *shown))
    print_table(("", "newest", "28 days before"), rows, right=("newest", "28 days before"))


def _shown(name: str, values: FieldShares | None) -> str:
    if values is None:
        return ""
    value = getattr(values, name)
    return _percent(value) if name.startswith("without") else f"{value:.0f}"


def _card(health: OutletHealth) -> Iterator[str]:
    last = f"last new article {_time(health.latest.last_kept_at)}"
    yield f"{health.latest.source_id}  {isolated(health.latest.outlet)}  {last}"
    for each in health.findings:
        yield from _finding(each, indent="    ")


def _finding(finding: HealthFinding, *, indent: str) -> Iterator[str]:
    since = f" (since {_time(finding.since)})" if finding.since else ""
    yield from _wrapped(f"{plain(finding.text)}{since}", indent, indent)
    yield from _wrapped(f"-> {finding.remedy}", indent, indent)


def _wrapped(text: str, first: str, following: str) -> list[str]:
    """Return *text* in lines that fit the terminal; a name or address that is longer stays whole."""
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=following, break_long_words=False, break_on_hyphens=False
    )


def _reasons(reasons: Mapping[str, int]) -> str:
    first = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))[:_MOST_REASONS]
    total = sum(reasons.values())
    return ", ".join(f"{name} {number} ({number / total:.0%})" for name, number in first)


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at is not None else "never"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
