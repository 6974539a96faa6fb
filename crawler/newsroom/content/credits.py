"""Where an outlet prints the place and the agency of a piece: on a line of their own, or glued to its text."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle

_OWN_LINE = frozenset({SiteStyle.SAHIFA, SiteStyle.DRUPAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceCredits:
    """*line* stands above the text, *opening* opens its first paragraph, *closing* ends its last; empty: not there."""

    line: str = ""
    opening: str = ""
    closing: str = ""


def credits_of(outlet: NewsroomOutlet, piece: NewsroomPiece) -> PieceCredits:
    """Return how *outlet* prints dateline and agency."""
    place, agency = piece.dateline, piece.agency
    if outlet.style is SiteStyle.TABLE:
        return PieceCredits(opening=f"{place} – " if place else "", closing=f" ({agency})" if agency else "")
    if place is None:
        return PieceCredits()
    if agency and outlet.style in _OWN_LINE:
        return PieceCredits(line=f"{place} - {agency}")
    if outlet.style is SiteStyle.BREAKS:
        return PieceCredits(opening=f"{place} - {agency}: " if agency else f"{place} - ")
    return PieceCredits(opening=f"{place} ({agency}) – " if agency else f"{place} – ")


def printed_body(outlet: NewsroomOutlet, piece: NewsroomPiece) -> tuple[str, ...]:
    """Return the paragraphs as printed, which is how a reader must give them: a paragraph is never cut."""
    said = credits_of(outlet, piece)
    opened = (said.opening + piece.body[0], *piece.body[1:])
    return (*opened[:-1], opened[-1] + said.closing)
