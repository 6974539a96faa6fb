"""Takes from the body's lines what is no text of it: chrome, and the fields that stand at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.arabic import fold
from pipelines.arabic.bylines import closing_credit, credit, dateline, is_person, labelled_byline, parse_byline
from pipelines.arabic.chrome import chrome
from pipelines.arabic.dates import parse_date
from pipelines.dates import Clockwork

_EDGE = 7
_FOOT = 4
_ENDS = re.compile(r"[.؟!:»”\"…)]\s*$")
_STAMP_WORDS = 16
_HEADING_ENDS = re.compile(r"[:：]\s*$")
_LIST_OF_LINKS = frozenset({"related", "read_also", "comment_form", "tags_label"})


@dataclass(slots=True, kw_only=True)
class Edges:
    """What was taken from the edges: it belongs to fields, not to the body."""

    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    cut: list[tuple[str, str]] = field(default_factory=list)


def trim(
    lines: Sequence[str], *, titles: Iterable[str], names: Iterable[str], sites: frozenset[str], clock: Clockwork
) -> tuple[list[str], Edges]:
    """Return the body's paragraphs and what stood at its edges.

    *titles* are headline, kicker, deck and captions as printed elsewhere; *names* the authors already known.
    """
    edges = Edges()
    known = {fold(each) for each in titles if each}
    people = {fold(each) for each in names}
    kept = [line for line in _without_foot(lines, edges) if not _is_chrome(line, edges)]
    kept = _without_opening(kept, edges, known, people, sites, clock)
    kept = _without_closing(kept, edges, people, sites, clock)
    return kept, edges


def _is_chrome(line: str, edges: Edges) -> bool:
    kind = chrome(line)
    if kind is None:
        return False
    said = credit(line) if kind == "source_line" else None
    if said is not None:
        edges.agency = edges.agency or parse_byline(said).agency or _known_agency(said)
    edges.cut.append((kind, line))
    return True


def _known_agency(said: str) -> str | None:
    found = parse_byline(said.replace("+", "،"))
    return found.agency


def _without_foot(lines: Sequence[str], edges: Edges) -> Sequence[str]:
    """Cut where a list of links or a comment form begins below most of the text, with all that follows."""
    total = sum(map(len, lines))
    before = 0
    for index, line in enumerate(lines):
        kind = chrome(line)
        rest = lines[index + 1 :]
        if kind in _LIST_OF_LINKS and before > total * 0.55 and not any(_ENDS.search(each) and len(each.split()) > 18 for each in rest):  # noqa: PLR2004  # a paragraph
            if kind in {"related", "comment_form"}:
                edges.cut.extend((kind, each) for each in lines[index:])
                return lines[:index]
        before += len(line)
    return lines


def _without_opening(
    lines: list[str], edges: Edges, known: set[str], people: set[str], sites: frozenset[str], clock: Clockwork
) -> list[str]:
    taken = 0
    kept: list[str] = []
    for line in lines:
        if taken < _EDGE and not (kept and len(kept[-1].split()) > 8 and _is_text(line)):  # noqa: PLR2004  # inside the text
            taken += 1
            rule = _edge_rule(line, edges, known, people, sites, clock)
            if rule is not None:
                edges.cut.append((rule, line))
                continue
            if not any(len(each.split()) > 8 for each in kept):  # noqa: PLR2004  # the first real paragraph
                line = _without_dateline(line, edges)
        kept.append(line)
    return [line for line in kept if line]


def _without_closing(
    lines: list[str], edges: Edges, people: set[str], sites: frozenset[str], clock: Clockwork
) -> list[str]:
    kept = list(lines)
    for _ in range(_FOOT):
        if len(kept) < 2:  # noqa: PLR2004  # a body keeps one paragraph
            break
        line = kept[-1]
        said = credit(line)
        if said is not None:
            edges.agency = edges.agency or said
        elif fold(line) in people or fold(line).strip(" -–*.") in sites or _is_stamp(line, clock) or _closing_byline(line, edges):
            edges.cut.append(("closing", line))
        else:
            break
        kept.pop()
    if kept and (found := closing_credit(kept[-1])) is not None:
        kept[-1], agency = found
        edges.agency = edges.agency or agency
        if not kept[-1]:
            kept.pop()
    return kept


def _closing_byline(line: str, edges: Edges) -> bool:
    said = labelled_byline(line)
    if said is None or not is_person(said):
        return False
    edges.byline = edges.byline or line
    return True


def _edge_rule(
    line: str, edges: Edges, known: set[str], people: set[str], sites: frozenset[str], clock: Clockwork
) -> str | None:
    """Return the rule by which an opening line is no text, or null."""
    folded = fold(line)
    if folded in known or any(len(folded) > 25 and folded in each for each in known):  # noqa: PLR2004  # a title's part
        return "title"
    bare = folded.strip(" -–|:.،*")
    if bare in people or bare in sites or any(bare == f"{label} {each}" for each in people for label in ("بقلم", "كتب", "كتبت", "by")):
        return "name"
    said = credit(line)
    if said is not None:
        edges.agency = edges.agency or said
        return "agency"
    byline = labelled_byline(line)
    if byline is not None and (is_person(byline) or parse_byline(line).authors):
        edges.byline = edges.byline or line
        return "byline"
    if len(line.split()) <= 7 and not _ENDS.search(line):  # noqa: PLR2004  # "الرباط - و م ع" on a line of its own
        found = parse_byline(line)
        place = dateline(f"{line} - ")
        if found.agency or (found.dateline and not found.authors) or (place is not None and not place.rest):
            edges.agency = edges.agency or found.agency or (place.agency if place else None)
            edges.dateline = edges.dateline or found.dateline or (place.place if place else None)
            return "dateline"
        if any(each and folded.startswith(each) for each in sites) and ("-" in line or "–" in line or "|" in line):
            return "site"
    if _is_stamp(line, clock):
        return "stamp"
    return None


def _without_dateline(line: str, edges: Edges) -> str:
    found = dateline(line)
    if found is None or (not found.rest and len(line.split()) > 6):  # noqa: PLR2004  # a text is not all dateline
        return line
    edges.dateline = edges.dateline or found.place
    edges.agency = edges.agency or found.agency
    return found.rest


def _is_stamp(line: str, clock: Clockwork) -> bool:
    """Whether a short line is nothing but a date."""
    if len(line.split()) > _STAMP_WORDS or _ENDS.search(line.rstrip(")")) or not any(each.isdigit() for each in line):
        return False
    return parse_date(line, now=clock.fetched_at, zone=clock.zone) is not None


def _is_text(line: str) -> bool:
    return len(line.split()) > 8 and _ENDS.search(line) is not None  # noqa: PLR2004  # a sentence
