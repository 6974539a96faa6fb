"""The operator's proxy: it carries everything that is public, it is told no name, and nothing inside is reached by it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fault.guard.connect_proxy import ConnectProxy, connect_proxy
from tests.fault.guard.name_server import Zone
from tests.fault.guard.wire import PROXY
from tests.fault.guard.wired_world import WiredWorld, wired_world
from tests.support.outlet import OutletReply
from tests.support.stores import query_rows

pytestmark = pytest.mark.long
PUBLIC = "93.184.215.14"
ZONE: Zone = {
    "outlet.example": [(PUBLIC,)], "inside.outlet.example": [("10.0.0.7",)], "both.outlet.example": [(PUBLIC, "127.0.0.1")],
    "rebinds.outlet.example": [(PUBLIC,), ("192.168.1.9",)], "meta.outlet.example": [("169.254.169.254",)],
}  # fmt: skip
PASSWORD = "s3cret-word"  # noqa: S105  # of a test
CREDENTIALS = f"desk:{PASSWORD}"
TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة.</p>" * 4


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WiredWorld]:
    with wired_world(tmp_path, ZONE) as world:
        world.source("ma_alofoq", "http://outlet.example/", ("feed", "feed"))
        yield world


@pytest.fixture
def proxy(world: WiredWorld, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConnectProxy]:
    port = int(world.outlet.home.rpartition(":")[2].strip("/"))
    with connect_proxy(port, credentials=CREDENTIALS) as proxy:
        monkeypatch.setenv(PROXY, str(proxy.port))
        (world.data / "rasad.toml").write_text(f'proxy = "http://127.0.0.1:{proxy.port}"\n', encoding="utf-8")
        secrets = world.data / "secrets.toml"
        secrets.write_text(f'proxy_credentials = "{CREDENTIALS}"\n', encoding="utf-8")
        secrets.chmod(0o600)
        yield proxy


def _list(world: WiredWorld, *urls: str) -> None:
    items = "".join(f"<item><title>خبر</title><link>{each}</link></item>" for each in urls)
    world.outlet.pages["/feed"] = OutletReply(body=f"<rss version='2.0'><channel>{items}</channel></rss>")
    for number, each in enumerate(urls):
        path = "/" + each.split("/", 3)[3]
        title = f"خبر من أخبار القرى رقم {number}"
        world.outlet.pages[path] = OutletReply(body=f"<html><title>{title}</title><body><h1>{title}</h1>{TEXT}{number}")


def _crawl(world: WiredWorld) -> tuple[dict[str, Any], str]:
    done = world.rasad("crawl", "ma_alofoq", "--json")
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout), done.stdout + done.stderr


def _direct(world: WiredWorld) -> list[str]:
    """Return the addresses that were connected to without the proxy."""
    log = world.data / "wire.log"
    return [json.loads(each)["address"] for each in log.read_text("utf-8").splitlines()] if log.exists() else []


def test_everything_public_goes_by_the_proxy_and_nothing_inside(world: WiredWorld, proxy: ConnectProxy) -> None:
    """It is asked for judged addresses, never for a name; names that resolve inside are refused before it is asked."""
    names = ("inside", "both", "rebinds", "meta")
    _list(
        world, "http://outlet.example/news/1", "http://10.0.0.8/news/2",
        *(f"http://{name}.outlet.example/news/{name}" for name in names),
    )  # fmt: skip
    report, _ = _crawl(world)
    kept = query_rows(world.data, "select canonical_url from articles")
    reasons = {str(url): reason for url, reason in query_rows(world.data, "select url, reason from frontier")}

    assert ([], []) == (world.inside(), _direct(world))
    assert {f"CONNECT {PUBLIC}:80"} == set(proxy.asked)
    assert ("http://outlet.example/news/1",) in kept
    refused = {name for name in names if reasons.get(f"http://{name}.outlet.example/news/{name}") == "unsafe-address"}
    assert (True, None) == ({"inside", "both", "meta"} <= refused, report["outage"])


def test_a_redirect_to_the_inside_is_refused_behind_the_proxy_too(world: WiredWorld, proxy: ConnectProxy) -> None:
    """The proxy stands where inside hosts may be reached, so it must never be asked for one."""
    _list(world, "http://outlet.example/news/1", "http://outlet.example/news/2")
    for number, to in ((1, "http://10.0.0.8/secret"), (2, "http://inside.outlet.example/secret")):
        world.outlet.pages[f"/news/{number}"] = OutletReply(status=302, headers={"Location": to})
    _crawl(world)

    assert ([], [], {f"CONNECT {PUBLIC}:80"}) == (world.inside(), _direct(world), set(proxy.asked))


def test_tls_goes_through_the_tunnel_whole(world: WiredWorld, proxy: ConnectProxy) -> None:
    """For https the proxy sees the greeting of TLS with the outlet's name, and no byte of the request."""
    world.source("ma_alofoq", "https://outlet.example/", ("feed", "feed"))
    report, _ = _crawl(world)
    first = proxy.inside[0]

    assert ({f"CONNECT {PUBLIC}:443"}, b"\x16\x03", True) == (set(proxy.asked), first[:2], b"outlet.example" in first)
    assert (False, True) == (b"GET /" in b"".join(proxy.inside), report["sources"][0]["problem"] is not None)


