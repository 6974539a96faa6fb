"""The reading of a page: from its bytes to an article, or to the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.arabic import words
from pipelines.body.captions import find_captions
from pipelines.body.choose import ChosenBody, choose_text
from pipelines.body.edges import TrimContext, TrimmedEdges
from pipelines.body.trim import trim
from pipelines.fields.authors import Attribution, find_who, who_of
from pipelines.fields.date_candidates import DateCandidates, find_stamps
from pipelines.fields.date_context import DateContext, clockwork
from pipelines.fields.dates import ArticleDates, find_dates
from pipelines.fields.headline import Headline, find_headline, site_parts
from pipelines.fields.kicker_deck import find_deck, find_kicker
from pipelines.fields.kind import find_kind, is_brief
from pipelines.fields.live_parts import find_parts
from pipelines.fields.section import find_section
from pipelines.fields.summary_image import find_image, find_paywall, find_summary
from pipelines.fields.tags import find_tags
from pipelines.filters import gates
from pipelines.filters.declared_kind import refuse_declared, refuse_service
from pipelines.filters.language import language
from pipelines.items import PageContext
from pipelines.page.candidate import FieldCandidate
from pipelines.page.canonical import identity
from pipelines.page.head import PageHead, read_head
from pipelines.page.landmarks import PageLandmarks, survey
from pipelines.page.rights import page_rights
from pipelines.page.tree import PageTooComplex, parse, silence
from pipelines.read_plain import is_plain, plain_article
from pipelines.web.decode import DecodedPage, decode
from storage.records import Article, ArticleKind, LivePart, Page, Reason, Rejected
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page read, with every step that led to the *result*; what was not reached is null."""

    result: Article | Rejected
    decoded: DecodedPage | None = None
    head: PageHead | None = None
    survey: PageLandmarks | None = None
    headline: Headline | None = None
    stamps: DateCandidates | None = None
    dates: ArticleDates | None = None
    who: Attribution | None = None
    text: ChosenBody | None = None
    edges: TrimmedEdges | None = None


def read(page: Page, source: Source, known: PageContext) -> Article | Rejected:
    """Return the article of *page*, or why it is none. Pure: the same page gives the same answer anywhere.

    Plain text is read as a flattened page. What the outlet did not say is null or empty.
    """
    return examine(page, source, known).result


def examine(page: Page, source: Source, known: PageContext) -> PageReading:
    """Return the same with the steps that led to it."""
    refused = gates.refuse_bytes(page)
    if refused is not None:
        return PageReading(result=refused)
    decoded = decode(page.body, page.content_type)
    refused = gates.refuse_text(decoded)
    if refused is not None:
        return PageReading(result=refused, decoded=decoded)
    if is_plain(decoded.text):
        return _reserved(PageReading(result=plain_article(decoded.text, page, source), decoded=decoded), page)
    try:
        tree = parse(decoded.text)
    except PageTooComplex as error:
        return PageReading(result=Rejected(reason=Reason.TOO_DEEP, evidence=str(error)), decoded=decoded)
    except ValueError as error:
        return PageReading(result=Rejected(reason=Reason.NOT_HTML, evidence=str(error)), decoded=decoded)
    return _reserved(_repaired(_read_tree(tree, page, source, known), decoded), page)


def _reserved(reading: PageReading, page: Page) -> PageReading:
    """Return *reading* with what the outlet reserves of its article."""
    if not isinstance(reading.result, Article):
        return reading
    return replace(reading, result=replace(reading.result, rights=page_rights(page, reading.head)))


def _repaired(reading: PageReading, decoded: DecodedPage) -> PageReading:
    """Return *reading* with its decoding; an article tells what had to be undone to read its bytes."""
    result = reading.result
    result = replace(result, repaired=decoded.repaired) if isinstance(result, Article) else result
    return replace(reading, result=result, decoded=decoded)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    """What is read from the whole page before it is pruned."""

    survey: PageLandmarks
    head: PageHead
    sites: frozenset[str]
    headline: Headline
    stamps: DateCandidates
    dates: ArticleDates
    clock: DateContext
    fed: tuple[str, ...]


def _read_tree(tree: HtmlElement, page: Page, source: Source, known: PageContext) -> PageReading:
    head = read_head(tree, page.final_url)
    unscripted = " ".join(each.text_content() for each in tree.iter("noscript"))
    silence(tree)
    seen = survey(tree)
    refused = gates.refuse_mass(seen) or gates.refuse_answer(seen, head, unscripted)
    refused = refused or gates.refuse_address(page, head) or refuse_declared(tree, head, page.final_url)
    refused = refused or gates.refuse_script(seen, head, prior=source.language)
    if refused is not None:
        return PageReading(result=refused, head=head, survey=seen)
    listed, rules = known.listed, source.extract
    title = listed.title if listed else None
    headline = find_headline(tree, seen, head, outlet=source.outlet, listed=title, selector=rules.headline)
    if headline is None:
        refused = refuse_service(head, None, frozenset(), page.final_url, is_dated=False)
        return PageReading(result=refused or gates.refuse_untitled(seen, prior=source.language), head=head, survey=seen)
    clock = clockwork(page, source)
    stamps = find_stamps(tree, seen, head, headline, clock, listed=listed, url=page.final_url, selector=rules.published)
    front = _Front(
        survey=seen, head=head, sites=site_parts(head, source.outlet, headline.text), headline=headline,
        stamps=stamps, dates=find_dates(stamps, head, clock), clock=clock,
        fed=listed.content if listed else (),
    )  # fmt: skip
    return _read_article(tree, page, source, front)


