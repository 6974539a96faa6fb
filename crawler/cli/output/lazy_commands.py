"""A group of commands that imports a command only when it is called, and shows its help without any import."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click


class CommandEntry(NamedTuple):
    """Where a command is defined, and its short help (the command's own, which a test compares)."""

    module: str
    function: str
    short_help: str


class LazyGroup(click.Group):
    """A group whose commands are the *entries*, by name: `rasad --help` does not wait for the import of Scrapy."""

    def __init__(self, *, entries: Mapping[str, CommandEntry], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # click's own settings, which it checks
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return sorted(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's
        if cmd_name not in self.entries:
            return None
        module, function, _ = self.entries[cmd_name]
        command = getattr(import_module(module), function)
        assert isinstance(command, click.Command)  # noqa: S101  # the entries name commands only
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.entries[name].short_help) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
