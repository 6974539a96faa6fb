"""The figures of some days as plain data: who published how much, when, whose copies, what was edited, how the crawl went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.runs.runs import SourceHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """The articles of one day, which is the outlet's; *hijri_day* is `None` where no article has it."""

    day: date
    hijri_day: str | None
    articles: int
    originals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFigures:
    """What one outlet published in the days of a report.

    *edited* are those of its articles that have an earlier text. *led* is how many copies other articles are of its own.
    """

    source_id: str
    outlet: str
    articles: int
    originals: int
    edited: int
    led: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFigures:
    """The articles that credit an agency."""

    agency_id: str
    name: str
    arabic_name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """How many articles of *copier* are copies of articles of *original*."""

    original: str
    copier: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedArticle:
    """An article with copies within the days of the report."""

    id: int
    outlet: str
    headline: str
    url: str
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineChange:
    """A headline that its outlet changed after publication; *seen_at* is when the new one was downloaded."""

    article_id: int
    outlet: str
    url: str
    before: str
    after: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentOutlet:
    """An outlet without a new article for longer than usual; *usual_gap* is in days."""

    source_id: str
    outlet: str
    last_day: date
    days_silent: int
    usual_gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlFigures:
    """What the runs that began within the days did, all sources together."""

    runs: int
    fetched: int
    kept: int
    rejected: int
    quarantined: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFigures:
    """The figures of the days from *since* to *until*, both included, as known *at* that time (UTC).

    Days and hours are the outlets'. Withdrawn articles are counted in *withdrawn* alone. *undated* have no date, and
    their page was downloaded within these days; no other figure has them. *hours* are 24 counts of the articles with a time.
    *last_day* is the newest day of any article, `None` in an empty store.
    """

    since: date
    until: date
    at: datetime
    last_day: date | None
    days: tuple[DayFigures, ...]
    hours: tuple[int, ...]
    outlets: tuple[OutletFigures, ...]
    agencies: tuple[AgencyFigures, ...]
    pairs: tuple[CopyPair, ...]
    most_copied: tuple[CopiedArticle, ...]
    headline_changes: tuple[HeadlineChange, ...]
    withdrawn: int
    undated: int
    silent: tuple[SilentOutlet, ...]
    crawl: CrawlFigures
    health: tuple[SourceHealth, ...]

    @property
    def articles(self) -> int:
        """How many articles the days have."""
        return sum(each.articles for each in self.days)

    @property
    def copies(self) -> int:
        """How many of them are copies of another article."""
        return self.articles - sum(each.originals for each in self.days)

    @property
    def timed(self) -> int:
        """How many of them have a time of day."""
        return sum(self.hours)

    @property
    def edited(self) -> int:
        """How many of them have an earlier text."""
        return sum(each.edited for each in self.outlets)

    @property
    def credited(self) -> int:
        """How many of them credit an agency."""
        return sum(each.articles for each in self.agencies)
