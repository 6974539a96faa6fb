"""What a run says at its end."""

from __future__ import annotations

import io
from collections import Counter

from rich.console import Console

from crawler.cli.output.run_report import print_report
from crawler.run.outcomes.source_stats import SourceStats
from crawler.run.run_request import RunReport
from storage.exit_status import ExitStatus
from tests.support.sources import make_source

SOURCE = make_source("om_outlet", timezone="Asia/Muscat")


def test_what_was_skipped_is_counted_by_its_reason() -> None:
    """Traps, budgets and what waits for a backfill are a line of the report, the most frequent first."""
    tally = SourceStats(
        source=SOURCE, listings=1, skipped=Counter({"trap": 2, "older-sitemaps": 188, "backfill-articles": 0})
    )
    out = io.StringIO()

    print_report(RunReport(run_id=1, stats=(tally,), exit_status=ExitStatus.EXPECTED), Console(file=out, width=200))

    assert "skipped: older-sitemaps 188, trap 2" in out.getvalue().splitlines()


def test_reasons_of_one_number_are_in_one_order() -> None:
    """Outlets end in any order; the report of the same pages is the same."""
    stats = [SourceStats(source=SOURCE, listings=1, reasons=Counter({name: 1})) for name in ("soft-404", "challenge")]
    out = io.StringIO()

    print_report(RunReport(run_id=1, stats=tuple(stats), exit_status=ExitStatus.EXPECTED), Console(file=out, width=200))

    assert "rejected, quarantined or failed: challenge 1, soft-404 1" in out.getvalue().splitlines()
