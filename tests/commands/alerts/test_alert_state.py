"""One alert when something begins to need a person, one when it is over; what comes and goes makes no more."""

from __future__ import annotations

from datetime import timedelta
from errno import ENOSPC
from pathlib import Path

import pytest

from crawler.config.rasad_toml import ConfigError
from crawler.config.secrets_toml import OperatorSecrets, read_secrets
from crawler.run.alerts.alert_state import AlertCause, AlertNews, AlertState, advance, read_state, write_state
from crawler.run.alerts.messages import digest_text, news_text, webhook_body
from tests.support.stores import NOW
from tests.support.tables import every_row

STEP = timedelta(minutes=5)
EMPTY = AlertState(alerts={})


def _cause(subject: str = "ma_outlet", text: str = "none of its listings could be read") -> AlertCause:
    return AlertCause(subject=subject, name=subject, text=text, remedy="`rasad sources check ID`", since="2026-11-20")


def _told(pattern: str) -> tuple[list[int], list[int]]:
    """Return at which looks, every five minutes, an alert opened and closed; `x` is a look that finds the cause."""
    state, opened, closed = EMPTY, [], []
    for number, mark in enumerate(pattern):
        state, news = advance(state, {"ma_outlet": _cause()} if mark == "x" else {}, NOW + number * STEP)
        opened += [number] * len(news.opened)
        closed += [number] * len(news.closed)
    return opened, closed


@every_row(
    ("pattern", "opened", "closed"),
    [
        ("....", [], []),
        (".x..x..x.", [], []),
        (".xxxx", [2], []),
        (".xx" + "." * 80, [2], [75]),
        (".xx" + ".x" * 100 + "." * 80, [2], [275]),
        ("xx" + "." * 71 + "x" + "." * 80, [1], [146]),
        ("xx" + "." * 80 + "xx" + "." * 80, [1, 83], [74, 156]),
    ],
)
def test_an_alert_opens_once_and_closes_once(pattern: str, opened: list[int], closed: list[int]) -> None:
    """One look is no alert; six hours of well-being end it, and one sight within them begins them again."""
    assert (opened, closed) == _told(pattern)


def test_a_new_reason_of_an_open_alert_is_no_new_alert() -> None:
    """The outlet needs a person all the same; the digest has the newest reason."""
    state, _ = advance(EMPTY, {"ma_outlet": _cause()}, NOW)
    state, first = advance(state, {"ma_outlet": _cause()}, NOW + STEP)
    state, second = advance(state, {"ma_outlet": _cause(text="its date is not read any more")}, NOW + 2 * STEP)

    assert (1, True, "its date is not read any more") == (len(first.opened), second.is_empty, state.open_causes[0].text)


def test_a_clock_that_jumps_opens_nothing_twice() -> None:
    """An hour back, and an alert stays told; an hour ahead when it was first seen puts it off by nothing."""
    state, _ = advance(EMPTY, {"ma_outlet": _cause()}, NOW + 12 * STEP)
    state, back = advance(state, {"ma_outlet": _cause()}, NOW)
    state, then = advance(state, {"ma_outlet": _cause()}, NOW + STEP)
    _, again = advance(state, {"ma_outlet": _cause()}, NOW - 12 * STEP)

    assert [0, 1, 0] == [len(each.opened) for each in (back, then, again)]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"alerts": {"a": 5}}', '{"alerts": {"a": {"cause": {}}}}', "\x00"])
def test_a_damaged_state_is_an_empty_one(tmp_path: Path, text: str) -> None:
    """It is written whole, so only a person or a disk can damage it; alerts are told again then."""
    (tmp_path / "alerts.json").write_text(text, encoding="utf-8")

    assert EMPTY == read_state(tmp_path / "alerts.json")


def test_a_state_is_read_back(tmp_path: Path) -> None:
    """With Arabic, and with what is not told yet."""
    state, _ = advance(EMPTY, {"ma_outlet": _cause(text="الأفق")}, NOW)
    write_state(tmp_path / "alerts.json", state)

    assert state == read_state(tmp_path / "alerts.json")


