"""The articles of a story as the rules of retelling compare them."""

from __future__ import annotations

from datetime import datetime, timedelta

from pipelines.arabic.stories.retelling import RetoldText
from storage.analysis.stories.stories import StoryMember
from storage.records import DatePrecision

_SPANS = {DatePrecision.SECOND: timedelta(0), DatePrecision.MINUTE: timedelta(seconds=59)}


def retold_text(member: StoryMember) -> RetoldText:
    """Return an article of a story with the first and the last moment that its date can mean."""
    return RetoldText(
        article_id=member.article_id,
        headline=member.headline,
        body=member.body,
        earliest=member.published_at,
        latest=_latest(member),
    )


def _latest(member: StoryMember) -> datetime | None:
    """Return the last moment that a date can mean: the end of its day or of its minute."""
    if member.published_at is None or member.published_until is not None:
        return member.published_until
    precision = DatePrecision(member.published_precision) if member.published_precision else DatePrecision.MINUTE
    return member.published_at + _SPANS.get(precision, timedelta(0))
