"""The reading of a page: from its bytes to an article, or to the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines import gates
from pipelines.arabic import fold, words
from pipelines.body import Body, find_body
from pipelines.clock import Clockwork
from pipelines.dates import Dates, find_dates
from pipelines.decode import Decoded, decode
from pipelines.extract import extract_blocks
from pipelines.head import Head, read_head
from pipelines.headline import Headline, find_headline, site_parts
from pipelines.items import Known
from pipelines.language import language
from pipelines.opinions import Opinion, is_contradicted, title_key, weigh
from pipelines.plain import is_plain, outlet_of, read_plain
from pipelines.prune import prune
from pipelines.survey import Survey, survey
from pipelines.taxonomy import find_image, find_kind, find_paywall, find_section, find_summary, find_tags
from pipelines.titles import find_deck, find_kicker
from pipelines.tree import TooDeep, blocks, parse, silence, text_of
from pipelines.trim import Edges, Surroundings, trim
from pipelines.urls import canonical_url, is_home, same_site
from pipelines.who import Who, find_who, who_of
from storage.records import Article, Kind, Page, Reason, Rejected, Source

_SURE = 0.5
"""Below this share of the page's running text, the container found by weight is doubted."""


def read(page: Page, source: Source, known: Known) -> Article | Rejected:
    """Return the article of *page*, or why it is none. Pure: the same page gives the same answer anywhere.

    Plain text is read as a flattened page. What the outlet did not say is null or empty.
    """
    refused = gates.refuse_bytes(page)
    if refused is not None:
        return refused
    decoded = decode(page.body, page.content_type)
    refused = gates.refuse_text(decoded)
    if refused is not None:
        return refused
    if is_plain(decoded.text):
        return _read_plain(decoded, page, source)
    try:
        tree = parse(decoded.text)
    except TooDeep as error:
        return Rejected(reason=Reason.TOO_DEEP, evidence=str(error))
    except ValueError as error:
        return Rejected(reason=Reason.NOT_HTML, evidence=str(error))
    return _read_tree(tree, page, source, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    """What is read from the whole page before it is pruned."""

    survey: Survey
    head: Head
    sites: frozenset[str]
    headline: Headline
    dates: Dates
    clock: Clockwork


def _read_tree(tree: HtmlElement, page: Page, source: Source, known: Known) -> Article | Rejected:
    head = read_head(tree, page.final_url)
    unscripted = " ".join(each.text_content() for each in tree.iter("noscript"))
    silence(tree)
    seen = survey(tree)
    refused = gates.refuse_mass(seen) or gates.refuse_answer(seen, head, unscripted)
    refused = refused or gates.refuse_address(page, head)
    if refused is not None:
        return refused
    listed, rules = known.listed, source.extract
    title = listed.title if listed else None
    headline = find_headline(tree, seen, head, outlet=source.outlet, listed=title, selector=rules.headline)
    if headline is None:
        return _without_headline(" ".join(each.text for each in seen.lines), source)
    clock = _clock(page, source)
    dates = find_dates(tree, seen, head, headline, clock, listed=listed, url=page.final_url, selector=rules.published)
    sites = site_parts(head, source.outlet, headline.text)
    front = _Front(survey=seen, head=head, sites=sites, headline=headline, dates=dates, clock=clock)
    return _article(tree, page, source, front)


def _article(tree: HtmlElement, page: Page, source: Source, front: _Front) -> Article | Rejected:
    rules, head, seen, title = source.extract, front.head, front.survey, front.headline.text
    section = find_section(tree, head, headline=title, sites=front.sites, selector=rules.section)
    tags = find_tags(tree, head, section=section)
    kicker, deck = find_kicker(seen, front.headline), find_deck(seen, front.headline)
    kind = find_kind(tree, head, section)
    captions = [text_of(each) for each in tree.iter("figcaption")]
    who = find_who(tree, seen, head, front.headline.place, sites=front.sites, selector=rules.byline)
    found = _body(tree, source, front.headline, head)
    refused = gates.refuse_list(found, seen, head)
    if refused is not None:
        return refused
    titles = [title, kicker or "", deck or "", *captions, head.meta("og:title") or ""]
    around = Surroundings.of(titles=titles, names=who.authors, sites=front.sites, clock=front.clock)
    body, edges = trim(found.lines, around)
    if not who.authors and edges.byline:
        who = who_of([edges.byline], front.sites)
    text = "\n\n".join(body)
    refused = gates.refuse_body(text, title, prior=source.language)
    if refused is not None:
        return refused
    return _finished(page, source, front, _Parts(
        section=section, tags=tags, kicker=kicker, deck=deck, kind=kind, who=who, edges=edges, text=text,
        summary=find_summary(head, sites=front.sites, headline=title, body=text),
    ))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    section: str | None
    tags: tuple[str, ...]
    kicker: str | None
    deck: str | None
    kind: Kind
    who: Who
    edges: Edges
    text: str
    summary: str | None


def _finished(page: Page, source: Source, front: _Front, parts: _Parts) -> Article:
    head = front.head
    canonical, declared = _identity(page, head)
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
        words=len(words(parts.text)),
    )


