"""Why a page was read as it was: for each field its candidates and the winner, what was cut, and the module of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipelines.arabic import fold, parse_date
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.bylines import parse_byline
from pipelines.body.choose import choose_text
from pipelines.body.inline_noise import without_captions, without_skipped
from pipelines.body.removal.prune import PrunedElement, prune
from pipelines.body.removal.teasers import find_teasers
from pipelines.body.trim import trim
from pipelines.fields.authors import find_attribution
from pipelines.fields.dates.candidates import find_date_candidates
from pipelines.fields.dates.choice import choose_dates
from pipelines.fields.field_rule import FieldContext
from pipelines.fields.people.attribution_candidates import attribution_candidates
from pipelines.fields.titles.headline import find_headline, headline_candidates
from pipelines.items import PageContext
from pipelines.page.candidate import FieldCandidate, module_path, where
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import parse, text_of
from pipelines.read import FIELD_RULES, PageReading, examine, open_page
from storage.records import Article, DatePrecision, Page, Rejected
from storage.source import Source

_SHOWN = 160
HEADLINE_RULES = {
    "selector": "the selector of the source names it",
    "agreed": "it is printed, and more of the page's titles agree with it than with any other",
    "printed": "it is the block whose whole text is part of the page's title",
    "h1": "it is the page's only <h1>, and no declared title is printed",
    "heading": "no declared title is printed; this heading or large line stands right above the text",
    "line": "no heading is printed; this bold or large line stands right above the text",
    "claimed": "no title is printed; this is the first that the page declares",
}
_PRECISION: dict[DatePrecision | None, str] = {
    DatePrecision.SECOND: "its text has seconds",
    DatePrecision.MINUTE: "its text has a time of day without seconds",
    DatePrecision.DAY: "its text has no time of day, or none that can be placed without a time zone",
}
_REMOVED_RULES = {
    "drop": "the source drops it",
    "name": "its class or id is a name of boilerplate",
    "doubtful-name": "its class or id is often boilerplate, and most of it is links",
    "box": "it is skipped, asks, counts or promotes, repeats the text, is an embedded post, or holds readers' comments",
    "next-article": "another article begins there",
    "teaser": "it is one of several teasers of other pages",
    "heading": "it begins with a heading of boilerplate",
}
_REMOVED_BY: dict[str, Callable[..., object]] = {"teaser": find_teasers}
_CUT_BY: dict[str, Callable[..., object]] = {"skip": without_skipped, "caption": without_captions}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCandidate:
    """One candidate: its value as found, the rule that found it, where it is (`None`: in the head or a listing)."""

    value: str
    rule: str
    where: str | None
    is_winner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldExplanation:
    """One field: its value (`None`: nothing was believed), why, and every candidate in the order of belief.

    *modules* are the files to change where the value is wrong: the one that chose it first.
    """

    name: str
    value: object
    why: str | None
    modules: tuple[str, ...]
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
    """A text of the page that is not in the body: by which rule, from where (`None`: from the text's edge).

    *module* is the file to change where it should have stayed.
    """

    rule: str
    text: str
    where: str | None
    module: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageExplanation:
    """The explanation of one page; *rejected* is `None` for an article."""

    charset: str | None
    repaired: str | None
    rejected: Rejected | None
    fields: tuple[FieldExplanation, ...]
    body_by: str | None
    body_why: str | None
    body_doubt: float | None
    body_module: str
    views: tuple[BodyExplanation, ...]
    cut: tuple[RemovedText, ...]


def explain(page: Page, source: Source, known: PageContext) -> tuple[PageReading, PageExplanation]:
    """Return the reading of *page* and its explanation. The candidates are those that the reading chose from."""
    reading = examine(page, source, known)
    text, edges = reading.text, reading.edges
    cut = (*map(_removed, text.removed if text else ()), *map(_trimmed, edges.cut if edges else ()))
    return reading, PageExplanation(
        charset=reading.decoded.charset if reading.decoded else None,
        repaired=reading.decoded.repaired if reading.decoded else None,
        rejected=reading.result if isinstance(reading.result, Rejected) else None,
        fields=tuple(_fields(reading, page, source, known)),
        body_by=text.by if text else None,
        body_why=text.why if text else None,
        body_doubt=text.doubt if text else None,
        body_module=module_path(choose_text),
        views=tuple(_views(reading)),
        cut=tuple(each for each in cut if each.text),
    )


def _fields(reading: PageReading, page: Page, source: Source, known: PageContext) -> Iterator[FieldExplanation]:
    """Yield the explanation of each field; the page is opened once more, because its reading has pruned the tree."""
    if reading.head is None or reading.decoded is None:
        return
    opened = open_page(parse(reading.decoded.text), page, source, known)
    if opened.landmarks is None or opened.head is None:
        return
    yield _headline(opened, opened.landmarks, opened.head, source, known)
    if not isinstance(opened, FieldContext) or reading.context is None:
        return
    article = reading.result if isinstance(reading.result, Article) else None
    yield from _dates(reading.context, article)
    yield _attribution(reading, opened, article)
    if article is None:
        return
    yield from _edges(reading, article)
    for each in FIELD_RULES:
        candidates = each.candidates(opened, article)
        yield _explained(each.name, getattr(article, each.name), None, (module_path(each.find),), candidates)


def _headline(
    opened: FieldContext | PageReading, landmarks: PageLandmarks, head: PageHead, source: Source, known: PageContext
) -> FieldExplanation:
    headline = opened.headline if isinstance(opened, FieldContext) else None
    listed = known.listed.title if known.listed else None
    candidates = headline_candidates(landmarks, head, outlet=source.outlet, listed=listed)
    why = HEADLINE_RULES[headline.rule] if headline else "nothing on the page looks like one"
    modules = (module_path(find_headline),)
    return _explained("headline", headline.text if headline else None, why, modules, candidates)


def _dates(context: FieldContext, article: Article | None) -> Iterator[FieldExplanation]:
    dates = context.dates
    modules = (module_path(choose_dates), module_path(find_date_candidates), module_path(parse_date))
    day = dates.published_day.isoformat() if dates.published_day else None
    candidates = tuple(
        ShownCandidate(
            value=each.text, rule=each.rule, where=where(each.element), is_winner=each.rule == dates.published_from
        )
        for each in context.date_candidates.ordered
    )
    yield FieldExplanation(
        name="published_at", value=dates.published_at or day, why=dates.why, modules=modules, candidates=candidates
    )
    for name, value, reason in (
        ("published_precision", dates.published_precision, _PRECISION.get(dates.published_precision)),
        ("published_day", day, _day_why(context)),
    ):
        yield FieldExplanation(name=name, value=value, why=reason, modules=modules[:1], candidates=())
    changed = context.date_candidates.changed
    printed = [FieldCandidate(value=changed.text, rule="printed")] if changed else []
    yield _explained("modified_at", article.modified_at if article else None, None, modules, printed)


def _day_why(context: FieldContext) -> str | None:
    """Return what makes the outlet's day of the moment; `None` where there is no day."""
    if context.dates.published_day is None:
        return None
    if context.dates.published_precision is DatePrecision.DAY:
        return "it is the day that the outlet gives"
    zone = context.date_context.zone
    return f"it is the day of that moment in {zone.key}" if zone else "it is the day of that moment as written"


def _attribution(reading: PageReading, opened: FieldContext, article: Article | None) -> FieldExplanation:
    found, rule = reading.attribution, reading.attribution.rule if reading.attribution else None
    finder = module_path(trim if rule == "text" else find_attribution)
    candidates = tuple(
        ShownCandidate(
            value=each.value,
            rule=each.rule,
            where=where(each.element),
            is_winner=found is not None and each.rule == rule and fold(each.value) == fold(found.byline or ""),
        )
        for each in attribution_candidates(
            opened.tree, opened.landmarks, opened.head, opened.headline.place, opened.sites
        )
    )
    return FieldExplanation(
        name="authors",
        value=article.authors if article else (),
        why=f"the first candidate that names people ({rule})" if rule else "no candidate names a person",
        modules=(finder, found.parsed_by if found and found.parsed_by else module_path(parse_byline)),
        candidates=candidates,
    )


def _edges(reading: PageReading, article: Article) -> Iterator[FieldExplanation]:
    """Yield the fields that are printed at the text's edges, or in the byline."""
    for name, value in (("dateline", article.dateline), ("agency", article.agency)):
        is_in_byline = value is not None and reading.edges is not None and getattr(reading.edges, name) is None
        module = module_path(find_attribution if is_in_byline else trim)
        yield FieldExplanation(name=name, value=value, why=None, modules=(module,), candidates=())


def _explained(
    name: str, value: object, why: str | None, modules: tuple[str, ...], candidates: Iterable[FieldCandidate]
) -> FieldExplanation:
    values = value if isinstance(value, tuple) else (value,)
    wanted = {fold(str(each)) for each in values if each is not None}
    shown = tuple(
        ShownCandidate(
            value=each.value[:_SHOWN], rule=each.rule, where=where(each.element), is_winner=fold(each.value) in wanted
        )
        for each in candidates
    )
    return FieldExplanation(name=name, value=value, why=why, modules=modules, candidates=shown)


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
    module = module_path(_REMOVED_BY.get(each.rule, prune))
    return RemovedText(
        rule=_REMOVED_RULES[each.rule], text=text_of(each.element)[:_SHOWN], where=each.path, module=module
    )


def _trimmed(cut: tuple[str, str]) -> RemovedText:
    rule, line = cut
    function: Callable[..., object] = boilerplate_kind if boilerplate_kind(line) == rule else trim
    return RemovedText(rule=rule, text=line, where=None, module=module_path(_CUT_BY.get(rule, function)))
