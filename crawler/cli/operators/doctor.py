"""`rasad doctor`: whether everything is here that runs need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import click

from crawler.cli.operators.check_result import CheckResult, CheckState
from crawler.cli.operators.local_checks import local_checks
from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from storage.exit_status import ExitStatus


@click.command(short_help="Check settings, folders, disk, store and network.")
@click.option("--offline", is_flag=True, help="Request nothing: check only what is on this machine.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, one object for each check.")
@click.pass_context
def doctor(ctx: click.Context, *, offline: bool, as_json: bool) -> None:
    """Check everything that runs need, one line a check, each with the way out.

    The network is checked with the robots.txt of up to three sources of your selection. Nothing is changed.

    Exit status: 0 nothing is wrong, 1 something is; a note alone is no reason for 1.
    """
    data_dir: DataDir = ctx.obj
    found = list(all_checks(data_dir, offline=offline))
    if as_json:
        print_json(found)
    else:
        print_checks(found)
    is_bad = any(each.state is CheckState.WRONG for each in found)
    ctx.exit(ExitStatus.FELL_SHORT if is_bad else ExitStatus.EXPECTED)


def all_checks(data_dir: DataDir, *, offline: bool) -> Iterator[CheckResult]:
    """Yield what each check found. Those of the network need the data folder, the settings and a contact."""
    local = list(local_checks(data_dir, datetime.now(UTC)))
    yield from local
    needed = {each.name for each in local if each.state is CheckState.WRONG} & {"folders", "settings", "contact"}
    if not offline and not needed:
        from crawler.sources.network_checks import network_checks  # noqa: PLC0415  # Scrapy: only when it is needed

        for each in network_checks(data_dir):
            state = CheckState.OK if each.problem is None else CheckState.WRONG
            yield CheckResult(name="network", state=state, found=each.text, remedy=each.remedy)


def print_checks(found: list[CheckResult]) -> None:
    """Print one line for each check."""
    for each in found:
        remedy = f" -> {each.remedy}" if each.remedy else ""
        echo(f"{each.state:<6}{each.name:<10} {each.found}{remedy}")
