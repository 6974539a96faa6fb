"""`rasad serve --mcp` as a program of others starts it: the SDK's own client, a process, and a hostile store."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.fault.hostile.hostile_texts import QUERIES, hostile_articles
from tests.support.paths import ROOT
from tests.support.stores import HOME, fetched, read, started_store

mcp = pytest.importorskip("mcp", reason="needs the MCP SDK: make test-web")
TOOLS = {"search_articles", "get_article", "list_stories", "get_story", "list_outlets", "list_corrections",
         "get_corrections", "attention"}  # fmt: skip
Call = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tools")
    with started_store(folder / "rasad.db") as store:
        for each in hostile_articles():
            store.articles.keep([fetched(each.article.requested_url, each)], run_id=1)
        store.articles.keep([fetched(f"{HOME}plain", read(f"{HOME}plain", "خبر", "اجتمع مجلس الأمن"))], run_id=1)
    return folder


def _asked(data: Path, *calls: Call) -> tuple[Any, list[Any]]:
    """Start the server, list its tools, call them and end it; return the list and the answers."""
    words = ["-m", "crawler", "--data", str(data), "serve", "--mcp"]
    server = mcp.StdioServerParameters(command=sys.executable, args=words, cwd=str(ROOT))

    async def talk() -> tuple[Any, list[Any]]:
        async with mcp.Client(server, read_timeout_seconds=60) as client:
            return (await client.list_tools()).tools, [await client.call_tool(*each) for each in calls]

    return asyncio.run(talk())


def _texts(answers: Sequence[Any]) -> list[str]:
    return [part.text for each in answers for part in each.content]


def test_the_tools_only_read_and_find_the_article(data: Path) -> None:
    """Every tool says that it reads; what it finds is structured data and the same as text."""
    before = (data / "rasad.db").read_bytes()
    tools, (found, outlets) = _asked(data, ("search_articles", {"query": "مجلس الأمن"}), ("list_outlets", {}))

    assert TOOLS == {each.name for each in tools}
    assert {(True, False)} == {(each.annotations.read_only_hint, each.annotations.destructive_hint) for each in tools}
    assert [False, False] == [found.is_error, outlets.is_error]
    assert f"{HOME}plain" in [each["url"] for each in found.structured_content["articles"]]
    assert found.structured_content == json.loads(_texts([found])[0])
    assert before == (data / "rasad.db").read_bytes()


def test_errors_are_those_of_the_protocol(data: Path) -> None:
    """What is wrong with a call is said, without a path or a traceback; the server goes on."""
    calls: list[Call] = [
        ("search_articles", {"query": "الأمن source:xx_none"}), ("get_article", {"article": 999}),
        ("get_article", {"article": "x"}), ("get_article", {}), ("drop_table", {}), ("list_outlets", {}),
    ]  # fmt: skip
    _, answers = _asked(data, *calls)

    assert [True] * 5 + [False] == [each.is_error for each in answers]
    assert "'xx_none' is no source of this store" in _texts(answers)[0]
    assert [] == [each for each in _texts(answers) if str(data) in each or "Traceback" in each]


def test_a_store_that_is_gone_is_an_error_without_its_path(data: Path, tmp_path: Path) -> None:
    """It goes while the server runs: the call fails, and nothing is made in its place."""
    path = tmp_path / "rasad.db"
    path.write_bytes((data / "rasad.db").read_bytes())

    async def talk() -> Any:
        words = ["-m", "crawler", "--data", str(tmp_path), "serve", "--mcp"]
        server = mcp.StdioServerParameters(command=sys.executable, args=words, cwd=str(ROOT))
        async with mcp.Client(server, read_timeout_seconds=60) as client:
            await client.list_tools()
            path.unlink()
            return await client.call_tool("list_outlets", {})

    (text,) = _texts([asyncio.run(talk())])

    assert (True, False, False) == ("the store cannot be opened now" in text, str(tmp_path) in text, path.exists())


def test_a_hundred_hostile_queries_are_answers_or_refusals(data: Path) -> None:
    calls: list[Call] = [
        ("search_articles", {"query": each.encode(errors="replace").decode()[:5000]}) for each in QUERIES
    ]
    _, answers = _asked(data, *calls)

    assert len(QUERIES) == len(answers)
    assert [] == [each for each in _texts(answers) if str(data) in each or "Traceback" in each or len(each) > 100_000]
    assert [] == [each for each in _texts(answers) if "\u202e" in each or "\x1b" in each]


def test_nothing_of_the_crawl_can_be_reached(data: Path) -> None:
    """No tool takes SQL, a path or the name of a table."""
    tools, _ = _asked(data)
    names = {name for each in tools for name in each.input_schema["properties"]}

    assert {"query", "limit", "newest_first", "originals_only", "article", "from_character", "day", "least_outlets",
            "story", "country", "by", "by_outlet"} == names  # fmt: skip
