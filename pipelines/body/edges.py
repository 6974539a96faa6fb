"""What is known of a page around its text, and what was removed from the edges of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.arabic import fold
from pipelines.fields.dates.context import DateContext


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimContext:
    """What the page says outside its body, which may be repeated at the edges of the body. All texts are folded.

    *titles* are headline, kicker and deck; *captions* the captions of pictures; *people* the authors; *sites* the names
    of the site. *signs* is where the outlet prints an author's name without a label: `above` or `below` the text.
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
        """Return the context of *titles* and *names* as printed; *sites* and *captions* are folded already."""
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
    """What was removed from the edges and belongs to other fields. *cut* is (rule, line) in order of removal.

    *stamp* is a line below the text that is only a date and a time in figures, that is labelled as the publication, or
    that signs with a day.
    """

    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    stamp: str | None = None
    cut: list[tuple[str, str]] = field(default_factory=list)
