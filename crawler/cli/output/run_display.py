"""Runs a crawl with its progress on stderr and its report on stdout."""

from __future__ import annotations

import logging
from dataclasses import replace

from rich.console import Console

from crawler.cli.output.progress import ProgressView
from crawler.cli.output.run_report import print_report, report_document
from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config
from crawler.run.run import crawl
from crawler.run.run_request import RunReport, RunRequest
from storage.exit_status import ExitStatus


def run_with_progress(
    data_dir: DataDir, config: Config, request: RunRequest, *, as_json: bool, quiet: bool = False, verbose: bool = False
) -> RunReport:
    """Run *request*, show its progress on stderr and print the report on stdout.

    *quiet*: errors and JSON alone. *verbose*: lines also on a terminal, one for each outlet as it is done.
    """
    stderr = Console(stderr=True)
    is_live = stderr.is_terminal and not verbose
    view = None if quiet else ProgressView(stderr, delay=config.delay_seconds, is_live=is_live)
    level = logging.ERROR if quiet else logging.WARNING if is_live else logging.INFO
    try:
        report = crawl(data_dir, config, replace(request, stderr_level=level), view.start if view else None)
    finally:
        if view is not None:
            view.stop()
    if as_json:
        echo_json(report_document(report))
    elif not quiet:
        print_report(report, Console())
    if report.error is not None:
        echo(f"rasad: {report.error}", err=True)
    elif report.exit_status == ExitStatus.INTERRUPTED and not quiet:
        echo("rasad: interrupted; what was committed is kept, and the next run continues from here", err=True)
    return report
