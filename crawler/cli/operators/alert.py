"""`rasad alert`: tell a person what is new, or try whether that works."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crawler.cli.operators.alerting import AlertReport, look
from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.config.secrets_toml import read_secrets
from crawler.run.alerts.alert_state import AlertNews
from crawler.run.alerts.delivery import has_channel, send
from storage.exit_status import ExitStatus


@click.command(short_help="Tell a person what is newly wrong, and what is over.")
@click.option("--test", "is_test", is_flag=True, help="Send a test message on every channel, and nothing else.")
@click.option("--digest", is_flag=True, help="Send the message of the day now.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent; send and note nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: what is new, what is open.")
@click.pass_context
def alert(ctx: click.Context, *, is_test: bool, digest: bool, dry_run: bool, as_json: bool) -> None:
    """Look at outlets and installation, and send what is new by webhook and mail (`[alert]` in DATA/rasad.toml).

    Each crawl does the same at its end. What needs a person is told once, and once more when it is over.

    Exit status: 0 all was sent, or there was nothing to send, 1 a channel failed, 2 settings.
    """
    data_dir: DataDir = ctx.obj
    settings, secrets = read_config(data_dir.settings).alert, read_secrets(data_dir.secrets)
    if not has_channel(settings, secrets) and not dry_run and settings.metrics is None:
        raise click.UsageError("no channel is set: docs/operators/health.md, Alerts, says how")
    if is_test:
        problems = send(settings, secrets, "rasad: a test: alerts arrive here", AlertNews()).problems
        report = AlertReport(news=AlertNews(), open_causes=(), texts=("a test",), problems=problems)
    else:
        report = look(data_dir, now=datetime.now(UTC), digest=digest, dry_run=dry_run)
    if as_json:
        print_json(report)
    else:
        _print(report, dry_run=dry_run)
    ctx.exit(ExitStatus.FELL_SHORT if report.problems else ExitStatus.EXPECTED)


def _print(report: AlertReport, *, dry_run: bool) -> None:
    for text in report.texts if dry_run else ():
        echo(text)
    for problem in report.problems:
        echo(f"rasad: alert not sent: {problem}", err=True)
    if not dry_run and report.texts and not report.problems:
        echo(f"sent: {len(report.texts)}", err=True)
    echo(f"{len(report.open_causes)} need a person and were told", err=True)
