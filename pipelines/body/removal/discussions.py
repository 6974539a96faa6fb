"""Finds the readers' comments: by their name, their heading, or their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.sentences import ends_sentence, ends_with_stop, is_running_text
from pipelines.body.removal.line_tree import LineTree
from pipelines.page.tree import TextLine, flat

_NAMED = re.compile(
    r"(?:^|\s)(?:respond|disqus_thread|commentlist|comments|(?:readers?|users?|post|article|comments?)[_-]comments?"
    r"|comments?[_-](?:respond|list|area|section|box|wrap|wrapper|container|block|thread))(?=\s|$)",
    re.IGNORECASE,
)
_NAMED_TAG = re.compile(r"(?:^|-)comments?(?:-|$)")
_TALK = re.compile(
    r"comment|cmnt|(?:^|[\s_-])(?:cmts?|repl(?:y|ies)|discuss\w*|responses?|feedback)(?:[\s_-]|$)", re.IGNORECASE
)
_HEADING = re.compile(
    r"\W*(?:(?:ال)?تعليقات(?: (?:الزوار|القراء|الفيسبوك|المتصفحين|الاعضاء))?|(?:اراء|ردود|مشاركات) (?:القراء|الزوار)"
    r"|التعليق علي (?:الخبر|المقال|الموضوع)|(?:ال)?ردود|comments|\d++ (?:تعليق|تعليقا|تعليقات|رد|ردود))"
    r"(?: علي [^.؟!]{1,90}| \W?\d++\W?)?\W*+\d*+\W*+"
)
_DAY = (
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{1,2} (?:من )?[^\W\d_]{2,12}(?: ?/ ?[^\W\d_]{2,9}(?: [^\W\d_]{2,6})?| [^\W\d_]{2,6})?[،,]? (?:19|20)\d\d"
    r"|[a-z]{3,9}\.? \d{1,2},? (?:19|20)\d\d"
)
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?: ?(?:ص|م|am|pm|صباحا|مساء)(?!\w))?"
_AGO = r"(?:منذ|قبل) (?:(?:\d+|حوالي|نحو) )?(?:ثاني|دقيق|دقايق|ساع|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سن|عام|اعوام)\w*"
_NUMBER = r"(?<!\w)(?:تعليق|رد|مشاركه|مداخله) (?:رقم )?#?\d{1,4}(?!\w)"
_STAMP = re.compile(rf"(?P<day>{_DAY})|(?P<clock>{_CLOCK})|(?P<ago>{_AGO})|(?P<number>{_NUMBER})")
_WEEKDAY = re.compile(r"(?<!\w)(?:السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه)(?!\w)")
_LABEL = re.compile(
    r"(?<!\w)(?:بواسطه|كتب(?:ه|ت|ها)?|يقول|قال|علق|في|يوم|بتاريخ|الساعه|من|التقييم|رقم|re|says|by|on|at|رد|تعليق)(?!\w)"
)
_NUMBERED = re.compile(r"\W*\d{1,4}\s*[-.)#–]\s")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MANY, _FEW = 3, 2
_LEAST_WORDS, _ROW_WORDS = 2, 6
"""A comment has so many words beside name and time; a row of a table needs more."""
_STAMP_WORDS, _NAME_WORDS, _TITLE_WORDS, _OWN_WORDS = 16, 5, 3, 15
_LEAST_LETTERS, _LEAST_ABOVE = 150, 80
_MOST_LINES, _MOST_PARTS = 40, 6
_WORD = re.compile(r"\w+")


def discussions(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield what is named or headed as the readers' comments, however long, and what has their shape.

    Like-shaped blocks with a name and a time each are comments, whatever they are called. *kept* are the elements
    around the headline. Running text must remain outside.
    """
    headed = {line.block for line in tree.found if _HEADING.fullmatch(fold(line.text))}
    for each, line in tree.first.items():
        if each in kept or not (_is_named(each) or line.block in headed):
            continue
        if len(each) and tree.running_outside(each) >= _LEAST_LETTERS:
            yield each
    groups = (part for each in tree.like_shaped() for part in (each, *_signed_rows(each, tree)))
    shaped = (each for each in groups if _are_comments(each, tree, headed))
    for members in (*shaped, *_flat(tree), *_parted_by_breaks(tree)):
        if not kept.intersection(members) and _letters_above(members[0], tree, kept) >= _LEAST_ABOVE:
            yield from _with_wrapper(members, tree, kept)


