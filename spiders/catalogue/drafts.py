"""A draft of a source: its id, its blank keys, and the path of its file. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.web.urls import host_of, site_of
from storage.source import Source

NO_COUNTRY = "xx"
"""The code of an unknown country. ISO 3166 will never give it to a country."""
_ADDRESS, _NO_WORD = re.compile("[0-9.]+"), re.compile("[^0-9a-z]+")
_HEADS = frozenset({"www", "m", "ar", "arabic", "news", "web", "mobile"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBlank:
    """A key that a person has to fill in, and what to write there (*why*)."""

    key: str
    why: str


def source_id(country: str, home: str) -> str:
    """Return `<iso2>_<name>`: the name is the registered domain of the host, or its IP address."""
    host, site = host_of(home), site_of(home)
    if _ADDRESS.fullmatch(host) or ":" in host:
        word = _NO_WORD.sub("_", host)
    else:
        word = _NO_WORD.sub("", site.removeprefix("xn--").partition(".")[0])
    return f"{country or NO_COUNTRY}_{word.strip('_') or 'outlet'}"


def longer_id(short: str, home: str) -> str:
    """Return the id with more parts of the host and path, for a second outlet of the same name."""
    host, site = host_of(home), site_of(home)
    heads = [each for each in host.removesuffix(site).split(".") if each and each not in _HEADS]
    folders = [each for each in urlsplit(home).path.split("/") if each]
    more = _NO_WORD.sub("_", "_".join((*heads, *folders, *site.split(".")[1:])).lower()).strip("_")
    return f"{short}_{more}" if more and site != host else f"{short}_{urlsplit(home).port or 2}"


def blanks(source: Source) -> tuple[DraftBlank, ...]:
    """Return the required keys that are empty in *source*."""
    required = {
        "outlet": "not found; the name that readers know",
        "country": "not found; its two letters (ISO 3166), with which the file's name and folder begin",
        "language": "not found; the code of its language",
        "timezone": "not found; the zone of dates printed without an offset",
    }
    return tuple(DraftBlank(key=key, why=why) for key, why in required.items() if not getattr(source, key))


def path_of(folder: Path, source: Source) -> Path:
    """Return the path of the file of *source* in *folder*, the operator's sources."""
    return folder / (source.country or NO_COUNTRY) / f"{source.id}.toml"


def is_same_outlet(a: str, b: str) -> bool:
    """Whether two front pages have the same host (`www.` is ignored) and port: then they would be crawled twice."""
    return _host_and_port(a) == _host_and_port(b) != ""


def _host_and_port(url: str) -> str:
    port = urlsplit(url).port
    host = host_of(url).removeprefix("www.")
    return f"{host}:{port}" if host and port not in {None, 80, 443} else host
