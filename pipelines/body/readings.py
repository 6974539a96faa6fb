"""Lets both readers read a page, and lines their texts up with the lines of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.sentences import ends_sentence
from pipelines.body.container import ContainerBody, find_body
from pipelines.body.removal.prune import PrunedElement, drop_selected, remove_boxes, remove_guessed
from pipelines.body.trafilatura import extract_blocks
from pipelines.judge.page_lines import JudgedPage, judged_page
from pipelines.judge.places import LinePlace, places
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import TextLine

_FEW = 2
_PARAGRAPH, _LONG, _SENTENCE = 15, 40, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BothReadings:
    """What both readers say: the *page* to be judged, our container's *own* text and what was *removed* before it,
    and the text of trafilatura (*peer*).
    """  # noqa: D205  # four facts

    page: JudgedPage
    own: ContainerBody
    peer: tuple[str, ...]
    removed: tuple[PrunedElement, ...]


def read_both(tree: HtmlElement, seen: PageLandmarks, headline: Headline, *, drop: Sequence[str] = ()) -> BothReadings:
    """Return both readings of *tree*, of which *seen* is the survey. The tree is pruned; trafilatura reads it whole.

    *drop* are the outlet's selectors of what is not part of the text: neither reader sees that, nor boxes and comments.
    """
    certain = drop_selected(tree, drop)
    certain += remove_boxes(tree, _without(seen.lines, certain), keep=headline.element)
    lines = _without(seen.lines, certain)
    found = places(lines)
    peer = tuple(extract_blocks(deepcopy(tree)))
    removed = (*certain, *remove_guessed(tree, lines, keep=headline.element))
    rules: dict[HtmlElement, str] = {}
    for cut in removed:
        for element in cut.element.iter():
            rules.setdefault(element, cut.rule)
    own = find_body(tree, headline)
    lines, found = _without_teasers_below(lines, found, own, rules)
    page = judged_page(lines, found, own=own.lines, peers=[peer], removed=rules, headline=headline.text)
    return BothReadings(page=page, own=own, peer=peer, removed=removed)


def _without_teasers_below(
    lines: Sequence[TextLine], found: Sequence[LinePlace], own: ContainerBody, rules: Mapping[HtmlElement, str]
) -> tuple[list[TextLine], list[LinePlace]]:
    """Return the lines and their places without the teasers of other pages below the last line of our container.

    Between its lines a teaser is a guess, which the judge may undo. Below them there is no text to lose,
    unless they have longer paragraphs than teasers do: then they are the parts of a list that is the article.
    """
    texts = set(own.lines)
    own_lines = [each for each in lines if each.block not in rules and clean(each.text) in texts]
    sentences = [each.place for each in own_lines if _is_sentence(each)]  # a menu below it can be among its lines
    last = max(sentences or [each.place for each in own_lines], default=None)
    if last is None or own.sentences < _FEW:
        return list(lines), list(found)
    kept = [at for at, each in enumerate(lines) if each.place <= last or rules.get(each.block) != "teaser"]
    words = [each.words for each in lines if each.place > last and rules.get(each.block) == "teaser"]
    long = [each for each in words if each >= _PARAGRAPH]
    if long and sum(long) >= len(long) * _LONG:
        return list(lines), list(found)
    return [lines[at] for at in kept], [found[at] for at in kept]


def _is_sentence(line: TextLine) -> bool:
    is_long = line.words >= _SENTENCE and not line.linked
    return is_long and ends_sentence(line.text) and boilerplate_kind(line.text) is None


def _without(lines: Sequence[TextLine], cuts: Sequence[PrunedElement]) -> list[TextLine]:
    gone = {each for cut in cuts for each in cut.element.iter()}
    return [each for each in lines if each.block not in gone]
