"""Writes a network of copies as GEXF 1.3 (https://gexf.net), for Gephi, networkx and other programs for graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from storage.analysis.copy_network import CopyLink, CopyNetwork, CopyOutlet
from storage.export.printable import printable

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://gexf.net/1.3"
_SCHEMA = f"{_NAMESPACE} {_NAMESPACE}/gexf.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}  # the two that XML 1.0 cannot hold and `printable` leaves
_NODE = {"country": "string", "articles": "integer", "taken": "integer", "given": "integer"}
_EDGE = {"agency_copies": "integer", "share": "double", "median_hours": "double"}
_BY_DAY = "copies"


def gexf(network: CopyNetwork) -> bytes:
    """Return the document: an edge from each outlet that copies to the one that it copies, as thick as its copies.

    An edge has a spell for the days with copies, and the copies of each day as a dynamic attribute.
    """
    root = ET.Element(
        "gexf", {"xmlns": _NAMESPACE, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": _SCHEMA, "version": "1.3"}
    )
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "rasad"
    ET.SubElement(meta, "description").text = "Who copies whom: an edge goes from the outlet that copies to its source"
    graph = ET.SubElement(
        root,
        "graph",
        {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"},
    )
    _declare(graph, "node", "static", _NODE)
    _declare(graph, "edge", "static", _EDGE)
    _declare(graph, "edge", "dynamic", {_BY_DAY: "integer"})
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for outlet in network.outlets:
        _add_node(nodes, outlet)
    for link in network.links:
        _add_edge(edges, link)
    ET.indent(root)
    return f"{_DECLARATION}\n{ET.tostring(root, encoding='unicode')}\n".encode()


def _declare(graph: ET.Element, kind: str, mode: str, attributes: dict[str, str]) -> None:
    declared = ET.SubElement(graph, "attributes", {"class": kind, "mode": mode})
    for name, type_ in attributes.items():
        ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": type_})


def _add_node(nodes: ET.Element, outlet: CopyOutlet) -> None:
    node = ET.SubElement(nodes, "node", {"id": _text(outlet.id), "label": _text(outlet.outlet)})
    values = ET.SubElement(node, "attvalues")
    for name in _NODE:
        _add_value(values, name, getattr(outlet, name))


def _add_edge(edges: ET.Element, link: CopyLink) -> None:
    ends = {"source": _text(link.source_id), "target": _text(link.original_source_id)}
    edge = ET.SubElement(edges, "edge", {"id": str(len(edges)), **ends, "weight": str(link.copies)})
    values = ET.SubElement(edge, "attvalues")
    for name in _EDGE:
        if (value := getattr(link, name)) is not None:
            _add_value(values, name, value)
    for day, copies in link.days.items():
        _add_value(values, _BY_DAY, copies, start=day, end=day)
    if link.days:
        spells = ET.SubElement(edge, "spells")
        for first, last in _spells(map(date.fromisoformat, link.days)):
            ET.SubElement(spells, "spell", {"start": first.isoformat(), "end": last.isoformat()})


def _add_value(values: ET.Element, name: str, value: object, **interval: str) -> None:
    ET.SubElement(values, "attvalue", {"for": name, "value": _text(str(value)), **interval})


def _spells(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each run of days that follow one another; *days* are in order."""
    first = last = None
    for day in days:
        if first is None or last is None or day - last > timedelta(days=1):
            if first is not None and last is not None:
                yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last


def _text(text: str) -> str:
    return printable(text).translate(_NO_CHARACTERS)
