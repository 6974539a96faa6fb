"""What the fields of an article are read from, and for each field its function and its candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipelines.fields.dates.candidates import DateCandidates
from pipelines.fields.dates.choice import ArticleDates, choose_dates
from pipelines.fields.dates.context import DateContext
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from storage.records import Article, Page
from storage.source import ExtractRules, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldContext:
    """One page as its fields are read from it, before boilerplate is pruned from its tree.

    *sites* are the folded names of the site; *feed_body* is the text that the page's feed carries, as lines, and
    *listed_section* the section that the listing declares. *is_shell* says that scripts fill the page.
    """

    page: Page
    source: Source
    tree: HtmlElement
    landmarks: PageLandmarks
    head: PageHead
    headline: Headline
    sites: frozenset[str]
    date_context: DateContext
    date_candidates: DateCandidates
    dates: ArticleDates
    feed_body: tuple[str, ...] = ()
    listed_section: str | None = None
    is_shell: bool = False

    @property
    def rules(self) -> ExtractRules:
        """The selectors of the source."""
        return self.source.extract

    def dated_below(self, stamp: str | None) -> FieldContext:
        """Return the same with the date *stamp* that is printed below the text, where nothing else dates the page."""
        if stamp is None or self.date_candidates.ordered:
            return self
        candidates = replace(self.date_candidates, printed=self.date_context.read(stamp, "below the text"))
        dates = choose_dates(candidates, self.head, self.date_context)
        return replace(self, date_candidates=candidates, dates=dates)


def _no_candidates(_context: FieldContext, _article: Article, /) -> Iterable[FieldCandidate]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """How one article field is read: by *find*; *candidates* are what it chose from, in the order of belief."""

    name: str
    find: Callable[..., object]
    candidates: Callable[[FieldContext, Article], Iterable[FieldCandidate]] = _no_candidates
