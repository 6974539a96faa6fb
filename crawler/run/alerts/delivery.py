"""Sends alerts by webhook and by mail, and tells a dead-man's switch of each run. A secret is in no error text."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from crawler.config.alert_settings import AlertSettings
from crawler.config.secrets_toml import OperatorSecrets
from crawler.run.alerts.alert_state import AlertNews
from crawler.run.alerts.messages import webhook_body
from crawler.run.delivery.attempt import tried
from crawler.run.delivery.mail import send_mail

_SECONDS = 15


class RunSignal(StrEnum):
    """What a dead-man's switch is told; the value is the end of its address (the form of healthchecks.io)."""

    START = "/start"
    SUCCESS = ""
    FAIL = "/fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """How one message was sent: on how many *channels* it was tried, and a line for each that failed."""

    channels: int
    problems: tuple[str, ...]

    @property
    def is_lost(self) -> bool:
        """Whether no channel took it, although there is one."""
        return 0 < self.channels == len(self.problems)


def send(settings: AlertSettings, secrets: OperatorSecrets, text: str, news: AlertNews) -> SendResult:
    """Send *text* on every channel that is set."""
    ways: list[tuple[str, Callable[[], None]]] = []
    if secrets.webhook is not None:
        body = webhook_body(settings.webhook_shape, text, news, settings.telegram_chat)
        ways.append(("webhook", lambda: _post(secrets.webhook or "", body)))
    if settings.mail_to is not None:
        ways.append(("mail", lambda: send_mail(settings, secrets.smtp_password, text)))
    problems = tuple(problem for name, way in ways if (problem := tried(name, way)) is not None)
    return SendResult(channels=len(ways), problems=problems)


def has_channel(settings: AlertSettings, secrets: OperatorSecrets) -> bool:
    """Whether alerts can be sent at all."""
    return secrets.webhook is not None or settings.mail_to is not None


def ping(secrets: OperatorSecrets, signal: RunSignal) -> str | None:
    """Tell the dead-man's switch, if there is one; returns why it could not be told."""
    address = secrets.ping
    if address is None:
        return None
    return tried("ping", lambda: _request(f"{address.rstrip('/')}{signal.value}"))


def _post(address: str, body: dict[str, object]) -> None:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8")
    _request(address, data)


def _request(address: str, data: bytes | None = None) -> None:
    """Request an address of the operator, which `read_secrets` checked."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "rasad"}
    request = urllib.request.Request(address, data=data, headers=headers)  # noqa: S310  # http or https
    with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310  # as above
        pass
