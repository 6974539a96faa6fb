"""The checks of `rasad doctor` that request nothing: versions, folders, settings, disk, store, clock, backups."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from crawler.cli.operators.check_result import CheckResult, is_ok, is_worth_a_note, is_wrong
from crawler.cli.operators.versions import versions
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config, ConfigError, read_config
from spiders.catalogue.catalogue import Catalogue, source_ids
from storage.database.errors import StoreError, StoreMissing
from storage.database.postgres.served import server_of
from storage.database.sqlite.wal import network_filesystem, wal_warning
from storage.store import Store

_LEAST_SHARE, _LEAST_FREE = 0.05, 1 << 30
_OLD_BACKUP = timedelta(days=8)
_FAR_AHEAD = timedelta(minutes=5)
_LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
_GB = 1e9


def local_checks(data_dir: DataDir, now: datetime) -> Iterator[CheckResult]:
    """Yield what each check found; a check that breaks is told as one that found something wrong."""
    checks: tuple[tuple[str, Callable[[DataDir, datetime], CheckResult]], ...] = (
        ("versions", _versions),
        ("folders", _folders),
        ("settings", _settings),
        ("contact", _contact),
        ("catalogue", _catalogue),
        ("disk", _disk),
        ("store", _store),
        ("clock", _clock),
        ("backup", _backup),
    )
    for name, check in checks:
        try:
            yield check(data_dir, now)
        except OSError as error:
            yield is_wrong(name, str(error), "check the rights of this file or folder")


def usable_config(data_dir: DataDir) -> Config | None:
    """Return the settings; `None` where they cannot be read, which has a check of its own."""
    try:
        return read_config(data_dir.settings)
    except ConfigError:
        return None


def _versions(_data_dir: DataDir, _now: datetime) -> CheckResult:
    return is_ok("versions", ", ".join(f"{name} {number}" for name, number in versions().items()))


def _folders(data_dir: DataDir, _now: datetime) -> CheckResult:
    if not data_dir.data.is_dir():
        return is_wrong("folders", f"{data_dir.data}: there is no data folder", "`rasad init` makes it")
    parts = (data_dir.data, data_dir.logs, data_dir.backups, data_dir.sources, data_dir.data / "locks")
    for each in parts:
        if each.exists() and not os.access(each, os.W_OK | os.X_OK):
            return is_wrong("folders", f"{each}: cannot be written by this user", "run rasad as its owner, or chown it")
    if kind := network_filesystem(data_dir.data):
        return is_wrong("folders", f"{data_dir.data}: on a network file system ({kind})", "use a local disk")
    return is_ok("folders", str(data_dir.data.absolute()))


def _settings(data_dir: DataDir, _now: datetime) -> CheckResult:
    try:
        read_config(data_dir.settings)
    except ConfigError as error:
        return is_wrong("settings", str(error), "mend this line of the file")
    return is_ok("settings", str(data_dir.settings) if data_dir.settings.exists() else "all by default (no rasad.toml)")


def _contact(data_dir: DataDir, _now: datetime) -> CheckResult:
    config = usable_config(data_dir)
    if config is not None and config.contact is None and _is_all_private(data_dir, config):
        return is_ok("contact", "none is set, and none is needed: only hosts of your own are selected")
    if config is None or config.contact is None:
        return is_wrong("contact", "no contact is set, so no public outlet is crawled", "`rasad init --contact YOU`")
    return is_ok("contact", config.contact)


def _is_all_private(data_dir: DataDir, config: Config) -> bool:
    chosen = config.crawl.chosen(source_ids(data_dir.sources)) if config.crawl.is_set else []
    sources = Catalogue.load(data_dir.sources, only=chosen).sources.values() if chosen else ()
    return bool(sources) and all(each.private for each in sources)


def _catalogue(data_dir: DataDir, _now: datetime) -> CheckResult:
    config = usable_config(data_dir)
    known = source_ids(data_dir.sources)
    selection = config.crawl if config else None
    chosen = selection.chosen(known) if selection else known
    broken = [each for each in Catalogue.load(data_dir.sources, only=chosen).errors if each.path.stem in chosen]
    if broken:
        names = sorted({each.path.stem for each in broken})
        return is_wrong("catalogue", f"cannot be used: {', '.join(names)}", "`rasad sources lint` shows why")
    if not chosen:
        return is_wrong("catalogue", f"{data_dir.settings} selects no source", "`rasad sources enable ID`")
    if selection and (lost := selection.unknown(known)):
        return is_wrong("catalogue", f"[crawl] names what no source has: {', '.join(lost)}", "take it out of [crawl]")
    if selection and not selection.is_set:
        found = f"no selection: `crawl --all` means all {len(known)} sources"
        return is_worth_a_note("catalogue", found, "`rasad sources enable ID` begins a selection")
    return is_ok("catalogue", f"{len(chosen)} of {len(known)} sources selected")


def _disk(data_dir: DataDir, _now: datetime) -> CheckResult:
    place = next(each for each in (data_dir.data.absolute(), *data_dir.data.absolute().parents) if each.exists())
    usage, stats = shutil.disk_usage(place), os.statvfs(place)
    found = f"{usage.free / _GB:.1f} GB free of {usage.total / _GB:.1f} GB"
    store = data_dir.store.stat().st_size if data_dir.store.exists() else 0
    if stats.f_files and stats.f_favail < stats.f_files * 0.01:
        return is_wrong("disk", f"{stats.f_favail} of {stats.f_files} inodes are free", "delete small files")
    if usage.free < min(_LEAST_FREE, usage.total * _LEAST_SHARE):
        return is_wrong("disk", found, "free space; until then runs may end with status 4")
    if usage.free < store * 1.1:
        return is_worth_a_note("disk", f"{found}: less than the store has", "free space, or no backup fits")
    return is_ok("disk", found)


def _store(data_dir: DataDir, _now: datetime) -> CheckResult:
    if not Store.exists(data_dir.store):
        return is_ok("store", "none yet: the first crawl makes it")
    try:
        with Store.open(data_dir.store, read_only=True) as store:
            runs, name = store.runs.latest(limit=1), store.file.path
    except StoreMissing as error:
        if server_of(data_dir.store) is not None:
            return is_wrong("store", str(error), "docs/operators/scaling.md, Begin")
        return is_worth_a_note("store", str(error), "the next crawl migrates it, after a backup")
    except StoreError as error:
        return is_wrong("store", str(error), "docs/operators/troubleshooting.md, The store")
    if warning := wal_warning(data_dir.store.with_name(f"{data_dir.store.name}-wal")):
        return is_wrong("store", warning, "end the program that is named")
    size = f"{name.stat().st_size / 1e6:.1f} MB" if server_of(data_dir.store) is None else f"at {name}"
    last = f", last run at {runs[0].started_at:%Y-%m-%d %H:%M} UTC" if runs else ", no run yet"
    return is_ok("store", f"{size}{last}")


def _clock(data_dir: DataDir, now: datetime) -> CheckResult:
    """Compare the clock with the last run: every date that is kept depends on it."""
    shown = f"{now:%Y-%m-%d %H:%M} UTC"
    remedy = "set the clock, and keep it right with NTP (timedatectl set-ntp true)"
    try:
        with Store.open(data_dir.store, read_only=True) as store:
            last = store.runs.latest(limit=1)
    except StoreError:
        last = []
    if now < _LONG_AGO:
        return is_wrong("clock", f"{shown}: before rasad was written", remedy)
    if last and last[0].started_at > now + _FAR_AHEAD:
        return is_wrong("clock", f"{shown}: before the last run, {last[0].started_at:%Y-%m-%d %H:%M} UTC", remedy)
    return is_ok("clock", shown)


def _backup(data_dir: DataDir, now: datetime) -> CheckResult:
    if server_of(data_dir.store) is not None:
        return is_ok("backup", "the store is in PostgreSQL: its server has to be backed up")
    if not data_dir.store.exists():
        return is_ok("backup", "nothing to back up yet")
    found = sorted(data_dir.backups.glob("rasad-*.db")) if data_dir.backups.is_dir() else []
    if not found:
        return is_worth_a_note("backup", f"none in {data_dir.backups}", "`rasad schedule` has a line for it")
    age = now - datetime.fromtimestamp(found[-1].stat().st_mtime, UTC)
    shown = f"{found[-1].name}, {max(age.days, 0)} days old, {len(found)} in all"
    if age > _OLD_BACKUP:
        return is_wrong("backup", shown, "`rasad backup`, and look whether the scheduler still starts it")
    return is_ok("backup", shown)
