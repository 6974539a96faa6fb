"""The report of a run, for people (a table) and for programs (one JSON object)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console

from crawler.cli.output.progress import progress_table
from crawler.cli.output.tables import jsonable
from crawler.cli.output.terminal import show
from crawler.run.outcomes.source_stats import SourceStats
from crawler.run.run_request import RunReport
from storage.records import Effect

_EFFECTS = tuple(Effect)


def report_document(report: RunReport) -> dict[str, object]:
    """Return the run as one JSON-ready object: exit status, one row for each source, and the totals."""
    return {
        "run_id": report.run_id,
        "exit_status": int(report.exit_status),
        "outage": report.outage,
        "sources": [_row(each) for each in report.stats],
        "total": {str(effect): _sum(report.stats, effect) for effect in _EFFECTS},
    }


def print_report(report: RunReport, console: Console) -> None:
    """Print one row for each outlet, the totals, the reasons for what was not kept, and the problems."""
    console.print(progress_table(report.stats))
    if reasons := _counts(each.reasons for each in report.stats):
        show(console, f"rejected, quarantined or failed: {reasons}")
    if skipped := _counts(each.skipped for each in report.stats):
        show(console, f"skipped: {skipped}")
    if withdrawn := _sum(report.stats, Effect.WITHDRAWN):
        show(console, f"withdrawn by their outlets: {withdrawn}")
    if report.outage is not None:
        cut = sum(each.was_cut for each in report.stats)
        show(console, f"! {report.outage}; {cut} sources are left to the next run, as they were")
    for each in report.stats:
        if each.held_by is not None:
            show(console, f"! {each.source.id}: skipped, {each.held_by} has its host")
        for problem in dict.fromkeys((*([_dated(each, each.problem)] if each.problem else []), *each.problems[:3])):
            show(console, f"! {each.source.id}: {problem}")


def _dated(stats: SourceStats, problem: str) -> str:
    """Return a problem with the time since when runs of its source end with one."""
    since = stats.problem_since
    return f"{problem} (a problem since {since:%Y-%m-%d %H:%M} UTC)" if since is not None else problem


def _row(stats: SourceStats) -> dict[str, object]:
    return {
        "source_id": stats.source.id,
        "outlet": stats.source.outlet,
        "found": stats.found,
        "fetched": stats.fetched,
        **{str(effect): stats.effects[effect] for effect in _EFFECTS},
        "reasons": dict(sorted(stats.reasons.items())),
        "skipped": {name: count for name, count in sorted(stats.skipped.items()) if count},
        "held_by": stats.held_by,
        "problem": stats.problem,
        "problem_since": jsonable(stats.problem_since),
        "problems": stats.problems,
        "replacement_listings": jsonable(stats.replacement_listings),
        "next_poll_at": jsonable(stats.next_poll_at),
        "next_poll_reason": stats.next_poll_reason,
    }


def _counts(counters: Iterable[Counter[str]]) -> str:
    """Return the sums of *counters* as one line, the most frequent first; empty where all are zero."""
    total = sum(counters, Counter[str]())
    ordered = sorted(total.items(), key=lambda each: (-each[1], each[0]))  # outlets end in any order
    return ", ".join(f"{name} {count}" for name, count in ordered if count)


def _sum(stats: Sequence[SourceStats], effect: Effect) -> int:
    return sum(each.effects[effect] for each in stats)
