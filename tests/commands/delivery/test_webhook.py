"""A webhook gets each record once: signed, in batches, tried again, and only where it may be."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawler.run.delivery.webhook_address import WebhookAddress, WebhookRefused
from crawler.run.delivery.webhook_signature import signing_headers
from crawler.run.delivery.webhook_sink import LONGEST_WAIT, TRIES, WebhookSink
from storage.export.delivery.record_sink import DeliveryFailed
from storage.export.run.export import write_export
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.store import Store
from tests.commands.delivery.receiver import ReceivedPost, WebhookReceiver, receiving
from tests.support.exports import EVERYTHING, keep_article
from tests.support.stores import started_store
from tests.support.tables import every_row

SECRET = "whsec_" + base64.b64encode(b"a key of 24 bytes or more").decode()


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with started_store(tmp_path / "rasad.db") as store:
        for name in "abcde":
            keep_article(store, name)
        yield store


def _sink(receiver: WebhookReceiver, pauses: list[float], *, most_records: int = 2) -> WebhookSink:
    address = WebhookAddress.of(receiver.url, [f"127.0.0.1:{receiver.port}"])
    return WebhookSink(address=address, secret=SECRET, most_records=most_records, sleep=pauses.append)


def _push(store: Store, sink: WebhookSink, request: ExportRequest = EVERYTHING) -> ExportReport:
    use = CursorUse(path=store.file.path.parent / "desk.cursor")
    return write_export(store, sink, request, cursor=use)


def _names(posts: list[ReceivedPost]) -> list[list[tuple[str, str]]]:
    """Return operation and name of the records in each request."""
    rows = [[json.loads(line) for line in each.body.decode().splitlines()] for each in posts]
    return [[(row["op"], row["canonical_url"][-1]) for row in each] for each in rows]


def test_batches_are_signed_as_both_conventions_say(store: Store, receiver: WebhookReceiver) -> None:
    """The receiver finds the same digests with the secret, over exactly the bytes that it got."""
    report = _push(store, _sink(receiver, []))
    key = base64.b64decode(SECRET.removeprefix("whsec_"))

    assert (5, f"http://127.0.0.1:{receiver.port}") == (report.records, report.file)
    assert [["a", "b"], ["c", "d"], ["e"]] == [[name for _, name in each] for each in _names(receiver.taken)]
    for post in receiver.taken:
        signed = f"{post.headers['webhook-id']}.{post.headers['webhook-timestamp']}.".encode() + post.body
        digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert f"v1,{digest}" == post.headers["webhook-signature"]
        of_body = hmac.new(SECRET.encode(), post.body, hashlib.sha256).hexdigest()
        assert f"sha256={of_body}" == post.headers["x-hub-signature-256"]
        assert ("application/x-ndjson", "/t0ken") == (post.headers["content-type"], post.path)


def test_the_vector_of_standard_webhooks() -> None:
    """The example of the specification's libraries has this signature."""
    headers = signing_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", key="msg_p5jXN8AQM9LWM0D4loKWxJek", at=1614265330, body=b'{"test": 2432232314}'
    )  # fmt: skip

    assert "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" == headers["webhook-signature"]
    assert {"webhook-id", "webhook-timestamp"} == set(signing_headers(None, key="a", at=1, body=b""))


def test_what_was_taken_is_not_sent_again(store: Store, receiver: WebhookReceiver) -> None:
    """After a failure in the middle the next export sends the rest, and what changed in between, and no more."""
    receiver.answers = [(200, {}), (400, {})]
    with pytest.raises(DeliveryFailed, match="answered 400"):
        _push(store, _sink(receiver, []))
    keep_article(store, "b", headline="عنوان آخر")
    keep_article(store, "f")
    report = _push(store, _sink(receiver, [], most_records=10))

    assert [[("new", "a"), ("new", "b")], [("new", "c"), ("new", "d"), ("new", "e"), ("changed", "b"), ("new", "f")]] == _names(
        receiver.taken
    )  # fmt: skip
    assert (5, None) == (report.records, _push(store, _sink(receiver, [])).file)


def test_a_batch_that_is_sent_again_has_its_name(store: Store, receiver: WebhookReceiver) -> None:
    """A receiver that took a batch whose answer was lost knows it again: by its id, and it has the same bytes."""
    receiver.answers = [(503, {"Retry-After": "7"}), (429, {}), (200, {})]
    pauses: list[float] = []
    _push(store, _sink(receiver, pauses, most_records=10))
    first, second, third = receiver.posts

    assert first.headers["webhook-id"] == second.headers["webhook-id"] == third.headers["webhook-id"]
    assert (first.body, 7.0, True) == (third.body, pauses[0], 1.0 <= pauses[1] <= 2.0)