def _signed_rows(members: Sequence[HtmlElement], tree: LineTree) -> Iterator[list[HtmlElement]]:
    """Yield the runs of signed rows in a table that also has the article in rows of its own."""
    if members[0].tag != "tr" or len(members) <= _MANY:
        return
    for is_signed, run in groupby(members, key=lambda each: _words_of_signed(tree.held[each]) > 0):
        rows = list(run)
        if is_signed and _MANY <= len(rows) < len(members):
            yield rows


def _flat(tree: LineTree) -> Iterator[list[HtmlElement]]:
    """Yield the parts of comments without an element of their own: who and when, and the text below it, in turns."""
    for children in tree.children().values():
        signatures = [at for at, each in enumerate(children) if _is_signature(tree.held[each])]
        if not signatures:
            continue
        gaps = [two - one for one, two in pairwise(signatures)]
        if len(signatures) < (_FEW if _is_talk(children[signatures[0]]) else _MANY) or min(gaps, default=0) < _FEW:
            continue
        members = children[signatures[0] : signatures[-1] + max(gaps)]
        alike = all(_is_exact(tree.held[children[at]]) or _is_name_first(tree.held[children[at]]) for at in signatures)
        if alike and max(gaps) <= _MOST_PARTS and not _text_follows(members, tree):
            yield members


def _parted_by_breaks(tree: LineTree) -> Iterator[list[HtmlElement]]:
    """Yield the elements whose lines, which only `<br>` parts, are who and when, and a text, in turns."""
    for each in tree.held:
        own = tree.own.get(each, [])
        signatures = [at for at, line in enumerate(own) if _is_signature([line]) and _is_exact([line])]
        gaps = [two - one for one, two in pairwise(signatures)]
        if len(signatures) >= _MANY and signatures[0] <= 1 and min(gaps) >= _FEW and max(gaps) <= _MOST_PARTS:
            yield [each]


def _is_signature(held: Sequence[TextLine]) -> bool:
    """Whether a block is only a name and a day."""
    if len(held) == 1:
        return _is_signed(held[0].text)
    return len(held) == _FEW and any(map(_is_short, held)) and sum(_stamp(each.text) is not None for each in held) == 1


@lru_cache(maxsize=4096)
def _is_signed(text: str) -> bool:
    return _stamp(text) is not None and _name_beside(text)


