"""Finds the article in an embedded state by its shape: a text whose title is the page's headline."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.arabic import fold
from pipelines.arabic.sentences import ends_sentence
from pipelines.page.visible.literals import LiteralScope
from pipelines.web.references import unescape

_MARKED_UP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote|strong|span|section|figure)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_ARABIC = re.compile("[\u0621-\u064a]")
_CODES = re.compile(r"[{};=]\s|https?://\S+$")
_LEAST_WORDS, _SENTENCE_WORDS, _LEAST_TITLE = 25, 6, 12
_LONGEST_TITLE, _TITLE_DEPTH = 300, 3
_PARAGRAPHS = frozenset({"paragraph", "text", "p", "children", "content", "value", "html", "body", ""})
_HEADINGS = re.compile(r"(?:heading|header|h)[-_]?[2-6]?$", re.IGNORECASE)
_DATE = re.compile(
    r"(?:date_?)?(?:published?|publish(?:ed)?_?(?:at|on|date|time)|created?_?(?:at|on|date)|date)", re.IGNORECASE
)
_AUTHOR = re.compile(r"(?:author|writer|creator|byline)s?(?:_?name)?", re.IGNORECASE)
_NAME = re.compile(r"(?:full_?|display_?)?name", re.IGNORECASE)
_LONGEST_NAME = 60
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S{0,14})?$")
_BREAKS = re.compile(r"</p>|<br[^<>]*+>|</div>|</li>|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateText:
    """The text of an article as HTML, its *title*, and the date of publication and *authors* that stand beside it."""

    title: str
    markup: str
    published: str | None
    authors: tuple[str, ...]


def find_state_text(states: Iterable[LiteralScope], titles: Sequence[str]) -> StateText | None:
    """Return the text in the smallest part of a state whose title is one of *titles*, or None."""
    wanted = [folded for each in titles if len(folded := fold(each).strip()) >= _LEAST_TITLE]
    for scope in (inner for state in states for inner in _inside_out(state)):
        title = next((each for each in _titles(scope, _TITLE_DEPTH) if _agrees(each, wanted)), None)
        if title is None:
            continue
        size, markup = max(_texts(scope), default=(0, ""))
        if size >= _LEAST_WORDS:
            return StateText(
                title=_plain(title), markup=markup, published=_published(scope), authors=tuple(_authors(scope))
            )
    return None


def _inside_out(scope: LiteralScope) -> Iterator[LiteralScope]:
    """Yield *scope* and all scopes in it, the inner ones first."""
    for each in scope.scopes:
        yield from _inside_out(each)
    yield scope


def _titles(scope: LiteralScope, depth: int) -> Iterator[str]:
    yield from (value for _, value in scope.literals if len(value) <= _LONGEST_TITLE)
    if depth > 1:
        for each in scope.scopes:
            yield from _titles(each, depth - 1)


def _agrees(title: str, wanted: Sequence[str]) -> bool:
    if len(title) < _LEAST_TITLE or " " not in title:
        return False
    folded = fold(_plain(title)).strip()
    return len(folded) >= _LEAST_TITLE and any(folded == each or each.startswith(folded) for each in wanted)


def _plain(text: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", text)).split())


def _texts(scope: LiteralScope) -> Iterator[tuple[int, str]]:
    """Yield the texts in *scope*, each with how many words its sentences have: one literal, or a list of blocks."""
    for _, value in scope.literals:
        if len(value) > _LONGEST_TITLE or _MARKED_UP.search(value):
            yield _words(value), value if _MARKED_UP.search(value) else _paragraphs(value.splitlines())
    for each in scope.scopes:
        yield from _texts(each)
    blocks = list(_blocks(scope))
    if len(blocks) > 1:
        yield sum(_words(text) for _, text in blocks), "".join(f"<{tag}>{text}</{tag}>" for tag, text in blocks)


def _words(text: str) -> int:
    """Return how many words the Arabic sentences of *text* have."""
    lines = [_plain(each) for each in _BREAKS.split(text)]
    return sum(len(each.split()) for each in lines if _is_sentence(each))


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _SENTENCE_WORDS and _ARABIC.search(line) is not None and ends_sentence(line)


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(each)}</p>" for each in lines if each.strip())


def _blocks(scope: LiteralScope) -> Iterator[tuple[str, str]]:
    """Yield the blocks of a list as (tag, text): literals, or the text of each inner scope."""
    for key, value in scope.literals:
        if not key and _ARABIC.search(value):
            yield "p", value
    for each in scope.scopes:
        if each.key:
            continue
        kinds = {value for _, value in each.literals}
        text = " ".join(value for value in _runs(each) if _ARABIC.search(value) and _CODES.search(value) is None)
        if text:
            yield ("h2" if any(_HEADINGS.match(kind) for kind in kinds) else "p"), text


def _runs(scope: LiteralScope) -> Iterator[str]:
    yield from (value for key, value in scope.literals if key.lower() in _PARAGRAPHS)
    for each in scope.scopes:
        yield from _runs(each)


def _published(scope: LiteralScope) -> str | None:
    found = [value for key, value in scope.literals if _DATE.fullmatch(key) and _ISO.match(value)]
    return found[0] if len(set(found)) == 1 else None


def _authors(scope: LiteralScope) -> Iterator[str]:
    yield from (value for key, value in scope.literals if _AUTHOR.fullmatch(key) and 1 < len(value) <= _LONGEST_NAME)
    for each in scope.scopes:
        if _AUTHOR.fullmatch(each.key):
            people = [each, *each.scopes]
            yield from (value for one in people for key, value in one.literals if _NAME.fullmatch(key))