def _body(tree: HtmlElement, source: Source, headline: Headline, head: Head) -> Body:
    """Return the text by the outlet's selector or by weight; where that is doubtful, the reading with most evidence."""
    rules = source.extract
    chosen = tree.cssselect(rules.body) if rules.body is not None else []
    if chosen:
        said = tuple(line for each in chosen for line in blocks(prune(each, rules.drop)))
        return Body(lines=said, share=1.0, titles=0, sentences=len(said))
    titles = frozenset(title_key(text_of(each)) for each in tree.iter("a"))
    found = find_body(prune(tree, rules.drop, keep=headline.element), headline)
    own = Opinion(by="container", lines=found.lines)
    claim = Opinion(by="json-ld", lines=head.jsonld.body) if head.jsonld.is_free is not False else None
    if found.share >= _SURE and found.sentences > 1 and not is_contradicted(own, claim):
        return found
    opinions = [own, Opinion(by="trafilatura", lines=tuple(extract_blocks(tree))), *([claim] if claim else [])]
    best = weigh(opinions, headline=headline.text, titles=titles)[0].opinion
    return replace(found, lines=best.lines)


def _clock(page: Page, source: Source) -> Clockwork:
    """Return what completes printed dates; a source without a country has no zone of its own."""
    return Clockwork(zone=ZoneInfo(source.timezone) if source.country else None, fetched_at=page.fetched_at)


def _identity(page: Page, head: Head) -> tuple[str, str | None]:
    """Return the article's identity, and what the page claims to be.

    The claim is believed only on the same registrable domain and when it names a page, not the front page:
    anybody can write another's address into a page.
    """
    own = canonical_url(page.final_url)
    claim = head.canonical or head.meta("og:url")
    try:
        declared = canonical_url(claim) if claim else None
    except ValueError:
        declared = None
    if declared is None or is_home(declared) or not same_site(declared, own):
        return own, declared
    return declared, declared


def _without_headline(visible: str, source: Source) -> Rejected:
    found = language(visible, prior=source.language)
    if found not in {"ar", None} and len(visible.split()) > 20:  # noqa: PLR2004  # enough to tell
        return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the page is {found}", language=found)
    return Rejected(reason=Reason.NO_HEADLINE, evidence=visible[:80])


def _read_plain(decoded: Decoded, page: Page, source: Source) -> Article | Rejected:
    flat = read_plain(decoded.text)
    if flat.headline is None:
        return _without_headline(" ".join((*flat.above, *flat.lines)), source)
    clock = _clock(page, source)
    sites = frozenset(fold(each) for each in (source.outlet, *flat.above) if each)
    body, edges = trim(flat.lines, Surroundings.of(titles=[flat.headline], names=(), sites=sites, clock=clock))
    text = "\n\n".join(body)
    refused = gates.refuse_body(text, flat.headline, prior=source.language)
    if refused is not None:
        return refused
    return Article(
        source_id=source.id,
        outlet=source.outlet or outlet_of(flat),
        requested_url=page.requested_url,
        final_url=page.final_url,
        canonical_url=canonical_url(page.final_url) if urlsplit(page.final_url).scheme else page.final_url,
        fetched_at=page.fetched_at,
        headline=flat.headline,
        byline=edges.byline,
        dateline=edges.dateline,
        agency=edges.agency,
        body=text,
        language=language(text, prior=source.language) or source.language,
        words=len(words(text)),
    )
