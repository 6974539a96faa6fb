"""Every command and option has a help of its own, and none is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from errno import ENOSPC

import click
import pytest
from click.testing import CliRunner

from crawler.__main__ import main, rasad
from storage.exit_status import ExitStatus
from tests.support.tables import every_row


def _commands(command: click.Command, words: tuple[str, ...], ctx: click.Context) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            assert child is not None
            yield from _commands(child, (*words, name), click.Context(child, info_name=name, parent=ctx))


def _command(words: tuple[str, ...]) -> click.Command:
    command: click.Command = rasad
    for name in words:
        assert isinstance(command, click.Group)
        child = command.get_command(click.Context(command), name)
        assert child is not None
        command = child
    return command


COMMANDS = list(_commands(rasad, (), click.Context(rasad, info_name="rasad")))


@every_row("words", COMMANDS, ids=lambda words: " ".join(("rasad", *words)))
def test_help_is_whole(words: tuple[str, ...]) -> None:
    """Below the usage no line of `--help` ends in dots: click cuts a docstring that is its own short help."""
    shown = CliRunner().invoke(rasad, [*words, "--help"])
    usage, _, text = shown.output.partition("\n\n")

    assert (0, True, True) == (shown.exit_code, usage.startswith("Usage: "), len(text) > 0)
    assert [] == [line for line in text.splitlines() if "..." in line or "…" in line]


@every_row("words", COMMANDS[1:], ids=lambda words: " ".join(("rasad", *words)))
def test_a_command_has_a_short_help_of_its_own(words: tuple[str, ...]) -> None:
    """It is a sentence that fits on the line of its command, 80 columns wide."""
    short = _command(words).short_help or ""

    assert (True, True) == (short.endswith("."), 0 < len(short) <= 60)


@every_row("words", COMMANDS, ids=lambda words: " ".join(("rasad", *words)))
def test_every_option_has_a_help(words: tuple[str, ...]) -> None:
    """A sentence, too."""
    options = [each for each in _command(words).params if isinstance(each, click.Option)]

    assert [] == [each.name for each in options if not (each.help or "").rstrip().endswith(".")]


@every_row("command", ["search", "keywords", "attention", "watch add"])
def test_a_word_that_is_left_out_is_no_option(command: str) -> None:
    """`-hamas` has an h, and is a word of the query."""
    group, _, name = command.rpartition(" ")
    of = rasad.get_command(click.Context(rasad), group or name)
    found = of.get_command(click.Context(of), name) if isinstance(of, click.Group) else of
    assert found is not None
    words = ["name"] if group else []
    taken = found.make_context(name, [*words, "غزة", "-hamas", "-h"], parent=click.Context(rasad)).params

    assert ("غزة", "-hamas", "-h") == tuple(taken["query"])


def test_a_full_disk_is_no_mistake_of_the_operator(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a write fails: the line says what to do, and the status is that of a store that cannot be used."""

    def full(**_words: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(rasad, "main", full)
    with pytest.raises(SystemExit) as ended:
        main()

    assert (
        ExitStatus.STORE,
        "rasad: the disk is full: free some space and run again; what was committed is kept\n",
    ) == (
        ended.value.code,
        capsys.readouterr().err,
    )
