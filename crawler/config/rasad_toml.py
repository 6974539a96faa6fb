"""The operator's settings: `DATA/rasad.toml`, read strictly, and the contact in `RASAD_CONTACT`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import ClassVar

from crawler.config.alert_settings import AlertSettings, alert_settings
from crawler.config.keeping import (
    ArchiveSettings,
    RetentionSettings,
    SettingFault,
    archive_settings,
    retention_settings,
)
from spiders.catalogue.source_collection import COLLECTION_NAME, SourceCollection
from spiders.catalogue.source_selection import SOURCE_ID, SourceSelection
from storage.exit_status import ExitStatus, UserError
from storage.source import LEAST_DELAY, OutletKind

_HOST = re.compile(r"[^\s/@:]+(?::\d{1,5})?|[0-9a-fA-F:]+")
_COUNTRY = re.compile("[a-z]{2}")
CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+\.\S+")


class ConfigError(UserError):
    """The settings cannot be used; the message names the file, the key and what to do."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """The table `[export]`: *private_hosts* (`host` or `host:port`) may get webhooks although they are not public."""

    private_hosts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of an operator; they are limits that no source goes beyond.

    *delay_seconds* is the minimum delay between two requests to one public host (at least 1).
    *page_seconds* and *page_megabytes* limit one download; *read_seconds* and *read_megabytes* limit the reading of
    one page. *readers* is the number of reader processes (0: one for each core).
    *parallel_sources* is how many sources are crawled at the same time. *due_minutes* is the minimum time between two
    polls of a source's listings, however often it publishes (`crawl --due`).
    *backfill_pages* is how many older listings of one source a run with `--since` or `--until` reads.
    *crawl* is what `crawl --all` and `crawl --due` mean. *collections* are named groups of outlets.
    *alert* is how a person is told that something is wrong.
    *export* is about what exports are sent to.
    *archive* is what is kept of the pages as they were received, *retention* what `rasad prune` removes.
    *analysis_full_text*: `rasad export --for analysis` has full texts also where an outlet has no licence.
    *log_json*: the log is written as lines of JSON, too. *proxy* opens the connections to public hosts.
    """

    contact: str | None = None
    delay_seconds: float = LEAST_DELAY
    page_seconds: float = 30.0
    page_megabytes: float = 10.0
    read_seconds: float = 10.0
    read_megabytes: int = 1024
    readers: int = 0
    parallel_sources: int = 128
    due_minutes: float = 5.0
    backfill_pages: int = 200
    crawl: SourceSelection = field(default_factory=SourceSelection)
    collections: Mapping[str, SourceCollection] = field(default_factory=dict)
    alert: AlertSettings = field(default_factory=AlertSettings)
    export: ExportSettings = field(default_factory=ExportSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    analysis_full_text: bool = False
    log_json: bool = False
    proxy: str | None = None


_BOUNDS: dict[str, tuple[float, float]] = {
    "delay_seconds": (LEAST_DELAY, 3600),
    "page_seconds": (1, 30),
    "page_megabytes": (0.1, 10),
    "read_seconds": (1, 120),
    "read_megabytes": (256, 16384),
    "readers": (0, 256),
    "parallel_sources": (1, 1024),
    "due_minutes": (0, 10080),
    "backfill_pages": (0, 100_000),
}


def read_config(path: Path, environ: Mapping[str, str] = os.environ) -> Config:
    """Return the settings of *path* (a missing file: the defaults); `RASAD_CONTACT` wins over the file.

    Raises `ConfigError` for invalid TOML, an unknown key, a wrong type or a number out of bounds.
    """
    config = Config()
    if path.exists():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not valid TOML: {error}") from error
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
        config = _checked(path, table)
    contact = environ.get("RASAD_CONTACT") or config.contact
    if contact is not None and not CONTACT.fullmatch(contact.strip()):
        raise ConfigError(
            f"contact {contact!r} is not an e-mail address or a web page: outlets must be able to reach you "
            f"(set contact in {path}, or RASAD_CONTACT)"
        )
    return replace(config, contact=contact.strip() if contact else None)


def _checked(path: Path, table: Mapping[str, object]) -> Config:
    known = {each.name for each in fields(Config)}
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key {key!r}; the keys are {', '.join(sorted(known))}")
        values[key] = _checked_value(path, key, value)
    return replace(Config(), **values)  # type: ignore[arg-type]  # each value was checked against its key above


def _checked_value(path: Path, key: str, value: object) -> object:
    if key in _TABLES:
        return _TABLES[key](path, value)
    if key == "contact":
        if not isinstance(value, str):
            raise ConfigError(f"{path}: contact must be text in quotes")
        return value
    if key in {"analysis_full_text", "log_json"}:
        if not isinstance(value, bool):
            raise ConfigError(f"{path}: {key} must be true or false, not {value!r}")
        return value
    if key == "proxy":
        return _proxy(path, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigError(f"{path}: {key} must be a number, not {value!r}")
    least, most = _BOUNDS[key]
    if not least <= value <= most:
        raise ConfigError(f"{path}: {key} = {value} is out of bounds: use {least:g} to {most:g}")
    return int(value) if key in {"read_megabytes", "readers", "parallel_sources", "backfill_pages"} else float(value)


def _archive(path: Path, table: object) -> ArchiveSettings:
    try:
        return archive_settings(table)
    except SettingFault as fault:
        raise ConfigError(f"{path}: {fault}") from fault


def _retention(path: Path, table: object) -> RetentionSettings:
    try:
        return retention_settings(table)
    except SettingFault as fault:
        raise ConfigError(f"{path}: {fault}") from fault


_PROXY = re.compile(r"http://([A-Za-z0-9.-]++|\[[0-9A-Fa-f:.]++\])(?>(:\d{1,5})?)/?")


def _proxy(path: Path, value: object) -> str:
    """Return the address of the proxy. What is wrong is not quoted: it may be a password."""
    if not isinstance(value, str) or not (form := _PROXY.fullmatch(value)) or int((form[2] or ":80")[1:]) > 65535:  # noqa: PLR2004
        raise ConfigError(
            f"{path}: proxy must be an address like http://proxy.example:3128; user and password are a secret "
            "(proxy_credentials in secrets.toml, or RASAD_PROXY_CREDENTIALS)"
        )
    return value


def _selection(path: Path, table: object) -> SourceSelection:
    """Return the selection of `[crawl]`; whether its sources exist is not known here."""
    return SourceSelection(**_lists(path, "crawl", table, [each.name for each in fields(SourceSelection)]))


def _collections(path: Path, table: object) -> dict[str, SourceCollection]:
    """Return the named groups of `[collections.NAME]`; whether their sources exist is not known here."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: collections must be tables: write [collections.NAME] on a line of its own")
    found: dict[str, SourceCollection] = {}
    for name, value in table.items():
        if not COLLECTION_NAME.fullmatch(name):
            raise ConfigError(f"{path}: collections.{name}: a name has small letters, digits, - and _, at most 40")
        lists = _lists(path, f"collections.{name}", value, [each.name for each in fields(SourceCollection)])
        if not any(lists.get(key) for key in ("sources", "countries", "kinds")):
            raise ConfigError(f"{path}: collections.{name} is empty: give it sources, countries or kinds")
        found[name] = SourceCollection(**lists)
    return found


_KIND = re.compile("|".join(OutletKind))
_LISTED = {"countries": (_COUNTRY, "ma"), "kinds": (_KIND, OutletKind.NEWSPAPER.value)}


def _lists(path: Path, place: str, table: object, known: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the lists of a table that selects sources, each checked."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: {place} must be a table: write [{place}] on a line of its own")
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key '{place}.{key}'; the keys are {', '.join(known)}")
        form, example = _LISTED.get(key, (SOURCE_ID, "ma_hespress"))
        names = value if isinstance(value, list) else [value]
        bad = [each for each in names if not isinstance(each, str) or not form.fullmatch(each)]
        if bad or names is not value:
            wrong = bad[0] if bad else value
            raise ConfigError(f'{path}: {place}.{key} must be a list like ["{example}"], not {wrong!r}')
        lists[key] = tuple(names)
    if both := sorted({*lists.get("sources", ())} & {*lists.get("exclude", ())}):
        raise ConfigError(f"{path}: {place}.sources and {place}.exclude both name {', '.join(both)}: leave one out")
    return lists


def _alert(path: Path, table: object) -> AlertSettings:
    try:
        return alert_settings(table)
    except SettingFault as fault:
        raise ConfigError(f"{path}: {fault}") from fault


def _export(path: Path, table: object) -> ExportSettings:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: export must be a table: write [export] on a line of its own")
    if unknown := sorted({*table} - {"private_hosts"}):
        raise ConfigError(f"{path}: unknown key 'export.{unknown[0]}'; the key is private_hosts")
    hosts = table.get("private_hosts", [])
    if not isinstance(hosts, list) or not all(isinstance(each, str) and _HOST.fullmatch(each) for each in hosts):
        raise ConfigError(f'{path}: export.private_hosts must be a list like ["hooks.lan", "127.0.0.1:8080"]')
    return ExportSettings(private_hosts=tuple(hosts))


_TABLES: Mapping[str, Callable[[Path, object], object]] = {
    "crawl": _selection,
    "collections": _collections,
    "alert": _alert,
    "export": _export,
    "archive": _archive,
    "retention": _retention,
}
"""What reads each table of the file."""
