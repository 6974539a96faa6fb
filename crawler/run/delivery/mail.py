"""Sends a mail by the server of the settings, or by the program sendmail."""

from __future__ import annotations

import smtplib
import ssl
import subprocess
from email.message import EmailMessage
from pathlib import Path

from crawler.config.alert_settings import AlertSettings

_SECONDS = 15
_SENDMAIL = ("/usr/sbin/sendmail", "/usr/lib/sendmail")


def send_mail(settings: AlertSettings, password: str | None, text: str, *, to: str | None = None) -> None:
    """Send *text* to *to*, or to whom alerts go; its first line is the subject.

    Raises `OSError`, `SMTPException`, `SubprocessError` or `ValueError` where the mail was not taken.
    """
    message = EmailMessage()
    message["Subject"] = text.partition("\n")[0]
    message["From"] = settings.mail_from or settings.mail_to or to
    message["To"] = to or settings.mail_to
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer of a machine is wanted
    message.set_content(text)
    if settings.smtp is None:
        program = next((each for each in _SENDMAIL if Path(each).exists()), _SENDMAIL[0])
        subprocess.run(  # noqa: S603  # a fixed program, without a shell
            [program, "-t", "-i"], input=message.as_bytes(), check=True, timeout=_SECONDS * 4, capture_output=True
        )
        return
    _by_server(settings, settings.smtp, password, message)


def _by_server(settings: AlertSettings, address: str, password: str | None, message: EmailMessage) -> None:
    host, _, port = address.rpartition(":")
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
