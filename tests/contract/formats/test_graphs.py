"""Programs for graphs read the network of copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.cli.articles.gexf import gexf
from storage.analysis.copy_network import FoundCopy, NetworkSource, copy_network
from tests.contract.formats.exported_records import library

pytestmark = pytest.mark.formats


def test_networkx_reads_the_network(tmp_path: Path) -> None:
    """Directed, with Arabic names, weights, values of their types, spells and the copies of each day."""
    networkx = library("networkx")
    copies = [FoundCopy("eg_b", "ma_a", day, day is None, 1.5) for day in ("2026-11-20", "2026-11-21", None)]
    sources = [
        NetworkSource("ma_a", 'صدى "الأطلس" <&>', "ma", 10),
        NetworkSource("eg_b", "ميدان\u202e النيل\ufffe", "eg", 12),
    ]
    path = tmp_path / "copies.gexf"
    path.write_bytes(gexf(copy_network([*copies, FoundCopy("ma_a", "eg_b", None, False, None)], sources)))
    graph = networkx.read_gexf(path, version="1.3")

    assert (True, 2, 2) == (graph.is_directed(), len(graph.nodes), len(graph.edges))
    assert ('صدى "الأطلس" <&>', "ma", 10, 1, 3) == tuple(
        graph.nodes["ma_a"][name] for name in ("label", "country", "articles", "taken", "given")
    )
    assert "ميدان النيل" == graph.nodes["eg_b"]["label"]
    assert {
        "id": "0",
        "weight": 3.0,
        "agency_copies": 1,
        "share": 0.25,
        "median_hours": 1.5,
        "copies": [(1, "2026-11-20", "2026-11-20"), (1, "2026-11-21", "2026-11-21")],
        "spells": [("2026-11-20", "2026-11-21")],
    } == graph.edges["eg_b", "ma_a"]
    assert {"id": "1", "weight": 1.0, "agency_copies": 0, "share": 0.1} == graph.edges["ma_a", "eg_b"]
