"""Reads robots.txt by RFC 9309: its groups, agents and delays; `path_rules` matches the paths."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.politeness.path_rules import PathRule, allowed, path_rule
from pipelines.web.decode import wide_charset

MAX_BYTES = 500 * 1024
"""How much of a robots.txt is read; RFC 9309 §2.5 requires at least this much."""

# Spellings that Google's parser and others accept as the same key.
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_DISALLOW = frozenset({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
_DELAY = frozenset({"crawl-delay", "crawl delay", "crawldelay"})
_SIGNAL = frozenset({"content-signal"})
_EVERYBODY = re.compile(r"\*++(?![A-Za-z0-9_-])")
_TOKEN = re.compile(r"[A-Za-z0-9_-]++")
_ENCODED = {each: f"%{each:02X}" for each in range(0x100) if each != 0x09 and not 0x20 <= each < 0x7F}  # noqa: PLR2004
_LINE_END = re.compile(rb"\r\n|\r|\n")
_MANY_RULES = 500
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class _Group:
    rules: list[PathRule] = field(default_factory=list)
    delay: float | None = None
    signals: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """One robots.txt; an agent is a product token, and its case is ignored.

    Agents that are named together share their group: a file may name thousands of them above thousands of rules.
    """

    _groups: Mapping[str, Sequence[_Group]]
    _merged: dict[str, _Group] = field(default_factory=dict)

    def allows(self, url: str, agent: str) -> bool:
        """Whether *agent* may fetch *url*: by its own merged groups, else by those of `*`; without any it may."""
        group = self._group(agent)
        parts = urlsplit(url)
        if group is None or parts.path == "/robots.txt":
            return True
        separator = "?" if "?" in url.partition("#")[0] else ""
        return allowed(group.rules, _decode_query_slashes(f"{parts.path or '/'}{separator}{parts.query}"))

    def names(self, agent: str) -> bool:
        """Whether *agent* has a group of its own."""
        return agent.lower() in self._groups

    def delay(self, agent: str) -> float | None:
        """Return the crawl-delay for *agent* in seconds. It is not part of the RFC, and we obey it."""
        group = self._group(agent)
        return None if group is None else group.delay

    def signals(self, agent: str) -> tuple[tuple[str, str], ...]:
        """Return the `Content-Signal` names and values for *agent*, sorted."""
        group = self._group(agent)
        return () if group is None else tuple(sorted(group.signals.items()))

    def is_long(self, agent: str) -> bool:
        """Whether there are so many rules for *agent* that matching one URL takes long."""
        group = self._group(agent)
        return group is not None and len(group.rules) > _MANY_RULES

    def _group(self, agent: str) -> _Group | None:
        name = agent.lower()
        if name not in self._merged:
            groups = self._groups.get(name) or self._groups.get("*")
            if groups is None:
                return None
            self._merged[name] = _as_one(groups)
        return self._merged[name]


def read_rules(body: bytes) -> RobotsTxt:
    """Return the rules of a robots.txt. It never raises: lines that we do not know are skipped.

    A group begins with user-agent lines. It ends at the first user-agent line after an allow or disallow line; other
    lines, for example crawl-delay, do not end a group (§2.2.1, §2.2.4).
    """
    groups: dict[str, list[_Group]] = {}
    current: _Group | None = None
    has_rules = False
    for key, value in _lines(first_part(body)):
        if key in _AGENT:
            current, has_rules = (_Group() if current is None or has_rules else current), False
            _name(value, current, groups)
        elif key in _DISALLOW or key == "allow":
            has_rules = True
            if current is not None and value:
                current.rules.append(path_rule(_decode_query_slashes(value), allows=key == "allow"))
        elif current is not None:
            _add(current, key, value)
    return RobotsTxt(groups)


def first_part(body: bytes) -> bytes:
    """Return the first 500 KiB of a robots.txt, cut at the end of a line, because half a rule would be another rule."""
    if len(body) <= MAX_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES))
    return body[: max(end, 0)]


def matches(pattern: str, url: str) -> bool:
    """Whether *pattern* (`*`, `$`) matches the path and query of *url* as a robots.txt rule does."""
    return not _rule(pattern).allows(url, "*")


@lru_cache(maxsize=256)
def _rule(pattern: str) -> RobotsTxt:
    return read_rules(f"User-agent: *\nDisallow: {' '.join(pattern.split())}".encode())


def _name(value: str, group: _Group, groups: dict[str, list[_Group]]) -> None:
    """Note that *group* is one of the agent in *value*."""
    token = None if _EVERYBODY.match(value) else _TOKEN.match(value.lstrip("*"))  # "*Name*" means Name alone
    if token is not None or _EVERYBODY.match(value):
        known = groups.setdefault(token[0].lower() if token is not None else "*", [])
        if not known or known[-1] is not group:
            known.append(group)


def _as_one(groups: Sequence[_Group]) -> _Group:
    merged = _Group()
    for each in groups:
        merged.rules += each.rules
        merged.signals |= each.signals
        if each.delay is not None:
            merged.delay = max(each.delay, merged.delay or 0.0)
    return merged


def _add(group: _Group, key: str, value: str) -> None:
    if key in _DELAY:
        try:
            delay = float(value)
        except ValueError:
            return
        if math.isfinite(delay) and delay >= 0:
            group.delay = max(delay, group.delay or 0.0)
    elif key in _SIGNAL:
        for each in value.split(","):
            name, separator, setting = each.partition("=")
            if separator and _TOKEN.fullmatch(name.strip()):
                group.signals[name.strip().lower()] = setting.strip().lower()


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield key and value of each line; octets outside ASCII are percent-encoded, as they are compared (§2.2.2)."""
    for line in _LINE_END.split(_octets(body)):
        plain = line.decode("latin-1").translate(_ENCODED)
        text = plain.partition("#")[0].strip()
        key, colon, value = text.partition(":")
        if not colon or (" " in key.strip() and key.strip().lower() not in _AGENT | _DELAY):
            key, _, value = text.partition(" ")  # "Disallow /x" is frequent, and clear
        if text:
            yield key.strip().lower(), value.strip()


def _octets(body: bytes) -> bytes:
    """Return a robots.txt as UTF-8 without a byte order mark, also where an editor saved it as UTF-16."""
    wide = "utf-16" if body.startswith(_WIDE_BOMS) else wide_charset(body)
    return body.decode(wide, "replace").encode() if wide else body.removeprefix(_BOM)


def _decode_query_slashes(path: str) -> str:
    """Return *path* with `/` for every `%2F` of its query: in a query a rule's `/` matches both."""
    before, separator, query = path.partition("?")
    return before + separator + query.replace("%2f", "/").replace("%2F", "/")
