"""The words of a page in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PageLanguage(StrEnum):
    """The language of a page; its value is the ISO 639 code."""

    ARABIC = "ar"
    ENGLISH = "en"

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return "rtl" if self is PageLanguage.ARABIC else "ltr"


@dataclass(frozen=True, slots=True)
class PagePhrase:
    """One text of a page in both languages."""

    arabic: str
    english: str

    def text(self, language: PageLanguage) -> str:
        """Return it in *language*."""
        return self.arabic if language is PageLanguage.ARABIC else self.english


def number(value: int) -> str:
    """Return a count with separators, in the digits that both languages read."""
    return f"{value:,}"


def share(part: int, whole: int) -> str:
    """Return *part* of *whole* in per cent; a dash of nothing."""
    return f"{part / whole:.1%}" if whole else "–"
