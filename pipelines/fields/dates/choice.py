"""Chooses when a page was published and last changed, and checks declared dates against the printed one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pipelines.arabic.dates.declared import has_zone
from pipelines.fields.dates.candidates import DateCandidates
from pipelines.fields.dates.context import DateCandidate, DateContext
from pipelines.page.head import PageHead
from pipelines.page.tree import spaced_text
from storage.records import AFTER_FETCH, DatePrecision

_MODIFIED = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
             "article.updated")  # fmt: skip
_MORE_EXACT = frozenset({"listing", "meta"})
_SAME = timedelta(minutes=1)
_SAME_DAY = timedelta(hours=30)
_VISIT = timedelta(minutes=30)
_LEFT_OVER = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDates:
    """The dates of an article; a field is `None` where the page has no plausible value.

    *published_day* is the outlet's own day. It is there without *published_at* where the moment is unknown, because the
    time zone is. *published_until* is the end of a day without a time (UTC). *why* explains how the winner was chosen.
    """

    published_at: datetime | None = None
    published_precision: DatePrecision | None = None
    published_day: date | None = None
    published_until: datetime | None = None
    published_text: str | None = None
    published_from: str | None = None
    modified_at: datetime | None = None
    why: str = "the page has no plausible date"


def choose_dates(candidates: DateCandidates, head: PageHead, date_context: DateContext) -> ArticleDates:
    """Choose among *candidates*, in order: JSON-LD, metas, `<time>`, the printed date, the listing, the URL.

    Where the zone of the outlet is unknown, a day is not an instant, and neither is a time of day without an offset.
    Then its text and its day are kept, and `published_at` is `None`. A date after the fetch is not believed. Where
    there is no other date, `published_from` is `AFTER_FETCH`.
    """
    chosen, why = _best_instant(candidates, date_context)
    modified = _modified(head, date_context) or candidates.changed
    if modified is not None and not (modified.is_instant and date_context.is_past(modified.at)):
        modified = None
    if chosen is None:
        return _day_alone(candidates, modified.at if modified else None)
    is_day = not chosen.timed
    return ArticleDates(
        published_at=chosen.at if date_context.is_past(chosen.at) else None,
        published_precision=chosen.precision,
        published_day=chosen.day,
        published_until=chosen.until if is_day else None,
        published_text=candidates.printed.text if candidates.printed else chosen.text,
        published_from=chosen.rule,
        modified_at=None if modified is None or _is_no_change(modified, chosen) else modified.at,
        why=why,
    )


def _is_no_change(modified: DateCandidate, published: DateCandidate) -> bool:
    """Whether the date of the last change says no more than the date of publication."""
    if modified.timed and published.timed:
        return modified.at - published.at < _SAME
    if modified.day is None or published.day is None:
        return modified.until <= published.until
    return modified.day < published.day or (modified.day == published.day and not modified.timed)


def _day_alone(candidates: DateCandidates, modified_at: datetime | None) -> ArticleDates:
    """Return the dates of a page of unknown moment: its first day, or the printed one if they swap day and month."""
    printed = candidates.printed
    dated = next((each for each in candidates.ordered if each.day and not each.is_ahead), None)
    if dated is None:
        ahead = next((each for each in candidates.ordered if each.is_ahead), None)
        shown = printed or ahead
        return ArticleDates(
            published_text=shown.text if shown else None,
            published_from=AFTER_FETCH if ahead else None,
            modified_at=modified_at,
            why="the only date lies after the fetch" if ahead else "the page has no plausible date",
        )
    if dated.day and printed and printed.day and _is_month_first(dated.day, printed.day):
        dated = printed
    return ArticleDates(
        published_precision=DatePrecision.DAY,
        published_day=dated.day,
        published_until=dated.until if not dated.timed else None,
        published_text=printed.text if printed else dated.text,
        published_from=dated.rule,
        modified_at=modified_at,
        why="the time zone is unknown, so only the day is known",
    )


def _best_instant(candidates: DateCandidates, date_context: DateContext) -> tuple[DateCandidate | None, str]:
    ordered = [each for each in candidates.ordered if each.is_instant and not each.is_ahead]
    if not ordered:
        return None, ""
    first, printed = ordered[0], candidates.printed
    if printed is None or first is printed or printed not in ordered:
        timed = _timed(first, ordered)
        return timed, "the first candidate" if timed is first else "another declaration has the time of that day"
    against = _contradiction(first, printed, date_context)
    return (printed, against) if against else (first, "the first candidate")


def _contradiction(first: DateCandidate, printed: DateCandidate, date_context: DateContext) -> str | None:
    """Return why the *printed* date is believed instead of the declared *first*; `None` where it is not."""
    declared_day, day = _local_day(first, date_context), _local_day(printed, date_context)
    if not first.timed and printed.timed and declared_day == day:
        return "the printed date is the same day with its time"
    if _is_month_first(declared_day, day):
        return "the declared date has the month first"
    if _is_left_over(first, printed, declared_day, day):
        return "the element prints another day than it declares"
    if _is_of_the_visit(first, printed, date_context):
        return "the declared date is the moment of the visit"
    return _shifted(first, printed, date_context) if first.timed and printed.timed else None


def _shifted(first: DateCandidate, printed: DateCandidate, date_context: DateContext) -> str | None:
    """Return why the declared time is another one than the printed: one of both is in the wrong zone."""
    if _is_mislabelled(first, printed, date_context):
        return "the declared date is local time that is marked as UTC"
    is_unmarked = _is_unmarked_utc(first, printed, date_context)
    return "the declared date is UTC that is not marked as it" if is_unmarked else None


def _is_month_first(machine: date, printed: date) -> bool:
    """Whether a date in figures is the printed one with day and month swapped: `3/12/2024` for 12 March."""
    return machine != printed and (machine.year, machine.month, machine.day) == (
        printed.year,
        printed.day,
        printed.month,
    )


def _is_mislabelled(first: DateCandidate, printed: DateCandidate, date_context: DateContext) -> bool:
    """Whether a date that is marked as UTC differs from the printed one by exactly the offset of the outlet."""
    shift = first.at.astimezone(date_context.zone).utcoffset() if date_context.zone is not None else None
    minute = first.at.replace(second=0, microsecond=0)
    return bool(shift) and printed.at == minute - (shift or timedelta()) and _claims_utc(first.text)


def _is_unmarked_utc(first: DateCandidate, printed: DateCandidate, date_context: DateContext) -> bool:
    """Whether a date without a zone is the printed one in UTC: it was completed by the zone of the outlet."""
    shift = printed.at.astimezone(date_context.zone).utcoffset() if date_context.zone is not None else None
    minute = first.at.replace(second=0, microsecond=0)
    return bool(shift) and printed.at == minute + (shift or timedelta()) and not has_zone(first.text)


def _is_left_over(first: DateCandidate, printed: DateCandidate, declared_day: date, day: date) -> bool:
    """Whether a day that an element declares is that of its template: the element itself prints a much later one."""
    is_of_element = first.rule == "time" and first.element is not None and not first.timed
    is_printed_there = is_of_element and printed.text in spaced_text(first.element)
    return is_printed_there and day - declared_day > _LEFT_OVER


def _is_of_the_visit(first: DateCandidate, printed: DateCandidate, date_context: DateContext) -> bool:
    """Whether the page declares the time of every visit as its date: the printed date is another day."""
    return abs(date_context.fetched_at - first.at) < _VISIT and abs(first.at - printed.at) > _SAME_DAY


def _timed(first: DateCandidate, ordered: list[DateCandidate]) -> DateCandidate:
    """Replace a day alone by a time of that day from the listing or a meta: it is the same date, more exactly."""
    if first.timed:
        return first
    exact = (each for each in ordered if each.timed and each.rule in _MORE_EXACT)
    same = (each for each in exact if abs(each.at - first.at) < _SAME_DAY)
    return next(same, first)


def _modified(head: PageHead, date_context: DateContext) -> DateCandidate | None:
    declared = [head.jsonld.modified, *(text for name in _MODIFIED for text in head.metas.get(name, ()))]
    return next((found for text in declared if text and (found := date_context.read(text, "meta")) is not None), None)


def _local_day(candidate: DateCandidate, date_context: DateContext) -> date:
    return candidate.day or candidate.at.astimezone(date_context.zone or UTC).date()


def _claims_utc(text: str) -> bool:
    return text.rstrip().lower().endswith(("z", "+00:00", "+0000"))
