"""Explores an outlet from one URL and drafts its source: fetches what `spiders.autodiscovery.planner` asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config
from crawler.sources.polite_session import AdhocTask, PoliteClient, run_adhoc_tasks
from crawler.sources.sample import SampledArticle, sample, select_urls
from pipelines.stages.reader_pool import ReaderPool
from pipelines.web.addresses import is_private_host
from pipelines.web.urls import host_of, same_site
from spiders.autodiscovery.outlet_facts import DetectedFact, OutletFacts, offset_doubt, outlet_facts, site_root, zone_of
from spiders.autodiscovery.planner import BLOCKED, ExplorationState, ProbeRequest, current_result, home_of, next_probe
from spiders.autodiscovery.probe import DocumentType, ProbedDocument, identify_document
from spiders.autodiscovery.selection import AutodiscoveryResult
from spiders.catalogue.drafts import source_id
from storage.source import Source

_SAMPLED = 3
_TITLES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorOverrides:
    """What the operator declares; it wins over what the outlet declares. `None`: use what the outlet declares."""

    source_id: str | None = None
    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """The result of an exploration: every document requested, the listings, the facts, the articles that were read.

    *failure* is why no listing was found (`None`: some were found).
    """

    state: ExplorationState
    result: AutodiscoveryResult
    facts: OutletFacts
    source: Source
    articles: tuple[SampledArticle, ...] = ()
    doubts: tuple[str, ...] = ()
    failure: str | None = None


def explore_outlet(
    data_dir: DataDir, config: Config, url: str, overrides: OperatorOverrides, watch: Callable[[ProbedDocument], None]
) -> Exploration | None:
    """Explore an outlet from *url*: a front page, feed, sitemap or section page; returns `None` when interrupted.

    *watch* is called with every document as it is received.
    Raises `ConfigError` without a contact for a public host, and `LockHeld` while a run has that host.
    """
    explorations: list[Exploration] = []
    target = _target_source(url)

    async def work(client: PoliteClient) -> None:
        with ReaderPool(readers=1, seconds=config.read_seconds, megabytes=config.read_megabytes) as pool:
            explorations.append(await _explore(client, pool, target, overrides, watch))

    run_adhoc_tasks(data_dir, config, [AdhocTask(source=target, work=work)], command=f"sources add {url}")
    return explorations[0] if explorations else None


async def _explore(
    client: PoliteClient,
    pool: ReaderPool,
    target: Source,
    overrides: OperatorOverrides,
    watch: Callable[[ProbedDocument], None],
) -> Exploration:
    now = datetime.now(UTC)
    state, typed = await _fetch_documents(client, target, now, watch)
    result = current_result(state, now=now)
    facts = _with_overrides(_facts(state), overrides)
    source = draft(state, result, facts, overrides, private=target.private)
    found = Exploration(state=state, result=result, facts=facts, source=source)
    if not result.candidates:
        return replace(found, failure=_failure(state, typed))
    urls = select_urls([(each.discovery.kind, each.articles) for each in result.candidates], most=_SAMPLED)
    zoned = source if source.timezone else replace(source, timezone="UTC")
    articles = await sample(client, pool, replace(zoned, language=source.language or "ar"), urls)
    return replace(found, articles=articles, doubts=tuple(_doubts(state, result, facts, articles, now)))


async def _fetch_documents(
    client: PoliteClient, target: Source, now: datetime, watch: Callable[[ProbedDocument], None]
) -> tuple[ExplorationState, ProbedDocument]:
    """Return the state with every document, and the document at the URL; if that one fails, no other is fetched."""
    url = target.home
    answer = await client.fetch(url)
    home = home_of(identify_document(answer, home=site_root(url), zone=UTC, now=now))
    if target.private and not same_site(home, url):
        home = site_root(url)  # a private exploration stays on its own site
    typed = identify_document(answer, home=home, zone=UTC, now=now)
    state = ExplorationState(given_url=url, home=home, robots=client.robots_txt(typed.url)).seen(
        typed, ProbeRequest(url=url, found_in="the URL given")
    )
    watch(typed)
    ask = next_probe(state, now=now) if typed.document_type is not DocumentType.NOTHING else None
    while ask is not None:
        document = identify_document(await client.fetch(ask.url), home=state.home, zone=UTC, now=now)
        state = replace(state, robots=state.robots or client.robots_txt(document.url)).seen(document, ask)
        watch(document)
        ask = next_probe(state, now=now) if document.description not in BLOCKED else None
    return state, typed


def draft(
    state: ExplorationState,
    result: AutodiscoveryResult,
    facts: OutletFacts,
    overrides: OperatorOverrides,
    *,
    private: bool,
) -> Source:
    """Return the source as far as it is known; unknown values are empty."""
    country = facts.country.value if facts.country else ""
    return Source(
        id=overrides.source_id or source_id(country, state.home),
        outlet=facts.name.value if facts.name else "",
        home=state.home,
        country=country,
        language=facts.language.value if facts.language else "",
        timezone=facts.timezone.value if facts.timezone else "",
        discover=tuple(each.discovery for each in result.candidates),
        private=private,
    )


def _target_source(url: str) -> Source:
    """Return a source for the URL that was typed; a private one is allowed."""
    host = host_of(url)
    return Source(
        id=host,
        outlet="",
        home=url,
        country="",
        language="ar",
        timezone="UTC",
        discover=(),
        private=is_private_host(urlsplit(url).hostname or ""),
    )


def _facts(state: ExplorationState) -> OutletFacts:
    front = state.front
    titles = [each.title for document in state.documents for each in document.listing.entries if each.title is not None]
    feed = next((each for each in state.documents if each.document_type is DocumentType.FEED), None)
    tree = front.tree if front is not None else None
    return outlet_facts(state.home, tree, titles=titles[:_TITLES], feed_title=feed.title if feed else None)


def _with_overrides(facts: OutletFacts, overrides: OperatorOverrides) -> OutletFacts:
    def overridden(value: str | None, known: DetectedFact | None) -> DetectedFact | None:
        return DetectedFact(value=value, because="set by you") if value else known

    country = overridden(overrides.country, facts.country)
    return replace(
        facts,
        name=overridden(overrides.name, facts.name),
        language=overridden(overrides.language, facts.language),
        country=country,
        timezone=overridden(overrides.timezone, zone_of(country)),
    )


def _failure(state: ExplorationState, typed: ProbedDocument) -> str:
    if typed.document_type is DocumentType.NOTHING:
        return f"{typed.requested_url}: {typed.description}"
    return f"no listing was found: {len(state.documents)} documents were fetched, and none of them names articles"


def _doubts(
    state: ExplorationState,
    result: AutodiscoveryResult,
    facts: OutletFacts,
    articles: tuple[SampledArticle, ...],
    now: datetime,
) -> Iterator[str]:
    for key in ("name", "language", "country", "timezone"):
        fact: DetectedFact | None = getattr(facts, key)
        if fact is not None and fact.doubtful:
            yield f"{key} {fact.value}: only by {fact.because}"
    if facts.language is not None and facts.language.value != "ar":
        yield f"language {facts.language.value}: only Arabic articles are kept"
    offset = next((each.offset for each in state.documents if each.offset), None)
    if facts.timezone is not None and (doubt := offset_doubt(facts.timezone.value, offset, now)):
        yield f"timezone {facts.timezone.value}: {doubt}"
    yield from (f"{each.discovery.url}: {each.doubt}" for each in result.candidates if each.doubt)
    if result.pattern is not None and result.pattern.doubt and any(each.discovery.follow for each in result.candidates):
        yield f"follow {result.pattern.regex}: {result.pattern.doubt}"
    yield from (f"{each.url}: not read ({each.problem})" for each in articles if each.problem)
    undated = sum(each.problem is None and each.published_at is None for each in articles)
    if undated:
        yield f"{undated} of the articles read have no date: `rasad try URL` shows why"
