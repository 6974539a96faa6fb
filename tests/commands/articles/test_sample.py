"""`rasad sample`: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from crawler.cli.articles.sample import sample
from crawler.config.data_dir import DataDir
from storage.store import Store
from tests.support.stores import HOME, fetched, read


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(sample, words, obj=DataDir(data=data))


def test_the_sample_says_how_it_was_drawn(store: Store, tmp_path: Path) -> None:
    """Seed, strata, the number drawn from, and for each article its weight."""
    for name in ("a", "b", "c", "d"):
        body = " ".join(f"{name}{number}" for number in range(30))
        store.articles.keep([fetched(HOME + name, read(HOME + name, f"خبر {name}", body))], run_id=1)
    found = json.loads(_run(tmp_path, "2", "--seed", "7", "--by", "outlet,hijri-month", "--json").stdout)

    assert ("7", ["outlet", "hijri-month"], 4, [["ma_outlet", "1448-06"]] * 2, [2.0, 2.0]) == (
        found["seed"],
        found["by"],
        found["sample"]["frame_articles"],
        [each["stratum"] for each in found["sample"]["articles"]],
        [each["weight"] for each in found["sample"]["articles"]],
    )


def test_unknown_words_and_sources_are_errors_of_usage(store: Store, tmp_path: Path) -> None:
    """Status 2 and the words that there are."""
    store.sources.licences()
    ends = [_run(tmp_path, "5", *words) for words in (("--by", "outlet,mood"), ("--source", "ma_none"), ())]

    assert ([2, 2, 0], True) == ([each.exit_code for each in ends], "not one of outlet, country" in ends[0].output)
