"""What a run came to, for people (a table on stdout) and for programs (one JSON object)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from crawler.cli.output.progress import progress_table
from crawler.cli.output.tables import said
from crawler.run.run import RunReport
from crawler.run.source_stats import SourceStats
from storage.records import Effect

_EFFECTS = tuple(Effect)


def report_document(report: RunReport) -> dict[str, object]:
    """Return the run as one JSON-ready object: the exit status, a row a source, and the totals."""
    return {
        "run_id": report.run_id,
        "exit_status": int(report.exit_status),
        "sources": [_row(each) for each in report.stats],
        "total": {str(effect): _sum(report.stats, effect) for effect in _EFFECTS},
    }


def nothing_due(next_id: str | None, next_at: datetime | None) -> dict[str, object]:
    """Return a run that did not take place, in the form of one: no source, and what comes due next."""
    total = {str(effect): 0 for effect in _EFFECTS}
    document: dict[str, object] = {"run_id": None, "exit_status": 0, "sources": [], "total": total}
    return {**document, "next_due": {"source_id": next_id, "at": said(next_at)} if next_id else None}


def print_report(report: RunReport, console: Console) -> None:
    """Print a row an outlet, the total, why pages were refused, and every source's trouble."""
    console.print(progress_table(report.stats))
    reasons: Counter[str] = Counter()
    for each in report.stats:
        reasons.update(each.reasons)
    if reasons:
        console.print("refused or failed: " + ", ".join(f"{name} {count}" for name, count in reasons.most_common()))
    left: Counter[str] = Counter()
    for each in report.stats:
        left.update(each.left)
    if left.total():
        console.print("left out: " + ", ".join(f"{name} {count}" for name, count in left.most_common() if count))
    if withdrawn := _sum(report.stats, Effect.WITHDRAWN):
        console.print(f"withdrawn by their outlets: {withdrawn}")
    for each in report.stats:
        if each.left_to is not None:
            console.print(f"! {each.source.id}: left to {each.left_to}", markup=False, highlight=False)
        for trouble in dict.fromkeys((*([each.problem] if each.problem else []), *each.problems[:3])):
            console.print(f"! {each.source.id}: {trouble}", markup=False, highlight=False)


def _row(tally: SourceStats) -> dict[str, object]:
    return {
        "source_id": tally.source.id,
        "outlet": tally.source.outlet,
        "found": tally.found,
        "asked": tally.asked,
        "read": tally.read,
        **{str(effect): tally.effects[effect] for effect in _EFFECTS},
        "reasons": dict(sorted(tally.reasons.items())),
        "left": {name: count for name, count in sorted(tally.left.items()) if count},
        "problem": tally.problem,
        "left_to": tally.left_to,
        "problems": tally.problems,
        "replacement_listings": said(tally.replacement_listings),
        "next_poll_at": said(tally.next_poll_at),
        "next_poll_reason": tally.next_poll_reason,
    }


def _sum(tallies: Sequence[SourceStats], effect: Effect) -> int:
    return sum(each.effects[effect] for each in tallies)
