"""The table `[alert]` of the settings: how a person is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from crawler.config.keeping import SettingFault

_CHOICES = {"webhook_shape": ("json", "slack", "mattermost", "telegram"), "smtp_tls": ("starttls", "tls", "none")}
_FORMS = {
    "mail_to": re.compile(r"[^@\s]+@[^@\s]+"),
    "mail_from": re.compile(r"[^@\s]+@[^@\s]+"),
    "smtp": re.compile(r"\S+:\d{1,5}"),
    "metrics": re.compile(r"/.*\.prom"),
}
_WATCH = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """The table `[alert]`: how a person is told; addresses that are secret are elsewhere (`OperatorSecrets`).

    *webhook_shape* is the form of the webhook's body. Mail goes to *mail_to* by the server *smtp* (host:port), or by
    the program sendmail. *metrics* is a file for Prometheus. *digest_hour* is when a message of the day is sent (UTC).
    *spikes* are watches whose query is an alert when far more articles than usual fit it.
    """

    webhook_shape: str = "json"
    telegram_chat: str | None = None
    mail_to: str | None = None
    mail_from: str | None = None
    smtp: str | None = None
    smtp_user: str | None = None
    smtp_tls: str = "starttls"
    metrics: str | None = None
    digest_hour: int | None = None
    spikes: tuple[str, ...] | None = None


def alert_settings(table: object) -> AlertSettings:
    """Return the settings of the table. Raises `SettingFault`."""
    known = [each.name for each in fields(AlertSettings)]
    if not isinstance(table, dict):
        raise SettingFault("alert must be a table: write [alert] on a line of its own")
    for key, value in table.items():
        if key not in known:
            raise SettingFault(f"unknown key 'alert.{key}'; the keys are {', '.join(known)}")
        if key == "digest_hour":
            if isinstance(value, bool) or not isinstance(value, int) or value not in range(24):
                raise SettingFault(f"alert.digest_hour must be an hour, 0 to 23, not {value!r}")
        elif key == "spikes":
            _check_watches(value)
        else:
            _check_text(key, value)
    spikes = tuple(table["spikes"]) if "spikes" in table else None
    settings = AlertSettings(**{**table, "spikes": spikes})
    if settings.webhook_shape == "telegram" and settings.telegram_chat is None:
        raise SettingFault("alert.telegram_chat is needed: the number or name of the chat")
    return settings


def _check_watches(value: object) -> None:
    names = value if isinstance(value, list) else [value]
    bad = [each for each in names if not isinstance(each, str) or not _WATCH.fullmatch(each)]
    if bad or names is not value:
        raise SettingFault(f'alert.spikes must be a list of watches like ["budget"], not {bad[0] if bad else value!r}')


def _check_text(key: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise SettingFault(f"alert.{key} must be text in quotes, not {value!r}")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise SettingFault(f"alert.{key} must be one of {', '.join(_CHOICES[key])}, not {value!r}")
    if key in _FORMS and not _FORMS[key].fullmatch(value):
        raise SettingFault(f"alert.{key} = {value!r} is not of the form that it needs; the docs have it")
