"""`rasad watch`: saved queries, each with a reader who is told what is new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

from crawler.cli.exports.destinations import tell_output
from crawler.cli.exports.watching import begin_watch, check_watch, run_watches
from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.cli.output.typed_query import TYPED_QUERY
from crawler.config.data_dir import DataDir
from crawler.run.delivery.webhook_address import WebhookAddress, WebhookRefused
from storage.exit_status import ExitStatus, UserError
from storage.export.cursors.cursor import state_of
from storage.export.rights.policy import ExportPurpose
from storage.export.watches.saved_watch import NAME, SavedWatch, WatchChannel, WatchError, WatchFolder

_CHANNELS = [each.value for each in WatchChannel if each is not WatchChannel.PRINT]
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWatch:
    """One watch for people and programs; *to* holds no secret. *at* is its last run, with *records* that it sent."""

    name: str
    query: str | None = None
    to: str | None = None
    at: str | None = None
    records: int | None = None
    problem: str | None = None


@click.group(short_help="Keep queries, and tell what is new of them.")
def watch() -> None:
    """Keep queries, and tell by mail, webhook, program or feed what is new of each.

    Each crawl runs them at its end. Those that print are run by `rasad watch run` alone.
    """


@watch.command(short_help="Keep a query, and who is told.", context_settings=TYPED_QUERY)
@click.argument("name")
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "--to", type=(click.Choice(_CHANNELS), str), metavar="CHANNEL PLACE",
    help="mail ADDRESS, webhook URL, exec CMD or atom FILE. Without it `rasad watch run` prints what is new.",
)  # fmt: skip
@click.option("--existing", is_flag=True, help="Tell what the store has already, too.")
@click.option("--originals", is_flag=True, help="Leave out copies.")
@click.option("--no-series", is_flag=True, help="Leave out the pieces of daily series (prices, weather).")
@click.option(
    "--for", "purpose", type=click.Choice([each.value for each in ExportPurpose]), default=ExportPurpose.SEARCH.value,
    show_default=True, help="What it is for: it decides how much text the outlets' rights let out.",
)  # fmt: skip
@click.option("--full-text", is_flag=True, help="With the body, even where the licence does not name the full text.")
@click.pass_obj
def add(
    data_dir: DataDir, *, name: str, query: tuple[str, ...], to: tuple[str, str] | None, existing: bool,
    originals: bool, no_series: bool, purpose: str, full_text: bool,
) -> None:  # fmt: skip
    """Keep QUERY, which `rasad search` would take, under NAME."""
    if not NAME.fullmatch(name):
        raise click.UsageError(f"{name!r}: a name is of the letters a-z, digits, - and _")
    if full_text and purpose in {ExportPurpose.LINK, ExportPurpose.TRAINING}:
        raise click.UsageError(f"--full-text is for your own analysis or search, and not --for {purpose}")
    channel = WatchChannel.PRINT if to is None else WatchChannel(to[0])
    made = SavedWatch(
        name=name, query=" ".join(query), channel=channel, place="" if to is None else _place(channel, to[1]),
        purpose=purpose, full_text=full_text, originals=originals, no_series=no_series,
    )  # fmt: skip
    check_watch(data_dir, made)
    folder = WatchFolder(data_dir.watches)
    folder.make_room(name)
    if not existing and channel is not WatchChannel.ATOM:
        begin_watch(data_dir, made)
    folder.add(made)
    echo(f"watch {name}: {_shown(made)} is told what comes from now on", err=True)


@watch.command("list", short_help="List the watches.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_(data_dir: DataDir, *, as_json: bool) -> None:
    """List the watches: their queries, who is told, and when they ran."""
    folder = WatchFolder(data_dir.watches)
    found = [_listed(folder, each) for each in folder.names()]
    if as_json:
        print_json({"watches": found})
        return
    for each in found:
        ran = f"{each.at}: {each.records} articles" if each.at else "not run yet"
        echo(f"{each.name}: {each.problem}" if each.problem else f"{each.name}: {each.query} -> {each.to} ({ran})")
    if not found:
        echo("no watch yet: `rasad watch add NAME QUERY` makes one", err=True)


@watch.command(short_help="Tell now what is new.")
@click.argument("names", nargs=-1)
@click.option("--reset", is_flag=True, help="Begin again: tell everything that the query finds.")
@click.pass_context
def run(ctx: click.Context, *, names: tuple[str, ...], reset: bool) -> None:
    """Run all watches, or those of NAMES.

    Exit status: 0 each reader has what is new, 1 one of them could not be told: the next run tells it.
    """
    data_dir: DataDir = ctx.obj
    folder = WatchFolder(data_dir.watches)
    if reset and not names:
        raise click.UsageError("--reset is about one watch: name it")
    for each in names:
        folder.read(each)
    outcomes = run_watches(data_dir, names or folder.names(), tell_output, resets=reset)
    for outcome in outcomes:
        if outcome.problem is not None:
            echo(f"watch {outcome.name}: not told: {outcome.problem}", err=True)
        else:
            echo(f"watch {outcome.name}: {outcome.records} articles", err=True)
    if not outcomes:
        echo("no watch yet: `rasad watch add NAME QUERY` makes one", err=True)
    ctx.exit(ExitStatus.FELL_SHORT if any(each.problem for each in outcomes) else ExitStatus.EXPECTED)


@watch.command(short_help="Remove watches.")
@click.argument("names", nargs=-1, required=True)
@click.pass_obj
def remove(data_dir: DataDir, *, names: tuple[str, ...]) -> None:
    """Remove watches and their cursors; what they wrote stays."""
    for each in names:
        WatchFolder(data_dir.watches).remove(each)
        echo(f"watch {each}: removed", err=True)


def _place(channel: WatchChannel, text: str) -> str:
    """Return the place as it is kept. Raises `UsageError` for one that is none."""
    if channel is WatchChannel.MAIL and not _MAIL.fullmatch(text):
        raise click.UsageError(f"--to mail {text!r}: a mail address is needed")
    if channel is WatchChannel.ATOM:
        path = Path(text).absolute()
        if not path.parent.is_dir() or path.is_dir():
            raise click.UsageError(f"--to atom {text}: a file in a folder that is there is needed")
        return str(path)
    if not text.strip():
        raise click.UsageError(f"--to {channel}: nothing is named")
    return text


def _shown(saved: SavedWatch) -> str:
    """Return who is told, without a secret: addresses without their path, and of a command its first word."""
    if saved.channel is WatchChannel.WEBHOOK:
        try:
            return f"webhook {WebhookAddress.of(saved.place, [_host(saved.place)]).shown}"
        except WebhookRefused:
            return "webhook"
    if saved.channel is WatchChannel.EXEC:
        return f"exec {saved.place.split()[0]} …"
    return f"{saved.channel} {saved.place}".strip()


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0]


def _listed(folder: WatchFolder, name: str) -> ListedWatch:
    try:
        saved = folder.read(name)
        path = folder.cursor(name)
        state = state_of(path) if path.exists() else None
    except (WatchError, UserError, OSError) as error:
        return ListedWatch(name=name, problem=str(error))
    return ListedWatch(
        name=name,
        query=saved.query,
        to=_shown(saved),
        at=None if state is None else state.at,
        records=None if state is None else state.records,
    )
