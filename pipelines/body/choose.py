"""Chooses the text of an article: one reading of the body, or the best of several where the first is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.arabic.fold import fold_letters
from pipelines.arabic.sentences import is_running_text
from pipelines.body.container import ContainerBody
from pipelines.body.evidence import BodyReading, ScoredBody, is_contradicted, score_readings
from pipelines.body.left_over import left_over_headings, left_over_lines
from pipelines.body.readings import BothReadings, read_both
from pipelines.body.removal.prune import PrunedElement, prune
from pipelines.judge.judge import judge
from pipelines.judge.page_lines import JudgedPage
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import blocks, lines, text_of
from storage.source import ExtractRules

_SURE = 0.5
"""With a smaller share of the page's running text, the container is doubtful."""
_LINKED, _MOST_CELLS = 0.9, 200
_SURELY_REMOVED = frozenset({"teaser", "next-article"})
_AGREED = 0.95
"""Where both readers share this much of the words that either keeps, they have one text; the container is tidier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenBody:
    """The chosen body and the reading that gave it (*by*).

    *why* is the reason for the choice, and *doubt* how likely the text is wrong, 0 to 1. *scored* are the readings that
    were compared, empty where none were; *removed* are the elements that were taken out of the page before.
    """

    body: ContainerBody
    by: str
    why: str
    doubt: float
    scored: tuple[ScoredBody, ...]
    removed: tuple[PrunedElement, ...]

    @property
    def teasers(self) -> int:
        """How many teasers of other pages were taken out."""
        return sum(each.rule == "teaser" for each in self.removed)


def choose_text(
    tree: HtmlElement,
    seen: PageLandmarks,
    rules: ExtractRules,
    headline: Headline,
    head: PageHead,
    *,
    fed: tuple[str, ...] = (),
) -> ChosenBody:
    """Return the text that the outlet's selector holds, or that both readers agree on, or that is judged line by line.

    *tree* is changed; *seen* is its survey; *fed* is the text that the page's feed carries. The articleBody of a page
    that is not free to read is no reading, because readers do not see it.
    """
    selected = tree.cssselect(rules.body) if rules.body is not None else []
    if selected:
        return _selected(selected, rules)
    titles = frozenset(fold_letters(text_of(each)) for each in tree.iter("a"))
    both = read_both(tree, seen, headline, drop=rules.drop)
    first, why, doubt = _first_reading(both)
    claims = [BodyReading(by=by, lines=lines) for by, lines in _claimed(head, fed) if lines]
    unsure = _unsure(both.own, first, claims)
    if unsure is None:
        body = replace(both.own, lines=first.lines)
        return ChosenBody(body=body, by=first.by, why=why, doubt=doubt, scored=(), removed=both.removed)
    readings = [first, BodyReading(by="trafilatura", lines=_without_removed(both)), *claims]
    titles |= {fold_letters(each.text) for each in both.page.lines if each.linked > len(each.text) * _LINKED}
    scored = tuple(score_readings(readings, headline=headline.text, titles=titles))
    best = scored[0].reading
    body = replace(both.own, lines=best.lines)
    return ChosenBody(body=body, by=best.by, why=unsure, doubt=doubt, scored=scored, removed=both.removed)


def _first_reading(both: BothReadings) -> tuple[BodyReading, str, float]:
    """Return the container's text where both readers agree on it, and else the judged lines; why, and the doubt."""
    judged, own = judge(both.page), both.own
    if own.share >= _SURE and own.sentences > 1 and both.page.agreement() >= _AGREED:
        why = f"it holds {own.share:.0%} of the page's running text in {own.sentences} paragraphs; trafilatura agrees"
        kept = [index for index, yes in enumerate(both.page.own) if yes]
        return BodyReading(by="container", lines=_headed(own.lines, both.page, kept)), why, judged.doubt
    if not any(is_running_text(each) for each in judged.lines):
        return BodyReading(by="container", lines=own.lines), "no reading has running text", judged.doubt
    why = f"the container and trafilatura share {both.page.agreement():.0%} of their words; each line was judged"
    return BodyReading(by="judge", lines=_headed(judged.lines, both.page, judged.kept)), why, judged.doubt


def _without_removed(both: BothReadings) -> tuple[str, ...]:
    """Return the lines of trafilatura without the teasers and boxes that were taken out of the page."""
    gone = {fold_letters(text_of(each.element)) for each in both.removed if each.rule in _SURELY_REMOVED}
    gone |= {
        fold_letters(each.text) for cut in both.removed if cut.rule in _SURELY_REMOVED for each in lines(cut.element)
    }
    return tuple(each for each in both.peer if fold_letters(each) not in gone)


def _headed(texts: Sequence[str], page: JudgedPage, kept: Sequence[int]) -> tuple[str, ...]:
    """Return *texts* without the headings of boxes that are gone, and the lines of menus and lists."""
    gone = {clean(each) for each in (*left_over_headings(page, kept), *left_over_lines(page, kept))}
    return tuple(each for each in texts if not _is_made_of(each, gone))


def _is_made_of(text: str, gone: set[str]) -> bool:
    """Whether *text* is one of the lines that are *gone*, or a row of cells with such lines."""
    if text in gone or len(gone) > _MOST_CELLS:  # a page must not make the comparison long
        return text in gone
    rest = text
    while rest:
        cell = max((each for each in gone if each and rest.startswith(each)), key=len, default="")
        if not cell:
            return False
        rest = rest[len(cell) :].lstrip()
    return True


def _selected(selected: Sequence[HtmlElement], rules: ExtractRules) -> ChosenBody:
    """Return the text of the elements that the source names."""
    removed = [each for part in selected for each in prune(part, rules.drop)]
    lines = tuple(line for part in selected for line in blocks(part))
    body = ContainerBody(lines=lines, share=1.0, titles_inside=0, titles_on_page=0, sentences=len(lines))
    return ChosenBody(body=body, by="selector", why="the source names it", doubt=0.0, scored=(), removed=tuple(removed))


def _claimed(head: PageHead, fed: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if head.jsonld.is_free is not False:
        yield "json-ld", head.jsonld.body
    yield "feed", fed


def _unsure(found: ContainerBody, first: BodyReading, claims: Sequence[BodyReading]) -> str | None:
    """Return why the first reading alone is not enough and other readings are compared, or None."""
    if found.share < _SURE:
        return f"the container holds {found.share:.0%} of the page's running text, so other readings were compared"
    if found.sentences <= 1:
        return "the container holds one paragraph, so other readings were compared"
    against = next((each.by for each in claims if is_contradicted(first, each)), None)
    return f"{against} has another text, so other readings were compared" if against else None