def _is_named(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _has_name(names) or ("-" in element.tag and bool(_NAMED_TAG.search(element.tag)))


@lru_cache(maxsize=8192)
def _has_name(names: str) -> bool:
    return _NAMED.search(names) is not None


def _are_comments(members: Sequence[HtmlElement], tree: LineTree, headed: set[HtmlElement]) -> bool:
    """Whether at least half of *members*, and two or three of them, are signed as comments are."""
    is_headed = _is_headed(members[0], headed)
    if is_headed and all(_has_name_above_text(tree.held[each]) for each in members):
        return True
    sizes = {each: size for each in members if (size := _words_of_signed(tree.held[each]))}
    is_talk = is_headed or _is_talk(members[0])
    least = _ROW_WORDS if members[0].tag == "tr" else _LEAST_WORDS
    if len(sizes) < max(len(members) / 2, _FEW if is_talk else _MANY) or sum(sizes.values()) < len(sizes) * least:
        return False
    if any(_is_titled(tree.held[each]) for each in sizes):
        return False
    alike = all(_is_exact(tree.held[each]) or _is_name_first(tree.held[each]) for each in sizes)
    return is_talk or (alike and not _text_follows(members, tree))


def _words_of_signed(held: Sequence[TextLine]) -> int:
    """Return how many words a block has beside a name and a time; 0 where it has no name, no time or no text."""
    if len(held) > _MOST_LINES:
        return 0
    if len(held) == 1:
        return _words_of_line(held[0])
    stamps = [each for each in held if _stamp(each.text) is not None]
    others = [each for each in held if each not in stamps]
    if stamps and not any(_name_beside(each.text) for each in stamps):
        name = next(filter(_is_short, others), None)
        others = [each for each in others if each is not name] if name is not None else []
    return sum(each.words for each in others if each.linked * 2 <= len(each.text)) if stamps else 0


def _words_of_line(line: TextLine) -> int:
    """Return how many words are behind the time of a line that opens with a name in an element of its own."""
    found, opening = _STAMP.search(fold(line.text)), next(iter(line.block), None)
    if found is None or opening is None or opening.tag == "br":
        return 0
    before = _bare(found.string[: found.start()])
    is_name = 0 < len(before.split()) <= _NAME_WORDS and before.startswith(_bare(fold(flat(opening.text_content()))))
    return len(found.string[found.end() :].split()) if is_name else 0


@lru_cache(maxsize=4096)
def _stamp(text: str) -> re.Match[str] | None:
    """Return the time in a short line that is not a sentence."""
    return _STAMP.search(fold(text)) if len(text.split()) <= _STAMP_WORDS and not ends_with_stop(text) else None


def _name_beside(text: str) -> bool:
    """Whether a line with a time has hardly more than a name beside it."""
    return 0 < len(_bare(_STAMP.sub(" ", fold(text))).split()) <= _NAME_WORDS + 1


def _bare(folded: str) -> str:
    words = _LABEL.sub(" ", _WEEKDAY.sub(" ", folded))
    return " ".join(each for each in _WORD.findall(words) if not each.isdigit())


def _is_short(line: TextLine) -> bool:
    return line.words <= _NAME_WORDS and not ends_sentence(line.text) and line.block.tag not in {"h1", "h2"}


def _has_name_above_text(held: Sequence[TextLine]) -> bool:
    return len(held) > 1 and _is_short(held[0]) and not any(map(_is_long_link, held))


def _is_long_link(line: TextLine) -> bool:
    return line.linked * 2 > len(line.text) and line.words > _TITLE_WORDS


def _is_titled(held: Sequence[TextLine]) -> bool:
    """Whether a block has a heading of some words, as parts of a live page have, or a title of another page."""
    return any(
        _is_long_link(each) or (each.block.tag in _HEADINGS and _stamp(each.text) is None and each.words > _TITLE_WORDS)
        for each in held
    )


def _is_exact(held: Sequence[TextLine]) -> bool:
    """Whether a block has a day and a time of day, or the time since, or a number before the name."""
    kinds = {kind for each in held for found in _STAMP.finditer(fold(each.text)) if (kind := found.lastgroup)}
    return bool({"ago", "number"} & kinds) or (
        "day" in kinds and ("clock" in kinds or bool(_NUMBERED.match(held[0].text)))
    )


def _is_name_first(held: Sequence[TextLine]) -> bool:
    """Whether a block opens with a name; a chronology opens with a date."""
    found = _STAMP.search(fold(held[0].text))
    has_day = any((stamp := _STAMP.search(fold(each.text))) and stamp.lastgroup == "day" for each in held)
    return has_day and (_is_short(held[0]) if found is None else bool(_bare(found.string[: found.start()])))


def _is_talk(member: HtmlElement) -> bool:
    around = (member, member.getparent())
    return any(each is not None and _TALK.search(f"{each.get('class')} {each.get('id')} {each.tag}") for each in around)


def _is_headed(member: HtmlElement, headed: set[HtmlElement]) -> bool:
    """Whether a heading of comments is right before *member*, or right before what holds it."""
    for each in (member, member.getparent()):
        before = each.getprevious() if each is not None else None
        if before is not None and (before in headed or any(part in headed for part in before.iter())):
            return True
    return False


def _text_follows(members: Sequence[HtmlElement], tree: LineTree) -> bool:
    """Whether a paragraph is behind the last of *members*, in the same column."""
    return any(
        line.words >= _OWN_WORDS and ends_with_stop(line.text) and not line.linked
        for each in members[-1].itersiblings()
        for line in tree.held.get(each, ())
    )


def _letters_above(member: HtmlElement, tree: LineTree, kept: set[HtmlElement]) -> int:
    """Return how many letters of running text stand above *member*, below the headline where it is known."""
    start = tree.held[member][0]
    count = 0
    for line in tree.found:
        if line is start:
            return count
        count = 0 if line.block in kept and line.block.tag == "h1" else count
        count += len(line.text) if is_running_text(line.text) and line.linked * 2 < len(line.text) else 0
    return count


def _with_wrapper(members: Sequence[HtmlElement], tree: LineTree, kept: set[HtmlElement]) -> Iterable[HtmlElement]:
    """Return the widest element whose running text is all in *members*, or *members*."""
    inside = {line.place for each in members for line in tree.held[each]}
    widest = None
    for each in members[0].iterancestors():
        others = [line for line in tree.held.get(each, ()) if line.place not in inside]
        if each in kept or each.tag in {"body", "html"} or any(map(_is_own_text, others)):
            break
        widest = each
    return members if widest is None else [widest]


def _is_own_text(line: TextLine) -> bool:
    return is_running_text(line.text) and line.linked * 2 < len(line.text) and _stamp(line.text) is None
