"""Reads a page: from its bytes to an article, or to the reason why it is rejected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.arabic import words
from pipelines.arabic.names.titles import without_titles
from pipelines.body.captions import find_captions
from pipelines.body.choose import ChosenBody, choose_text
from pipelines.body.edges import TrimContext, TrimmedEdges
from pipelines.body.trim import trim
from pipelines.fields import summary_image as facts
from pipelines.fields.authors import Attribution
from pipelines.fields.dates.candidates import find_date_candidates
from pipelines.fields.dates.choice import choose_dates
from pipelines.fields.dates.context import date_context_of
from pipelines.fields.field_rule import FieldContext, FieldRule
from pipelines.fields.kind import find_kind, kind_candidates
from pipelines.fields.page_fields import PageFields, read_fields, with_text
from pipelines.fields.sections.section import find_section, section_candidates
from pipelines.fields.tags import find_tags, tag_candidates
from pipelines.fields.titles.headline import find_headline
from pipelines.fields.titles.kicker_deck import deck_candidates, find_deck, find_kicker, kicker_candidates
from pipelines.fields.titles.site_names import site_names
from pipelines.filters import gates
from pipelines.filters.declared_kind import refuse_declared, refuse_service
from pipelines.filters.language import language
from pipelines.filters.lists import refuse_list
from pipelines.filters.notices import refuse_notice
from pipelines.filters.services import refuse_offer, refuse_thread
from pipelines.items import PageContext
from pipelines.page.canonical import identity
from pipelines.page.head import PageHead, read_head
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.rights import page_rights
from pipelines.page.tree import PageTooComplex, parse, text_of
from pipelines.page.visible.survey import survey
from pipelines.page.visible.two_languages import keep_arabic
from pipelines.read_plain import is_plain, plain_article
from pipelines.web.decode import DecodedPage, decode
from storage.records import Article, Page, Reason, Rejected
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page read, with every step that led to the *result*; a step that was not reached is `None`."""

    result: Article | Rejected
    decoded: DecodedPage | None = None
    head: PageHead | None = None
    landmarks: PageLandmarks | None = None
    context: FieldContext | None = None
    attribution: Attribution | None = None
    text: ChosenBody | None = None
    edges: TrimmedEdges | None = None


_FEW, _LONGEST_TITLE = 3, 400
FIELD_RULES = (
    FieldRule(name="section", find=find_section, candidates=lambda page, _: section_candidates(
        page.tree, page.landmarks, page.head, page.headline, selector=page.rules.section, listed=page.listed_section)),
    FieldRule(name="tags", find=find_tags, candidates=lambda page, _: tag_candidates(page.tree, page.head)),
    FieldRule(name="kicker", find=find_kicker, candidates=lambda page, _: kicker_candidates(page.landmarks)),
    FieldRule(name="deck", find=find_deck, candidates=lambda page, _: deck_candidates(page.landmarks)),
    FieldRule(name="summary", find=facts.find_summary, candidates=lambda page, _: facts.summary_candidates(page.head)),
    FieldRule(name="image_url", find=facts.find_image, candidates=lambda page, _: facts.image_candidates(
        page.head, page.landmarks, page.tree, page.headline.place)),
    FieldRule(name="is_paywalled", find=facts.find_paywall, candidates=lambda page, _: facts.paywall_candidates(
        page.head)),
    FieldRule(name="kind", find=find_kind, candidates=lambda page, article: kind_candidates(
        page.tree, page.head, section=article.section, headline=article.headline, bylines=(article.byline or "",),
        url=article.final_url)),
    FieldRule(name="language", find=language),
)  # fmt: skip
"""How each field of an article is read, for `rasad try` to explain: its function and what that chose from."""


def read(page: Page, source: Source, known: PageContext) -> Article | Rejected:
    """Return the article of *page*, or why it is rejected. Pure: the same page gives the same answer anywhere.

    Plain text is read as a flattened page. What the outlet did not say is `None` or empty.
    """
    return examine(page, source, known).result


