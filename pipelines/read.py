"""The reading of a page: from its bytes to an article, or to the reason why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines import gates
from pipelines.arabic import clean, fold, words
from pipelines.dates import Clockwork, Dates, find_dates
from pipelines.decode import Decoded, decode
from pipelines.extract import extract_blocks
from pipelines.head import Head, read_head
from pipelines.headline import Headline, find_headline, site_parts
from pipelines.items import Known
from pipelines.language import language
from pipelines.plain import is_plain, read_plain
from pipelines.taxonomy import find_image, find_kind, find_paywall, find_section, find_summary, find_tags
from pipelines.titles import find_deck, find_kicker
from pipelines.prune import prune
from pipelines.tree import TooDeep, blocks, parse, text_of
from pipelines.trim import Edges, trim
from pipelines.urls import canonical_url, is_home, same_site
from pipelines.who import Who, find_who
from storage.records import Article, Kind, Page, Reason, Rejected, Source


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

    head: Head
    sites: frozenset[str]
    headline: Headline
    dates: Dates
    clock: Clockwork


def _read_tree(tree: HtmlElement, page: Page, source: Source, known: Known) -> Article | Rejected:
    head = read_head(tree, page.final_url)
    visible = _visible(tree)
    refused = gates.refuse_answer(tree, head, visible) or gates.refuse_address(page, head)
    if refused is not None:
        return refused
    rules = source.extract
    headline = find_headline(tree, head, outlet=source.outlet, selector=rules.headline)
    if headline is None:
        return _without_headline(visible, source)
    clock = Clockwork(zone=ZoneInfo(source.timezone), fetched_at=page.fetched_at)
    sites = site_parts(head, source.outlet)
    dates = find_dates(
        tree, head, headline.element, clock, listed=known.listed, url=page.final_url, selector=rules.published
    )
    front = _Front(head=head, sites=sites, headline=headline, dates=dates, clock=clock)
    return _article(tree, page, source, front)


def _article(tree: HtmlElement, page: Page, source: Source, front: _Front) -> Article | Rejected:
    rules, head, title = source.extract, front.head, front.headline.text
    section = find_section(tree, head, headline=title, sites=front.sites, selector=rules.section)
    tags = find_tags(tree, head, section=section)
    kicker = find_kicker(front.headline)
    deck = find_deck(front.headline)
    kind = find_kind(tree, head, section)
    captions = [text_of(each) for each in tree.iter("figcaption")]
    who = find_who(tree, head, (), sites=front.sites, selector=rules.byline)
    lines = _body_lines(tree, source)
    refused = gates.refuse_list(tree, head, lines)
    if refused is not None:
        return refused
    titles = [title, kicker or "", deck or "", *captions, head.meta("og:title") or ""]
    body, edges = trim(lines, titles=titles, names=who.authors, sites=front.sites, clock=front.clock)
    if not who.authors and edges.byline:
        who = find_who(tree, head, (edges.byline,), sites=front.sites, selector=None)
    text = "\n\n".join(body)
    refused = gates.refuse_body(text, title, prior=source.language)
    if refused is not None:
        return refused
    return _finished(page, source, front, _Parts(
        section=section, tags=tags, kicker=kicker, deck=deck, kind=kind, who=who, edges=edges, text=text,
        summary=find_summary(head, sites=front.sites, headline=title),
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
        published_text=front.dates.published_text,
        published_from=front.dates.published_from,
        modified_at=front.dates.modified_at,
        image_url=find_image(head, page.final_url),
        is_paywalled=find_paywall(head),
        kind=parts.kind,
        words=len(words(parts.text)),
    )


def _body_lines(tree: HtmlElement, source: Source) -> Sequence[str]:
    if source.extract.body is not None:
        chosen = tree.cssselect(source.extract.body)
        if chosen:
            return [line for each in chosen for line in blocks(prune(each, source.extract.drop))]
    return extract_blocks(prune(tree, source.extract.drop))


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


def _visible(tree: HtmlElement) -> str:
    body = tree.find("body")
    skipped = {"script", "style", "noscript", "template"}
    parts = (each.text for each in (body if body is not None else tree).iter() if each.tag not in skipped)
    tails = (each.tail for each in (body if body is not None else tree).iter())
    return clean(" ".join(part for pair in zip(parts, tails, strict=False) for part in pair if part and part.strip()))


def _read_plain(decoded: Decoded, page: Page, source: Source) -> Article | Rejected:
    flat = read_plain(decoded.text)
    if flat.headline is None:
        return _without_headline(" ".join((*flat.above, *flat.lines)), source)
    clock = Clockwork(zone=ZoneInfo(source.timezone), fetched_at=page.fetched_at)
    sites = frozenset(fold(each) for each in (source.outlet, *flat.above) if each)
    body, edges = trim(flat.lines, titles=[flat.headline], names=(), sites=sites, clock=clock)
    text = "\n\n".join(body)
    refused = gates.refuse_body(text, flat.headline, prior=source.language)
    if refused is not None:
        return refused
    return Article(
        source_id=source.id,
        outlet=source.outlet or (flat.above[0] if flat.above else ""),
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
