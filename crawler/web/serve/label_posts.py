"""Takes labels and notes from the form on the page of an article: the only request that writes, and not to the store.

A page of another site may send the form's fields from the reader's browser (cross-site request forgery). So each
request must come with the token of this server, which only its own pages have, and a browser must not say that another
site sent it (`Sec-Fetch-Site`, Fetch Metadata). The host check of `security_headers` keeps the token from others.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from crawler.search.labelled import LONGEST_NOTE, article_key, label_name, label_note, note_to_keep
from crawler.web.html.words import PageLanguage
from crawler.web.pages.frame import LabelEditing, PageRequest
from crawler.web.serve.security_headers import AsgiApp, is_called_by, with_headers
from storage.analysis.labels import ArticleLabel, LabelFile
from storage.database.errors import StoreError
from storage.store import Store

EDITING = "rasad.labels"
"""The key of the `LabelEditing` in the scope of a request."""
_PATH = re.compile(r"/article/([0-9]{1,18})/labels")
_FORM = "application/x-www-form-urlencoded"
_MOST_BYTES = 100_000 + 12 * LONGEST_NOTE  # a letter of a note is at most twelve bytes of a form
_MOST_FIELDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAnswer:
    """What the browser gets: a status, a line of text, and where it goes next."""

    status: HTTPStatus
    text: str = ""
    location: str | None = None


def accepting_labels(app: AsgiApp, store: Path, editing: LabelEditing, *, hosts: Collection[str]) -> AsgiApp:
    """Return *app* with pages that may edit labels, and with the requests that do; *hosts* are this server's names."""

    async def accept(scope: Any, receive: Any, send: Any) -> None:
        found = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if found is None:
            await app({**scope, EDITING: editing}, receive, send)
            return
        refusal = _refusal(scope, hosts)
        form = None if refusal else await _form(receive)
        if form is None:
            await _send(send, refusal or PostAnswer(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text="Too long.\n"))
            return
        await _send(send, await asyncio.to_thread(_edited, store, editing, int(found[1]), form))

    return accept


def _refusal(scope: Mapping[str, Any], hosts: Collection[str]) -> PostAnswer | None:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if not is_called_by(scope, hosts):
        return PostAnswer(status=HTTPStatus.FORBIDDEN, text="This server answers by another name.\n")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return PostAnswer(status=HTTPStatus.FORBIDDEN, text="Labels are taken from this server's own pages alone.\n")
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return PostAnswer(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, text="A form is needed.\n")
    return None


async def _form(receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> dict[str, str] | None:
    """Return the fields of the form, the first of each name; `None` for one that is too long or was broken off."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] != "http.request" or len(body) > _MOST_BYTES:
            return None
        if not message.get("more_body"):
            break
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}


def _edited(store: Path, editing: LabelEditing, number: int, form: Mapping[str, str]) -> PostAnswer:
    """Give or take away the label that the form names; the browser goes back to the page of the article."""
    if not compare_digest(form.get("token", "").encode("utf-8", "replace"), editing.token.encode()):
        return PostAnswer(
            status=HTTPStatus.FORBIDDEN, text="The server was started again: reload the page, then send.\n"
        )
    language = PageLanguage.ENGLISH if form.get("lang") == PageLanguage.ENGLISH else PageLanguage.ARABIC
    page = f"/article/{number}"
    try:
        with Store.open(store, read_only=True) as opened:
            if opened.articles.find(number=number) is None:
                return PostAnswer(status=HTTPStatus.NOT_FOUND, text="There is no such article.\n")
            key = article_key(opened, number)
        with LabelFile.open(editing.path) as labels:
            name, note = label_name(form.get("label", ""), labels.counts()), label_note(form.get("note", ""))
            if "remove" in form:
                labels.remove(key, name)
            else:
                kept = note_to_keep(labels, key, name, note)
                labels.put(ArticleLabel(article=key, label=name, note=kept, labelled_at=datetime.now(UTC)))
    except ValueError as error:
        return PostAnswer(status=HTTPStatus.BAD_REQUEST, text=f"{error}\n")
    except StoreError:
        return PostAnswer(status=HTTPStatus.SERVICE_UNAVAILABLE, text="The labels cannot be written now.\n")
    return PostAnswer(status=HTTPStatus.SEE_OTHER, location=PageRequest(path=page, language=language).address(page))


async def _send(send: Any, answer: PostAnswer) -> None:
    location = [(b"location", answer.location.encode())] if answer.location else []
    headed = with_headers(send)
    head = [(b"content-type", b"text/plain; charset=utf-8"), *location]
    await headed({"type": "http.response.start", "status": int(answer.status), "headers": head})
    await headed({"type": "http.response.body", "body": answer.text.encode()})
