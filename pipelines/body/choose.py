"""Chooses the text of an article: one reading of the body, or the best of several where the first is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.arabic.fold import fold_letters
from pipelines.body.container import ContainerBody, find_body
from pipelines.body.evidence import BodyReading, ScoredBody, is_contradicted, score_readings
from pipelines.body.prune import PrunedElement, prune
from pipelines.body.trafilatura import extract_blocks
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import blocks, text_of
from storage.source import ExtractRules

_SURE = 0.5
"""With a smaller share of the page's running text, the container is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenBody:
    """The chosen body and the reading that gave it (*by*).

    *why* is the reason for the choice; *scored* are the readings that were compared, empty where there was no doubt;
    *removed* are the elements that were taken out of the page before.
    """

    body: ContainerBody
    by: str
    why: str
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
    """Return the text that the outlet's selector or the container holds; if doubtful, the reading with the best score.

    *tree* is changed; *seen* is its survey; *fed* is the text that the page's feed carries. The articleBody of a page
    that is not free to read is no reading, because readers do not see it.
    """
    selected = tree.cssselect(rules.body) if rules.body is not None else []
    if selected:
        return _selected(selected, rules)
    links = list(tree.iter("a"))
    removed = prune(tree, rules.drop, keep=headline.element, seen=seen.lines)
    found = find_body(tree, headline)
    own = BodyReading(by="container", lines=found.lines)
    claims = [BodyReading(by=by, lines=lines) for by, lines in _claimed(head, fed) if lines]
    doubt = _doubt(found, own, claims)
    if doubt is None:
        why = f"it holds {found.share:.0%} of the page's running text in {found.sentences} paragraphs"
        return ChosenBody(body=found, by=own.by, why=why, scored=(), removed=tuple(removed))
    readings = [own, BodyReading(by="trafilatura", lines=tuple(extract_blocks(tree))), *claims]
    titles = frozenset(fold_letters(text_of(each)) for each in links)
    scored = tuple(score_readings(readings, headline=headline.text, titles=titles))
    best = scored[0].reading
    body = replace(found, lines=best.lines)
    return ChosenBody(body=body, by=best.by, why=doubt, scored=scored, removed=tuple(removed))


def _selected(selected: Sequence[HtmlElement], rules: ExtractRules) -> ChosenBody:
    """Return the text of the elements that the source names."""
    removed = [each for part in selected for each in prune(part, rules.drop)]
    lines = tuple(line for part in selected for line in blocks(part))
    body = ContainerBody(lines=lines, share=1.0, titles_inside=0, titles_on_page=0, sentences=len(lines))
    return ChosenBody(body=body, by="selector", why="the source names it", scored=(), removed=tuple(removed))


def _claimed(head: PageHead, fed: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if head.jsonld.is_free is not False:
        yield "json-ld", head.jsonld.body
    yield "feed", fed


def _doubt(found: ContainerBody, own: BodyReading, claims: Sequence[BodyReading]) -> str | None:
    """Return why the container alone is not enough and other readings are compared, or None."""
    if found.share < _SURE:
        return f"the container holds {found.share:.0%} of the page's running text, so other readings were compared"
    if found.sentences <= 1:
        return "the container holds one paragraph, so other readings were compared"
    against = next((each.by for each in claims if is_contradicted(own, each)), None)
    return f"{against} has another text, so other readings were compared" if against else None
