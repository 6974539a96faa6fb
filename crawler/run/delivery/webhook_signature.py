"""The headers by which a receiver knows that a request is ours and unchanged. Pure functions.

Those of Standard Webhooks 1.0 (`webhook-id`, `webhook-timestamp`, `webhook-signature`), and GitHub's.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

_PREFIX = "whsec_"


def signing_headers(secret: str | None, *, key: str, at: int, body: bytes) -> dict[str, str]:
    """Return the headers of a request: *key* is its name, which stays when it is sent again, *at* its time (Unix).

    Without a secret nothing is signed.
    """
    headers = {"webhook-id": key, "webhook-timestamp": str(at)}
    if secret is None:
        return headers
    signed = b".".join((key.encode(), str(at).encode(), body))
    digest = hmac.new(_key_bytes(secret), signed, hashlib.sha256).digest()
    of_github = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return headers | {
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
        "X-Hub-Signature-256": f"sha256={of_github}",
    }


def _key_bytes(secret: str) -> bytes:
    """Return the key: what follows `whsec_` is Base64 (Standard Webhooks, "Symmetric"); any other text is its UTF-8."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()
