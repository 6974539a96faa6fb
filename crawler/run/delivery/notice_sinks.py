"""People who are told of records: by mail, or by lines that are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.config.alert_settings import AlertSettings
from crawler.run.delivery.attempt import tried
from crawler.run.delivery.mail import send_mail
from crawler.run.delivery.record_notice import notable, record_lines, records_title
from storage.export.delivery.record_batch import RecordBatch
from storage.export.delivery.record_sink import DeliveryFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSink:
    """Mails to *to* about the watch *title*, each with at most *most_records* articles."""

    to: str
    title: str
    settings: AlertSettings
    password: str | None = field(default=None, repr=False)
    most_records: int = 100
    most_bytes: int = 500_000

    @property
    def name(self) -> str:
        return self.to

    def send(self, batch: RecordBatch) -> None:
        """Send a mail, if there is something to tell. Raises `DeliveryFailed` where the server did not take it."""
        rows = notable(batch)
        if not rows:
            return
        text = "\n".join([f"rasad: {self.title}: {records_title(rows)}", *record_lines(rows)])
        problem = tried("mail", lambda: send_mail(self.settings, self.password, text, to=self.to))
        if problem is not None:
            raise DeliveryFailed(f"{problem}; what was not taken is sent by the next run")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSink:
    """Lines for *echo*, under a title."""

    title: str
    echo: Callable[[str], None]
    most_records: int = 500
    most_bytes: int = 5_000_000

    @property
    def name(self) -> str:
        return "the standard output"

    def send(self, batch: RecordBatch) -> None:
        """Print the records, if there is something to tell."""
        if rows := notable(batch):
            self.echo("\n".join([f"{self.title}: {records_title(rows)}", *record_lines(rows)]))
