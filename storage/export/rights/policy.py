"""How much of an article's text a record may hold: what it is for, its licence, and what its outlet reserves.

The careful answer wins: of several limits the narrowest, and a snippet where the outlet says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storage.articles.reader import TextExtent
from storage.rights import Rights

LONGEST_SNIPPET = 300
"""Characters of a snippet where the outlet names no number."""
_HIDDEN = frozenset({"noindex", "none"})
_MAX_SNIPPET = re.compile(r"max-snippet:(\d{1,6})")
_NAMES_FULL_TEXT = re.compile(r"republish|republication|full[ -]text|نشر", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:no|not|non|never|without|except|forbidden|prohibited|reserved|permission|n't|لا|لم|لن|غير|دون|بدون|عدم|يمنع|يحظر|"
    r"تمنع|تحظر|ممنوع|ممنوعة|محظور|محظورة|محفوظة|إذن|باستثناء)\b|n't\b",
    re.IGNORECASE,
)


class ExportPurpose(StrEnum):
    """What an export is for."""

    LINK = "link"
    SEARCH = "search"
    ANALYSIS = "analysis"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsPolicy:
    """What decides beside the article.

    *full_text*: the licence limits nothing (for an analysis of one's own). *silent_is_full*: an analysis may have the
    full text where there is no licence. What an outlet reserves limits every purpose.
    """

    purpose: ExportPurpose = ExportPurpose.SEARCH
    full_text: bool = False
    silent_is_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimit:
    """A limit of the text: *reason* is a word for it, *longest* the most characters of a snippet."""

    extent: TextExtent
    reason: str | None = None
    longest: int = LONGEST_SNIPPET


_ORDER = {TextExtent.LINK: 0, TextExtent.SNIPPET: 1, TextExtent.FULL: 2}
_NO_LIMIT = TextLimit(extent=TextExtent.FULL)


def hiding_directive(rights: Rights | None) -> str | None:
    """Return the directive by which the outlet forbids to index the article at all; `None`: there is none."""
    return next((name for name, _ in rights.directives if name in _HIDDEN), None) if rights is not None else None


@lru_cache(maxsize=4096)
def text_limit(rights: Rights | None, licence: str | None, policy: RightsPolicy) -> TextLimit:
    """Return the narrowest limit of an article's text; of two equal ones the one that leaves the shorter snippet."""
    limits = [*_of_purpose(policy), *_of_rights(rights, policy.purpose), *_of_licence(licence, policy)]
    return min(limits, key=lambda limit: (_ORDER[limit.extent], limit.longest), default=_NO_LIMIT)


def _of_purpose(policy: RightsPolicy) -> Iterator[TextLimit]:
    if policy.purpose is ExportPurpose.LINK:
        yield TextLimit(extent=TextExtent.LINK, reason="purpose")


def _of_rights(rights: Rights | None, purpose: ExportPurpose) -> Iterator[TextLimit]:
    if rights is None:
        return
    trains = purpose is ExportPurpose.TRAINING
    of_ai = TextExtent.LINK if trains else TextExtent.SNIPPET
    for name, _ in rights.directives:
        if name == "nosnippet" or name in _HIDDEN:
            yield TextLimit(extent=TextExtent.LINK, reason=name)
        elif name == "noarchive":
            yield TextLimit(extent=TextExtent.SNIPPET, reason=name)
        elif name == "noai":
            yield TextLimit(extent=of_ai, reason=name)
        elif (found := _MAX_SNIPPET.fullmatch(name)) is not None:
            yield TextLimit(extent=TextExtent.SNIPPET, reason=name, longest=min(int(found[1]), LONGEST_SNIPPET))
    if rights.tdm is not None and rights.tdm.reserved:
        yield TextLimit(extent=of_ai, reason="tdm-reservation")
    if rights.agents and trains:
        yield TextLimit(extent=TextExtent.LINK, reason="ai-agents")
    yield from _of_signals(dict(rights.signals), purpose)


def _of_signals(signals: dict[str, str], purpose: ExportPurpose) -> Iterator[TextLimit]:
    """Yield the limits of `Content-Signal` lines (contentsignals.org): each of the three names is about one purpose."""
    if purpose is ExportPurpose.TRAINING and signals.get("ai-train") == "no":
        yield TextLimit(extent=TextExtent.LINK, reason="ai-train=no")
    if purpose in {ExportPurpose.ANALYSIS, ExportPurpose.TRAINING} and signals.get("ai-input") == "no":
        yield TextLimit(extent=TextExtent.SNIPPET, reason="ai-input=no")
    if purpose is ExportPurpose.SEARCH and signals.get("search") == "no":
        yield TextLimit(extent=TextExtent.LINK, reason="search=no")


def _of_licence(licence: str | None, policy: RightsPolicy) -> Iterator[TextLimit]:
    if policy.full_text or names_full_text(licence):
        return
    if licence is None and policy.silent_is_full and policy.purpose is ExportPurpose.ANALYSIS:
        return
    extent = TextExtent.LINK if policy.purpose is ExportPurpose.TRAINING else TextExtent.SNIPPET
    yield TextLimit(extent=extent, reason="no-licence" if licence is None else "licence")


def names_full_text(licence: str | None) -> bool:
    """Whether a licence names republishing or the full text, and nothing in it denies or reserves anything."""
    return licence is not None and bool(_NAMES_FULL_TEXT.search(licence)) and not _DENIES.search(licence)
