"""Runs a crawl with its progress on stderr and its report on stdout."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from crawler.cli.output.progress import ProgressView
from crawler.cli.output.run_report import print_report, report_document
from crawler.cli.output.terminal import echo, echo_json
from crawler.config import Config
from crawler.data_dir import DataDir
from crawler.run.run import crawl
from crawler.run.run_request import RunReport, RunRequest
from storage.exit_status import ExitStatus


def run_with_progress(data_dir: DataDir, config: Config, request: RunRequest, *, as_json: bool) -> RunReport:
    """Run *request*, show its progress on stderr and print the report on stdout."""
    stderr = Console(stderr=True)
    view = ProgressView(stderr)
    quiet = replace(request, quiet=stderr.is_terminal)
    try:
        report = crawl(data_dir, config, quiet, view.start)
    finally:
        view.stop()
    if as_json:
        echo_json(report_document(report))
    else:
        print_report(report, Console())
    if report.error is not None:
        echo(f"rasad: {report.error}", err=True)
    elif report.exit_status == ExitStatus.INTERRUPTED:
        echo("rasad: interrupted; what was committed is kept, and the next run continues from here", err=True)
    return report
