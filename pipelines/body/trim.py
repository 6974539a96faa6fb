"""Removes from the lines of the body what belongs to other fields at its edges, and noise anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.arabic import fold
from pipelines.arabic.boilerplate.closing_lines import (
    author_note_name,
    closing_line_rule,
    editors_rule,
    is_office,
    is_separator,
)
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.boilerplate.facts import is_fact
from pipelines.arabic.dates.months import gregorian_months, month_pattern
from pipelines.arabic.names.agencies import agency_beside
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.arabic.names.bylines import (
    credited_agency,
    dated_opening,
    is_person,
    labelled_byline,
    parse_byline,
    parse_dateline,
    split_closing_credit,
)
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.person_names import split_names
from pipelines.arabic.names.places import cities
from pipelines.arabic.names.signatures import parse_signature
from pipelines.arabic.names.titles import has_profession
from pipelines.arabic.sentences import ends_sentence
from pipelines.body.edges import TrimContext, TrimmedEdges
from pipelines.body.inline_noise import (
    without_boilerplate,
    without_captions,
    without_closing_section,
    without_next_pieces,
    without_numbers,
    without_skipped,
)
from pipelines.fields.dates.stamp import is_stamp

_HEAD, _FOOT = 7, 6
_SHORT, _REAL = 7, 8
_SIGNATURE_WORDS = 16
_SIGNATURE = 4
_RULER = re.compile(r"\s*_{5,}\s*")
_LEAST_TITLE_PART = 25
_FEW = 3
# A day and a time in figures and nothing else: below a text, words with a date may belong to the story.
_PRINTED_BY_MACHINE = re.compile(
    r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}\s*+[-–|,،]?+\s*+\d{1,2}:\d\d(?::\d\d)?(?:\s*(?:ص|م|AM|PM))?"
)
# Who signs, and when: "اللجنة الرياضية - 9 تشرين الثاني 2026".
_DAY = rf"\d{{1,2}} (?:{month_pattern(gregorian_months())}) 20\d\d"
_SIGNED_DAY = re.compile(rf".{{2,50}}\s[-–،|]\s(?:في )?{_DAY}")
# Where a statement was signed, and when: "تونس في 26 نوفمبر 2026", "حرر بالرباط في 3 نونبر 2026".
_SIGNED_PLACE = re.compile(
    rf"(?:(?P<written>حرر|كتب|صدر)\w? (?:بـ?|في )?)?(?P<town>\w+(?: \w+)??)،?(?: (?:في|يوم|بتاريخ):?)? {_DAY}\W*"
)
# Who worked on a text beside its author.
_HELPED = re.compile(
    r"\s*(?:تصميم|رسوم|صور|تصوير|إخراج|مونتاج|تحرير|المحررة?|مراجعة|تدقيق|ترجمة|إشراف|بورتريه|غرافيك|خرائط|بيانات|برمجة)\s?:\s?"
    r"(?P<names>\S.{4,60})"
)
# A town and one word for who reports from it, on a line of its own: "حمص-سناء".
_BESIDE_TOWN = re.compile(r"\s*(?P<town>\w+(?: \w+)?)\s?[-–/]\s?\w+\s*")
_TITLED = re.compile(r"\s*(?:أ\.\s?)?[دم]\.\s?\S")
_DASHES = " -–—*"
_ABOVE_TITLE, _LINE_ABOVE = 4, 12
_PARTED = re.compile(r"\s[-–—|/]\s")


def trim(lines: Sequence[str], around: TrimContext) -> tuple[list[str], TrimmedEdges]:
    """Return the paragraphs of the body, and what was removed from its edges."""
    edges = TrimmedEdges()
    remaining = without_numbers(without_next_pieces(without_skipped(lines, edges), edges), edges)
    remaining = without_captions(remaining, edges, around)
    kept = without_closing_section(without_boilerplate(remaining, edges), edges)
    kept = _without_opening(kept, edges, around)
    return _without_closing(kept, edges, around), edges


def _without_opening(lines: Sequence[str], edges: TrimmedEdges, around: TrimContext) -> list[str]:
    kept: list[str] = []
    lines = _below_title(lines, edges, around)
    for index, line in enumerate(lines):
        if index >= _HEAD or (kept and len(kept[-1].split()) > _REAL):
            kept.extend(lines[index:])
            break
        rule = _edge_rule(line, edges, around)
        if rule is not None:
            edges.cut.append((rule, line))
            continue
        _record_dateline(line, edges)
        kept.append(line)
    return kept


def _below_title(lines: Sequence[str], edges: TrimmedEdges, around: TrimContext) -> Sequence[str]:
    """Return the lines without those above a printed title that dashes part: a magazine, its issue and its section."""
    titles = (at for at, line in enumerate(lines[:_ABOVE_TITLE]) if fold(line) in around.titles)
    at = next(titles, 0)
    if any(len(each.split()) > _LINE_ABOVE or not _PARTED.search(each) for each in lines[:at]):
        return lines
    edges.cut.extend((_edge_rule(each, edges, around) or "title", each) for each in lines[:at])
    return lines[at:]


def _without_closing(lines: Sequence[str], edges: TrimmedEdges, around: TrimContext) -> list[str]:
    """Drop what is below the text. An agency in brackets, on its own line or behind a paragraph, stays."""
    kept, signed = _without_signature(lines, edges), list[str]()
    for _ in range(_FOOT):
        if len(kept) < 2:  # noqa: PLR2004  # a body keeps one paragraph
            break
        if _is_signed_below(kept[-2], kept[-1]):
            edges.byline = edges.byline or kept[-2]
            edges.cut.extend(("author", kept.pop()) for _ in range(2))
            continue
        if _has_brackets(kept[-1]) and (agency := credited_agency(kept[-1].lstrip(_DASHES))) is not None:
            edges.agency = edges.agency or agency
            signed.insert(0, kept.pop())
            continue
        rule = _closing_rule(kept[-1], edges, around)
        if rule is None:
            break
        edges.cut.append((rule, kept.pop()))
    if kept and (found := split_closing_credit(kept[-1])) is not None:
        edges.agency = edges.agency or found[1]
    return [*kept, *signed]


def _without_signature(lines: Sequence[str], edges: TrimmedEdges) -> list[str]:
    """Return the lines without the signature of a forum's member: a drawn line and a few short ones below the text."""
    least = max(1, len(lines) - _SIGNATURE)
    at = next((at for at in range(least, len(lines)) if _RULER.fullmatch(lines[at])), len(lines))
    if any(len(each.split()) > _SIGNATURE_WORDS for each in lines[at:]):
        return list(lines)
    edges.cut.extend(("signature", each) for each in lines[at:])
    return list(lines[:at])


