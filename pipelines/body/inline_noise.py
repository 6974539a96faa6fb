"""Removes from the lines of a text what is noise wherever it is: skip blocks, captions, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.arabic import fold
from pipelines.arabic.boilerplate.closing_lines import ends_agency_text
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.bylines import credited_agency, parse_byline
from pipelines.arabic.sentences import ends_sentence
from pipelines.body.edges import TrimContext, TrimmedEdges

_PARAGRAPH = 18
_MOST_ABOVE = 0.55
"""A list of links or a comment form ends the text only when it is below this share of the letters."""
_LEAST_REMAINING = 30
_SKIP = re.compile(r"\W*تخطي? (?P<name>.{2,40}?) و\s?(?:واصل|تابع) القراءه\W*")
_LONGEST_BLOCK = 14
_COMMENTS = re.compile(r"\W*(?:التعليقات|تعليقات (?:الزوار|القراء|الفيسبوك))\W*+\d*+\W*+")
"""A heading of the readers' comments, some of which are as long as paragraphs."""
# What a press release has below its text: notes for editors, and what its sender is.
_FOR_EDITORS = re.compile(
    r"\W*(?:ملاحظ(?:ه|ات) |معلومات )?(?:لل|الي ال)(?:محررين|اعلاميين|صحفيين|ساده المحررين)\W*"
    r"|\W*(?:للتواصل|جه(?:ه|ات) الاتصال|للاستفسارات?|بيانات الاتصال)"
    r"(?: (?:ال)?(?:اعلامي\w{0,2}|صحفي\w{0,2}|مع \w+))?\W*"
    r"|\W*علاقات (?:ال)?(?:مستثمرين|اعلام\w{0,2}|عامه)\W*"
)
_INSTITUTION = (
    r"(?:ال)?(?:(?:شرك|هيي|موسس|وزار|جمعي|منظم|مجموع|جامع|بلدي|وكال)ه"
    r"|مصرف|بنك|اتحاد|مركز|نادي|معهد|صندوق|مجلس|مكتب)(?: \w+){0,4}"
)
_ABOUT = re.compile(rf"\W*(?:(?:نبذه|لمحه) عن|عن|حول) {_INSTITUTION}\W*")
_ABOUT_NAME = re.compile(r"\W*(?:نبذه|لمحه) عن \w+(?: \w+){0,4}\W*")
_FOUNDED = re.compile(r"\W*(?:تاسس|انشي|اسس|(?:(?:هي|هو) )?(?:شركه|موسسه|هييه|منظمه|جمعيه) )")
_IS_SENDER = re.compile(rf"{_FOUNDED.pattern}|\W*(?:تتولي|يتولي|تشغل|تعد|يعد|تعتبر|يعتبر|تعمل) ")
_HEADING_WORDS, _LONGEST_SECTION = 6, 90
_PUBLISHED = re.compile(r"\W*(?:نشرت?|اضيفت?|تم النشر|تاريخ النشر|published|posted)(?!\w)")
_NUMBER = re.compile(r"[#(]?\s?(\d{1,2})\s?[.)-]?")
_COUNTER = re.compile(r"\W{0,2}(?P<at>\d{1,3})\s?(?:/|من)\s?(?P<of>\d{1,3})\W{0,2}")
_LEAST_LISTED, _LEAST_COUNTED = 3, 2
_ENDS_TEXT = frozenset({"related", "comment_form"})


def without_skipped(lines: Sequence[str], edges: TrimmedEdges) -> list[str]:
    """Drop the blocks that a page offers to skip: from `تخطى البودكاست وواصل القراءة` to `البودكاست نهاية`."""
    kept = list(lines)
    for start in reversed(range(len(kept))):
        skipped = _SKIP.fullmatch(fold(kept[start]))
        if skipped is None:
            continue
        name = skipped["name"]
        ends = {f"{name} نهايه", f"نهايه {name}"}
        end = next(
            (at for at in range(start + 1, min(len(kept), start + _LONGEST_BLOCK)) if fold(kept[at]) in ends), start
        )
        edges.cut.extend(("skip", each) for each in kept[start : end + 1])
        del kept[start : end + 1]
    return kept