def test_a_message_is_clean_and_short() -> None:
    """An outlet's words steer no terminal and no chat; forty causes are twenty and a number."""
    hostile = _cause(text="\x1b[31m<!channel> @all & \u202e")
    news = AlertNews(opened=tuple(_cause(f"ma_o{each}") for each in range(40)))
    text = news_text(AlertNews(opened=(hostile,)))
    slack = webhook_body("slack", text, AlertNews(), None)["text"]
    mattermost = webhook_body("mattermost", text, AlertNews(), None)["text"]

    assert (False, False, True, False, True, 20, True) == (
        "\x1b" in text,
        "\u202e" in text,
        "&lt;!channel&gt;" in str(slack),
        "@all" in str(mattermost),
        text.startswith("rasad: ma_outlet needs a person\n"),
        news_text(news).count("->"),
        "and 20 more" in news_text(news),
    )
    assert {"chat_id": "7", "text": "a"} == webhook_body("telegram", "a", AlertNews(), "7")
    assert "nothing needs a person" in digest_text([], "3 outlets", NOW)


def test_secrets_are_for_nobody_else(tmp_path: Path) -> None:
    """A file that others may read is refused, the environment wins, and no value is in an error or in a repr."""
    path = tmp_path / "secrets.toml"
    path.write_text('webhook = "https://hooks.example/s3cret"\nping = "https://ping.example/a"\n', encoding="utf-8")
    path.chmod(0o640)
    with pytest.raises(ConfigError) as caught:
        read_secrets(path, environ={})
    path.chmod(0o600)
    found = read_secrets(path, environ={"RASAD_PING": "https://ping.example/b"})

    assert ("https://hooks.example/s3cret", "https://ping.example/b", None) == (
        found.webhook,
        found.ping,
        found.smtp_password,
    )
    assert ("OperatorSecrets()", False) == (repr(found), "s3cret" in str(caught.value))


@pytest.mark.parametrize("text", ["webhook = 's3cret", "webhook = 5", "hook = 's3cret'", "webhook = 'ftp://s3cret'"])
def test_a_wrong_secret_is_sent_without_its_value(tmp_path: Path, text: str) -> None:
    """The name of the key is enough to mend it."""
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)

    with pytest.raises(ConfigError) as caught:
        read_secrets(path, environ={})

    assert "s3cret" not in str(caught.value)


def test_without_a_file_there_is_no_secret(tmp_path: Path) -> None:
    """Alerts are off."""
    assert OperatorSecrets() == read_secrets(tmp_path / "secrets.toml", environ={})


def test_a_full_disk_does_not_keep_the_alert_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No new file can be written, so the state goes into the bytes that the old one has: no look forgets what it saw."""
    path = tmp_path / "alerts.json"
    write_state(path, EMPTY)
    monkeypatch.setattr(Path, "write_bytes", _no_space)
    state, told = read_state(path), []
    for number in range(4):
        state, news = advance(read_state(path), {"check:disk": _cause("check:disk")}, NOW + number * STEP)
        write_state(path, state)
        told += [each.subject for each in news.opened]

    assert (["check:disk"], state) == (told, read_state(path))


def test_where_nothing_can_be_kept_the_error_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first state on a full disk, and one that is longer than its file; what is there stays."""
    path, many = tmp_path / "alerts.json", AlertState(alerts={})
    write_state(path, many)
    for number in range(200):
        many, _ = advance(many, {f"ma_{each}": _cause(f"ma_{each}") for each in range(number)}, NOW)
    monkeypatch.setattr(Path, "write_bytes", _no_space)
    for place in (path, tmp_path / "other.json"):
        with pytest.raises(OSError, match="space"):
            write_state(place, many)

    assert EMPTY == read_state(path)


def _no_space(_path: Path, _content: bytes) -> int:
    raise OSError(ENOSPC, "No space left on device")
