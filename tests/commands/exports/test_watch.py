"""A watch tells what is new of its query, once, and nothing is lost when its reader cannot be told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner, Result

from crawler.__main__ import rasad
from crawler.cli.exports.watching import run_sending_watches
from crawler.cli.operators.watched_run import watched_run
from crawler.config.data_dir import DataDir
from storage.exit_status import ExitStatus
from storage.records import Gone
from storage.store import Store
from tests.commands.delivery.mail_server import mail_server
from tests.commands.delivery.receiver import receiving
from tests.support.exports import json_lines, keep_article
from tests.support.stores import HOME, fetched, started_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with started_store(tmp_path / "rasad.db") as store:
        keep_article(store, "old")
        yield store


def _rasad(store: Store, *words: str) -> Result:
    return CliRunner().invoke(rasad, ["--data", str(store.file.path.parent), "watch", *words])


def _urls(path: Path) -> list[str]:
    return [row["canonical_url"].removeprefix(HOME) for row in json_lines(path)] if path.exists() else []


def test_a_watch_tells_what_comes_after_it_once(store: Store, tmp_path: Path) -> None:
    """With the grammar of the search, filters too; a withdrawal only of what was told."""
    out = tmp_path / "out.jsonl"
    _rasad(store, "add", "new", "عنوان", "source:ma_outlet", "-كلمةother3", "--to", "exec", f"cat >> {out}")
    _rasad(store, "run")
    for name in ("a", "other"):
        keep_article(store, name)
    store.articles.keep([fetched(f"{HOME}old", Gone(status=410))], run_id=1)
    first, second = _rasad(store, "run"), _rasad(store, "run", "new")
    store.articles.keep([fetched(f"{HOME}a", Gone(status=410))], run_id=1)
    _rasad(store, "run")

    assert (0, 0) == (first.exit_code, second.exit_code)
    assert ["a", "a"] == _urls(out)
    assert ["new", "withdrawn"] == [row["op"] for row in json_lines(out)]


def test_sections_and_agencies_of_the_query_count(store: Store, tmp_path: Path) -> None:
    """In a watch and in an export of a query."""
    _rasad(
        store, "add", "new", "عنوان", "section:سياسة", "agency:رويترز", "--to", "exec", f"cat >> {tmp_path}/out.jsonl"
    )
    rows = {"a": ("السياسة", "reuters"), "b": ("السياسة", None), "c": ("رياضة", "reuters")}
    for name, values in rows.items():
        keep_article(store, name)
        where = (*values, HOME + name)
        store.file.db.execute("update articles set section = ?, agency_id = ? where canonical_url = ?", where)
    _rasad(store, "run")
    selection = ["--query", "عنوان agency:reuters section:الرياضة", "-o", f"{tmp_path}/all.jsonl"]
    done = CliRunner().invoke(rasad, ["--data", str(tmp_path), "export", "--format", "jsonl", *selection])

    assert (0, ["a"], ["c"]) == (done.exit_code, _urls(tmp_path / "out.jsonl"), _urls(tmp_path / "all.jsonl"))


def test_existing_articles_are_told_where_that_is_asked_for(store: Store, tmp_path: Path) -> None:
    """And a watch without words takes all of a country."""
    _rasad(store, "add", "all", "country:MA", "--existing", "--to", "exec", f"cat >> {tmp_path}/out.jsonl")
    _rasad(store, "run")

    assert ["old"] == _urls(tmp_path / "out.jsonl")


def test_a_failed_delivery_loses_nothing_and_holds_no_other_up(store: Store, tmp_path: Path) -> None:
    """Status 1 and why; the next run tells all of it."""
    _rasad(store, "add", "bad", "عنوان", "--to", "exec", f"test -e {tmp_path}/ready && cat >> {tmp_path}/bad.jsonl")
    _rasad(store, "add", "good", "عنوان", "--to", "exec", f"cat >> {tmp_path}/good.jsonl")
    keep_article(store, "a")
    failed = _rasad(store, "run")
    (tmp_path / "ready").touch()
    keep_article(store, "b")
    again = _rasad(store, "run")

    assert (1, 0, True) == (failed.exit_code, again.exit_code, "the command ended with status 1" in failed.output)
    assert (["a", "b"], ["a", "b"]) == (_urls(tmp_path / "bad.jsonl"), _urls(tmp_path / "good.jsonl"))


def test_without_a_channel_it_prints(store: Store) -> None:
    """A paragraph for each article; an edit is no news."""
    _rasad(store, "add", "mine", "عنوان")
    keep_article(store, "a")
    shown, nothing = _rasad(store, "run"), _rasad(store, "run")
    keep_article(store, "a", headline="عنوان آخر")
    edited = _rasad(store, "run")

    assert ("mine: 1 new", True, True) == (
        shown.stdout.splitlines()[0], "عنوان a" in shown.stdout, f"{HOME}a" in shown.stdout,
    )  # fmt: skip
    assert ("", "") == (nothing.stdout, edited.stdout)


def test_a_feed_always_has_the_newest(store: Store, tmp_path: Path) -> None:
    """It is written at the first run, and again when there is a change, with entries that it had before."""
    path = tmp_path / "feed.atom"
    _rasad(store, "add", "feed", "عنوان", "--to", "atom", str(path))
    _rasad(store, "run")
    before = path.read_bytes()
    _rasad(store, "run")
    same = path.read_bytes()
    keep_article(store, "a")
    store.articles.keep([fetched(f"{HOME}old", Gone(status=410))], run_id=1)
    _rasad(store, "run")
    feed = feedparser.parse(path.read_bytes())
    path.unlink()
    _rasad(store, "run")

    assert (before, 1, 1) == (same, before.count(b"<entry"), path.read_bytes().count(b"<entry"))
    assert ([f"{HOME}a"], 0, 1) == (
        [each.link for each in feed.entries],
        feed.bozo,
        path.read_bytes().count(b"deleted-entry ref"),
    )


def test_a_webhook_is_kept_secret(store: Store, tmp_path: Path) -> None:
    """Its file is for its owner alone, and nothing that is printed has the path of its address."""
    (tmp_path / "rasad.toml").write_text('[export]\nprivate_hosts = ["127.0.0.1"]\n', "utf-8")
    with receiving() as receiver:
        receiver.answers = [(400, {})]
        added = _rasad(store, "add", "hook", "عنوان", "--to", "webhook", receiver.url)
        keep_article(store, "a")
        failed, done, listed = _rasad(store, "run"), _rasad(store, "run"), _rasad(store, "list", "--json")
        rows = [json.loads(each.body) for each in receiver.taken]
    outputs = (added.output, failed.output, done.output, listed.output)

    assert (1, 0, [f"{HOME}a"]) == (failed.exit_code, done.exit_code, [row["canonical_url"] for row in rows])
    assert not any("t0ken" in each for each in outputs)
    assert 0o600 == (tmp_path / "exports/watches/hook.json").stat().st_mode & 0o777
    assert ("hook", f"webhook http://127.0.0.1:{receiver.port}", 1) == tuple(
        json.loads(listed.stdout)["watches"][0][key] for key in ("name", "to", "records")
    )


def test_a_mail_comes_once(store: Store, tmp_path: Path) -> None:
    """Also when the server takes it only the second time; two articles are one mail."""
    with mail_server(refuses=1) as server:
        (tmp_path / "rasad.toml").write_text(
            f'[alert]\nsmtp = "127.0.0.1:{server.port}"\nsmtp_tls = "none"\nmail_from = "a@b.example"\n',
            "utf-8",
        )
        _rasad(store, "add", "desk", "عنوان", "--to", "mail", "desk@example.org")
        keep_article(store, "a")
        keep_article(store, "b")
        failed, done, nothing = _rasad(store, "run"), _rasad(store, "run"), _rasad(store, "run")

    assert (1, 0, 0, 1) == (failed.exit_code, done.exit_code, nothing.exit_code, len(server.mails))
    assert "the mail server answered 451" in failed.output
    assert "Subject: rasad: desk: 2 new" in server.mails[0]
    assert "To: desk@example.org" in server.mails[0]


def test_a_crawl_runs_them_at_its_end(store: Store, tmp_path: Path) -> None:
    """Not those that print, and not after a run that was stopped."""
    data_dir = DataDir(data=tmp_path)
    _rasad(store, "add", "told", "عنوان", "--to", "exec", f"cat >> {tmp_path}/out.jsonl")
    _rasad(store, "add", "mine", "عنوان")
    keep_article(store, "a")
    with watched_run(data_dir) as status:
        status.append(ExitStatus.INTERRUPTED)
    stopped = _urls(tmp_path / "out.jsonl")
    with watched_run(data_dir) as status:
        status.append(ExitStatus.FELL_SHORT)

    assert ([], ["a"]) == (stopped, _urls(tmp_path / "out.jsonl"))
    assert ["told"] == [each.name for each in run_sending_watches(data_dir, print)]
    assert "mine: 1 new" in _rasad(store, "run", "mine").stdout


def test_another_store_is_noticed_and_reset_works(store: Store, tmp_path: Path) -> None:
    """The watch says so, with the way out, and then tells everything."""
    _rasad(store, "add", "new", "عنوان", "--to", "exec", f"cat >> {tmp_path}/out.jsonl")
    keep_article(store, "a")
    _rasad(store, "run")
    (tmp_path / "other").mkdir()
    with started_store(tmp_path / "other/rasad.db", store_id="f" * 32) as other:
        shutil.copytree(tmp_path / "exports", tmp_path / "other/exports")
        keep_article(other, "b")
        refused, reset = _rasad(other, "run"), _rasad(other, "run", "new", "--reset")

    assert (1, 0) == (refused.exit_code, reset.exit_code)
    assert "its store is another one; `rasad watch run new --reset`" in refused.output
    assert ["a", "b"] == _urls(tmp_path / "out.jsonl")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "a/b", "خبر"), "a name is of the letters a-z"),
        (("add", "a", "-خبر"), "no word"),
        (("add", "a", "source:xx_odd"), "is no source"),
        (("add", "a", "خبر", "--to", "mail", "nobody"), "a mail address"),
        (("add", "a", "خبر", "--to", "webhook", "https://10.0.0.1/"), "private address"),
        (("add", "a", "خبر", "--to", "atom", "/nowhere/at/all.atom"), "a file in a folder"),
        (("add", "a", "خبر", "--to", "exec", " "), "nothing is named"),
        (("add", "a", "خبر", "--full-text", "--for", "link"), "not --for link"),
        (("run", "../x"), "there is none"),
        (("run", "--reset"), "name it"),
        (("remove", "x"), "there is none"),
    ],
)
def test_what_cannot_be_meant_is_refused(store: Store, words: tuple[str, ...], message: str) -> None:
    """And no watch is left."""
    done = _rasad(store, *words)

    assert done.exit_code != 0
    assert message in done.output + str(done.exception)
    assert [] == json.loads(_rasad(store, "list", "--json").stdout)["watches"]


def test_a_name_is_taken_once_and_a_broken_file_is_named(store: Store, tmp_path: Path) -> None:
    """The first stays as it was; a broken one can be removed."""
    _rasad(store, "add", "a", "خبر")
    twice = _rasad(store, "add", "a", "آخر")
    (tmp_path / "exports/watches/b.json").write_text('{"name": "b", "query": 5, "channel": "print"}', "utf-8")
    listed, broken = _rasad(store, "list"), _rasad(store, "run", "b")

    assert "there is one already" in str(twice.exception)
    assert ("a: خبر -> print" in listed.stdout, "not a watch that can be read" in listed.stdout) == (True, True)
    assert "not a watch that can be read" in str(broken.exception)
    assert 0 == _rasad(store, "remove", "a", "b").exit_code