@pytest.mark.parametrize(
    ("answers", "tries", "pauses"),
    [
        ([(500, {})] * 9, TRIES, TRIES - 1),
        ([(503, {"Retry-After": str(int(LONGEST_WAIT) + 1)})], 1, 0),
        ([(503, {"Retry-After": "99999999999999999999999"})], 1, 0),
        ([(503, {"Retry-After": format_datetime(datetime.now(UTC) - timedelta(hours=1))})], 2, 1),
        ([(503, {"Retry-After": "soon"})], 2, 1),
        ([(503, {"Retry-After": "-5"})], 2, 1),
        ([(301, {"Location": "http://127.0.0.1:1/"})], 1, 0),
        ([(307, {"Location": "/t0ken"})], 1, 0),
        ([(404, {})], 1, 0),
        ([(410, {})], 1, 0),
    ],
)
def test_it_is_tried_again_while_that_may_help(
    store: Store, receiver: WebhookReceiver, answers: list[tuple[int, dict[str, str]]], tries: int, pauses: int
) -> None:
    """Not at once where the receiver wants a long pause, never elsewhere, and not where it refuses."""
    receiver.answers = list(answers)
    waited: list[float] = []
    try:
        _push(store, _sink(receiver, waited, most_records=10))
    except DeliveryFailed as error:
        assert "t0ken" not in str(error)  # noqa: PT017  # there may be none

    assert (tries, pauses) == (len(receiver.posts), len(waited))
    assert all(0 <= each <= LONGEST_WAIT for each in waited)


def test_a_smaller_batch_is_sent_where_one_is_too_large(store: Store, receiver: WebhookReceiver) -> None:
    """Down to single records; one that is too large alone is told, and the cursor has the others."""
    receiver.most_bytes = 5000
    _push(store, _sink(receiver, [], most_records=10))
    names = [name for each in _names(receiver.taken) for _, name in each]
    receiver.most_bytes = 10
    keep_article(store, "g")

    assert list("abcde") == names
    assert len(receiver.taken) > 1
    with pytest.raises(DeliveryFailed, match="answered 413"):
        _push(store, _sink(receiver, []))


def test_no_answer_is_a_failure(store: Store, receiver: WebhookReceiver) -> None:
    """A port where nobody listens; the error names neither path nor secret."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = WebhookAddress.of(f"http://127.0.0.1:{port}/t0ken", ["127.0.0.1"])
    sink = WebhookSink(address=address, secret=SECRET, sleep=lambda _: None)
    with pytest.raises(DeliveryFailed, match=r"no answer \(ConnectionRefusedError\)") as raised:
        _push(store, sink)

    assert not any(each in f"{raised.value}{sink!r}" for each in ("t0ken", SECRET))
    assert [] == receiver.posts


@every_row(
    "url",
    [
        "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest",
        "https://0x7f.1/", "https://2130706433/", "https://intranet/", "https://printer.local/", "https://[::ffff:127.0.0.1]/",
        "http://hooks.example/", "https://user:pass@hooks.example/", "ftp://hooks.example/", "hooks.example", "https://",
        "https://hooks.example:99999/", "https://hooks.example/\r\nX: y", "https://１２７.0.0.1/", "",
    ],
)  # fmt: skip
def test_nothing_is_sent_to_a_private_address(url: str) -> None:
    """Nor unencrypted, nor to what is no address at all: before anything is resolved."""
    with pytest.raises(WebhookRefused):
        WebhookAddress.of(url)


def test_a_name_that_leads_to_a_private_address_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After DNS, at the connection itself; a host that the settings name is reached."""
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]
    )
    sink = WebhookSink(address=WebhookAddress.of("https://hooks.example/t0ken"), sleep=lambda _: None)
    with pytest.raises(
        WebhookRefused, match=r"leads to the private address 127\.0\.0\.1: name the host in private_hosts"
    ):
        _push(store, sink)

    assert WebhookAddress.of("http://hooks.example/a", ["hooks.example"]).is_named
    assert not WebhookAddress.of("https://hooks.example/a", ["hooks.example:8443"]).is_named
