"""Converts between the catalogue and OPML: the outlines of one site are one source, and its feeds are outlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.web.urls import host_of, site_of
from spiders.autodiscovery.countries import BORROWED_ENDINGS, COUNTRIES
from spiders.autodiscovery.outlet_facts import site_root
from spiders.catalogue.drafts import source_id
from spiders.catalogue.opml import OpmlOutline
from storage.source import Discovery, DiscoveryKind, Source

_CATEGORY = re.compile(r"/([a-z]{2})/(\1_[a-z0-9_]+)")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedSource:
    """A source from a list. *doubts* are comments by key, for values that were only inferred."""

    source: Source
    doubts: dict[str, str]


def drafted_sources(
    outlines: Sequence[OpmlOutline], *, country: str | None, private: bool
) -> tuple[DraftedSource, ...]:
    """Return one source for each site, with its feeds in the order of the list. Sends no request.

    *country* is the operator's choice for all of them. Without it, the country comes from the category in a list that
    we wrote, or from the host's top-level domain. *private*: the operator owns the private hosts of the list.
    """
    groups: dict[str, list[OpmlOutline]] = {}
    for each in outlines:
        groups.setdefault(_group(each), []).append(each)
    return tuple(_drafted(each, country=country, private=private) for each in groups.values())


def outlines_of(source: Source) -> tuple[OpmlOutline, ...]:
    """Return the feeds of a source; OPML has no place for its other listings."""
    return tuple(
        OpmlOutline(
            feed=each.url,
            title=source.outlet,
            home=source.home,
            language=source.language,
            category=f"/{source.country}/{source.id}",
        )
        for each in source.discover
        if each.kind is DiscoveryKind.FEED
    )


def _group(outline: OpmlOutline) -> str:
    category = _CATEGORY.fullmatch(outline.category or "")
    return category[2] if category else site_of(outline.home or outline.feed)


def _drafted(group: list[OpmlOutline], *, country: str | None, private: bool) -> DraftedSource:
    first = group[0]
    home = next((each.home for each in group if each.home), None) or site_root(first.feed)
    category = _CATEGORY.fullmatch(first.category or "")
    ending = host_of(home).rpartition(".")[2]
    own = ending if ending in COUNTRIES and ending not in BORROWED_ENDINGS else ""
    code = country or (category[1] if category else own)
    language = next((found[1].lower() for each in group if (found := _LANGUAGE.fullmatch(each.language or ""))), "")
    zone = COUNTRIES[code].zone if code in COUNTRIES else ""
    source = Source(
        id=category[2] if category and category[1] == code else source_id(code, home),
        outlet=min((each.title for each in group if each.title), key=len, default=""),
        home=home,
        country=code,
        language=language,
        timezone=zone,
        discover=tuple(
            Discovery(kind=DiscoveryKind.FEED, url=url) for url in dict.fromkeys(each.feed for each in group)
        ),
        private=private,
    )
    doubts = {} if country or category or not code else {"country": f"only by the host's ending .{code}"}
    return DraftedSource(
        source=source, doubts=doubts | ({"timezone": f"the zone of {code}"} if zone and doubts else {})
    )
