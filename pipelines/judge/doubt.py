"""How far a judged text is to be doubted: what the judge was unsure of, and where the readings part."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipelines.judge.line_counts import page_figures, page_names
from pipelines.judge.page_lines import JudgedPage

_SURE, _UNSURE = 0.9, 0.1
_LONG = 10


def doubt_names(peers: Sequence[str]) -> list[str]:
    """Return the names of the figures, in the order in which `doubt_figures` gives them."""
    return [
        "expected_f1", "kept_words", "unsure_words", "unsure_lines", "least_kept", "most_dropped", "lost_own",
        "added_to_own", "lost_agreed", "kept_lines", "long_lines", "runs", "linked", "above_title", "has_title",
        *page_names(peers),
    ]  # fmt: skip


def doubt_figures(page: JudgedPage, chances: Sequence[float], chosen: Sequence[int]) -> list[float]:
    """Return the figures of the page's text: *chances* are those of its open lines, *chosen* the lines kept."""
    order = page.open_lines()
    words = [page.lines[index].words for index in order]
    wanted = frozenset(chosen)
    kept = [index in wanted for index in order]
    lines = list(zip(order, words, chances, kept, strict=True))
    total = max(1, sum(words))
    own_words = max(1, sum(count for index, count, _, _ in lines if page.own[index]))
    sure = sum(count * chance for _, count, chance, yes in lines if yes)
    text = sum(count for _, count, _, yes in lines if yes)
    gold = sum(count * chance for _, count, chance, _ in lines)
    unsure = [count for _, count, chance, _ in lines if _UNSURE < chance < _SURE]
    runs = sum(1 for one, two in zip([False, *kept], kept, strict=False) if two and not one)
    return [
        2 * sure / (text + gold) if text + gold else 0.0,
        math.log1p(text),
        sum(unsure) / total,
        math.log1p(len(unsure)),
        min((chance for _, count, chance, yes in lines if yes and count >= _LONG), default=0.0),
        max((chance for _, count, chance, yes in lines if not yes and count >= _LONG), default=0.0),
        sum(count for index, count, _, yes in lines if page.own[index] and not yes) / own_words,
        min(5.0, sum(count for index, count, _, yes in lines if yes and not page.own[index]) / own_words),
        sum(count for index, count, _, yes in lines if not yes and all(each[index] for each in page.readings)) / total,
        math.log1p(sum(kept)),
        math.log1p(sum(yes and count >= _LONG for _, count, _, yes in lines)),
        math.log1p(runs),
        sum(page.lines[index].linked for index, _, _, yes in lines if yes)
        / max(1, sum(len(page.lines[index].text) for index, _, _, yes in lines if yes)),
        sum(count for index, count, _, yes in lines if yes and index < page.headline) / max(1, text),
        float(page.headline >= 0),
        *page_figures(page),
    ]  # fmt: skip
