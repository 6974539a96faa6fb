"""Reads one source file with strict keys and values, and reports all its faults at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cssselect import HTMLTranslator, SelectorError

from pipelines.web.addresses import is_private_host
from pipelines.web.urls import host_of, site_of
from spiders.catalogue.checked_file import CheckedFile, Table
from spiders.catalogue.errors import SourceFault
from spiders.catalogue.source_selection import SOURCE_ID
from storage.source import LEAST_DELAY, Discovery, DiscoveryKind, ExtractRules, OutletKind, Source

MONTHS = ("egyptian", "levantine", "double", "maghrebi", "moroccan", "hijri+gregorian")
"""The names of months that outlets print: يناير; كانون الثاني; both; جانفي; غشت; a Hijri date beside يناير."""
_COUNTRY, _LANGUAGE = re.compile("[a-z]{2}"), re.compile("[a-z]{2,3}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_OUTLET_KINDS = tuple(each.value for each in OutletKind)
_TEXT = "text in quotes"
_KEYS: Mapping[str, tuple[type, str]] = {
    "outlet": (str, _TEXT),
    "publisher": (str, _TEXT),
    "home": (str, _TEXT),
    "country": (str, _TEXT),
    "language": (str, _TEXT),
    "timezone": (str, _TEXT),
    "months": (str, _TEXT),
    "kind": (str, _TEXT),
    "owner": (str, _TEXT),
    "wikidata": (str, _TEXT),
    "licence": (str, _TEXT),
    "sites": (list, 'a list of domains, ["outlet.example"]'),
    "private": (bool, "true or false"),
    "checked": (bool, "true or false"),
    "archive": (bool, "true or false"),
    "discover": (list, "[[discover]] tables"),
    "extract": (dict, "a table"),
    "polite": (dict, "a table"),
    "expect": (dict, "a table"),
}
_NEEDED = ("outlet", "home", "country", "language", "timezone", "discover")
_DISCOVER = ("kind", "url", "follow")
_SIGNS = ("above", "below")
_SELECTORS = ("headline", "byline", "published", "section", "body")


def read_source(path: Path) -> tuple[Source | None, list[SourceFault]]:
    """Return the source of *path*, or `None`, and all faults of the file."""
    file = CheckedFile(path)
    table = _toml(file)
    if table is None:
        return None, file.faults
    file.unknown(table, tuple(_KEYS))
    for key in _NEEDED:
        if key not in table:
            file.fault(key, "missing")
    for key, (kind, form) in _KEYS.items():
        if key in table and not isinstance(table[key], kind):
            file.fault(key, f"must be {form}, not {table[key]!r}")
    source = _source(file, table)
    return (None if file.faults else source), file.faults


def _toml(file: CheckedFile) -> Table | None:
    try:
        return tomllib.loads(file.path.read_text(encoding="utf-8-sig"))  # some editors begin with a byte-order mark
    except tomllib.TOMLDecodeError as error:
        file.fault("", f"not valid TOML: {error}")
    except UnicodeDecodeError:
        file.fault("", "is not UTF-8; save it as UTF-8")
    except OSError as error:
        file.fault("", f"cannot be read: {error.strerror}")
    return None


def _source(file: CheckedFile, table: Table) -> Source:
    texts = {key: file.text(table, key) for key, (kind, _) in _KEYS.items() if kind is str}
    private = table.get("private") is True
    home = file.url("home", texts["home"]) if texts["home"] else ""
    discover = _discoveries(file, table.get("discover"))
    _check_texts(file, texts)
    _check_privacy(file, (("home", home), *((f"discover[{n}].url", each.url) for n, each in discover)), private=private)
    least, most = _expected(file, file.table(table, "expect"))
    return Source(
        id=file.path.stem,
        outlet=texts["outlet"],
        publisher=texts["publisher"] or None,
        home=home,
        country=texts["country"],
        language=texts["language"],
        timezone=texts["timezone"],
        months=texts["months"] or None,
        licence=texts["licence"] or None,
        kind=OutletKind(texts["kind"]) if texts["kind"] in _OUTLET_KINDS else None,
        owner=texts["owner"] or None,
        wikidata=texts["wikidata"] or None,
        discover=tuple(each for _, each in discover),
        extract=_extract(file, file.table(table, "extract")),
        delay_seconds=_delay(file, file.table(table, "polite"), private=private),
        articles_min=least,
        articles_max=most,
        private=private,
        archive=table.get("archive") is True,
        sites=_sites(file, table.get("sites")),
        checked=table.get("checked") is True,
    )


def _check_texts(file: CheckedFile, texts: Mapping[str, str]) -> None:
    country, folder = texts["country"], file.path.parent.name
    if not SOURCE_ID.fullmatch(file.path.stem):
        file.fault("", "the file's name must be <iso2>_<outlet>.toml in small Latin letters, digits and _")
    elif country and file.path.stem[:2] != country:
        file.fault("country", f"{country!r} must be the two small letters that the file's name begins with")
    elif country and _COUNTRY.fullmatch(folder) and folder != country:
        file.fault("country", f"{country!r} does not belong into the folder {folder!r}; move the file to {country!r}")
    if texts["language"] and not _LANGUAGE.fullmatch(texts["language"]):
        file.fault("language", f"{texts['language']!r} is not a language code (ar, fr, ...)")
    if texts["months"] and texts["months"] not in MONTHS:
        file.fault("months", f"{texts['months']!r} must be one of {', '.join(MONTHS)}")
    if texts["kind"] and texts["kind"] not in _OUTLET_KINDS:
        file.fault("kind", f"{texts['kind']!r} must be one of {', '.join(_OUTLET_KINDS)}")
    if texts["wikidata"] and not _WIKIDATA.fullmatch(texts["wikidata"]):
        file.fault("wikidata", f"{texts['wikidata']!r} is not an item of Wikidata (Q and digits)")
    if texts["timezone"] and not _is_zone(texts["timezone"]):
        file.fault("timezone", f"{texts['timezone']!r} is not a zone of the tz database (Africa/Casablanca, ...)")


def _check_privacy(file: CheckedFile, urls: tuple[tuple[str, str], ...], *, private: bool) -> None:
    for key, url in urls:
        host = urlsplit(url).hostname
        if host and not private and is_private_host(host):
            problem = f"{host} is a private host; write private = true if it is your own"
            file.faults.append(SourceFault(file.path, key, problem, is_blank=True))


def _sites(file: CheckedFile, value: object) -> tuple[str, ...]:
    """Return the other domains of an outlet, each as it is registered."""
    found = []
    for each in value if isinstance(value, list) else ():
        domain = host_of(f"https://{each}/") if isinstance(each, str) and not set(each) & set("/:@?#") else ""
        if not domain or is_private_host(domain) or site_of(f"https://www.{domain}/") != domain:
            file.fault("sites", f"{each!r} must be a domain as it is registered (outlet.example), without a path")
        found.append(domain)
    return tuple(found)


def _discoveries(file: CheckedFile, tables: object) -> list[tuple[int, Discovery]]:
    if not isinstance(tables, list):
        return []  # its wrong type, or that it is missing, is recorded already
    if not tables:
        file.fault("discover", "no listing; write a [[discover]] table")
    found: list[tuple[int, Discovery]] = []
    for number, each in enumerate(tables, start=1):
        discovery = _discovery(file, f"discover[{number}]", each)
        if discovery is None:
            continue
        if any(discovery.url == other.url for _, other in found):
            file.fault(f"discover[{number}].url", f"{discovery.url} is here twice")
        found.append((number, discovery))
    return found


def _discovery(file: CheckedFile, key: str, table: object) -> Discovery | None:
    if not isinstance(table, dict):
        file.fault(key, "must be a [[discover]] table")
        return None
    file.unknown(table, _DISCOVER, f"{key}.")
    kinds = [each.value for each in DiscoveryKind]
    kind, follow = table.get("kind"), table.get("follow")
    if kind not in kinds:
        file.fault(f"{key}.kind", f"{kind!r} must be one of {', '.join(kinds)}")
        kind = DiscoveryKind.SECTION
    if follow is not None and not _is_pattern(follow):
        file.fault(f"{key}.follow", f"{follow!r} is not a regular expression")
    url = file.url(f"{key}.url", table.get("url"))
    return Discovery(kind=DiscoveryKind(kind), url=url, follow=follow if isinstance(follow, str) else None)


def _extract(file: CheckedFile, table: Table) -> ExtractRules:
    file.unknown(table, (*_SELECTORS, "drop", "signs"), "extract.")
    signs = str(table["signs"]) if "signs" in table else None
    if signs is not None and signs not in _SIGNS:
        file.fault("extract.signs", f'must be "above" or "below" (the text), not {signs!r}')
    drop = table.get("drop", [])
    if not isinstance(drop, list):
        file.fault("extract.drop", f'must be a list of CSS selectors, ["div.related"], not {drop!r}')
        drop = []
    selectors = {key: _selector(file, f"extract.{key}", table[key]) for key in _SELECTORS if key in table}
    return ExtractRules(drop=tuple(_selector(file, "extract.drop", each) for each in drop), signs=signs, **selectors)


def _selector(file: CheckedFile, key: str, selector: object) -> str:
    if not isinstance(selector, str) or not _is_selector(selector):
        file.fault(key, f"{selector!r} is not a CSS selector")
    return str(selector)


def _delay(file: CheckedFile, table: Table, *, private: bool) -> float | None:
    file.unknown(table, ("delay_seconds",), "polite.")
    delay = file.number(table, "polite", "delay_seconds", whole=False)
    if delay is not None and delay < LEAST_DELAY and not private:
        problem = f"{delay:g} is below the minimum of {LEAST_DELAY:g} second for a public host"
        file.fault("polite.delay_seconds", f"{problem}; write {LEAST_DELAY:g} or more")
    return None if delay is None else float(delay)


def _expected(file: CheckedFile, table: Table) -> tuple[int | None, int | None]:
    file.unknown(table, ("articles_min", "articles_max"), "expect.")
    least = file.number(table, "expect", "articles_min", whole=True)
    most = file.number(table, "expect", "articles_max", whole=True)
    if least is not None and most is not None and least > most:
        file.fault("expect", f"articles_min {least:g} is above articles_max {most:g}")
    return (None if least is None else int(least)), (None if most is None else int(most))


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (OSError, ValueError, KeyError):
        return False


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