def _edge_rule(line: str, edges: TrimmedEdges, around: TrimContext) -> str | None:
    """Return the rule by which an opening line is not text, or None."""
    folded = fold(line)
    bare = folded.strip(' -–|:.،*«»"()')
    if folded in around.titles or any(len(folded) > _LEAST_TITLE_PART and folded in each for each in around.titles):
        return "title"
    if edges.cut and edges.cut[-1][0] == "title" and any(each.endswith(folded) for each in around.titles):
        return "title"  # the second line of a printed title
    if bare in around.sites or around.is_author(bare):
        return "name"
    if (rule := editors_rule(folded)) is not None:
        return rule
    if _is_bare_name(line, around, "above") or (_TITLED.match(line) and is_person(line) and is_surely_person(line)):
        edges.byline = edges.byline or line
        return "name"
    rule = "separator" if is_separator(line) or _is_count(line) else _attribution_rule(line, edges, around)
    rule = rule or ("credit" if _is_credit(line) or is_office(line) else None)
    above = fold(edges.cut[-1][1]) if edges.cut else ""
    rule = rule or ("fact" if is_fact(folded, above) else None)
    return rule or ("stamp" if is_stamp(line, around.clock) else None)


def _is_credit(line: str) -> bool:
    """Whether a line names who worked on the text beside its author."""
    helped = _HELPED.fullmatch(line)
    return helped is not None and all(map(is_person, split_names(helped["names"])))


def _attribution_rule(line: str, edges: TrimmedEdges, around: TrimContext) -> str | None:
    """Return the rule by which a line says who wrote the text and where, and record what it says."""
    agency = credited_agency(line)
    if agency is not None:
        edges.agency = edges.agency or agency
        return "agency"
    byline = labelled_byline(line)
    if byline is not None and (is_person(byline) or parse_byline(line).authors):
        edges.byline = edges.byline or line
        return "byline"
    if (rule := _signature_rule(line, edges, around)) is not None:
        return rule
    return _dateline_rule(line, edges) if _is_short(line) else None


