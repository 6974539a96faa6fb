"""What the tools for models give of hostile articles is bounded, and nothing in it steers or hides."""

from __future__ import annotations

import json
import re
from pathlib import Path

from crawler.web.mcp.tools import StoreTools
from storage.records import ReadArticle
from tests.fault.hostile.hostile_texts import hostile_articles
from tests.support.stores import fetched, started_store

HIDING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e01ef]")


def test_hostile_articles_are_bounded_data(tmp_path: Path) -> None:
    """No character that steers or hides, and no answer over 100,000 characters, whatever twenty hostile articles print."""
    with started_store(tmp_path / "rasad.db") as store:
        kept: list[ReadArticle] = [*hostile_articles(), *hostile_articles(edit=" معدل")]
        for each in kept:
            store.articles.keep([fetched(each.article.requested_url, each)], run_id=1)
        tools = StoreTools(path=Path(store.file.path), silent_is_full=True)
        ids = [number for (number,) in store.file.db.execute("select id from articles order by id")]
        answers = [tools.search_articles("خبر OR الأمن", 50), tools.list_corrections(50), tools.list_outlets()]
        answers += [tools.get_article(each) for each in ids] + [tools.get_corrections(each) for each in ids]
    written = [json.dumps(each, ensure_ascii=False) for each in answers]

    assert ([], []) == (
        [each for each in written if HIDING.search(each)],
        [each for each in written if len(each) > 100_000],
    )
    assert 20 == len(ids)
