"""The recipes of the page on push do what it says: with the programs that they name, or ones of their shape."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from crawler.run.delivery.webhook_address import WebhookAddress
from crawler.run.delivery.webhook_sink import WebhookSink
from storage.export.delivery.record_sink import DeliveryFailed
from storage.export.run.export import write_export
from storage.records import Gone
from tests.support.exports import EVERYTHING, keep_article
from tests.support.paths import DOCS
from tests.support.stores import HOME, fetched, started_store

PAGE = (DOCS / "operators/push-and-watches.md").read_text("utf-8")
RECORDS = [
    {"id": 1, "op": "new", "headline": "عنوان\tأول"},
    {"id": 2, "op": "withdrawn", "headline": "ثان"},
    {"id": 3, "op": "changed", "headline": "ثالث"},
]


def _program(folder: Path, name: str) -> Path:
    """Write a program of the page as a file."""
    found = re.search(rf"```python\n(# {re.escape(name)}.*?)```", PAGE, re.DOTALL)
    assert found is not None
    (folder / name).write_text(found[1], "utf-8")
    return folder / name


def _lines(count: int = 1) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for _ in range(count) for each in RECORDS)


class _Bulk(BaseHTTPRequestHandler):
    """The bulk API as its page has it: an answer for each action; documents of the id 3 are refused where asked."""

    bodies: ClassVar[list[list[dict[str, object]]]] = []
    refuses: ClassVar[bool] = False

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        rows = [json.loads(line) for line in text.splitlines()]
        assert text.endswith("\n")
        self.bodies.append(rows)
        items = []
        for row in rows:
            for name in {"index", "delete"} & {*row}:
                bad = self.refuses and row[name]["_id"] == "3"
                items.append({name: {**row[name], "status": 400 if bad else 404 if name == "delete" else 201}})
        body = json.dumps({"errors": self.refuses, "items": items}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_values: object) -> None: ...


@contextmanager
def _bulk() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Bulk) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_records_become_documents_and_a_refused_one_is_a_failure(tmp_path: Path) -> None:
    """Actions and documents in turn, withdrawn ones as deletions, in requests of bounded size."""
    program = _program(tmp_path, "bulk.py")
    with _bulk() as port:
        words = [sys.executable, str(program), f"http://127.0.0.1:{port}/_bulk", "news"]
        done = subprocess.run(words, input=_lines(200), text=True, check=False, timeout=60, capture_output=True)
        _Bulk.refuses = True
        refused = subprocess.run(words, input=_lines(), text=True, check=False, timeout=60, capture_output=True)
    first, second, _ = _Bulk.bodies

    assert (0, 1, True) == (done.returncode, refused.returncode, "refused: " in refused.stderr), done.stderr
    assert 600 == sum(bool({"index", "delete"} & {*each}) for each in first + second)
    assert [
        {"index": {"_index": "news", "_id": "1"}}, RECORDS[0], {"delete": {"_index": "news", "_id": "2"}},
        {"index": {"_index": "news", "_id": "3"}}, RECORDS[2],
    ] == first[:5]  # fmt: skip


def test_messages_have_their_keys(tmp_path: Path) -> None:
    """What kcat gets is a key, a tab and the record, one a line; its status is the command's."""
    program = _program(tmp_path, "keyed.py")
    command = re.search(r'--exec "(python3 keyed\.py \| kcat .*?)"`', PAGE)
    assert command is not None
    stub = tmp_path / "kcat"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.words"; cat > "$0.got"; exit ${KCAT:-0}\n', "utf-8")
    stub.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    run = ["/bin/sh", "-c", command[1]]
    done = subprocess.run(run, input=_lines(), text=True, cwd=program.parent, env=env, check=False, timeout=60)
    failed = subprocess.run(
        run, input=_lines(), text=True, cwd=tmp_path, env={**env, "KCAT": "1"}, check=False, timeout=60
    )
    got = [line.split("\t", 1) for line in (tmp_path / "kcat.got").read_text("utf-8").splitlines()]

    assert (0, 1, ["1", "2", "3"], RECORDS) == (
        done.returncode, failed.returncode, [key for key, _ in got], [json.loads(text) for _, text in got],
    )  # fmt: skip
    assert ["-P", "-b", "localhost:9092", "-t", "news", "-K", "\\t", "-X", "acks=all"] == (
        tmp_path / "kcat.words"
    ).read_text("utf-8").splitlines()


@pytest.mark.long
def test_the_receiver_takes_each_record_once_with_the_right_secret(tmp_path: Path) -> None:
    """Our webhook and its receiver agree on the signature; another secret is refused."""
    program = _program(tmp_path, "receiver.py")
    words = [sys.executable, "-u", "-c", f"import sys; sys.argv = ['', '0', 's3cret']\n{_listening(program)}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as receiver:
        assert receiver.stdout is not None
        address = WebhookAddress.of(f"http://127.0.0.1:{int(receiver.stdout.readline())}/x", ["127.0.0.1"])
        with started_store(tmp_path / "rasad.db") as store:
            keep_article(store, "a")
            keep_article(store, "b")
            store.articles.keep([fetched(f"{HOME}b", Gone(status=410))], run_id=1)
            right, wrong = (WebhookSink(address=address, secret=each, most_records=1) for each in ("s3cret", "other"))
            with pytest.raises(DeliveryFailed, match="answered 401"):
                write_export(store, wrong, EVERYTHING)
            write_export(store, right, EVERYTHING)
            write_export(store, right, EVERYTHING)
        receiver.terminate()
        shown = receiver.stdout.read().splitlines()

    assert ["عنوان a", "عنوان b"] == shown


def _listening(program: Path) -> str:
    """Return the program, which says the port that it got."""
    text = program.read_text("utf-8")
    start = 'HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()'
    assert start in text
    return text.replace(
        start,
        start.replace(".serve_forever()", "").join(
            ["server = ", "; print(server.server_port); server.serve_forever()"]
        ),
    )