def examine(page: Page, source: Source, known: PageContext) -> PageReading:
    """Return the same as `read`, with the steps that led to it."""
    rejected = gates.refuse_bytes(page)
    if rejected is not None:
        return PageReading(result=rejected)
    decoded = decode(page.body, page.content_type)
    rejected = gates.refuse_text(decoded)
    if rejected is not None:
        return PageReading(result=rejected, decoded=decoded)
    if is_plain(decoded.text):
        return _reserved(PageReading(result=plain_article(decoded.text, page, source), decoded=decoded), page)
    try:
        tree = parse(decoded.text)
    except PageTooComplex as error:
        return PageReading(result=Rejected(reason=Reason.TOO_DEEP, evidence=str(error)), decoded=decoded)
    except ValueError as error:
        return PageReading(result=Rejected(reason=Reason.NOT_HTML, evidence=str(error)), decoded=decoded)
    reading = _read_tree(tree, page, source, known)
    if isinstance(reading.result, Rejected) and reading.result.reason is Reason.NOT_ARABIC:
        reading = _read_arabic(decoded.text, page, source, known) or reading
    return _reserved(_repaired(reading, decoded), page)


def _read_arabic(text: str, page: Page, source: Source, known: PageContext) -> PageReading | None:
    """Read the Arabic text of a page that has it in another language, too; `None` where it has no such text."""
    tree = parse(text)
    reading = _read_tree(tree, page, source, known) if keep_arabic(tree) else None
    return reading if reading is not None and isinstance(reading.result, Article) else None


def _reserved(reading: PageReading, page: Page) -> PageReading:
    """Return *reading* with the rights that the outlet reserves."""
    if not isinstance(reading.result, Article):
        return reading
    return replace(reading, result=replace(reading.result, rights=page_rights(page, reading.head)))


def _repaired(reading: PageReading, decoded: DecodedPage) -> PageReading:
    """Return *reading* with its decoding; an article says what had to be undone to read its bytes."""
    result = reading.result
    result = replace(result, repaired=decoded.repaired) if isinstance(result, Article) else result
    return replace(reading, result=result, decoded=decoded)


def _read_tree(tree: HtmlElement, page: Page, source: Source, known: PageContext) -> PageReading:
    held = list(tree.iter())  # lxml makes an element's object again at each touch, unless somebody holds it
    opened = open_page(tree, page, source, known)
    reading = _read_article(opened) if isinstance(opened, FieldContext) else opened
    del held
    return reading


def open_page(tree: HtmlElement, page: Page, source: Source, known: PageContext) -> FieldContext | PageReading:
    """Return what the fields of the page are read from, or the reading of a page that is rejected before.

    *tree* loses its scripts and is not pruned yet.
    """
    url = page.final_url
    head = read_head(tree, url)
    surveyed = survey(tree, head)
    landmarks = surveyed.landmarks
    rejected = (
        gates.refuse_mass(landmarks)
        or gates.refuse_refresh(tree, landmarks)
        or gates.refuse_answer(landmarks, head, surveyed.unscripted)
    )
    rejected = rejected or refuse_thread(tree, head, url) or gates.refuse_address(page, head, landmarks)
    rejected = rejected or refuse_declared(tree, landmarks, head, url)
    rejected = rejected or gates.refuse_script(landmarks, head, prior=source.language)
    if rejected is not None:
        return PageReading(result=rejected, head=head, landmarks=landmarks)
    listed, rules = known.listed, source.extract
    title = listed.title if listed else None
    headline = find_headline(tree, landmarks, head, outlet=source.outlet, listed=title, selector=rules.headline)
    if headline is None:
        rejected = refuse_service(head, None, frozenset(), url, is_dated=False)
        rejected = rejected or refuse_notice(head, None, (each.text for each in landmarks.lines), is_dated=False)
        rejected = rejected or refuse_offer(tree, head, None, is_dated=False)
        rejected = rejected or gates.refuse_untitled(landmarks, prior=source.language, is_shell=surveyed.is_shell)
        return PageReading(result=rejected, head=head, landmarks=landmarks)
    context, landmarks = date_context_of(page, source), landmarks.around(headline.element)
    candidates = find_date_candidates(
        tree, landmarks, head, headline, context, listed=listed, url=url, selector=rules.published
    )
    return FieldContext(
        page=page, source=source, tree=tree, landmarks=landmarks, head=head, headline=headline,
        sites=site_names(head, source.outlet, headline.text), date_context=context, date_candidates=candidates,
        dates=choose_dates(candidates, head, context), feed_body=listed.content if listed else (),
        listed_section=listed.section if listed else None, is_shell=surveyed.is_shell,
    )  # fmt: skip


