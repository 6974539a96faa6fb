"""Runs watches: for each, what is new of its query goes to its reader, and its cursor moves when that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from crawler.cli.exports.destinations import webhook_sink
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.config.secrets_toml import read_secrets
from crawler.run.delivery.command_target import CommandTarget
from crawler.run.delivery.feed_file import FeedFile
from crawler.run.delivery.notice_sinks import MailSink, PrintSink
from crawler.search.find import is_index_old
from crawler.search.sections import fitting_sections
from pipelines.arabic.search.query import QueryError, match, parse_query
from storage.exit_status import UserError
from storage.export.cursors.cursor_file import CursorError
from storage.export.records.selection import ExportSelection
from storage.export.rights.policy import ExportPurpose, RightsPolicy
from storage.export.run.export import ExportTarget, begin_now, write_export
from storage.export.run.export_request import CursorUse, ExportRequest
from storage.export.watches.saved_watch import SavedWatch, WatchChannel, WatchError, WatchFolder
from storage.store import Store

_EXEC_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOutcome:
    """What became of one watch: how many records its reader got, or why it got none (*problem*)."""

    name: str
    records: int = 0
    problem: str | None = None


def run_watches(
    data_dir: DataDir, names: Iterable[str], tell: Callable[[str], None], *, resets: bool = False
) -> list[WatchOutcome]:
    """Run the watches of these names; one that fails keeps its cursor, and holds no other one up."""
    with Store.open(data_dir.store, read_only=True) as store:
        return [_outcome(store, data_dir, name, tell, resets=resets) for name in names]


def run_sending_watches(data_dir: DataDir, tell: Callable[[str], None]) -> list[WatchOutcome]:
    """Run all watches whose readers are told, and do not look themselves (`print`)."""
    folder = WatchFolder(data_dir.watches)
    return run_watches(data_dir, [each for each in folder.names() if not _is_printed(folder, each)], tell)


def _is_printed(folder: WatchFolder, name: str) -> bool:
    try:
        return folder.read(name).channel is WatchChannel.PRINT
    except WatchError:
        return False  # to run it says what is wrong


def begin_watch(data_dir: DataDir, watch: SavedWatch) -> None:
    """Check a new watch, and let it begin with what the store has now. Where there is no store yet, all is new."""
    if not Store.exists(data_dir.store):
        return
    with Store.open(data_dir.store, read_only=True) as store:
        begin_now(store, watch_request(store, data_dir, watch), _cursor(data_dir, watch.name))


def check_watch(data_dir: DataDir, watch: SavedWatch) -> None:
    """Raise the error that each run of the watch would end with: its query or its place cannot be used."""
    parse_query(watch.query, needs_word=False)
    if Store.exists(data_dir.store):
        with Store.open(data_dir.store, read_only=True) as store:
            request = watch_request(store, data_dir, watch)
    else:
        request = ExportRequest(form="jsonl")
    _target(data_dir, watch, request, echo)


def watch_request(store: Store, data_dir: DataDir, watch: SavedWatch) -> ExportRequest:
    """Return the export of a watch. Raises `QueryError`."""
    policy = RightsPolicy(
        purpose=ExportPurpose(watch.purpose),
        full_text=watch.full_text,
        silent_is_full=read_config(data_dir.settings).analysis_full_text,
    )
    selection = _selection(store, watch)
    return ExportRequest(form="jsonl", selection=selection, policy=policy, only_known_withdrawals=True)


def _selection(store: Store, watch: SavedWatch) -> ExportSelection:
    if is_index_old(store):
        raise QueryError("the search index was built by older rules: run `rasad reindex`")
    asked = parse_query(watch.query, needs_word=False)
    if asked.source is not None and asked.source not in store.sources.licences():
        raise QueryError(f"{asked.source!r} is no source of this store: `rasad health` lists them")
    return ExportSelection(
        since=asked.since,
        until=asked.until,
        sources=(asked.source,) if asked.source else (),
        countries=(asked.country.lower(),) if asked.country else (),
        query=watch.query,
        match=match(asked) if asked.groups else None,
        agency=asked.agency,
        sections=fitting_sections(store, asked.section),
        originals_only=watch.originals,
        without_series=watch.no_series,
    )


def _outcome(store: Store, data_dir: DataDir, name: str, tell: Callable[[str], None], *, resets: bool) -> WatchOutcome:
    try:
        watch = WatchFolder(data_dir.watches).read(name)
        request = watch_request(store, data_dir, watch)
        target = _target(data_dir, watch, request, tell)
        report = write_export(store, target, request, cursor=_cursor(data_dir, name, resets=resets))
    except CursorError as error:
        reason = str(error).removeprefix(f"cursor {name}: ").partition("; ")[0]
        return WatchOutcome(name=name, problem=f"{reason}; `rasad watch run {name} --reset` tells everything again")
    except UserError as error:
        return WatchOutcome(name=name, problem=str(error))
    except OSError as error:
        return WatchOutcome(name=name, problem=f"{error.filename or name}: {error.strerror or type(error).__name__}")
    return WatchOutcome(name=name, records=report.records if report.file is not None else 0)


def _target(data_dir: DataDir, watch: SavedWatch, request: ExportRequest, tell: Callable[[str], None]) -> ExportTarget:
    """Return the reader of a watch. Raises `ConfigError` and `WebhookRefused`."""
    if watch.channel is WatchChannel.WEBHOOK:
        return webhook_sink(data_dir, watch.place)
    if watch.channel is WatchChannel.MAIL:
        settings, secrets = read_config(data_dir.settings).alert, read_secrets(data_dir.secrets)
        return MailSink(to=watch.place, title=watch.name, settings=settings, password=secrets.smtp_password)
    if watch.channel is WatchChannel.ATOM:
        return FeedFile(path=Path(watch.place), store_path=data_dir.store, request=request)
    if watch.channel is WatchChannel.EXEC:
        return CommandTarget(command=watch.place, tell=tell, seconds=_EXEC_SECONDS)
    return PrintSink(title=watch.name, echo=echo)


def _cursor(data_dir: DataDir, name: str, *, resets: bool = False) -> CursorUse:
    return CursorUse(path=WatchFolder(data_dir.watches).cursor(name), resets=resets)
