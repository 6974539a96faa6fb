"""Takes from the body's lines what is no text of it: chrome, and the fields that stand at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.arabic import fold
from pipelines.arabic.agencies import agency_beside
from pipelines.arabic.bylines import closing_credit, credit, dateline, is_person, labelled_byline, parse_byline
from pipelines.arabic.chrome import chrome
from pipelines.arabic.endings import DISCLAIMER, ending, note_name
from pipelines.arabic.given_names import is_surely_person
from pipelines.arabic.names import is_described
from pipelines.arabic.openings import opening
from pipelines.arabic.signatures import signature
from pipelines.clock import Clockwork

_HEAD, _FOOT = 7, 6
_SHORT, _PARAGRAPH, _REAL = 7, 18, 8
_STAMP_WORDS = 16
_MOST_ABOVE = 0.55
"""A list of links or a comment form ends the text only when it stands below this share of the letters."""
_LEAST_TITLE_PART = 25
_LEAST_TOLD = 30
_FEW = 3
_ENDS = re.compile(r"[.؟!:»”\"…)]\s*$")
_BRACKETS = re.compile(r"[(\[].*[)\]]")
_DASHES = " -–—*"
_COMMENTS = re.compile(r"\W*(?:التعليقات|تعليقات (?:الزوار|القراء|الفيسبوك))\W*\d*\W*")
"""Behind such a heading readers write, and some write long."""
_ENDS_TEXT = frozenset({"related", "comment_form"})
_LABELS = ("بقلم", "كتب", "كتبت", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known of the page around its body, to be found again at the body's edges.

    *titles* are headline, kicker and deck; *captions* the folded lines of pictures; *people* the authors; *sites* the
    folded names of the site. *signs* is where the outlet signs with a bare name: `above` or `below` the text.
    """

    titles: frozenset[str]
    captions: frozenset[str]
    people: frozenset[str]
    sites: frozenset[str]
    clock: Clockwork
    signs: str | None = None

    @classmethod
    def of(
        cls,
        *,
        titles: Iterable[str],
        names: Iterable[str],
        sites: frozenset[str],
        clock: Clockwork,
        captions: frozenset[str] = frozenset(),
        signs: str | None = None,
    ) -> Surroundings:
        return cls(
            titles=frozenset(fold(each) for each in titles if each),
            captions=captions,
            people=frozenset(fold(each) for each in names),
            sites=sites,
            clock=clock,
            signs=signs,
        )


@dataclass(slots=True, kw_only=True)
class Edges:
    """What was taken from the edges: it belongs to fields, not to the body. *cut* is (rule, line) in order.

    *stamp* is a date that stands below the text.
    """

    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    stamp: str | None = None
    cut: list[tuple[str, str]] = field(default_factory=list)


def trim(lines: Sequence[str], around: Surroundings) -> tuple[list[str], Edges]:
    """Return the body's paragraphs and what stood at its edges."""
    edges = Edges()
    kept = _without_chrome(_without_captions(lines, edges, around), edges)
    kept = _without_opening(kept, edges, around)
    return _without_closing(kept, edges, around), edges


def _without_captions(lines: Sequence[str], edges: Edges, around: Surroundings) -> list[str]:
    """Drop the captions, unless they are all the text there is: a gallery is told by them."""
    if not around.captions:
        return list(lines)
    told = [line for line in lines if fold(line) not in around.captions]
    if sum(len(line.split()) for line in told) < _LEAST_TOLD:
        return list(lines)
    edges.cut.extend(("caption", line) for line in lines if fold(line) in around.captions)
    return told


def _without_chrome(lines: Sequence[str], edges: Edges) -> list[str]:
    """Drop lines of chrome; where links or a comment form begin below most of the text, the text has ended."""
    kinds = [chrome(line) for line in lines]
    last = max((index for index, line in enumerate(lines) if _is_paragraph(line) and kinds[index] is None), default=-1)
    most = sum(map(len, lines)) * _MOST_ABOVE
    kept: list[str] = []
    before = 0
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        ends = kind in _ENDS_TEXT and index > last
        if before > most and (ends or kind == "comment_disclaimer" or _COMMENTS.fullmatch(fold(line))):
            edges.cut.extend((kind or "comment_form", each) for each in lines[index:])
            break
        if kind is None:
            kept.append(line)
        else:
            _note_credit(line, kind, edges)
            edges.cut.append((kind, line))
        before += len(line)
    return kept


def _note_credit(line: str, kind: str, edges: Edges) -> None:
    said = credit(line) if kind == "source_line" else None
    if said is not None and edges.agency is None:
        edges.agency = parse_byline(said.replace("+", "،")).agency


def _without_opening(lines: Sequence[str], edges: Edges, around: Surroundings) -> list[str]:
    kept: list[str] = []
    for index, line in enumerate(lines):
        if index >= _HEAD or (kept and len(kept[-1].split()) > _REAL):
            kept.extend(lines[index:])
            break
        rule = _edge_rule(line, edges, around)
        if rule is not None:
            edges.cut.append((rule, line))
            continue
        _note_dateline(line, edges)
        kept.append(line)
    return kept


