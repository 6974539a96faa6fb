"""Looks at an outlet from one address and drafts its source: the shell around `spiders.autodiscovery.planner`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.config import Config
from crawler.data_dir import DataDir
from crawler.fetching.private_addresses import is_private_host
from crawler.sources.polite_session import AdhocTask, PoliteClient, run_errands
from crawler.sources.sample import SampledArticle, chosen, sample
from pipelines.stages.reader_pool import ReaderPool
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
class OperatorChoices:
    """What the operator says by himself; it counts more than what the outlet says. Null: let the outlet say."""

    source_id: str | None = None
    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """All that was learned: every document asked for, the ways of discovery, the facts, the articles that were tried.

    *failure* says why nothing can be said of the outlet, null where something can.
    """

    prospect: ExplorationState
    survey: AutodiscoveryResult
    facts: OutletFacts
    source: Source
    articles: tuple[SampledArticle, ...] = ()
    doubts: tuple[str, ...] = ()
    failure: str | None = None


@dataclass(slots=True)
class _Result:
    found: list[Exploration] = field(default_factory=list)


def prospect_outlet(
    place: DataDir, config: Config, url: str, choices: OperatorChoices, watch: Callable[[ProbedDocument], None]
) -> Exploration | None:
    """Return what an outlet shows of itself from *url*, a front page, feed, sitemap or section page.

    *watch* is shown every document as it comes. Null when it was interrupted.
    Raises `ConfigError` without a contact for a public host, and `LockHeld` while a run has that host.
    """
    result = _Result()
    asked = _asked_source(url)

    async def work(line: PoliteClient) -> None:
        with ReaderPool(readers=1, seconds=config.read_seconds, megabytes=config.read_megabytes) as pool:
            result.found.append(await _prospect(line, pool, asked, choices, watch))

    run_errands(place, config, [AdhocTask(source=asked, work=work)], command=f"sources add {url}")
    return result.found[0] if result.found else None


async def _prospect(
    line: PoliteClient,
    pool: ReaderPool,
    asked: Source,
    choices: OperatorChoices,
    watch: Callable[[ProbedDocument], None],
) -> Exploration:
    now = datetime.now(UTC)
    prospect, typed = await _look_around(line, asked, now, watch)
    survey = current_result(prospect, now=now)
    facts = _with_choices(_facts(prospect), choices)
    source = draft(prospect, survey, facts, choices, private=asked.private)
    found = Exploration(prospect=prospect, survey=survey, facts=facts, source=source)
    if not survey.candidates:
        return replace(found, failure=_failure(prospect, typed))
    urls = chosen([(each.discovery.kind, each.articles) for each in survey.candidates], most=_SAMPLED)
    zoned = source if source.timezone else replace(source, timezone="UTC")
    articles = await sample(line, pool, replace(zoned, language=source.language or "ar"), urls)
    return replace(found, articles=articles, doubts=tuple(_doubts(prospect, survey, facts, articles, now)))


async def _look_around(
    line: PoliteClient, asked: Source, now: datetime, watch: Callable[[ProbedDocument], None]
) -> tuple[ExplorationState, ProbedDocument]:
    """Return what was looked at, and the document at the address itself; where that refuses, nothing else is asked."""
    url = asked.home
    answer = await line.ask(url)
    home = home_of(identify_document(answer, home=site_root(url), zone=UTC, now=now))
    home = site_root(url) if asked.private and not same_site(home, url) else home  # no further than what was meant
    typed = identify_document(answer, home=home, zone=UTC, now=now)
    prospect = ExplorationState(given_url=url, home=home, robots=line.robots(typed.url)).seen(
        typed, ProbeRequest(url=url, found_in="the address given")
    )
    watch(typed)
    ask = next_probe(prospect, now=now) if typed.document_type is not DocumentType.NOTHING else None
    while ask is not None:
        looked = identify_document(await line.ask(ask.url), home=prospect.home, zone=UTC, now=now)
        prospect = replace(prospect, robots=prospect.robots or line.robots(looked.url)).seen(looked, ask)
        watch(looked)
        ask = next_probe(prospect, now=now) if looked.description not in BLOCKED else None
    return prospect, typed


def draft(
    prospect: ExplorationState,
    survey: AutodiscoveryResult,
    facts: OutletFacts,
    choices: OperatorChoices,
    *,
    private: bool,
) -> Source:
    """Return the source as far as it is known; what is not known is empty."""
    country = facts.country.value if facts.country else ""
    return Source(
        id=choices.source_id or source_id(country, prospect.home),
        outlet=facts.name.value if facts.name else "",
        home=prospect.home,
        country=country,
        language=facts.language.value if facts.language else "",
        timezone=facts.timezone.value if facts.timezone else "",
        discover=tuple(each.discovery for each in survey.candidates),
        private=private,
    )


def _asked_source(url: str) -> Source:
    """Return the source that stands for an address that somebody typed: a private one is meant."""
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


def _facts(prospect: ExplorationState) -> OutletFacts:
    front = prospect.front
    titles = [each.title for looked in prospect.documents for each in looked.listing.entries if each.title is not None]
    feed = next((each for each in prospect.documents if each.document_type is DocumentType.FEED), None)
    tree = front.tree if front is not None else None
    return outlet_facts(prospect.home, tree, titles=titles[:_TITLES], feed_title=feed.title if feed else None)


def _with_choices(facts: OutletFacts, choices: OperatorChoices) -> OutletFacts:
    def said(value: str | None, known: DetectedFact | None) -> DetectedFact | None:
        return DetectedFact(value=value, because="your word") if value else known

    country = said(choices.country, facts.country)
    return replace(
        facts,
        name=said(choices.name, facts.name),
        language=said(choices.language, facts.language),
        country=country,
        timezone=said(choices.timezone, zone_of(country)),
    )


def _failure(prospect: ExplorationState, typed: ProbedDocument) -> str:
    if typed.document_type is DocumentType.NOTHING:
        return f"{typed.requested_url}: {typed.description}"
    return f"no way of discovery: {len(prospect.documents)} documents were looked at, and none names articles"


def _doubts(
    prospect: ExplorationState,
    survey: AutodiscoveryResult,
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
    offset = next((each.offset for each in prospect.documents if each.offset), None)
    if facts.timezone is not None and (said := offset_doubt(facts.timezone.value, offset, now)):
        yield f"timezone {facts.timezone.value}: {said}"
    yield from (f"{each.discovery.url}: {each.doubt}" for each in survey.candidates if each.doubt)
    if survey.pattern is not None and survey.pattern.doubt and any(each.discovery.follow for each in survey.candidates):
        yield f"follow {survey.pattern.regex}: {survey.pattern.doubt}"
    yield from (f"{each.url}: not read ({each.problem})" for each in articles if each.problem)
    undated = sum(each.problem is None and each.published_at is None for each in articles)
    if undated:
        yield f"{undated} of the articles tried have no date: `rasad try URL` tells why"
