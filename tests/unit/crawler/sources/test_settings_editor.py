"""`rasad sources enable` changes its lists in the settings and leaves everything else as the operator wrote it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.config.rasad_toml import ConfigError
from crawler.sources.settings_editor import edit_lists, edited
from tests.support.tables import every_row

COMMENTED = """# the desk's settings
contact = "desk@example.org"  # [crawl] is below

[crawl] # ours
sources = [
    "ma_one",  # asked for by the desk
    'ma_two' ,
    "ma_three" # no comma
]
exclude = ["eg_x"]   # they asked us

[later]
sources = ["not this one"]
"""


def test_only_the_element_changes() -> None:
    """A removed id takes its line, an added one gets its own; comments and other tables stay."""
    wanted = """# the desk's settings
contact = "desk@example.org"  # [crawl] is below

[crawl] # ours
sources = [
    "ma_one",  # asked for by the desk
    "ma_three", # no comma
    "ma_four",
]
exclude = []   # they asked us

[later]
sources = ["not this one"]
"""

    assert edited(COMMENTED, "crawl", {"sources": ["ma_one", "ma_three", "ma_four"], "exclude": []}) == wanted


@every_row(
    "text",
    [
        "",
        "contact = 'a@b.c'",
        "contact = 'a@b.c'\r\n",
        "[crawl]",
        "[crawl] # here",
        "  [ crawl ]\r\n\r\n[other]\r\nx = 1\r\n",
        "[crawl]\nsources = []",
        "[crawl]\nsources = [ # nothing yet\n]\n",
        "[crawl]\nsources = [\n\n]\n",
        "[crawl]\nsources=['ma_a',\n  'ma_b']\n",
        '[crawl]\nsources = ["ma_b",\t"ma_a", ] # two\n',
        '[crawl]\r\nsources = [\r\n\t"ma_a", "ma_b", # two on a line\r\n]\r\n',
        '[crawl]\nexclude = ["ma_new"]\nsources = [\n"ma_b" # no, [really]\n, "ma_a" ]',
        '[a]\nsources = ["x"]\n[crawl]\n[b]\nsources = ["y"]\n',
        "[crawl]\n# sources = ['ma_old']\ncountries = ['ma']\n",
    ],
)
def test_any_layout_gives_exactly_the_wanted_lists(text: str) -> None:
    """The result is read back: the two lists are as wanted, in any order of their ids, and all else is as before."""
    before = tomllib.loads(text)
    kept = before.get("crawl", {}).get("sources", [])
    lists = {"sources": [*kept, "ma_new"], "exclude": []}

    new = edited(text, "crawl", lists)

    assert new is not None
    assert tomllib.loads(new) == {**before, "crawl": {**before.get("crawl", {}), **lists}}


@pytest.mark.parametrize(
    "text",
    [
        "crawl = { sources = ['ma_a'] }\n",
        "crawl.sources = ['ma_a']\n",
        "crawl = 5\n",
        "[crawl\n",
    ],
)
def test_a_layout_that_is_not_understood_changes_nothing(tmp_path: Path, text: str) -> None:
    """The operator is told what to write instead; the file is as it was."""
    path = tmp_path / "rasad.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        edit_lists(path, "crawl", {"sources": ["ma_b"]})

    assert (text, True) == (path.read_text(encoding="utf-8"), 'sources = ["ma_b"]' in str(caught.value))


def test_a_text_that_looks_like_the_table_is_left_alone() -> None:
    """`[crawl]` within a text of several lines is not the table."""
    text = "note = '''\n[crawl]\nsources = []\n'''\n"

    new = edited(text, "crawl", {"sources": ["ma_a"]})

    assert new is None or tomllib.loads(new)["note"] == tomllib.loads(text)["note"]


def test_the_mode_and_a_link_stay(tmp_path: Path) -> None:
    """A settings file that only its owner reads stays so, and a link to it stays a link."""
    real, link = tmp_path / "real.toml", tmp_path / "rasad.toml"
    real.write_text("", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)

    edit_lists(link, "crawl", {"sources": ["ma_a"]})

    assert (True, 0o600, '[crawl]\nsources = ["ma_a"]\n') == (
        link.is_symlink(),
        real.stat().st_mode & 0o777,
        real.read_text(encoding="utf-8"),
    )
