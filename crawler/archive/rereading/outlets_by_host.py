"""Finds the outlet of a URL by its host: pages of foreign files do not say whose they are."""

from __future__ import annotations

from collections import defaultdict

from pipelines.web.urls import host_of
from spiders.catalogue.catalogue import Catalogue
from storage.source import Source


class OutletsByHost:
    """The outlets of a catalogue by the hosts of their homes, listings and sites (`www.` is ignored)."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._sources = defaultdict[str, dict[str, Source]](dict)
        for source in catalogue.sources.values():
            for url in source.own_urls:
                self._sources[host_of(url).removeprefix("www.")][source.id] = source

    def of_url(self, url: str) -> Source | None:
        """Return the outlet of *url*; of several editions on one host the one whose home is above the URL, if any."""
        found = list(self._sources.get(host_of(url).removeprefix("www."), {}).values())
        if len(found) == 1:
            return found[0]
        return self._catalogue.of_url(url) if found else None
