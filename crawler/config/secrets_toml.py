"""The secrets of the operator: from the environment, or from a file that nobody else can read."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from crawler.config.rasad_toml import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSecrets:
    """*webhook* gets alerts, *ping* is told of each run, *smtp_password* is for the mail server; `None`: not set.

    *export_secret* signs what exports and watches send to webhooks. *proxy_credentials* are `user:password`.

    None of them is ever printed: not by `repr`, in a log or in `--json`.
    """

    webhook: str | None = field(default=None, repr=False)
    ping: str | None = field(default=None, repr=False)
    smtp_password: str | None = field(default=None, repr=False)
    export_secret: str | None = field(default=None, repr=False)
    proxy_credentials: str | None = field(default=None, repr=False)


def read_secrets(path: Path, environ: Mapping[str, str] = os.environ) -> OperatorSecrets:
    """Return the secrets of *path* (it may be missing); `RASAD_` and a name in capitals wins.

    Raises `ConfigError` for a file that others may read, or that is not as it must be; no value is in the message.
    """
    names = [each.name for each in fields(OperatorSecrets)]
    values = _values(path, names) if path.exists() else {}
    values |= {name: environ[key] for name in names if environ.get(key := f"RASAD_{name.upper()}")}
    for name in ("webhook", "ping"):
        if name in values and not values[name].startswith(("https://", "http://")):
            raise ConfigError(f"{name} of the alerts must be an address that starts with https://")
    return OperatorSecrets(**values)


def _values(path: Path, names: list[str]) -> dict[str, str]:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"{path}: other users may read it: chmod 600 {path}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML") from error
    for name, value in table.items():
        if name not in names:
            raise ConfigError(f"{path}: unknown key {name!r}; the keys are {', '.join(names)}")
        if not isinstance(value, str) or not value:
            raise ConfigError(f"{path}: {name} must be text in quotes")
    return table
