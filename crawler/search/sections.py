"""Finds the sections that a typed name means: each outlet spells its own."""

from __future__ import annotations

from pipelines.arabic.search.stem import stems
from storage.store import Store


def fitting_sections(store: Store, typed: str | None) -> tuple[str, ...] | None:
    """Return the sections of the store that have the words of *typed* side by side, in any form; `None` for `None`.

    None may fit: what outlets call their sections is free text.
    """
    if typed is None:
        return None
    wanted = stems(typed)
    return tuple(each for each in store.articles.sections() if _holds(stems(each), wanted))


def _holds(words: list[str], wanted: list[str]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
