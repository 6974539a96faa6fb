"""One reader for a listing of any kind: each kind has its parser and its facts."""

from __future__ import annotations

import pytest

from spiders.listings.listing import ListingContext, ListingError
from spiders.listings.parse import read_listing
from storage.source import Discovery, DiscoveryKind

HOME = "https://outlet.example/"


@pytest.mark.parametrize("kind", DiscoveryKind)
def test_every_kind_is_read_by_a_parser_of_its_own(kind: DiscoveryKind, context: ListingContext) -> None:
    """An empty answer is an error that names the kind of listing that was expected."""
    with pytest.raises(ListingError) as caught:
        read_listing(b" ", None, Discovery(kind=kind, url=HOME), context)

    assert f"empty instead of a {kind.value.replace('news-', '').replace('section', 'section page')}" == str(
        caught.value
    )


def test_each_kind_has_a_rank_of_its_own() -> None:
    """What listings declare of one URL is ordered by the rank of their kinds, so no two kinds share one."""
    ranks = [each.facts.rank for each in DiscoveryKind]

    assert sorted(set(ranks)) == ranks
