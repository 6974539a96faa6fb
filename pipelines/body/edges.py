"""What is known of a page around its text, and what was removed from the edges of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.arabic import fold
from pipelines.arabic.names.bylines import is_person
from pipelines.arabic.names.titles import has_profession
from pipelines.fields.dates.context import DateContext

# What stands beside the name of an author on its line: the town in brackets, the account.
_BESIDE_NAME = re.compile(r"\([^()]{2,25}\)|@[\w.]{2,30}|[A-Za-z][\w.]{1,30}@")
_PARTED = re.compile(r"\s[-–—|/]\s")
_LABELS = ("بقلم", "كتب", "كتبت", "by")
_SAYS = re.compile(r"(?<!\w)(?:قال|يقول|تقول|اكد|اوضح|اضاف|كتبت?|ذكر|راي|يري)\w{0,2}(?!\w)")
_FEW, _BIO = 3, 45


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

    def is_author(self, bare: str) -> bool:
        """Whether a folded line is the name of an author: with a label, a town or an account, or in full."""
        if bare in self.people or self._is_in_full(bare):
            return True
        bare = " ".join(_BESIDE_NAME.sub(" ", bare).split())
        label, _, name = (each.strip() for each in bare.partition(":"))
        if name in self.people and len(label.split()) <= _FEW:
            return True
        parts = [each.strip() for each in _PARTED.split(bare)]
        if len(parts) > 1 and any(each in self.people for each in parts):
            return all(each in self.people or len(each.split()) <= _FEW for each in parts)
        return bare in self.people or bare in {f"{label} {each}" for each in self.people for label in _LABELS}

    def is_bio(self, line: str) -> bool:
        """Whether a line opens with an author's name and what the author does: `ليلى منصور باحثة أولى في …`."""
        words = line.replace("،", " ").split()
        known = (size for size in (2, 3, 4) if fold(" ".join(words[:size])) in self.people)
        size = next(known, 0)
        behind = " ".join(words[size : size + _FEW])
        return 0 < size < len(words) <= _BIO and has_profession(behind) and not _SAYS.search(fold(behind))

    def _is_in_full(self, bare: str) -> bool:
        """Whether a line is the full name of an author whose byline has the initial: `ع. بوزيدي`."""
        initials = {(each[0], each.split()[-1]) for each in self.people if each[1:3] == ". "}
        return bool(initials) and is_person(bare) and (bare[0], bare.rsplit(maxsplit=1)[-1]) in initials


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