def _without_closing(lines: Sequence[str], edges: Edges, around: Surroundings) -> list[str]:
    """Drop what stands below the text; an agency in brackets, on a line or behind a paragraph, is the text's own."""
    kept, signed = list(lines), list[str]()
    for _ in range(_FOOT):
        if len(kept) < 2:  # noqa: PLR2004  # a body keeps one paragraph
            break
        if _is_signed_below(kept[-2], kept[-1]):
            edges.byline = edges.byline or kept[-2]
            edges.cut.extend(("author", kept.pop()) for _ in range(2))
            continue
        if _BRACKETS.search(kept[-1]) and (said := credit(kept[-1].lstrip(_DASHES))) is not None:
            edges.agency = edges.agency or said
            signed.insert(0, kept.pop())
            continue
        rule = _closing_rule(kept[-1], edges, around)
        if rule is None:
            break
        edges.cut.append((rule, kept.pop()))
    if kept and (found := closing_credit(kept[-1])) is not None:
        edges.agency = edges.agency or found[1]
    return [*kept, *signed]


def _edge_rule(line: str, edges: Edges, around: Surroundings) -> str | None:
    """Return the rule by which an opening line is no text, or null."""
    folded = fold(line)
    bare = folded.strip(' -–|:.،*«»"()')
    if folded in around.titles or any(len(folded) > _LEAST_TITLE_PART and folded in each for each in around.titles):
        return "title"
    if bare in around.sites or _is_name(bare, around):
        return "name"
    if DISCLAIMER.search(folded):
        return "disclaimer"
    if _is_bare_name(line, around, "above"):
        edges.byline = edges.byline or line
        return "name"
    return _said_rule(line, edges, around) or ("stamp" if _is_stamp(line, around) else None)


def _said_rule(line: str, edges: Edges, around: Surroundings) -> str | None:
    """Return the rule by which a line says who wrote it and where, and note what it says."""
    said = credit(line)
    if said is not None:
        edges.agency = edges.agency or said
        return "agency"
    byline = labelled_byline(line)
    if byline is not None and (is_person(byline) or parse_byline(line).authors):
        edges.byline = edges.byline or line
        return "byline"
    if (rule := _signed(line, edges, around)) is not None:
        return rule
    if len(line.split()) > _SHORT or _ENDS.search(line):
        return None
    found, place = parse_byline(line), dateline(f"{line} - ")
    if found.agency or (found.dateline and not found.authors) or (place is not None and not place.rest):
        edges.agency = edges.agency or found.agency or (place.agency if place else None)
        edges.dateline = edges.dateline or found.dateline or (place.place if place else None)
        return "dateline"
    return None


def _signed(line: str, edges: Edges, around: Surroundings) -> str | None:
    """Return the rule by which a line is signed, with the site's name or a place and an agency; note whom it names."""
    signed = signature(line, around.sites) or opening(line, around.sites)
    if signed is None:
        return None
    edges.byline = edges.byline or (line if signed.authors else None)
    edges.agency = edges.agency or signed.agency
    edges.dateline = edges.dateline or signed.dateline
    return "signature"


def _closing_rule(line: str, edges: Edges, around: Surroundings) -> str | None:
    folded = fold(line)
    said = credit(line.lstrip(_DASHES))
    if said is not None:
        edges.agency = edges.agency or said
        return "agency"
    bare = folded.strip(" -–*.")
    if bare in around.sites or _is_name(bare, around):
        return "name"
    byline = labelled_byline(line)
    if (byline is not None and is_person(byline)) or _is_bare_name(line, around, "below"):
        edges.byline = edges.byline or line
        return "byline"
    beside = agency_beside(line) if len(line.split()) <= _SHORT and not _ENDS.search(line) else None
    if beside is not None:
        edges.agency = edges.agency or beside
        return "agency"
    rule = ending(line)
    if rule == "author" and is_surely_person(name := note_name(line)):
        edges.byline = edges.byline or name
    if rule is None and _is_stamp(line, around):
        edges.stamp = edges.stamp or line
        return "stamp"
    return rule or ("count" if _is_count(line) else None) or _signed(line, edges, around)


def _is_signed_below(name: str, note: str) -> bool:
    """Whether the last two lines are a person's name and what that person does."""
    told = len(note.split()) <= _SHORT and not _ENDS.search(note) and is_described(note)
    return told and is_person(name) and is_surely_person(name)


def _is_count(line: str) -> bool:
    """Whether a line is figures with hardly a letter: a clock, an article's number, a counter."""
    return any(each.isdigit() for each in line) and sum(each.isalpha() for each in line) <= _FEW


def _is_name(bare: str, around: Surroundings) -> bool:
    labelled = {f"{label}{mark} {each}" for each in around.people for label in _LABELS for mark in ("", ":")}
    return bare in around.people or bare in labelled


def _is_bare_name(line: str, around: Surroundings, where: str) -> bool:
    """Whether a line that is nothing but a person's name stands where the outlet is known to sign."""
    return around.signs == where and is_person(line) and chrome(line) is None


def _note_dateline(line: str, edges: Edges) -> None:
    """Note the place and the agency that open a paragraph; the words stay, for a paragraph is never cut."""
    found = dateline(line)
    if found is not None and found.rest:
        edges.dateline = edges.dateline or found.place
        edges.agency = edges.agency or found.agency


def _is_stamp(line: str, around: Surroundings) -> bool:
    """Whether a short line is nothing but a date."""
    if len(line.split()) > _STAMP_WORDS or _ENDS.search(line.rstrip(")")) or not any(each.isdigit() for each in line):
        return False
    return around.clock.read(line, "printed") is not None


def _is_paragraph(line: str) -> bool:
    return len(line.split()) > _PARAGRAPH and _ENDS.search(line) is not None
