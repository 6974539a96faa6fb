"""The text of an article: the surest of several readings, without what stands at its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.body.container import ContainerBody, find_body
from pipelines.body.evidence import BodyReading, ScoredBody, is_contradicted, title_key, weigh
from pipelines.body.prune import PrunedElement, prune
from pipelines.body.trafilatura import extract_blocks
from pipelines.fields.headline import Headline
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import blocks, text_of
from storage.source import ExtractRules

_SURE = 0.5
"""Below this share of the page's running text, the container found by weight is doubted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenBody:
    """The body as one reading gives it: whose it is, *why* it was believed, what was weighed, what was *removed*."""

    body: ContainerBody
    by: str
    why: str
    weighed: tuple[ScoredBody, ...]
    removed: tuple[PrunedElement, ...]

    @property
    def cards(self) -> int:
        """How many teasers of other pages were taken out."""
        return sum(each.rule == "card" for each in self.removed)


def choose_text(
    tree: HtmlElement,
    seen: PageLandmarks,
    rules: ExtractRules,
    headline: Headline,
    head: PageHead,
    *,
    fed: tuple[str, ...] = (),
) -> ChosenBody:
    """Return the text by the outlet's selector or by weight; where that is doubtful, the reading with most evidence.

    *tree*, of which *seen* is the survey, is changed; *fed* is the text that the page's feed carries. A claimed
    articleBody of a page that is not free to read is no reading: readers do not see it.
    """
    selected = tree.cssselect(rules.body) if rules.body is not None else []
    if selected:
        removed = [each for part in selected for each in prune(part, rules.drop)]
        said = tuple(line for each in selected for line in blocks(each))
        body = ContainerBody(lines=said, share=1.0, titles=0, others=0, sentences=len(said))
        return ChosenBody(body=body, by="selector", why="the source names it", weighed=(), removed=tuple(removed))
    links = list(tree.iter("a"))
    removed = prune(tree, rules.drop, keep=headline.element, seen=seen.lines)
    found = find_body(tree, headline)
    own = BodyReading(by="container", lines=found.lines)
    claims = [BodyReading(by=by, lines=lines) for by, lines in _claimed(head, fed) if lines]
    doubt = _doubt(found, own, claims)
    if doubt is None:
        why = f"it holds {found.share:.0%} of the page's running text in {found.sentences} paragraphs"
        return ChosenBody(body=found, by=own.by, why=why, weighed=(), removed=tuple(removed))
    opinions = [own, BodyReading(by="trafilatura", lines=tuple(extract_blocks(tree))), *claims]
    titles = frozenset(title_key(text_of(each)) for each in links)
    weighed = tuple(weigh(opinions, headline=headline.text, titles=titles))
    best = weighed[0].opinion
    body = replace(found, lines=best.lines)
    return ChosenBody(body=body, by=best.by, why=doubt, weighed=weighed, removed=tuple(removed))


def _claimed(head: PageHead, fed: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if head.jsonld.is_free is not False:
        yield "json-ld", head.jsonld.body
    yield "feed", fed


def _doubt(found: ContainerBody, own: BodyReading, claims: Sequence[BodyReading]) -> str | None:
    """Return why the container is not believed without asking others, or null."""
    if found.share < _SURE:
        return f"the container holds {found.share:.0%} of the page's running text, so others were asked"
    if found.sentences <= 1:
        return "the container holds one paragraph, so others were asked"
    against = next((each.by for each in claims if is_contradicted(own, each)), None)
    return f"{against} has another text, so others were asked" if against else None