def without_next_pieces(lines: Sequence[str], edges: TrimmedEdges) -> list[str]:
    """Drop what is below the only line that ends an agency's text: other pieces of its service."""
    ends = [at for at, line in enumerate(lines) if ends_agency_text(line)]
    if len(ends) != 1 or sum(len(line.split()) for line in lines[: ends[0]]) < _LEAST_REMAINING:
        return list(lines)
    edges.cut.extend(("sign-off", line) for line in lines[ends[0] :])
    return list(lines[: ends[0]])


def without_numbers(lines: Sequence[str], edges: TrimmedEdges) -> list[str]:
    """Drop the numbers of a list that are on lines of their own, above the heading of each part."""
    lines = _without_counters(lines, edges)
    found = {line: number for line in lines if (number := _NUMBER.fullmatch(line)) is not None}
    alone = [line for line in lines if line in found]
    numbers = [int(found[line][1]) for line in alone]
    counted = list(range(1, len(numbers) + 1))
    if len(numbers) < _LEAST_LISTED or numbers not in (counted, counted[::-1]):
        return list(lines)
    edges.cut.extend(("count", line) for line in alone)
    return [line for line in lines if line not in found]


def _without_counters(lines: Sequence[str], edges: TrimmedEdges) -> Sequence[str]:
    """Drop the counters of a gallery, `1/6` to `6/6`: lines of their own that count up to one number."""
    found = [counter for line in lines if (counter := _COUNTER.fullmatch(line)) is not None]
    numbers = [int(each["at"]) for each in found]
    is_counted = len({int(each["of"]) for each in found}) == 1 and numbers == sorted(set(numbers))
    if len(found) < _LEAST_COUNTED or not is_counted:
        return lines
    edges.cut.extend(("count", each[0]) for each in found)
    return [line for line in lines if _COUNTER.fullmatch(line) is None]


def without_captions(lines: Sequence[str], edges: TrimmedEdges, around: TrimContext) -> list[str]:
    """Drop the captions, unless hardly any text remains: in a gallery the captions are the text."""
    if not around.captions:
        return list(lines)
    remaining = [line for line in lines if fold(line) not in around.captions]
    if sum(len(line.split()) for line in remaining) < _LEAST_REMAINING:
        return list(lines)
    edges.cut.extend(("caption", line) for line in lines if fold(line) in around.captions)
    return remaining


def without_boilerplate(lines: Sequence[str], edges: TrimmedEdges) -> list[str]:
    """Drop lines of boilerplate; the text ends where links or a comment form begin below most of it."""
    kinds = [boilerplate_kind(line) for line in lines]
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
            _record_credit(line, kind, edges)
            if kind == "pubmeta" and index > last and _PUBLISHED.match(fold(line)):
                edges.stamp = edges.stamp or line
            edges.cut.append((kind, line))
        before += len(line)
    return kept


def without_closing_section(lines: Sequence[str], edges: TrimmedEdges) -> list[str]:
    """Drop what a press release has below its text, from its heading on: notes for editors, what its sender is."""
    most = sum(map(len, lines)) * _MOST_ABOVE
    before = 0
    for at, line in enumerate(lines[:-1]):
        if before > most and len(line.split()) <= _HEADING_WORDS and _heads_section(fold(line), fold(lines[at + 1])):
            below = lines[at:]
            if sum(len(each.split()) for each in below) <= _LONGEST_SECTION:
                edges.cut.extend(("section", each) for each in below)
                return list(lines[:at])
        before += len(line)
    return list(lines)


def _heads_section(heading: str, below: str) -> bool:
    is_about = _ABOUT.fullmatch(heading) is not None and _IS_SENDER.match(below) is not None
    is_about = is_about or (_ABOUT_NAME.fullmatch(heading) is not None and _FOUNDED.match(below) is not None)
    return is_about or _FOR_EDITORS.fullmatch(heading) is not None


def _record_credit(line: str, kind: str, edges: TrimmedEdges) -> None:
    agency = credited_agency(line) if kind == "source_line" else None
    if agency is not None and edges.agency is None:
        edges.agency = parse_byline(agency.replace("+", "،")).agency


def _is_paragraph(line: str) -> bool:
    return len(line.split()) > _PARAGRAPH and ends_sentence(line)
