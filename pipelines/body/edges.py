"""What is known around a text, and what was taken from its edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.arabic import fold
from pipelines.fields.date_context import DateContext


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimContext:
    """What is known of the page around its body, to be found again at the body's edges.

    *titles* are headline, kicker and deck; *captions* the folded lines of pictures; *people* the authors; *sites* the
    folded names of the site. *signs* is where the outlet signs with a bare name: `above` or `below` the text.
    """

    titles: frozenset[str]
    captions: frozenset[str]
    people: frozenset[str]
    sites: frozenset[str]
    clock: DateContext
    signs: str | None = None

    @classmethod
    def of(
        cls,
        *,
        titles: Iterable[str],
        names: Iterable[str],
        sites: frozenset[str],
        clock: DateContext,
        captions: frozenset[str] = frozenset(),
        signs: str | None = None,
    ) -> TrimContext:
        return cls(
            titles=frozenset(fold(each) for each in titles if each),
            captions=captions,
            people=frozenset(fold(each) for each in names),
            sites=sites,
            clock=clock,
            signs=signs,
        )


@dataclass(slots=True, kw_only=True)
class TrimmedEdges:
    """What was taken from the edges: it belongs to fields, not to the body. *cut* is (rule, line) in order.

    *stamp* is a day and a time in figures that stand below the text, alone on their line.
    """

    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    stamp: str | None = None
    cut: list[tuple[str, str]] = field(default_factory=list)
