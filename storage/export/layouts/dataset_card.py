"""The card of a data set for the Hugging Face Hub: its README.md, with a header in YAML. Pure functions."""

from __future__ import annotations

import json
import re
from collections import Counter

from storage.export.layouts.folder_layout import DatasetSummary
from storage.export.printable import printable

DATA_FILES = "data/train-*.parquet"
_SIZES = (
    (1_000, "1K"),
    (10_000, "10K"),
    (100_000, "100K"),
    (1_000_000, "1M"),
    (10_000_000, "10M"),
    (100_000_000, "100M"),
)
_LANGUAGE = re.compile("[a-z]{2,3}")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#])")
_MOST_OUTLETS = 200


def dataset_card(summary: DatasetSummary, *, title: str, purpose: str) -> str:
    """Return the card. The licence is left to who publishes the data set: a comment says so."""
    languages = sorted(each for each in summary.languages if _LANGUAGE.fullmatch(each)) or ["ar"]
    header = [
        "# license: the texts belong to their outlets; name the licence under which you publish this data set",
        "language:",
        *(f"- {each}" for each in languages),
        f"pretty_name: {json.dumps(printable(title), ensure_ascii=False)}",
        "size_categories:",
        f"- {size_category(summary.records)}",
        "tags:",
        "- news",
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: train",
        f"    path: {DATA_FILES}",
    ]
    return "\n".join(["---", *header, "---", "", *_text(summary, title, purpose)]) + "\n"


def size_category(records: int) -> str:
    """Return the Hub's word for a number of records."""
    lower = "n<1K"
    for (least, name), (_, above) in zip(_SIZES, (*_SIZES[1:], (0, "1B")), strict=True):
        if records >= least:
            lower = f"{name}<n<{above}"
    return lower


def _text(summary: DatasetSummary, title: str, purpose: str) -> list[str]:
    days = f", from {summary.first:%Y-%m-%d} to {summary.last:%Y-%m-%d}" if summary.first and summary.last else ""
    return [
        f"# {_escaped(title)}",
        "",
        f"{summary.records:,} news articles of {len(summary.outlets):,} outlets{days} (UTC), written by `rasad export --layout hf`.",
        "A row is one article; `id` is its key. Withdrawn articles are left out.",
        "",
        "## How much of the texts",
        "",
        f"Written for the purpose `{purpose}`. The licence of each outlet, and what it reserves for robots, text mining and AI,",
        "decide how much of a text a row holds (`holds`), and `withheld` says why it is not all.",
        "",
        *_table("holds", summary.extents),
        "",
        *(["", *_table("withheld", summary.withheld), ""] if summary.withheld else []),
        "## Outlets",
        "",
        *_table("outlet", summary.outlets),
    ]


def _table(heading: str, counts: Counter[str]) -> list[str]:
    rows = [f"| {_escaped(name)} | {count:,} |" for name, count in counts.most_common(_MOST_OUTLETS)]
    more = len(counts) - _MOST_OUTLETS
    return [f"| {heading} | articles |", "| --- | --- |", *rows, *([f"| and {more:,} more | |"] if more > 0 else [])]


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", printable(text))
