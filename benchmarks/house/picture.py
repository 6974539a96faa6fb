"""`python -m benchmarks.house.picture FILE.svg`: the packages and their imports as a picture, drawn from the code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap

from benchmarks.house.graph_layout import GraphLayout, graph_layout
from benchmarks.house.package_graph import LayerGraph, PackageNode, layer_graphs
from benchmarks.house.source_tree import LAYERS, ROOT

_WIDTH, _MARGIN = 1320, 24
_WIDEST_BOX, _LEAST_SPACE = 168, 26
_LINE, _GAP, _BEND = 14, 16, 6
_LETTER = 6.1  # the mean width of a letter of a sentence
_HEAD, _STRIP, _BETWEEN = 44, 58, 46
_COLOURS = {
    "crawler": ("#e8f0fb", "#2b5a9b"),
    "spiders": ("#e7f5ec", "#22754a"),
    "pipelines": ("#fdf1e0", "#9a5b0b"),
    "storage": ("#f4e9f7", "#75408a"),
}
_LEGEND = (
    "Each band is a layer. It imports only from the layers below it.",
    "A solid box is a package, a dashed box is one module.",
    "A thin arrow means “imports”. It is left out where a chain of arrows leads to the same box. Red: a cycle.",
)
_STYLE = (
    "text{font-family:'DejaVu Sans',Verdana,Arial,sans-serif;fill:#1c2430}"
    ".title{font-size:20px;font-weight:bold}.layer{font-size:18px;font-weight:bold}.what{font-size:13px}"
    ".name{font-size:13px;font-weight:bold}.small{font-size:10.5px}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxPlace:
    """Where a box of the picture is, or a bend (a box without a width and a text)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw_architecture(root: Path) -> str:
    """Return the picture of the checkout *root* as SVG; the same code gives the same bytes."""
    graphs = layer_graphs(root)
    parts: list[str] = []
    y = 108.0
    for number, graph in enumerate(graphs):
        if number:
            parts += _layer_arrow(y - _BETWEEN)
        drawn, height = _band(graph, y)
        parts += drawn
        y += height + _BETWEEN
    height = y - _BETWEEN + _MARGIN
    return "\n".join((*_opening(height), *parts, "</svg>\n"))


def _opening(height: float) -> Iterator[str]:
    size = f'width="{_WIDTH}" height="{height:g}" viewBox="0 0 {_WIDTH} {height:g}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    yield "<title>The packages of rasad and what they import</title>"
    yield f"<style>{_STYLE}</style>"
    yield '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
    yield '<path d="M0 0L10 5L0 10z" fill="#5b6675"/></marker></defs>'
    yield f'<rect width="{_WIDTH}" height="{height:g}" fill="#ffffff"/>'
    yield _text(_MARGIN, 36, "The packages of rasad", "title")
    yield from (_text(_MARGIN, 58 + 18 * number, line, "what") for number, line in enumerate(_LEGEND))


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerDrawing:
    """One layer with its columns; *width* is that of its boxes, so that arrows have room between the columns."""

    graph: LayerGraph
    layout: GraphLayout
    width: float

    @classmethod
    def of(cls, graph: LayerGraph) -> LayerDrawing:
        layout = graph_layout(tuple(each.name for each in graph.nodes), graph.edges)
        count = len(layout.columns)
        room = (_WIDTH - 2 * _MARGIN - _LEAST_SPACE * (count - 1)) / count
        return cls(graph=graph, layout=layout, width=min(_WIDEST_BOX, room))

    @property
    def tallest(self) -> float:
        return max(map(self.column_height, self.layout.columns))

    def lines(self, node: PackageNode) -> list[str]:
        """Return the text of a box: its sentence, and the packages inside it."""
        letters = int((self.width - 12) / _LETTER)
        inside = ", ".join(f"{each}/" for each in node.inner)
        return wrap(node.sentence, letters) + (wrap(f"with {inside}", letters) if inside else [])

    def column_height(self, column: tuple[str, ...]) -> float:
        return sum(map(self._height, column)) + _GAP * (len(column) - 1)

    def places(self, top: float) -> dict[str, BoxPlace]:
        """Return the place of every box and bend below *top*; each column is centred."""
        places: dict[str, BoxPlace] = {}
        pitch = (_WIDTH - 2 * _MARGIN - self.width) / max(len(self.layout.columns) - 1, 1)
        for number, column in enumerate(self.layout.columns):
            y = top + (self.tallest - self.column_height(column)) / 2
            for name in column:
                height = self._height(name)
                places[name] = BoxPlace(x=_MARGIN + number * pitch, y=y, width=self.width, height=height)
                y += height + _GAP
        return places

    def _height(self, name: str) -> float:
        node = next((each for each in self.graph.nodes if each.name == name), None)
        return _BEND if node is None else 30 + _LINE * len(self.lines(node))


