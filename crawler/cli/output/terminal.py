"""Everything that a command prints goes through here, and every text through the one gate for foreign text."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from storage.export.printable import escaped, printable

if TYPE_CHECKING:  # rich takes longer to import than `rasad extract` to read a page
    from types import TracebackType

    from rich.console import Console
    from rich.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPiece:
    """A piece of a line; *colour* is one of click's names."""

    text: str
    colour: str | None = None


_CLEAR_LINE = "\r\x1b[K"
_FIRST_STRONG, _POP = "\u2068", "\u2069"  # FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE
_ISOLATES = re.compile(f"([{_FIRST_STRONG}{_POP}])")


def isolated(text: str) -> str:
    """Return *text* as one line in isolates, so that Arabic names do not reorder the figures beside them."""
    return f"{_FIRST_STRONG}{printable(text)}{_POP}"


def plain(text: str) -> str:
    """Return a value as one line, in isolates where it has other letters than ASCII."""
    line = printable(text)
    return line if line.isascii() else isolated(line)


def gated(text: str) -> str:
    """Return *text* as a terminal may get it. Of invisible marks only pairs of our own isolates stay, within a line."""
    lines = _cleaned(text).split("\n")
    return "\n".join(each if _is_balanced(each) else _ISOLATES.sub("", each) for each in lines)


def echo(text: object = "", *, err: bool = False, bold: bool = False) -> None:
    """Print a line or lines on stdout, or on stderr."""
    shown = gated(str(text))
    click.echo(click.style(shown, bold=True) if bold else shown, err=err)


def echo_over(text: str) -> None:
    """Print *text* over the line that stands on the terminal, on stderr; an empty one clears it."""
    click.echo(f"{_CLEAR_LINE}{printable(text)}", nl=False, err=True)


def echo_marked(pieces: Iterable[MarkedPiece]) -> None:
    """Print pieces as one line in isolates; what was removed is struck through where the terminal can."""
    shown = "".join(_styled(each) for each in pieces)
    click.echo(f"{_FIRST_STRONG}{shown}{_POP}")


def is_coloured() -> bool:
    """Whether what is printed may have colours: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def echo_json(value: object) -> None:
    """Print *value*, which is ready for JSON, as one line: Arabic unescaped, hostile characters as escapes."""
    click.echo(escaped(json.dumps(value, ensure_ascii=False)))


def cell(text: str) -> Text:
    """Return *text* for a table or a live display of rich: without markup, and gated."""
    from rich.text import Text  # noqa: PLC0415  # imported when used

    return Text(gated(text))


def show(console: Console, text: str) -> None:
    """Print a line on a console of rich, folded at its width."""
    console.print(cell(text))


def show_usage_error(error: click.ClickException) -> None:
    """Print an error of click as click itself does; a call without words shows the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        echo(error.format_message(), err=True)
        return
    lines = [error.ctx.get_usage()] if isinstance(error, click.UsageError) and error.ctx is not None else []
    echo("\n".join([*lines, f"Error: {error.format_message()}"]), err=True)


def guard_stderr() -> None:
    """Send through the gate what Python itself would write to stderr: late log records, warnings and tracebacks."""
    last_resort = logging.lastResort
    if last_resort is not None:
        last_resort.setFormatter(_GatedFormatter("%(message)s"))
    logging.captureWarnings(capture=True)
    sys.excepthook = _print_traceback


class _GatedFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def _styled(piece: MarkedPiece) -> str:
    text = printable(piece.text)
    return text if piece.colour is None else click.style(text, fg=piece.colour, strikethrough=piece.colour == "red")


def _print_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    import traceback  # noqa: PLC0415  # imported when used

    echo("".join(traceback.format_exception(kind, error, trace)).rstrip(), err=True)


def _cleaned(text: str) -> str:
    pieces = _ISOLATES.split(text)
    return "".join(each if each in (_FIRST_STRONG, _POP) else printable(each, lines=True) for each in pieces)


def _is_balanced(line: str) -> bool:
    """Whether isolates open and close in turn, never one inside another."""
    marks = "".join(each for each in line if each in (_FIRST_STRONG, _POP))
    return marks == (_FIRST_STRONG + _POP) * (len(marks) // 2)
