"""Reads one source file: strict keys and values, and every fault of the file at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cssselect import HTMLTranslator, SelectorError

from storage.records import Discovery, DiscoveryKind, ExtractRules, Source

_ID = re.compile(r"[a-z]{2}_[a-z0-9_]+")
_LEAST_DELAY = 1.0
_TEXT, _FLAG, _TABLE, _TABLES = "text in quotes", "true or false", "a table", "a list of tables"
_KEYS: dict[str, tuple[type | tuple[type, ...], str, bool]] = {
    "outlet": (str, _TEXT, True),
    "home": (str, _TEXT, True),
    "country": (str, _TEXT, True),
    "language": (str, _TEXT, True),
    "timezone": (str, _TEXT, True),
    "discover": (list, _TABLES, True),
    "publisher": (str, _TEXT, False),
    "licence": (str, _TEXT, False),
    "private": (bool, _FLAG, False),
    "checked": (bool, _FLAG, False),
    "extract": (dict, _TABLE, False),
    "polite": (dict, _TABLE, False),
    "expect": (dict, _TABLE, False),
}
_EXTRACT = ("headline", "byline", "published", "section", "body", "drop")


class SourceFault(Exception):
    """One thing that is wrong with a source file; the message names file and key, and the way out."""

    def __init__(self, path: Path, key: str, said: str) -> None:
        super().__init__(f"{path}: {key}: {said}" if key else f"{path}: {said}")
        self.path, self.key = path, key


class _File:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[SourceFault] = []

    def fault(self, key: str, said: str) -> None:
        self.faults.append(SourceFault(self.path, key, said))


def read_source(path: Path) -> tuple[Source | None, list[SourceFault]]:
    """Return the source of *path*, or null and everything that is wrong with the file."""
    file = _File(path)
    table = _table(file)
    if table is None:
        return None, file.faults
    _check_keys(file, table)
    if file.faults:
        return None, file.faults
    source = _source(file, table)
    return (None if file.faults else source), file.faults


def _table(file: _File) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(file.path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        file.fault("", f"no valid TOML: {error}")
    except OSError as error:
        file.fault("", f"cannot be read: {error.strerror}")
    return None


def _check_keys(file: _File, table: Mapping[str, object]) -> None:
    for key in table:
        if key not in _KEYS:
            file.fault(key, f"unknown key; the keys are {', '.join(_KEYS)}")
    for key, (kind, form, needed) in _KEYS.items():
        if key not in table:
            if needed:
                file.fault(key, "missing")
        elif not isinstance(table[key], kind):
            file.fault(key, f"must be {form}, not {table[key]!r}")


def _source(file: _File, table: Mapping[str, object]) -> Source:
    said: dict[str, object] = {key: table[key] for key in table if key not in {"discover", "extract", "polite", "expect"}}
    _check_words(file, said)
    polite = _section(file, table, "polite", {"delay_seconds": (int, float)})
    expect = _section(file, table, "expect", {"articles_min": (int,), "articles_max": (int,)})
    delay = polite.get("delay_seconds")
    private = bool(said.get("private"))
    if isinstance(delay, int | float) and delay < _LEAST_DELAY and not private:
        file.fault("polite.delay_seconds", f"{delay} is under the floor of {_LEAST_DELAY:g} second for a public host")
    least, most = expect.get("articles_min"), expect.get("articles_max")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        file.fault("expect", f"articles_min {least} is above articles_max {most}")
    return Source(
        id=file.path.stem,
        discover=_discoveries(file, table["discover"]),
        extract=_extract(file, table.get("extract", {})),
        delay_seconds=float(delay) if isinstance(delay, int | float) else None,
        **{**said, **expect},  # type: ignore[arg-type]  # each key was checked against its type
    )


def _check_words(file: _File, said: Mapping[str, object]) -> None:
    if not _ID.fullmatch(file.path.stem):
        file.fault("", "the file's name must be <iso2>_<outlet>.toml in small Latin letters, digits and _")
    country = str(said["country"])
    if file.path.stem[:2] != country or not re.fullmatch(r"[a-z]{2}", country):
        file.fault("country", f"{country!r} must be the two small letters that open the file's name")
    if file.path.parent.name not in {country, "sources"} and len(file.path.parent.name) == 2:  # noqa: PLR2004  # iso2
        file.fault("country", f"{country!r} does not belong into the folder {file.path.parent.name!r}")
    if not re.fullmatch(r"[a-z]{2,3}", str(said["language"])):
        file.fault("language", f"{said['language']!r} is no language code (ar, fr, ...)")
    if not str(said["outlet"]).strip():
        file.fault("outlet", "is empty")
    try:
        ZoneInfo(str(said["timezone"]))
    except (OSError, ValueError, KeyError):
        file.fault("timezone", f"{said['timezone']!r} is no zone of the tz database (Africa/Casablanca, ...)")
    _check_url(file, "home", said["home"])


def _discoveries(file: _File, tables: object) -> tuple[Discovery, ...]:
    assert isinstance(tables, list)  # noqa: S101  # _check_keys saw to it
    if not tables:
        file.fault("discover", "no way of discovery: write a [[discover]] table")
    found = [_discovery(file, f"discover[{number}]", each) for number, each in enumerate(tables, start=1)]
    return tuple(each for each in found if each is not None)


def _discovery(file: _File, key: str, table: object) -> Discovery | None:
    if not isinstance(table, dict):
        file.fault(key, "must be a [[discover]] table")
        return None
    for name in table:
        if name not in {"kind", "url", "follow"}:
            file.fault(f"{key}.{name}", "unknown key; the keys are kind, url, follow")
    kind, url, follow = table.get("kind"), table.get("url"), table.get("follow")
    kinds = [each.value for each in DiscoveryKind]
    if kind not in kinds:
        file.fault(f"{key}.kind", f"{kind!r} must be one of {', '.join(kinds)}")
        return None
    _check_url(file, f"{key}.url", url)
    if follow is not None and not _is_pattern(follow):
        file.fault(f"{key}.follow", f"{follow!r} is no regular expression")
    return Discovery(kind=DiscoveryKind(kind), url=str(url), follow=follow if isinstance(follow, str) else None)


def _extract(file: _File, table: object) -> ExtractRules:
    assert isinstance(table, dict)  # noqa: S101  # _check_keys saw to it
    rules: dict[str, str | tuple[str, ...]] = {}
    for name, value in table.items():
        if name not in _EXTRACT:
            file.fault(f"extract.{name}", f"unknown key; the keys are {', '.join(_EXTRACT)}")
            continue
        selectors = value if name == "drop" and isinstance(value, list) else [value]
        for each in selectors:
            if not isinstance(each, str) or not _is_selector(each):
                file.fault(f"extract.{name}", f"{each!r} is no CSS selector")
        rules[name] = tuple(map(str, selectors)) if name == "drop" else str(value)
    return ExtractRules(**rules)  # type: ignore[arg-type]  # the names above, drop alone being a tuple


def _section(
    file: _File, table: Mapping[str, object], name: str, keys: Mapping[str, tuple[type, ...]]
) -> dict[str, object]:
    section = table.get(name, {})
    assert isinstance(section, dict)  # noqa: S101  # _check_keys saw to it
    for key, value in section.items():
        if key not in keys:
            file.fault(f"{name}.{key}", f"unknown key; the keys are {', '.join(keys)}")
        elif isinstance(value, bool) or not isinstance(value, keys[key]) or value < 0:
            file.fault(f"{name}.{key}", f"must be a number of at least 0, not {value!r}")
    return {key: section[key] for key in keys if key in section}


def _check_url(file: _File, key: str, url: object) -> None:
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        file.fault(key, f"{url!r} must be an http or https address")


def _is_pattern(text: object) -> bool:
    try:
        return isinstance(text, str) and re.compile(text) is not None
    except re.error:
        return False


def _is_selector(text: str) -> bool:
    try:
        return bool(HTMLTranslator().css_to_xpath(text.partition("::")[0]))
    except SelectorError:
        return False
