"""Faulty answers for the tests: below `/faults/` of every outlet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFault:
    """A faulty answer: a pause before each byte, no answer at all, or a body shorter than its Content-Length."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=UTF-8"})
    body: bytes = b""
    drip_seconds: float = 0.0
    hangs: bool = False
    missing_bytes: int = 0


def fault(path: str, home: str) -> ServedFault | None:
    """Return the fault that *path* names; `None` for an ordinary page."""
    if not path.startswith("/faults/"):
        return None
    html = {"Content-Type": "text/html; charset=UTF-8"}
    known = {
        "busy": ServedFault(status=429, headers={**html, "Retry-After": "3600"}, body=b"busy"),
        "down": ServedFault(status=503, headers=html, body=b"down"),
        "loop": ServedFault(status=302, headers={"Location": f"{home}faults/loop"}),
        "inside": ServedFault(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
        "file": ServedFault(status=302, headers={"Location": "file:///etc/hostname"}),
        "huge": ServedFault(headers=html, body=b"<p>" + b"x" * (11 * _MEGABYTE)),
        "pdf": ServedFault(headers=html, body=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        "cut": ServedFault(headers=html, body=b"<html><body><p>" + b"x" * 1000, missing_bytes=5000),
        "drip": ServedFault(headers=html, body=b"<html>" + b"x" * 10_000, drip_seconds=1.0),
        "hang": ServedFault(hangs=True),
    }
    return known.get(path.removeprefix("/faults/").strip("/"), ServedFault(status=404, body=b"no such fault"))
