"""The readers that are scored on foreign pages; for ours, the gates take every language for Arabic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from unittest import mock

import trafilatura
from trafilatura.settings import Document, Extractor

from benchmarks.reader import ours
from benchmarks.reader.jobs import Answer
from crawler.cli.pages.article_json import unknown_source
from pipelines.body import choose, readings
from pipelines.body.captions import find_captions
from pipelines.body.edges import TrimContext
from pipelines.body.evidence import BodyReading
from pipelines.body.readings import BothReadings, read_both
from pipelines.body.trim import trim
from pipelines.fields.authors import find_attribution
from pipelines.fields.dates.context import date_context_of
from pipelines.fields.titles.headline import find_headline
from pipelines.fields.titles.site_names import site_names
from pipelines.filters import gates
from pipelines.judge.judge import JudgedBody, judge
from pipelines.judge.model import JudgeWeights
from pipelines.page.head import read_head
from pipelines.page.headline import Headline
from pipelines.page.tree import parse
from pipelines.page.visible.survey import survey
from pipelines.web.decode import decode
from storage.records import Page

Read = Callable[[bytes, str], Answer]


@contextmanager
def any_language() -> Iterator[None]:
    """Let the gates say for the time being that every text is Arabic."""
    with (
        mock.patch.object(gates, "language", return_value="ar"),
        mock.patch.object(gates, "refuse_script", return_value=None),
    ):
        yield


def today(body: bytes, url: str) -> Answer:
    """Return what `rasad extract` says of the page, whatever its language."""
    with any_language():
        return ours.answer(body, url)


def container_alone(body: bytes, url: str) -> Answer:
    """Return what our reader says without trafilatura and the judge: the text as its container has it."""

    def own(both: BothReadings) -> tuple[BodyReading, str, float]:
        return BodyReading(by="container", lines=both.own.lines), "asked for", 0.0

    with (
        any_language(),
        mock.patch.object(choose, "_first_reading", own),
        mock.patch.object(readings, "extract_blocks", return_value=[]),
    ):
        return ours.answer(body, url)


def by_trafilatura(*, fast: bool) -> Read:
    """Return trafilatura without comments; *fast* leaves out its fallbacks."""
    options = Extractor(output_format="python", fast=fast, comments=False, tables=True)

    def read(body: bytes, url: str) -> Answer:  # noqa: ARG001  # a reader is given the address
        extracted = trafilatura.bare_extraction(decode(body, None).text, options=options)
        return Answer(body=extracted.text) if isinstance(extracted, Document) else Answer(rejected="no text")

    return read


def by_judge(body: bytes, url: str) -> Answer:
    """Return the text as the line judge has it, without any gate."""
    read = judged(body, url)
    return Answer(headline=read.headline, body="\n\n".join(read.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedReading:
    """A page read by both readers and judged: its trimmed *lines*, and what led to them."""

    headline: str
    lines: tuple[str, ...]
    both: BothReadings
    body: JudgedBody


def judged(body: bytes, url: str, given: JudgeWeights | None = None) -> JudgedReading:
    """Return the judged and trimmed text of a page, as the reading of a page would have it."""
    page = Page(requested_url=url, final_url=url, body=body, content_type=None, fetched_at=datetime.now(UTC))
    source = unknown_source(url)
    tree = parse(decode(body, None).text)
    head = read_head(tree, url)
    seen = survey(tree, head).landmarks
    headline = find_headline(tree, seen, head, outlet="") or Headline(text=head.title or "", element=None)
    seen = seen.around(headline.element)
    captions = find_captions(tree, seen.lines)
    sites = site_names(head, "", headline.text)
    who = find_attribution(tree, seen, head, headline.place, sites=sites, selector=None)
    both = read_both(tree, seen, headline)
    judgement = judge(both.page, given)
    around = TrimContext.of(
        titles=[headline.text, head.meta("og:title") or ""], names=who.authors, sites=sites,
        clock=date_context_of(page, source), captions=captions,
    )  # fmt: skip
    lines, _ = trim(judgement.lines, around)
    return JudgedReading(headline=headline.text, lines=tuple(lines), both=both, body=judgement)


READERS: Mapping[str, Read] = {
    "rasad": today,
    "container alone": container_alone,
    "line judge": by_judge,
    "trafilatura": by_trafilatura(fast=False),
    "trafilatura fast": by_trafilatura(fast=True),
}
