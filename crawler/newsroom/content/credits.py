"""Where an outlet prints the place and the agency of a piece: on a line of their own, or glued to its text."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.newsroom.truth import Outlet, Piece, Style

_OWN_LINE = frozenset({Style.SAHIFA, Style.DRUPAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """*line* stands above the text, *opening* opens its first paragraph, *closing* ends its last; empty: not there."""

    line: str = ""
    opening: str = ""
    closing: str = ""


def credits_of(outlet: Outlet, piece: Piece) -> Credits:
    """Return how *outlet* prints dateline and agency."""
    place, agency = piece.dateline, piece.agency
    if outlet.style is Style.TABLE:
        return Credits(opening=f"{place} – " if place else "", closing=f" ({agency})" if agency else "")
    if place is None:
        return Credits()
    if agency and outlet.style in _OWN_LINE:
        return Credits(line=f"{place} - {agency}")
    if outlet.style is Style.BREAKS:
        return Credits(opening=f"{place} - {agency}: " if agency else f"{place} - ")
    return Credits(opening=f"{place} ({agency}) – " if agency else f"{place} – ")


def printed_body(outlet: Outlet, piece: Piece) -> tuple[str, ...]:
    """Return the paragraphs as printed, which is how a reader must give them: a paragraph is never cut."""
    said = credits_of(outlet, piece)
    opened = (said.opening + piece.body[0], *piece.body[1:])
    return (*opened[:-1], opened[-1] + said.closing)
