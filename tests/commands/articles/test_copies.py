"""`rasad copies`: a table, CSV, JSON and a graph in GEXF of the same links; and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result
from lxml import etree

from crawler.cli.articles.copies import copies
from crawler.cli.articles.gexf import gexf
from crawler.config.data_dir import DataDir
from storage.analysis.copy_network import FoundCopy, NetworkSource, copy_network
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, fetched, read

_G = "{http://gexf.net/1.3}"
NETWORK = copy_network(
    [
        FoundCopy("ma_b", "ma_a", day, False, 1.5)
        for day in ("2026-11-20", "2026-11-21", "2026-11-21", "2026-11-24", None)
    ],
    [NetworkSource("ma_a", 'أ "<&>\x00\u202e\ufffe\ud800', "ma", 10), NetworkSource("ma_b", "ب", "ma", 10)],
)


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(copies, words, obj=DataDir(data=data))


def _keep(store: Store) -> None:
    store.sources.register([make_source("eg_other")])
    for number in (1, 2):
        body = " ".join(f"كلمة{number}{place}" for place in range(30))
        store.articles.keep([fetched(f"{HOME}{number}", read(f"{HOME}{number}", f"خبر {number}", body))], run_id=1)
    store.file.db.execute("update articles set source_id = 'eg_other', duplicate_of = 1 where id = 2")


def test_the_formats_have_the_same_links(store: Store, tmp_path: Path) -> None:
    _keep(store)
    (row,) = csv.DictReader(_run(tmp_path, "--csv").stdout.splitlines())
    (link,) = json.loads(_run(tmp_path, "--json").stdout)["links"]
    _run(tmp_path, "--gexf", "-o", str(tmp_path / "copies.gexf"))
    (edge,) = etree.parse(tmp_path / "copies.gexf").iter(f"{_G}edge")

    assert ("eg_other", "ma_outlet", "1") == (row["source_id"], row["original_source_id"], row["copies"])
    assert ("eg_other", "ma_outlet", 1) == (link["source_id"], link["original_source_id"], link["copies"])
    assert ("eg_other", "ma_outlet", "1") == (edge.get("source"), edge.get("target"), edge.get("weight"))
    assert "100.00 %" in _run(tmp_path).stdout


def test_a_graph_is_written_whole_to_a_file(store: Store, tmp_path: Path) -> None:
    _keep(store)
    done = _run(tmp_path, "--gexf", "-o", str(tmp_path / "copies.gexf"))

    assert (0, "", "1.3") == (
        done.exit_code,
        done.stdout,
        etree.parse(tmp_path / "copies.gexf").getroot().get("version"),
    )


def test_an_edge_has_spells_and_the_copies_of_each_day() -> None:
    """Days that follow one another are one spell; a copy without a day is in the weight alone."""
    (edge,) = etree.fromstring(gexf(NETWORK)).iter(f"{_G}edge")

    assert "5" == edge.get("weight")
    assert [("2026-11-20", "2026-11-21"), ("2026-11-24", "2026-11-24")] == [
        (each.get("start"), each.get("end")) for each in edge.iter(f"{_G}spell")
    ]
    assert [("1", "2026-11-20"), ("2", "2026-11-21"), ("1", "2026-11-24")] == [
        (each.get("value"), each.get("start")) for each in edge.iter(f"{_G}attvalue") if each.get("for") == "copies"
    ]


def test_every_value_is_declared_and_every_end_is_a_node() -> None:
    """The order of the elements is that of the schema: attributes, nodes, edges."""
    graph = etree.fromstring(gexf(NETWORK)).find(f"{_G}graph")
    assert graph is not None
    declared = {each.get("id") for each in graph.iter(f"{_G}attribute")}
    nodes = {each.get("id") for each in graph.iter(f"{_G}node")}

    assert set() == {each.get("for") for each in graph.iter(f"{_G}attvalue")} - declared
    assert set() == {each.get(end) for each in graph.iter(f"{_G}edge") for end in ("source", "target")} - nodes
    assert ["attributes", "attributes", "attributes", "nodes", "edges"] == [each.tag.removeprefix(_G) for each in graph]


def test_hostile_names_are_text() -> None:
    """Markup is escaped; what XML cannot hold, or what turns the reading order, is gone."""
    label = next(etree.fromstring(gexf(NETWORK)).iter(f"{_G}node")).get("label")

    assert 'أ "<&>\ufffd' == label


def test_what_cannot_be_asked_is_an_error_of_usage(store: Store, tmp_path: Path) -> None:
    """Two formats, a file for a table, unknown places, an empty range, a folder that is not there."""
    _keep(store)
    asked = (
        ("--json", "--csv"), ("-o", "x"), ("--source", "xx_none"), ("--country", "zz"), ("--collection", "none"),
        ("--since", "2026-11-20", "--until", "2026-11-01"),
    )  # fmt: skip

    assert [2] * 6 == [
        int(getattr(done.exception, "exit_status", done.exit_code))
        for done in (_run(tmp_path, *words) for words in asked)
    ]