def _dateline_rule(line: str, edges: TrimmedEdges) -> str | None:
    """Return the rule by which a short line says where a text was written, and record it."""
    if (town := _BESIDE_TOWN.fullmatch(line)) is not None and fold(town["town"]) in cities():
        edges.dateline = edges.dateline or town["town"]
        return "dateline"
    found, place = parse_byline(line), parse_dateline(f"{line} - ")
    if found.agency or (found.dateline and not found.authors) or (place is not None and not place.rest):
        edges.agency = edges.agency or found.agency or (place.agency if place else None)
        edges.dateline = edges.dateline or found.dateline or (place.place if place else None)
        return "dateline"
    return None


def _signature_rule(line: str, edges: TrimmedEdges, around: TrimContext) -> str | None:
    """Return the rule for a line that signs with the site's name, or a place and an agency; record whom it names."""
    signed = parse_signature(line, around.sites) or parse_attribution_line(line, around.sites)
    if signed is None:
        return None
    edges.byline = edges.byline or (line if signed.authors else None)
    edges.agency = edges.agency or signed.agency
    edges.dateline = edges.dateline or signed.dateline
    return "signature"


def _closing_rule(line: str, edges: TrimmedEdges, around: TrimContext) -> str | None:
    folded = fold(line)
    agency = credited_agency(line.lstrip(_DASHES))
    if agency is not None:
        edges.agency = edges.agency or agency
        return "agency"
    bare = folded.strip(" -–*.")
    if bare in around.sites or around.is_author(bare) or around.is_bio(line):
        return "name"
    byline = labelled_byline(line)
    if (byline is not None and is_person(byline)) or _is_bare_name(line, around, "below"):
        edges.byline = edges.byline or line
        return "byline"
    beside = agency_beside(line) if _is_short(line) else None
    if beside is not None:
        edges.agency = edges.agency or beside
        return "agency"
    rule = closing_line_rule(line) or ("author" if around.people and _is_author_note(line) else None)
    if rule == "author" and is_surely_person(name := author_note_name(line)):
        edges.byline = edges.byline or name
    if rule is None and _is_closing_stamp(line, folded, edges, around):
        return "stamp"
    return rule or ("count" if _is_count(line) else None) or _signature_rule(line, edges, around)


def _is_closing_stamp(line: str, folded: str, edges: TrimmedEdges, around: TrimContext) -> bool:
    """Whether a line below the text is only a date; what dates the text is recorded."""
    if not is_stamp(line, around.clock):
        return False
    is_sure = _PRINTED_BY_MACHINE.fullmatch(line.strip()) or _SIGNED_DAY.fullmatch(folded) or _is_signed_place(folded)
    edges.stamp = edges.stamp or (line if is_sure else None)
    return True


def _is_signed_place(folded: str) -> bool:
    """Whether a line says where a statement was signed, and on which day."""
    signed = _SIGNED_PLACE.fullmatch(folded)
    return signed is not None and (signed["written"] is not None or signed["town"] in cities())


def _has_brackets(line: str) -> bool:
    """Whether a bracket opens and a later one closes."""
    opening = min((at for at in (line.find("("), line.find("[")) if at >= 0), default=len(line))
    return max(line.rfind(")"), line.rfind("]")) > opening


def _is_short(line: str) -> bool:
    return len(line.split()) <= _SHORT and not ends_sentence(line)


def _is_author_note(line: str) -> bool:
    """Whether a line only says what somebody does: `كاتب جزائري`."""
    return _is_short(line) and has_profession(line.split(maxsplit=1)[0])


def _is_signed_below(name: str, note: str) -> bool:
    """Whether the last two lines are a person's name and what that person does."""
    is_note = _is_short(note) and has_profession(note)
    return is_note and is_person(name) and is_surely_person(name)


def _is_count(line: str) -> bool:
    """Whether a line is one figure with hardly a letter: a time, an article's number. A table row has more."""
    figures = sum(any(map(str.isdigit, word)) for word in line.split())
    return figures == 1 and sum(each.isalpha() for each in line) <= _FEW


def _is_bare_name(line: str, around: TrimContext, where: str) -> bool:
    """Whether a line is only a person's name and is where the outlet is known to sign."""
    return around.signs == where and is_person(line) and boilerplate_kind(line) is None


def _record_dateline(line: str, edges: TrimmedEdges) -> None:
    """Record the place and the agency that open a paragraph; the words stay, because a paragraph is never cut."""
    found = parse_dateline(line)
    if (dated := dated_opening(line)) is not None:
        edges.stamp = edges.stamp or dated
    if found is not None and found.rest:
        edges.dateline = edges.dateline or found.place
        edges.agency = edges.agency or found.agency
