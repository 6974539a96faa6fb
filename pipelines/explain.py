"""Why a page was read as it was: for each field its candidates and the winner, what was cut, what refused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.body.prune import PrunedElement
from pipelines.fields.authors import who_candidates
from pipelines.fields.date_candidates import DateCandidates
from pipelines.fields.headline import Headline, headline_candidates, site_parts
from pipelines.fields.kicker_deck import beside_candidates
from pipelines.fields.kind import kind_candidates
from pipelines.fields.section import section_candidates
from pipelines.fields.summary_image import image_candidates, summary_candidates
from pipelines.fields.tags import tag_candidates
from pipelines.items import PageContext
from pipelines.page.candidate import FieldCandidate, where
from pipelines.page.head import PageHead, read_head
from pipelines.page.landmarks import PageLandmarks, survey
from pipelines.page.tree import parse, silence, text_of
from pipelines.read import PageReading, examine
from storage.records import Article, Page, Rejected
from storage.source import Source

_SHOWN = 160
_HEADLINE_RULES = {
    "selector": "the source names where it stands",
    "agreed": "it is printed, and more of the page's claims agree with it than with any other",
    "printed": "it is the block whose whole text the page's title holds",
    "h1": "it is the page's only <h1>, and no claim is printed",
    "claimed": "it is printed nowhere; the first claim stands",
}
_REMOVED_RULES = {
    "drop": "the source drops it",
    "name": "its name is one of chrome's",
    "doubtful-name": "its name is often chrome's, and most of it is links",
    "teaser": "it is one of several teasers of other pages",
    "heading": "it opens with a heading of chrome",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCandidate:
    """One candidate: its value as found, the rule that found it, where it stands (null: in the head or a listing)."""

    value: str
    rule: str
    where: str | None
    is_winner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldExplanation:
    """One field: its value (null: nothing was believed), why, and every candidate in the order of belief."""

    name: str
    value: object
    why: str | None
    candidates: tuple[ShownCandidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyExplanation:
    """One reading of the body with its evidence, in letters."""

    by: str
    letters: int
    agreed: int
    alone: int
    noise: int
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedText:
    """What is on the page and not in the body: by which rule, from where (null: it stood at the text's edge)."""

    rule: str
    text: str
    where: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageExplanation:
    """The whole story of one page; *rejected* is null for an article."""

    charset: str | None
    repaired: str | None
    rejected: Rejected | None
    fields: tuple[FieldExplanation, ...]
    body_by: str | None
    body_why: str | None
    views: tuple[BodyExplanation, ...]
    cut: tuple[RemovedText, ...]


def explain(page: Page, source: Source, known: PageContext) -> tuple[PageReading, PageExplanation]:
    """Return the reading of *page* and its story. The candidates are those that the reading itself chose from."""
    reading = examine(page, source, known)
    text, edges = reading.text, reading.edges
    cut = (*map(_removed, text.removed if text else ()), *(RemovedText(rule=rule, text=line, where=None)
                                                        for rule, line in (edges.cut if edges else ())))  # fmt: skip
    return reading, PageExplanation(
        charset=reading.decoded.charset if reading.decoded else None,
        repaired=reading.decoded.repaired if reading.decoded else None,
        rejected=reading.result if isinstance(reading.result, Rejected) else None,
        fields=tuple(_fields(reading, page, source, known)),
        body_by=text.by if text else None,
        body_why=text.why if text else None,
        views=tuple(_views(reading)),
        cut=tuple(each for each in cut if each.text),
    )


def _fields(reading: PageReading, page: Page, source: Source, known: PageContext) -> Iterator[FieldExplanation]:
    if reading.head is None or reading.decoded is None:
        return
    tree = parse(reading.decoded.text)
    head = read_head(tree, page.final_url)
    silence(tree)
    seen = survey(tree)
    result, listed = reading.result, known.listed
    said = result if isinstance(result, Article) else None
    headline = reading.headline
    titles = headline_candidates(seen, head, outlet=source.outlet, listed=listed.title if listed else None)
    why = _HEADLINE_RULES[headline.rule] if headline else "nothing on the page stands out as one"
    yield _story("headline", headline.text if headline else None, why, titles)
    if headline is None or reading.stamps is None or reading.dates is None:
        return
    yield from _dates(reading, reading.stamps, said)
    yield _who(reading, seen, head, source, said)
    yield from _named(tree, seen, head, headline, source, said)


def _dates(reading: PageReading, stamps: DateCandidates, said: Article | None) -> Iterator[FieldExplanation]:
    dates = reading.dates
    value = (dates.published_at or dates.published_on) if dates else None
    offers = tuple(
        ShownCandidate(value=each.text, rule=each.rule, where=where(each.element),
              is_winner=dates is not None and each.rule == dates.published_from)
        for each in stamps.ordered
    )  # fmt: skip
    yield FieldExplanation(name="published_at", value=value, why=dates.why if dates else None, candidates=offers)
    changed = [FieldCandidate(value=stamps.changed.text, rule="printed")] if stamps.changed else []
    yield _story("modified_at", said.modified_at if said else None, None, changed)


def _who(
    reading: PageReading, seen: PageLandmarks, head: PageHead, source: Source, said: Article | None
) -> FieldExplanation:
    who, headline = reading.who, reading.headline
    place = headline.place if headline else 0
    sites = site_parts(head, source.outlet, headline.text) if headline else frozenset[str]()
    why = f"the first candidate that names people ({who.rule})" if who and who.rule else "no candidate names a person"
    offers = tuple(
        ShownCandidate(value=each.value, rule=each.rule, where=where(each.element),
              is_winner=who is not None and each.rule == who.rule and fold(each.value) == fold(who.byline or ""))
        for each in who_candidates(seen, head, place, sites)
    )  # fmt: skip
    return FieldExplanation(name="authors", value=said.authors if said else (), why=why, candidates=offers)


def _named(
    tree: HtmlElement, seen: PageLandmarks, head: PageHead, headline: Headline, source: Source, said: Article | None
) -> Iterator[FieldExplanation]:
    if said is None:
        return
    section = section_candidates(tree, seen, head, headline, selector=source.extract.section)
    yield _story("section", said.section, None, section)
    yield _story("tags", said.tags, None, tag_candidates(tree, head))
    for name, value in (("kicker", said.kicker), ("deck", said.deck)):
        yield _story(name, value, None, beside_candidates(seen, name))
    yield _story("summary", said.summary, None, summary_candidates(head))
    yield _story("image_url", said.image_url, None, image_candidates(head))
    kinds = kind_candidates(
        tree, head, section=said.section, headline=said.headline, bylines=(said.byline or "",), url=said.final_url
    )
    yield _story("kind", said.kind, None, kinds)


def _story(name: str, value: object, why: str | None, candidates: Iterable[FieldCandidate]) -> FieldExplanation:
    values = value if isinstance(value, tuple) else (value,)
    wanted = {fold(str(each)) for each in values if each}
    offers = tuple(
        ShownCandidate(
            value=each.value[:_SHOWN], rule=each.rule, where=where(each.element), is_winner=fold(each.value) in wanted
        )
        for each in candidates
    )
    return FieldExplanation(name=name, value=value, why=why, candidates=offers)


def _views(reading: PageReading) -> Iterator[BodyExplanation]:
    for each in reading.text.scored if reading.text else ():
        letters = sum(map(len, each.reading.lines))
        yield BodyExplanation(
            by=each.reading.by,
            letters=letters,
            agreed=each.agreed,
            alone=each.alone,
            noise=each.noise,
            worth=round(each.worth),
        )


def _removed(each: PrunedElement) -> RemovedText:
    return RemovedText(rule=_REMOVED_RULES[each.rule], text=text_of(each.element)[:_SHOWN], where=each.path)
