"""Alerts arrive: by webhook and mail, once, with the dead-man's switch told of each run, and figures for Prometheus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from click.testing import CliRunner

from crawler.cli.operators.alert import alert
from crawler.cli.operators.alerting import look
from crawler.cli.operators.check_result import is_wrong
from crawler.cli.operators.watched_run import watched_run
from crawler.config.alert_settings import AlertSettings
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import ConfigError, read_config
from crawler.config.secrets_toml import OperatorSecrets
from crawler.run.alerts.alert_state import AlertNews
from crawler.run.alerts.delivery import send
from storage.exit_status import ExitStatus
from storage.store import Store
from tests.commands.delivery.mail_server import mail_server
from tests.support.stores import NOW, SOURCE, new_store, started_store

HOUR, STEP = timedelta(hours=1), timedelta(minutes=5)
SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[a-z0-9_]+"\})? -?\d+')


class _Receiver(BaseHTTPRequestHandler):
    """Takes what is sent, and answers with the status of its path (`/404`); 200 otherwise."""

    got: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self._take("")

    def do_POST(self) -> None:
        self._take(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))

    def _take(self, body: str) -> None:
        type(self).got.append((self.path, body))
        self.send_response(404 if self.path.startswith("/404") else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_values: object) -> None: ...


@pytest.fixture
def address() -> Iterator[str]:
    _Receiver.got.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Receiver) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Store]:
    with new_store(DataDir(data=tmp_path).store) as store:
        store.sources.register([SOURCE])
        _run(store, "none of its listings could be read", hours=0)
        _run(store, "none of its listings could be read", hours=23)
        yield store


@pytest.fixture
def data_dir(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, writer: Store) -> DataDir:
    """Return a data folder with one outlet that has a problem for a day, and a webhook."""
    data_dir = DataDir(data=tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{SOURCE.id}.toml").write_text(
        f'outlet = "الأفق"\nhome = "{SOURCE.home}"\ncountry = "ma"\nlanguage = "ar"\ntimezone = "Africa/Casablanca"\n'
        f'[[discover]]\nkind = "feed"\nurl = "{SOURCE.home}feed"\n',
        encoding="utf-8",
    )
    data_dir.settings.write_text(f'contact = "a@b.example"\n[crawl]\nsources = ["{SOURCE.id}"]\n', encoding="utf-8")
    monkeypatch.setenv("RASAD_WEBHOOK", f"{address}/s3cret")
    monkeypatch.setenv("RASAD_PING", f"{address}/ping/")
    assert data_dir.store == writer.file.path
    return data_dir


def _run(store: Store, problem: str | None, *, hours: float) -> None:
    at = NOW + hours * HOUR
    run = store.runs.start(at=at, command="crawl", pid=1)
    problems = {SOURCE.id: problem} if problem else {}
    store.runs.finish(run, at=at, exit_status=1, problems=problems, sources=[SOURCE.id])


def _posts() -> list[dict[str, object]]:
    return [json.loads(body) for path, body in _Receiver.got if path == "/s3cret"]


def _subjects(causes: object) -> list[str]:
    assert isinstance(causes, list)
    return [each["subject"] for each in causes]


def test_an_outlet_is_told_once_and_once_more_when_it_is_well(data_dir: DataDir, writer: Store) -> None:
    """Looks through trouble and for hours after it: two messages."""
    for each in range(4):
        look(data_dir, now=NOW + 24 * HOUR + each * STEP)
    told = len(_posts())
    _run(writer, None, hours=25.5)
    for each in range(14):
        look(data_dir, now=NOW + 26 * HOUR + each * HOUR / 2)
    first, last = _posts()

    assert (1, [SOURCE.id], [SOURCE.id]) == (told, _subjects(first["opened"]), _subjects(last["closed"]))


def test_what_no_channel_took_is_sent_again(data_dir: DataDir, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """A chat service that is down for an hour costs no alert, and its address is in no message."""
    monkeypatch.setenv("RASAD_WEBHOOK", f"{address}/404/s3cret")
    reports = [look(data_dir, now=NOW + 24 * HOUR + each * STEP) for each in range(4)]
    monkeypatch.setenv("RASAD_WEBHOOK", f"{address}/s3cret")
    last = [look(data_dir, now=NOW + 25 * HOUR + each * STEP) for each in range(3)]

    assert ([(), ("webhook: answered 404",)], [(), (), ()], 1) == (
        [each.problems for each in reports[:2]],
        [each.problems for each in last],
        len(_posts()),
    )


def test_a_digest_comes_once_a_day(data_dir: DataDir) -> None:
    """At its hour, with what is open."""
    with data_dir.settings.open("a", encoding="utf-8") as file:
        file.write("[alert]\ndigest_hour = 15\n")
    for each in range(26):  # from 11:55
        look(data_dir, now=NOW + 24 * HOUR + each * HOUR - STEP)
    digests = [str(each["text"]) for each in _posts() if str(each["text"]).startswith("rasad, ")]

    assert (1, True) == (len(digests), "need a person" in digests[0])


@pytest.mark.parametrize(
    ("status", "signals"),
    [
        (ExitStatus.EXPECTED, ["/ping/start", "/ping"]),
        (ExitStatus.FELL_SHORT, ["/ping/start", "/ping"]),
        (ExitStatus.STORE, ["/ping/start", "/ping/fail"]),
        (None, ["/ping/start", "/ping/fail"]),
    ],
)
def test_the_dead_mans_switch_is_sent_of_each_run(
    data_dir: DataDir, status: ExitStatus | None, signals: list[str]
) -> None:
    """Start, then success or failure of rasad itself; a run that breaks off has failed, and its error goes on."""
    if status is None:
        with pytest.raises(ConfigError), watched_run(data_dir):
            raise ConfigError("no contact")
    else:
        with watched_run(data_dir) as ended:
            ended.append(status)

    assert signals == [path for path, _ in _Receiver.got if path.startswith("/ping")]


def test_metrics_are_of_the_text_format(data_dir: DataDir, tmp_path: Path) -> None:
    """Each name has one HELP and one TYPE before its samples, and the file is replaced whole."""
    path = tmp_path / "rasad.prom"
    with data_dir.settings.open("a", encoding="utf-8") as file:
        file.write(f'[alert]\nmetrics = "{path}"\n')
    look(data_dir, now=NOW + 24 * HOUR)
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]

    assert ([], len(names), True, True) == (
        [line for line in lines if not line.startswith("# ") and not SAMPLE.fullmatch(line)],
        len(set(names)),
        f'rasad_outlet_needs_person{{source="{SOURCE.id}"}} 1' in lines,
        'rasad_outlets{state="person"} 1' in lines,
    )


def test_metrics_that_cannot_be_written_hold_no_alert_back(data_dir: DataDir, tmp_path: Path) -> None:
    """The folder is missing: that is told, and the alert is sent."""
    with data_dir.settings.open("a", encoding="utf-8") as file:
        file.write(f'[alert]\nmetrics = "{tmp_path}/gone/rasad.prom"\n')
    reports = [look(data_dir, now=NOW + 24 * HOUR + each * STEP) for each in range(2)]

    assert ([True, True], 1) == (
        [each.problems == (f"metrics: {tmp_path}/gone/rasad.prom: No such file or directory",) for each in reports],
        len(_posts()),
    )


def test_mail_arrives_and_no_password_goes_over_an_open_line() -> None:
    """Without TLS at the server nothing is sent, unless the settings say so."""
    secrets = OperatorSecrets(smtp_password="s3cret")  # noqa: S106  # of a test
    with mail_server() as server:
        smtp = f"127.0.0.1:{server.port}"
        safe = AlertSettings(mail_to="desk@example.org", smtp=smtp, smtp_user="desk")
        refused = send(safe, secrets, "rasad: test", AlertNews())
        before = len(server.mails)
        plain = AlertSettings(mail_to="desk@example.org", smtp=smtp, smtp_tls="none")
        sent = send(plain, secrets, "rasad: ma_outlet needs a person\nالأفق", AlertNews())

    assert (("mail: SMTPNotSupportedError",), 0, (), 1) == (
        refused.problems,
        before,
        sent.problems,
        len(server.mails),
    )
    assert "Subject: rasad: ma_outlet needs a person" in server.mails[0]


def test_the_command_tries_the_channels(data_dir: DataDir, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """`--test` sends one message; a channel that fails is status 1 without its address; none at all is status 2."""
    good = CliRunner().invoke(alert, ["--test"], obj=data_dir)
    monkeypatch.setenv("RASAD_WEBHOOK", f"{address}/404/s3cret")
    bad = CliRunner().invoke(alert, ["--test", "--json"], obj=data_dir)
    monkeypatch.delenv("RASAD_WEBHOOK")
    none = CliRunner().invoke(alert, ["--test"], obj=data_dir)

    assert (0, 1, 1, 2, False) == (
        good.exit_code,
        len(_posts()),
        bad.exit_code,
        none.exit_code,
        "s3cret" in bad.output,
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("webhook_shape = 'irc'", "webhook_shape"),
        ("webhook_shape = 'telegram'", "telegram_chat"),
        ("webhook = 'https://a.example'", "alert.webhook"),
        ("digest_hour = 24", "digest_hour"),
        ("digest_hour = true", "digest_hour"),
        ("mail_to = 'desk'", "mail_to"),
        ("smtp = 'mail.example'", "smtp"),
        ("metrics = 'rasad.prom'", "metrics"),
        ("smtp_tls = 5", "smtp_tls"),
    ],
)
def test_settings_of_alerts_are_strict(tmp_path: Path, text: str, word: str) -> None:
    """A secret in the settings is an unknown key, too."""
    path = tmp_path / "rasad.toml"
    path.write_text(f"[alert]\n{text}\n", encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_config(path, environ={})

    assert word in str(caught.value)


@pytest.mark.parametrize(("disk", "subjects"), [(True, ["check:disk"]), (False, ["schedule"])])
def test_a_full_disk_is_not_told_as_a_scheduler_that_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, disk: bool, subjects: list[str]
) -> None:
    """Runs begin, but none can be noted: one alert, and not two."""
    found = [is_wrong("disk", "0.0 GB free", "free space")] if disk else []
    monkeypatch.setattr("crawler.cli.operators.alerting.local_checks", lambda *_words: found)
    data_dir = DataDir(data=tmp_path)
    started_store(data_dir.store).close()
    for at in (NOW + 30 * HOUR, NOW + 30 * HOUR + STEP):
        report = look(data_dir, now=at)

    assert subjects == [each.subject for each in report.open_causes]
