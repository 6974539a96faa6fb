"""The tables `[archive]` and `[retention]` of `rasad.toml`: what is kept beside the articles, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

_DAYS = (1, 36_500)
_LATELY, _USED = (7, 36_500), frozenset({"sightings_days", "fetches_days"})
"""Whether a page is gone is judged by what was seen in the last days."""
NO_LICENCE = "none"
"""The name of the outlets without a licence in `[retention.articles_days]`."""


class SettingFault(Exception):
    """A setting cannot be used; the message begins with its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """The table `[archive]`: *enabled* archives the pages of every crawl.

    A file of the archive is closed at *file_megabytes*. The oldest are removed after *keep_days*, and above
    *max_gigabytes*.
    """

    enabled: bool = False
    keep_days: float = 90.0
    max_gigabytes: float = 20.0
    file_megabytes: float = 256.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """The table `[retention]`: how many days `rasad prune` leaves of what (`None`: all).

    *articles_days* has the text of a licence, or `none` for outlets without one, with the days of its articles.
    """

    sightings_days: float | None = None
    fetches_days: float | None = None
    quarantine_days: float | None = None
    revisions_days: float | None = None
    articles_days: Mapping[str, float] = field(default_factory=dict)


_ARCHIVE_BOUNDS = {"keep_days": _DAYS, "max_gigabytes": (0.001, 100_000), "file_megabytes": (1, 4096)}


def archive_settings(table: object) -> ArchiveSettings:
    """Return the settings of `[archive]`. Raises `SettingFault` for what cannot be used."""
    values = _known("archive", table, [each.name for each in fields(ArchiveSettings)])
    for key, value in values.items():
        if key == "enabled":
            if not isinstance(value, bool):
                raise SettingFault(f"archive.enabled must be true or false, not {value!r}")
        else:
            _check_number(f"archive.{key}", value, _ARCHIVE_BOUNDS[key])
    return ArchiveSettings(**values)  # type: ignore[arg-type]  # each value was checked


def retention_settings(table: object) -> RetentionSettings:
    """Return the settings of `[retention]`. Raises `SettingFault` for what cannot be used."""
    values = _known("retention", table, [each.name for each in fields(RetentionSettings)])
    for key, value in values.items():
        if key != "articles_days":
            _check_number(f"retention.{key}", value, _LATELY if key in _USED else _DAYS)
            continue
        if not isinstance(value, dict):
            raise SettingFault("retention.articles_days must be a table: [retention.articles_days] on its own line")
        for licence, days in value.items():
            _check_number(f"retention.articles_days.{licence!r}", days, _DAYS)
    return RetentionSettings(**values)  # type: ignore[arg-type]  # each value was checked


def _known(name: str, table: object, keys: list[str]) -> dict[str, object]:
    if not isinstance(table, dict):
        raise SettingFault(f"{name} must be a table: write [{name}] on a line of its own")
    for key in table:
        if key not in keys:
            raise SettingFault(f"unknown key '{name}.{key}'; the keys are {', '.join(keys)}")
    return dict(table)


def _check_number(name: str, value: object, bounds: tuple[float, float]) -> None:
    least, most = bounds
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SettingFault(f"{name} must be a number, not {value!r}")
    if not least <= value <= most:
        raise SettingFault(f"{name} = {value} is out of bounds: use {least:g} to {most:g}")
