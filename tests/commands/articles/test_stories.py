"""`rasad stories` and `rasad story`: who tells an event, who was first, in whose words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from crawler.cli.articles.stories import stories
from crawler.cli.articles.story import story
from crawler.cli.search.reindex import reindex
from crawler.config.data_dir import DataDir
from storage.records import DatePrecision
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, fetched, query_rows, read

HEADLINE = "زلزال قوي يضرب تافراوت ويخلف 12 قتيلا"
WIRE = (
    "لقي 12 شخصا حتفهم في زلزال ضرب بلدة تافراوت جنوب المغرب فجر الخميس، وفق ما أعلن الدفاع المدني الذي أرسل فرق إنقاذ."
)
OWN = "وقال شهود في تافراوت إن الزلزال هدم بيوتا قديمة من الطين، وإن السكان قضوا الليل في العراء خوفا من هزات أخرى تتبع الأولى."
OTHER = "وصلت إلى تافراوت قافلة خيام وأغطية بعد الزلزال الذي أودى بحياة 12 شخصا، وأقيم مستشفى ميداني قرب المدرسة المهدمة في البلدة."
FAR = ["--days", "36500"]


def _keep(store: Store, name: str, source: str, headline: str, body: str, *, at: datetime, day: bool = False) -> None:
    made = read(HOME + name, headline, body, published_at=at)
    values: dict[str, object] = {"source_id": source, "published_precision": DatePrecision.MINUTE}
    if day:
        last = at + timedelta(hours=23, minutes=59, seconds=59)
        values = {"source_id": source, "published_precision": DatePrecision.DAY, "published_day": at.date()}
        values["published_until"] = last
    article = replace(made.article, **values)  # type: ignore[arg-type]  # the fields above
    store.articles.keep([replace(fetched(HOME + name, replace(made, article=article)), source_id=source)], run_id=1)


@pytest.fixture
def data(store: Store, tmp_path: Path) -> Path:
    outlets = {"ma_one": "الأفق", "eg_two": "النيل", "lb_three": "الأرز"}
    store.sources.register([make_source(each, outlet=name) for each, name in outlets.items()])
    _keep(store, "a", "ma_one", HEADLINE, f"{WIRE}\n\n{OWN}", at=NOW)
    _keep(store, "b", "eg_two", "12 قتيلا في زلزال تافراوت", f"{OTHER}\n\n{WIRE}", at=NOW + timedelta(hours=2))
    _keep(store, "c", "lb_three", HEADLINE, f"{WIRE}\n\n{OWN}", at=NOW + timedelta(hours=3))
    _keep(store, "d", "lb_three", "البرلمان يقر الميزانية", "أقر البرلمان الميزانية بعد نقاش طويل.", at=NOW)
    return tmp_path


def _run(data: Path, command: click.Command, *words: str) -> Result:
    return CliRunner().invoke(command, words, obj=DataDir(data=data))


def test_the_list_counts_outlets_and_voices(data: Path) -> None:
    """Three outlets tell it with two voices, since one prints another's text; what one outlet tells alone is left out."""
    (listed,) = json.loads(_run(data, stories, *FAR, "--json").stdout)

    names = ("story_id", "headline", "outlets", "voices", "articles", "first_outlet")
    assert (1, HEADLINE, 3, 2, 3, "الأفق") == tuple(listed[each] for each in names)


def test_no_story_says_how_to_see_further_back(data: Path) -> None:
    assert "--days" in _run(data, stories, *FAR, "--outlets", "4").stderr


def test_a_story_is_shown_from_any_of_its_articles(data: Path) -> None:
    """Who was first, in what headlines differ, and which paragraphs come from whom; each name in isolates."""
    lines = _run(data, story, "2").stdout.splitlines()

    assert lines[:3] == [
        f"story 1: \u2068{HEADLINE}\u2069",
        "3 outlets, 2 voices, 3 articles",
        "first: \u2068الأفق\u2069",
    ]
    assert "    headline lacks: \u2068قوي يضرب ويخلف\u2069" in lines
    assert "    takes 2 of 2 paragraphs from 1 \u2068الأفق\u2069" in lines
    assert any(each.endswith("(copy of 1)") for each in lines)


def test_a_story_in_json_has_every_article(data: Path) -> None:
    document = json.loads(_run(data, story, "1", "--json").stdout)
    taken = {each["article_id"]: [part["paragraph"] for part in each["taken"]] for each in document["articles"]}

    assert ([1], {1: [], 2: [2], 3: [1, 2]}) == (document["may_be_first"], taken)


def test_who_was_first_is_not_said_where_the_dates_do_not_tell(store: Store, tmp_path: Path) -> None:
    """An outlet that prints days alone may have been first, and may have been last."""
    store.sources.register([make_source("ma_one", outlet="الأفق"), make_source("eg_two", outlet="النيل")])
    _keep(store, "a", "ma_one", HEADLINE, WIRE + OWN, at=NOW)
    _keep(store, "b", "eg_two", "12 قتيلا في زلزال تافراوت", OTHER + WIRE, at=NOW.replace(hour=0), day=True)
    shown = _run(tmp_path, story, "1").stdout

    assert "first: cannot be told from the dates; one of \u2068الأفق\u2069 and \u2068النيل\u2069" in shown
    assert f"{NOW:%Y-%m-%d}      " in shown


@pytest.mark.parametrize(
    ("words", "message"), [(["77"], "no article has the number 77"), (["9" * 30], "not in the range")]
)
def test_unknown_numbers_are_errors_of_use(data: Path, words: list[str], message: str) -> None:
    result = _run(data, story, *words)

    assert (2, True) == (result.exit_code, message in result.stderr)


def test_articles_of_an_older_version_get_their_stories_from_reindex(data: Path) -> None:
    """As after an upgrade: the lists say that they are missing, and `rasad reindex` makes the same stories again."""
    before = query_rows(data, "select article_id, story_id, strength from story_articles order by 1")
    for table in ("story_keys", "story_articles", "story_sketches"):
        query_rows(data, f"delete from {table}")  # noqa: S608  # names above
    missing = _run(data, stories, *FAR)
    without = _run(data, story, "1")
    _run(data, reindex)

    assert ("4 articles" in missing.stderr, 2) == (True, without.exit_code)
    assert before == query_rows(data, "select article_id, story_id, strength from story_articles order by 1")


def test_hostile_text_does_not_leave_its_line(store: Store, tmp_path: Path) -> None:
    """A headline with an override, an escape and a line break is shown as one harmless line."""
    store.sources.register([make_source("ma_one", outlet="الأفق")])
    _keep(store, "a", "ma_one", f"{HEADLINE}\u202e\x1b[31m\nfirst: nobody", WIRE + OWN, at=NOW)
    shown = _run(tmp_path, story, "1").stdout

    assert ("\u202e" in shown, "\x1b" in shown, "\nfirst: nobody" in shown) == (False, False, False)
