"""The lines of a page as a tree: which lines each element holds, and which elements have the same shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pipelines.arabic.sentences import is_running_text
from pipelines.page.tree import TextLine

_LEAST = 2


class LineTree:
    """The lines *found* on a page, by the elements that hold them: all of an element's (*held*), and its *first*.

    *own* are the lines whose block an element is itself.
    """

    def __init__(self, found: Sequence[TextLine]) -> None:
        self.found = found
        self.held: dict[HtmlElement, list[TextLine]] = defaultdict(list)
        self.own: dict[HtmlElement, list[TextLine]] = defaultdict(list)
        self._running: dict[HtmlElement, int] = defaultdict(int)
        self._all = 0
        held = self.held
        for line in found:
            running = len(line.text) if is_running_text(line.text) else 0
            self._all += running
            self.own[line.block].append(line)
            for each in (line.block, *line.block.iterancestors()):
                held[each].append(line)
                if running:
                    self._running[each] += running
        self.first = {each: lines[0] for each, lines in held.items()}

    def running_outside(self, element: HtmlElement) -> int:
        """Return how many letters of running text the page has outside *element*."""
        return self._all - self._running[element]

    def like_shaped(self) -> Iterator[list[HtmlElement]]:
        """Yield the elements with text that share parent, tag and first class, two or more, in document order."""
        groups: dict[tuple[HtmlElement, str, str], list[HtmlElement]] = defaultdict(list)
        for each in self.held:
            parent = each.getparent()
            if parent is not None and each.tag not in {"body", "html"}:
                groups[parent, str(each.tag), (each.get("class") or "").partition(" ")[0]].append(each)
        yield from (group for group in groups.values() if len(group) >= _LEAST)

    def children(self) -> dict[HtmlElement, list[HtmlElement]]:
        """Return the children with text of each element that has some, in document order."""
        found: dict[HtmlElement, list[HtmlElement]] = defaultdict(list)
        for each in self.held:
            parent = each.getparent()
            if parent is not None:
                found[parent].append(each)
        return found
