"""Where the store is: a file of the data folder, or a PostgreSQL that the environment or a file of the folder names."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import ConfigError
from storage.database.postgres.served import note_server

STORE_URL = "STORE_URL"
_KEY = "store_url"
_SCHEMES = ("postgresql://", "postgres://")


def note_store_url(place: DataDir, environ: Mapping[str, str] = os.environ) -> None:
    """Let every command open the store where the operator says. Raises `ConfigError`, which never has the address."""
    note_server(place.store, store_url(place, environ))


def store_url(place: DataDir, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the address of the store: `STORE_URL`, or the one of `store.toml`; `None`: the store is a file.

    The address may hold a password. Raises `ConfigError` for a file that others may read, or that is not as it must be.
    """
    url = environ.get(STORE_URL) or (_from_file(place.store_settings) if place.store_settings.exists() else None)
    if url is not None and not url.startswith(_SCHEMES):
        raise ConfigError("the address of the store must be postgresql://user@host/database (STORE_URL, or store.toml)")
    return url


def _from_file(path: Path) -> str:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"{path}: other users may read it: chmod 600 {path}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ConfigError(f"{path}: not valid TOML") from None
    if list(table) != [_KEY] or not isinstance(table[_KEY], str):
        raise ConfigError(f"{path}: it has one line, {_KEY} and the address in quotes")
    return str(table[_KEY])
