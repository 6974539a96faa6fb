"""Imports go down the house, packages do not need each other, and a library comes in by its door."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable

from benchmarks.house.import_graph import (
    cycle_text,
    import_cycles,
    imported_packages,
    mutual_imports,
    shortest_cycle,
)
from benchmarks.house.source_tree import LAYERS, ROOT, SourceModule, source_modules

MODULES = source_modules()
# Where each third-party library may be imported: a file, or every file below a folder.
DOORS = {
    "datasette": ("crawler/web/serve/",),
    "mcp": ("crawler/web/mcp/server.py",),
    "uvicorn": ("crawler/web/serve/server.py",),
    "click": ("crawler/__main__.py", "crawler/cli/"),
    "cssselect": ("spiders/catalogue/source_reader.py",),
    "feedparser": ("spiders/listings/feed.py",),
    "hijridate": (
        "pipelines/arabic/dates/",
        "storage/database/values/outlet_time.py",
        "crawler/newsroom/content/printing.py",
    ),
    "langdetect": ("pipelines/filters/language.py",),
    "lxml": ("pipelines/", "spiders/autodiscovery/", "spiders/catalogue/opml.py", "spiders/listings/"),
    "orjson": ("pipelines/page/jsonld.py", "storage/export/formats/json_text.py", "storage/database/values/columns.py"),
    "psycopg": ("storage/database/postgres/",),
    "pyarrow": ("storage/export/formats/parquet.py", "storage/export/formats/arrow_columns.py"),
    "pebble": ("pipelines/stages/reader_pool.py",),
    "rich": ("crawler/cli/",),
    "scrapy": ("crawler/", "spiders/", "pipelines/stages/item_pipelines.py"),
    "sqlite_utils": ("storage/",),
    "tldextract": ("pipelines/web/urls.py",),
    "trafilatura": ("pipelines/body/trafilatura.py",),
    "twisted": ("crawler/", "spiders/"),
    "w3lib": ("pipelines/web/urls.py",),
    "zstandard": ("storage/", "crawler/fetching/whole_body.py"),
    "warcio": ("crawler/archive/",),
    "brotli": ("crawler/fetching/whole_body.py",),
}


def _third_party(module: SourceModule) -> set[str]:
    return {each for each in module.libraries if each not in sys.stdlib_module_names and each not in LAYERS}


def _importers(library: str) -> list[str]:
    return [each.path for each in MODULES if library in each.libraries]


def _is_behind(path: str, doors: Iterable[str]) -> bool:
    return any(path == door or (door.endswith("/") and path.startswith(door)) for door in doors)


def _documented_doors() -> dict[str, list[str]]:
    """Return the paths in the second column of the table of docs/dependencies.md, by the packages of the first."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| ")][2:]
    return {
        re.sub(r"[ ≥\d.]+$", "", name.strip(" `")).replace("-", "_").lower(): re.findall(r"`([\w/.]+)`", row[2])
        for row in rows
        for name in row[1].split(",")
    }


def test_imports_go_down_the_house_and_never_up() -> None:
    """Crawler runs, spiders find, pipelines understand, storage keeps: imports go down that list alone."""
    above = [
        (module.path, name)
        for module in MODULES
        for name in module.libraries & set(LAYERS[: LAYERS.index(module.layer)])
    ]

    assert [] == above


def test_only_the_settings_name_what_is_above_as_text() -> None:
    """No module below crawler holds a dotted name of a module above it as text, for an import by the back door."""
    dotted = re.compile(r"^(crawler|spiders)\.[a-z_.]+[A-Za-z]+$")
    found = [
        (module.path, node.value)
        for module in MODULES
        if module.layer in {"pipelines", "storage"}
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and dotted.match(node.value)
    ]

    assert [] == found


def test_no_two_packages_import_each_other() -> None:
    """A package is a folder, or a module directly in a top folder; `pipelines.arabic` counts with what is in it, too."""
    groups = [group for depth in (None, 2) for group in import_cycles(imported_packages(MODULES, depth=depth))]

    assert [] == groups


def test_a_cycle_is_shown_by_its_shortest_way() -> None:
    """Of packages that reach each other, one way back to the start is named."""
    graph = {"a": frozenset("b"), "b": frozenset("cd"), "c": frozenset("a"), "d": frozenset("b"), "e": frozenset("a")}
    (group,) = import_cycles(graph)

    assert (["a", "b", "c", "d"], [("b", "d")]) == (group, mutual_imports(graph))
    assert cycle_text(shortest_cycle(graph, group)) == "b -> d, d -> b"


def test_a_third_party_library_is_imported_behind_its_door() -> None:
    """Each library has a door, and is imported nowhere else."""
    outside = [
        (module.path, library)
        for module in MODULES
        for library in _third_party(module)
        if not _is_behind(module.path, DOORS.get(library, ()))
    ]

    assert [] == outside


def test_every_door_is_used() -> None:
    """No door is named for a library that does not come in by it."""
    unused = [
        (library, door)
        for library, doors in DOORS.items()
        for door in doors
        if not any(_is_behind(path, [door]) for path in _importers(library))
    ]

    assert [] == unused


def test_every_imported_library_is_declared() -> None:
    """What the product imports, pyproject.toml names: nothing comes along by chance with another library."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    packages = (
        project["dependencies"]
        + extras["parquet"]
        + extras["web"]
        + extras["mcp"]
        + extras["archive"]
        + extras["fleet"]
    )
    declared = {re.split(r"[ <>=~!\[;]", each)[0].replace("-", "_") for each in packages}

    assert set() == set(DOORS) - declared


def test_the_docs_name_the_doors() -> None:
    """docs/dependencies.md names doors for each library: every file that imports it is behind one, and none is unused."""
    documented = _documented_doors()
    importers = {library: _importers(library) for library in {*DOORS, *documented}}
    outside = [
        (library, path)
        for library, paths in importers.items()
        for path in paths
        if not _is_behind(path, documented.get(library, ()))
    ]
    unused = [
        (library, door)
        for library in DOORS
        for door in documented.get(library, ())
        if not any(_is_behind(path, [door]) for path in importers[library])
    ]

    assert ([], []) == (outside, unused)


def test_scrapy_is_unknown_to_pure_text_and_storage() -> None:
    """Scrapy and Twisted are known to crawler, to spiders and to the item pipelines, and to nothing else below."""
    engine = {"scrapy", "twisted"}
    found = [each.path for each in MODULES if each.layer in {"pipelines", "storage"} and engine & each.libraries]

    assert ["pipelines/stages/item_pipelines.py"] == found


def test_only_storage_knows_sqlite() -> None:
    """sqlite3 and sqlite_utils are imported in storage alone."""
    found = [each.path for each in MODULES if each.layer != "storage" and {"sqlite3", "sqlite_utils"} & each.libraries]

    assert [] == found


def test_the_parts_of_a_store_know_no_engine() -> None:
    """sqlite3 is imported by the package of that engine, by the upkeep of its file, and for files that are no store."""
    doors = (
        "storage/database/sqlite/",
        "storage/database/maintenance/",
        "storage/database/migrations/",
        "storage/database/schema.py",
    )
    files_of_their_own = {
        "storage/analysis/labels.py", "storage/export/cursors/cursor_file.py", "storage/frontier/archive_index.py",
    }  # fmt: skip
    found = {each for each in _importers("sqlite3") if not each.startswith(doors)}

    assert files_of_their_own == found
