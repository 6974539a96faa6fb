"""Sources that share a host are crawled one after the other."""

from __future__ import annotations

from dataclasses import replace

from crawler.run.host_groups import host_groups
from storage.source import Discovery, DiscoveryKind
from tests.support.stores import SOURCE


def _feed(url: str) -> tuple[Discovery, ...]:
    return (Discovery(kind=DiscoveryKind.FEED, url=url),)


def test_sources_that_share_a_host_are_one_group() -> None:
    """By home or by listing, with or without `www.`; a source between two groups joins them."""
    a = replace(SOURCE, id="ma_a", home="https://www.a.example/")
    b = replace(SOURCE, id="ma_b", home="https://b.example/")
    c = replace(SOURCE, id="ma_c", home="https://c.example/")
    both = replace(SOURCE, id="ma_d", home="https://a.example/sport", discover=_feed("https://b.example/feed"))
    found = [(tuple(each.id for each in group.sources), set(group.hosts)) for group in host_groups([a, c, b, both])]

    assert [(("ma_a", "ma_b", "ma_d"), {"a.example", "b.example"}), (("ma_c",), {"c.example"})] == found
