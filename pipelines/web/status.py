"""Groups of HTTP statuses that more than one place uses; for a single status use `http.HTTPStatus`."""

from __future__ import annotations

from http import HTTPStatus

BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""The host asks us to wait, and may say how long in Retry-After."""