def _read_article(tree: HtmlElement, page: Page, source: Source, front: _Front) -> PageReading:
    rules, head, seen, title = source.extract, front.head, front.survey, front.headline.text
    section = find_section(tree, seen, head, front.headline, sites=front.sites, selector=rules.section)
    kicker, deck = find_kicker(seen, front.headline), find_deck(seen, front.headline)
    tags = find_tags(tree, head, section=section)
    captions = find_captions(tree, seen.lines)
    who = find_who(tree, seen, head, front.headline.place, sites=front.sites, selector=rules.byline)
    bylines = [who.byline or "", *(each.text for each in seen.head_lines(front.headline.place))]
    kind = find_kind(tree, head, section=section, headline=title, bylines=bylines, url=page.final_url)
    parts = find_parts(tree, head, front.clock) if kind is ArticleKind.LIVE else ()
    chosen = choose_text(tree, seen, rules, front.headline, head, fed=front.fed)
    titles = [title, kicker or "", deck or "", head.meta("og:title") or ""]
    around = TrimContext.of(titles=titles, names=who.authors, sites=front.sites, clock=front.clock,
                             captions=captions, signs=rules.signs)  # fmt: skip
    times = {each.printed for each in parts}
    body, edges = trim([each for each in chosen.body.lines if each not in times], around)
    kind = ArticleKind.BRIEF if kind is ArticleKind.ARTICLE and is_brief(body) else kind
    if not who.authors and edges.byline:
        who = who_of([FieldCandidate(value=edges.byline, rule="text")], front.sites)
    text = "\n\n".join(body)
    front = _dated_below(front, edges)
    is_dated = front.stamps.is_dated
    refused = (
        refuse_service(head, title, front.sites, page.final_url, is_dated=is_dated)
        or gates.refuse_list(
            chosen.body, seen, head, text=text, teasers=chosen.teasers, is_signed=is_dated or bool(who.authors)
        )
        or gates.refuse_body(text, title, prior=source.language)
    )
    result = refused or _finished(page, source, front, _Parts(
        section=section, tags=tags, kicker=kicker, deck=deck, kind=kind, parts=parts, who=who, edges=edges, text=text,
        summary=find_summary(head, sites=front.sites, headline=title, body=text),
    ))  # fmt: skip
    return PageReading(
        result=result, head=head, survey=seen, headline=front.headline, stamps=front.stamps, dates=front.dates,
        who=who, text=chosen, edges=edges,
    )  # fmt: skip


def _dated_below(front: _Front, edges: TrimmedEdges) -> _Front:
    """Return *front* with the date that stands below the text, where nothing else dates the page."""
    if edges.stamp is None or front.stamps.ordered:
        return front
    stamps = replace(front.stamps, printed=front.clock.read(edges.stamp, "below the text"))
    return replace(front, stamps=stamps, dates=find_dates(stamps, front.head, front.clock))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    section: str | None
    tags: tuple[str, ...]
    kicker: str | None
    deck: str | None
    kind: ArticleKind
    parts: tuple[LivePart, ...]
    who: Attribution
    edges: TrimmedEdges
    text: str
    summary: str | None


def _finished(page: Page, source: Source, front: _Front, parts: _Parts) -> Article:
    head = front.head
    canonical, declared = identity(page, head)
    return Article(
        source_id=source.id,
        outlet=source.outlet or head.site_name or "",
        requested_url=page.requested_url,
        final_url=page.final_url,
        canonical_url=canonical,
        declared_url=declared,
        fetched_at=page.fetched_at,
        headline=front.headline.text,
        kicker=parts.kicker,
        deck=parts.deck,
        byline=parts.who.byline,
        authors=parts.who.authors,
        dateline=parts.edges.dateline or parts.who.place,
        agency=parts.edges.agency or parts.who.agency,
        section=parts.section,
        tags=parts.tags,
        summary=parts.summary,
        body=parts.text,
        language=language(parts.text, prior=source.language) or source.language,
        published_at=front.dates.published_at,
        published_on=front.dates.published_on,
        published_text=front.dates.published_text,
        published_from=front.dates.published_from,
        modified_at=front.dates.modified_at,
        image_url=find_image(head, page.final_url),
        is_paywalled=find_paywall(head),
        kind=parts.kind,
        parts=parts.parts,
        words=len(words(parts.text)),
    )
