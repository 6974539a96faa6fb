"""Groups of sources that share a host: they are crawled one after the other, by one run, at one pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.web.urls import host_of
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class HostGroup:
    """Sources that share hosts, in the order given, and those hosts (without `www.`)."""

    sources: tuple[Source, ...]
    hosts: frozenset[str]


def hosts_of(source: Source) -> frozenset[str]:
    """Return the hosts that a source's file names, without `www.`: one server answers for both."""
    urls = (source.home, *(each.url for each in source.discover))
    return frozenset(host.removeprefix("www.") for url in urls if (host := host_of(url)))


def host_groups(sources: Sequence[Source]) -> list[HostGroup]:
    """Return the sources in groups; a source that shares a host with one of a group belongs to it."""
    found: list[HostGroup] = []
    for source in sources:
        hosts = hosts_of(source)
        near = [each for each in found if each.hosts & hosts]
        joined = HostGroup(
            sources=(*(one for each in near for one in each.sources), source),
            hosts=frozenset(hosts.union(*(each.hosts for each in near))),
        )
        at = found.index(near[0]) if near else len(found)
        found = [each for each in found if each not in near]
        found.insert(at, joined)
    return found
