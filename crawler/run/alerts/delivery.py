"""Sends alerts by webhook and by mail, and tells a dead-man's switch of each run. A secret is in no error text."""

from __future__ import annotations

import json
import smtplib
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path

from crawler.config.rasad_toml import AlertSettings
from crawler.run.alerts.alert_secrets import AlertSecrets
from crawler.run.alerts.alert_state import AlertNews
from crawler.run.alerts.messages import webhook_body

_SECONDS = 15
_SENDMAIL = ("/usr/sbin/sendmail", "/usr/lib/sendmail")


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


def send(settings: AlertSettings, secrets: AlertSecrets, text: str, news: AlertNews) -> SendResult:
    """Send *text* on every channel that is set."""
    ways: list[tuple[str, Callable[[], None]]] = []
    if secrets.webhook is not None:
        body = webhook_body(settings.webhook_shape, text, news, settings.telegram_chat)
        ways.append(("webhook", lambda: _post(secrets.webhook or "", body)))
    if settings.mail_to is not None:
        ways.append(("mail", lambda: _mail(settings, secrets.smtp_password, text)))
    problems = tuple(problem for name, way in ways if (problem := _tried(name, way)) is not None)
    return SendResult(channels=len(ways), problems=problems)


def has_channel(settings: AlertSettings, secrets: AlertSecrets) -> bool:
    """Whether alerts can be sent at all."""
    return secrets.webhook is not None or settings.mail_to is not None


def ping(secrets: AlertSecrets, signal: RunSignal) -> str | None:
    """Tell the dead-man's switch, if there is one; returns why it could not be told."""
    address = secrets.ping
    if address is None:
        return None
    return _tried("ping", lambda: _request(f"{address.rstrip('/')}{signal.value}"))


def _tried(name: str, way: Callable[[], None]) -> str | None:
    """Return why a way failed: by the kind of the error alone, because its text may have the address."""
    try:
        way()
    except urllib.error.HTTPError as error:
        return f"{name}: answered {error.code}"
    except smtplib.SMTPResponseException as error:
        return f"{name}: the mail server answered {error.smtp_code}"
    except urllib.error.URLError as error:
        return f"{name}: {type(error.reason).__name__}"
    except (OSError, HTTPException, smtplib.SMTPException, subprocess.SubprocessError, ValueError) as error:
        return f"{name}: {type(error).__name__}"
    return None


def _post(address: str, body: dict[str, object]) -> None:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8")
    _request(address, data)


def _request(address: str, data: bytes | None = None) -> None:
    """Request an address of the operator, which `read_secrets` checked."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "rasad"}
    request = urllib.request.Request(address, data=data, headers=headers)  # noqa: S310  # http or https
    with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310  # as above
        pass


def _mail(settings: AlertSettings, password: str | None, text: str) -> None:
    message = EmailMessage()
    message["Subject"] = text.partition("\n")[0]
    message["From"] = settings.mail_from or settings.mail_to
    message["To"] = settings.mail_to
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer of a machine is wanted
    message.set_content(text)
    if settings.smtp is None:
        program = next((each for each in _SENDMAIL if Path(each).exists()), _SENDMAIL[0])
        subprocess.run(  # noqa: S603  # a fixed program, without a shell
            [program, "-t", "-i"], input=message.as_bytes(), check=True, timeout=_SECONDS * 4, capture_output=True
        )
        return
    host, _, port = settings.smtp.rpartition(":")
    context = ssl.create_default_context()
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, int(port), timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, int(port), timeout=_SECONDS)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user is not None and password is not None:
            server.login(settings.smtp_user, password)
        server.send_message(message)
