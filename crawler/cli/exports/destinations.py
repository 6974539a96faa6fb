"""Where an export goes: the options `-o`, `--exec` and `--webhook`, of which one is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.config.secrets_toml import read_secrets
from crawler.run.delivery.command_target import CommandTarget
from crawler.run.delivery.webhook_address import WebhookAddress
from crawler.run.delivery.webhook_sink import WebhookSink
from storage.export.output.target import OutputTarget, target_of
from storage.export.run.export import ExportTarget

_Command = TypeVar("_Command", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "-o", "--output", metavar="FILE",
        help="The file; a fifo or device is written to, - is stdout. This, --exec or --webhook is needed.",
    ),
    click.option("--exec", "command", metavar="CMD", help="Give the records to a shell command on its stdin."),
    click.option(
        "--webhook", metavar="URL", help="POST the records to this address, in signed batches; @FILE has the address."
    ),
)  # fmt: skip


def destination_options(command: _Command) -> _Command:
    """Add the options to a command."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def destination(
    data_dir: DataDir, *, output: str | None, command: str | None, webhook: str | None, cursor: str | None,
    overwrite: bool,
) -> ExportTarget:  # fmt: skip
    """Return the one that is given. Raises `UsageError`, `ConfigError` and `WebhookRefused`."""
    given = [each for each in (output, command, webhook) if each is not None]
    if len(given) != 1:
        raise click.UsageError("Give one of -o FILE, --exec CMD and --webhook URL.")
    if output is not None:
        return _file(output, cursor=cursor, overwrite=overwrite)
    if overwrite:
        raise click.UsageError("--overwrite is about a file: give -o FILE")
    if webhook is not None:
        return webhook_sink(data_dir, _address(webhook))
    return CommandTarget(command=command or "", tell=tell_output)


def webhook_sink(data_dir: DataDir, url: str) -> WebhookSink:
    """Return a webhook by the settings and secrets of the operator. Raises `ConfigError`, `WebhookRefused`."""
    named = read_config(data_dir.settings).export.private_hosts or ()
    return WebhookSink(address=WebhookAddress.of(url, named), secret=read_secrets(data_dir.secrets).export_secret)


def tell_output(line: str) -> None:
    """Print a line that a command printed."""
    echo(f"| {line}", err=True)


def _address(text: str) -> str:
    """Return the address, which `@FILE` names: the words of a command are no secret on a machine with other users."""
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    if path.stat().st_mode & 0o077:
        raise click.UsageError(f"{path}: other users may read it: chmod 600 {path}")
    return path.read_text(encoding="utf-8").strip()


def _file(output: str, *, cursor: str | None, overwrite: bool) -> OutputTarget:
    try:
        target = target_of(output, has_batches=cursor is not None)
    except IsADirectoryError as error:
        raise click.UsageError(f"{error}, or give --cursor to get numbered batches in it") from error
    if cursor is not None and not overwrite and target.file is not None and target.file.exists():
        raise click.UsageError(
            f"{output}: there is a file already; if the reader of cursor {cursor} does not have it, its articles would "
            "be lost. Name a folder (-o DIR/) to get a new file each time, move the file away, or give --overwrite"
        )
    return target
