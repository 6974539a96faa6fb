"""The picture of the packages: read from the code, laid out in columns, drawn as SVG."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from lxml import etree

from benchmarks.house.graph_layout import graph_layout
from benchmarks.house.package_graph import layer_graphs
from benchmarks.house.picture import draw_architecture
from benchmarks.house.source_tree import ROOT


def _checkout(root: Path, files: dict[str, str]) -> Path:
    for layer in ("crawler", "spiders", "pipelines", "storage"):
        files.setdefault(f"{layer}/__init__.py", f'"""The layer {layer}."""\n')
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_package_imports_what_its_modules_import(tmp_path: Path) -> None:
    """Imports of inner packages count for the package; a module that uses no package is shared."""
    files = {
        "storage/records.py": '"""Values."""\n',
        "storage/database/__init__.py": '"""The file. More of it."""\n',
        "storage/database/inner/__init__.py": '"""Inside."""\n',
        "storage/database/inner/schema.py": '"""Tables."""\nfrom storage.records import Page\n',
        "storage/articles/__init__.py": '"""The articles."""\n',
        "storage/articles/writer.py": '"""Rows."""\nfrom storage.database.inner import schema\n',
    }
    storage = layer_graphs(_checkout(tmp_path, files))[-1]

    assert {("storage.articles", "storage.database")} == storage.edges
    assert ["storage.records"] == [each.name for each in storage.shared]
    assert [("storage.articles", ()), ("storage.database", ("inner",))] == [
        (each.name, each.inner) for each in storage.nodes
    ]
    assert "The file." == storage.nodes[1].sentence


def test_an_entry_point_loads_packages_by_name(tmp_path: Path) -> None:
    """A dotted name in a module that nobody imports is an import, too."""
    files = {
        "crawler/__main__.py": '"""The commands."""\nCOMMANDS = {"crawl": "crawler.cli.crawl"}\n',
        "crawler/cli/__init__.py": '"""Commands."""\n',
        "crawler/cli/crawl.py": '"""Crawl."""\n',
    }

    assert {("crawler.__main__", "crawler.cli")} == layer_graphs(_checkout(tmp_path, files))[0].edges


def test_an_arrow_is_left_out_where_a_chain_leads_to_the_same_box() -> None:
    """From a to c is implied by a to b and b to c; every import leads to the right."""
    layout = graph_layout(("a", "b", "c"), {("a", "b"), ("b", "c"), ("a", "c")})

    assert (("a",), ("b",), ("c",)) == layout.columns
    assert (("a", "b"), ("b", "c")) == layout.paths


def test_a_long_arrow_has_a_place_in_the_columns_that_it_passes() -> None:
    """An arrow over a column passes it at a bend, not behind a box."""
    edges = {("a", "b"), ("b", "c"), ("c", "e"), ("a", "d"), ("d", "e")}
    layout = graph_layout(("a", "b", "c", "d", "e"), edges)

    assert {"d>e@2"} == layout.bends
    assert ("d", "d>e@2", "e") in layout.paths


def test_an_import_that_closes_a_cycle_goes_backward() -> None:
    """A cycle is drawn, and does not keep the picture from being drawn."""
    layout = graph_layout(("a", "b", "c"), {("a", "b"), ("b", "c"), ("c", "b")})

    assert (("c", "b"),) == layout.backward


def test_the_picture_in_the_docs_is_current() -> None:
    """docs/generated/architecture.svg is what `make architecture` draws of this code: run it if this test fails.

    It was drawn by another process, so that two drawings have the same bytes; and any reader of XML takes them.
    """
    drawn = draw_architecture(ROOT)
    shown = (ROOT / "docs" / "generated" / "architecture.svg").read_text(encoding="utf-8").splitlines()

    assert "{http://www.w3.org/2000/svg}svg" == etree.fromstring(drawn.encode()).tag
    assert [] == [(old, new) for old, new in zip_longest(shown, drawn.splitlines()) if old != new][:3]
