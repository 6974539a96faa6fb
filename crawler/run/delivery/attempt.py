"""Tries one way of sending, and says why it failed without a word of what might be secret."""

from __future__ import annotations

import smtplib
import subprocess
import urllib.error
from collections.abc import Callable
from http.client import HTTPException


def tried(name: str, way: Callable[[], None]) -> str | None:
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