def _read_article(context: FieldContext) -> PageReading:
    tree, landmarks, head, rules = context.tree, context.landmarks, context.head, context.rules
    fields, captions = read_fields(context), find_captions(tree, landmarks.lines)
    chosen = choose_text(tree, landmarks, rules, context.headline, head, fed=context.feed_body)
    times = {each.printed for each in fields.parts}
    lines = [each for each in chosen.body.lines if each not in times]
    body, edges = trim(lines, _around(context, fields, captions, has_text=len(lines) > _FEW))
    fields, context = (
        with_text(fields, body, byline=edges.byline, sites=context.sites),
        context.dated_below(edges.stamp),
    )
    text = "\n\n".join(body)
    result = _rejected(context, fields, chosen, text) or _finished(context, fields, edges, text, doubt=chosen.doubt)
    return PageReading(
        result=result, head=head, landmarks=landmarks, context=context, attribution=fields.attribution, text=chosen,
        edges=edges,
    )  # fmt: skip


def _around(context: FieldContext, fields: PageFields, captions: frozenset[str], *, has_text: bool) -> TrimContext:
    declared, heading = context.head.meta("og:title") or "", context.headline.element
    printed = text_of(heading) if heading is not None else ""
    printed = printed if len(printed) <= _LONGEST_TITLE else ""  # the block of a plain line can hold the text, too
    summary = facts.declared_deck(context.head) or "" if has_text else ""
    return TrimContext.of(
        titles=[context.headline.text, fields.kicker or "", fields.deck or "", declared, printed, summary],
        names=[form for each in fields.attribution.signers for form in (each, f"({each})", without_titles(each))],
        sites=context.sites,
        clock=context.date_context,
        captions=captions,
        signs=context.rules.signs,
    )


def _rejected(context: FieldContext, fields: PageFields, chosen: ChosenBody, text: str) -> Rejected | None:
    head, title, is_dated = context.head, context.headline.text, context.date_candidates.is_dated
    landmarks, is_signed = context.landmarks, is_dated or bool(fields.attribution.authors)
    below = landmarks.head_lines(context.headline.place)
    return (
        refuse_service(head, title, context.sites, context.page.final_url, is_dated=is_dated)
        or refuse_notice(head, title, text.split("\n\n"), is_dated=is_dated, below=below)
        or refuse_offer(context.tree, head, title, is_dated=is_dated)
        or refuse_list(
            chosen.body, landmarks, head, text=text, teasers=chosen.teasers, is_dated=is_dated, is_signed=is_signed
        )
        or gates.refuse_body(text, title, prior=context.source.language, is_shell=context.is_shell)
    )


def _finished(context: FieldContext, fields: PageFields, edges: TrimmedEdges, text: str, *, doubt: float) -> Article:
    page, source, head, dates = context.page, context.source, context.head, context.dates
    title, attribution = context.headline.text, fields.attribution
    canonical, declared = identity(page, head)
    return Article(
        source_id=source.id,
        outlet=source.outlet or head.site_name or "",
        requested_url=page.requested_url,
        final_url=page.final_url,
        canonical_url=canonical,
        declared_url=declared,
        fetched_at=page.fetched_at,
        headline=title,
        kicker=fields.kicker,
        deck=fields.deck,
        byline=attribution.byline,
        authors=attribution.authors,
        dateline=edges.dateline or attribution.dateline,
        agency=edges.agency or attribution.agency,
        section=fields.section,
        tags=fields.tags,
        summary=facts.find_summary(head, sites=context.sites, headline=title, body=text),
        body=text,
        language=language(text, prior=source.language) or source.language,
        published_at=dates.published_at,
        published_precision=dates.published_precision,
        published_day=dates.published_day,
        published_until=dates.published_until,
        published_text=dates.published_text,
        published_from=dates.published_from,
        modified_at=dates.modified_at,
        image_url=fields.image_url,
        is_paywalled=facts.find_paywall(head),
        kind=fields.kind,
        parts=fields.parts,
        words=len(words(text)),
        doubt=doubt,
    )
