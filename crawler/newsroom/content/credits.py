"""How an outlet prints the dateline and the agency of an article: on a line of their own, or joined to the text."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle

_OWN_LINE = frozenset({SiteStyle.SAHIFA, SiteStyle.DRUPAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceCredits:
    """*line* is printed above the text, *opening* before its first paragraph, *closing* after its last; empty: absent."""

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
    """Return the paragraphs as printed; a reader must return the same, because it never cuts inside a paragraph."""
    printed = credits_of(outlet, piece)
    opened = (printed.opening + piece.body[0], *piece.body[1:])
    return (*opened[:-1], opened[-1] + printed.closing)