def _band(graph: LayerGraph, top: float) -> tuple[list[str], float]:
    """Return one layer, and its height."""
    drawing = LayerDrawing.of(graph)
    places = drawing.places(top + _HEAD)
    height = _HEAD + drawing.tallest + (_STRIP if graph.shared else _GAP)
    tint, ink = _COLOURS[graph.name]
    parts = [
        f'<rect x="{_MARGIN / 2:g}" y="{top:g}" width="{_WIDTH - _MARGIN}" height="{height:g}" rx="10" fill="{tint}"/>',
        f'<text x="{_MARGIN}" y="{top + 27:g}"><tspan class="layer" style="fill:{ink}">{graph.name}/</tspan>',
        f'<tspan class="what" dx="12">{escape(graph.sentence)}</tspan></text>',
    ]
    parts += _arrows(drawing.layout, places)
    for node in graph.nodes:
        parts += _box(node, drawing.lines(node), places[node.name], ink)
    if graph.shared:
        parts += _strip(graph, top + height - _STRIP + 22)
    return parts, height


def _arrows(layout: GraphLayout, places: Mapping[str, BoxPlace]) -> Iterator[str]:
    for path in layout.paths:
        first = places[path[0]]
        line = [f"M{first.x + first.width:g} {first.middle:g}"]
        x, y = first.x + first.width, first.middle
        for name in path[1:]:
            place = places[name]
            half = (x + place.x) / 2
            line.append(f"C{half:g} {y:g} {half:g} {place.middle:g} {place.x:g} {place.middle:g}")
            x, y = place.x, place.middle
            if name in layout.bends:
                x += place.width
                line.append(f"H{x:g}")
        yield f'<path d="{"".join(line)}" fill="none" stroke="#5b6675" stroke-width="1.3" marker-end="url(#tip)"/>'
    for source, target in layout.backward:
        one, other = places[source], places[target]
        yield (
            f'<path d="M{one.x:g} {one.middle:g}L{other.x + other.width:g} {other.middle:g}" fill="none" '
            'stroke="#c0262d" stroke-width="2" marker-end="url(#tip)"/>'
        )


def _box(node: PackageNode, lines: Sequence[str], place: BoxPlace, ink: str) -> Iterator[str]:
    label = node.name.rpartition(".")[2]
    frame = "" if node.is_package else ' stroke-dasharray="4 3"'
    yield (
        f'<rect x="{place.x:g}" y="{place.y:g}" width="{place.width:g}" height="{place.height:g}" rx="6" '
        f'fill="#ffffff" stroke="{ink}" stroke-width="1.3"{frame}/>'
    )
    yield _text(place.x + 8, place.y + 18, f"{label}/" if node.is_package else f"{label}.py", "name")
    for number, line in enumerate(lines):
        yield _text(place.x + 8, place.y + 34 + _LINE * number, line, "small")


def _strip(graph: LayerGraph, y: float) -> Iterator[str]:
    names = ", ".join(f"{each.name.rpartition('.')[2]}.py" for each in graph.shared)
    above = "" if graph.name == LAYERS[0] else " and of the layers above"
    yield _text(_MARGIN, y, f"Modules for all packages of this layer{above}:", "small")
    yield _text(_MARGIN, y + 19, names, "name")


def _layer_arrow(y: float) -> Iterator[str]:
    middle = _WIDTH / 2
    yield f'<path d="M{middle - 9:g} {y + 6:g}h18v16h12l-21 18l-21 -18h12z" fill="#5b6675"/>'
    yield _text(middle + 34, y + 28, "imports", "what")


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(text)}</text>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw_architecture(ROOT), encoding="utf-8")