@pytest.mark.usefixtures("proxy")
@pytest.mark.parametrize("kind", ["refused", "credentials", "name"])
def test_a_proxy_that_is_down_is_no_fault_of_an_outlet(world: WiredWorld, kind: str) -> None:
    """The run ends with one line; no outlet has a problem, and the next run gets everything."""
    _list(world, "http://outlet.example/news/1")
    settings, right = world.data / "rasad.toml", (world.data / "rasad.toml").read_text("utf-8")
    if kind == "refused":
        settings.write_text('proxy = "http://127.0.0.1:9"\n', encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(PROXY, "9")
            report, text = _crawl(world)
    elif kind == "name":
        settings.write_text('proxy = "http://proxy.gone.example:3128"\n', encoding="utf-8")
        report, text = _crawl(world)
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RASAD_PROXY_CREDENTIALS", "desk:wrong")
            report, text = _crawl(world)
    settings.write_text(right, encoding="utf-8")
    before = query_rows(world.data, "select count(*) from articles")
    again, _ = _crawl(world)

    assert (1, [None], [(0,)]) == (report["exit_status"], [each["problem"] for each in report["sources"]], before)
    assert "the proxy" in report["outage"]
    assert (1, None) == (again["total"]["kept"], again["outage"])
    assert "desk:wrong" not in text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "the proxy answered 403"),
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nxyz", "the proxy answered 502"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "the proxy gave no HTTP answer"),
        (b"HTTP/1.1 200 " + b"x" * 20_000, "the proxy gave no HTTP answer"),
        (b"", "the proxy closed the connection"),
    ],
)
def test_what_the_proxy_does_not_open_is_said(world: WiredWorld, proxy: ConnectProxy, answer: bytes, said: str) -> None:
    """The listing has failed with these words, and no foreign byte is in them."""
    proxy.answer = answer
    report, _ = _crawl(world)

    assert said in " ".join(report["sources"][0]["problems"])


def test_no_credential_is_written_anywhere(world: WiredWorld, proxy: ConnectProxy) -> None:
    """Not in the log, the report, the store, nor in what an outlet gets; the settings refuse it."""
    _list(world, "http://outlet.example/news/1")
    _, text = _crawl(world)
    files = [each for each in world.data.rglob("*") if each.is_file() and each.name != "secrets.toml"]
    found = [each.name for each in files if PASSWORD.encode() in each.read_bytes()]
    (world.data / "rasad.toml").write_text(f'proxy = "http://{CREDENTIALS}@127.0.0.1:1"\n', encoding="utf-8")
    refused = world.rasad("crawl", "ma_alofoq")

    assert ([], False) == (found, PASSWORD in text)
    assert (False, False) == (PASSWORD.encode() in b"".join(proxy.inside), b"roxy-" in b"".join(proxy.inside))
    assert (2, False) == (refused.returncode, PASSWORD in refused.stdout + refused.stderr)


def test_a_private_host_of_the_operator_is_reached_directly(world: WiredWorld, proxy: ConnectProxy) -> None:
    """`private = true` is about this machine's own network, where the proxy is not needed."""
    world.source("ma_own", "http://10.1.2.3/", ("feed", "feed"), more="private = true\n")
    world.rasad("crawl", "ma_own", "--json")

    assert ([], {"10.1.2.3"}) == (proxy.asked, set(_direct(world)))
