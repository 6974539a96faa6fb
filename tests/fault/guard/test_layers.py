"""Each layer of the guard refuses every way inside on its own, and each is missed when it is switched off."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request

from crawler.fetching.address_rights import AddressRights
from crawler.fetching.ssrf_guard import SsrfGuardMiddleware
from spiders.fetching.exceptions import UnsafeAddress
from storage.source import Discovery, DiscoveryKind, Source
from tests.fault.guard.forms import HOSTS, PUBLIC_NAMES, REBINDING, URLS, ZONE
from tests.fault.guard.name_server import name_server
from tests.fault.guard.wire import LAYERS, NAME_SERVER, OFF, OUTLET, TRAP, switch_off
from tests.support.paths import ROOT

Answers = Mapping[str, Mapping[str, str]]
switch_off(os.environ.get(OFF))
LEAST_FORMS = 120
LEAST_FAILURES = 50


def source(*, private: bool = False, home: str = "https://outlet.example/", feed: str | None = None) -> Source:
    return Source(
        id="ma_alofoq",
        outlet="الأفق",
        home=home,
        country="ma",
        language="ar",
        timezone="Africa/Casablanca",
        discover=(Discovery(kind=DiscoveryKind.FEED, url=feed or f"{home}feed"),),
        private=private,
    )


def middleware(of: Source) -> SsrfGuardMiddleware:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(source=of))
    return SsrfGuardMiddleware(crawler)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return what the resolver and the connection answered, with a name server of our own."""
    with name_server({**ZONE, **REBINDING}) as server:
        places = {NAME_SERVER: str(server.port), OUTLET: "1", TRAP: "1"}
        log = {"WIRE_LOG": str(tmp_path_factory.mktemp("wire") / "log")}
        done = subprocess.run(
            [sys.executable, "-m", "tests.fault.guard.layers"],
            cwd=ROOT, env={**os.environ, **places, **log}, capture_output=True, text=True, timeout=90, check=True,
        )  # fmt: skip
    found: Answers = json.loads(done.stdout)
    return found


def test_the_forms_are_many() -> None:
    """Enough notations, networks and names that no short list of cases passes for the guard."""
    assert min(len(HOSTS), len(ZONE)) >= LEAST_FORMS


@pytest.mark.parametrize("host", HOSTS)
def test_the_first_layer_refuses_every_host_inside(host: str) -> None:
    """By the text of the URL alone, as it is written and as Scrapy sends it."""
    url = f"http://{host}/news/1"
    assert AddressRights.of(source()).refusal_of_url(url) is not None
    try:
        request = Request(url)
    except ValueError:
        return  # Scrapy itself cannot send it
    with pytest.raises(UnsafeAddress):
        middleware(source()).process_request(request)


@pytest.mark.parametrize("url", URLS)
def test_the_first_layer_refuses_other_schemes_ports_and_user_names(url: str) -> None:
    """A public source reaches nothing but plain pages on the ports of the web."""
    assert AddressRights.of(source()).refusal_of_url(url) is not None


@pytest.mark.parametrize("name", sorted(set(ZONE) - PUBLIC_NAMES))
def test_the_second_layer_refuses_every_name_inside(answers: Answers, name: str) -> None:
    """Names that resolve inside, also by aliases, beside public answers, and wrapped in IPv6."""
    assert "UnsafeAddress" == answers["names"][name]


@pytest.mark.parametrize("name", sorted(REBINDING))
def test_the_second_layer_judges_every_answer_anew(answers: Answers, name: str) -> None:
    """A name that was public when it was asked first is refused when it is not any more."""
    assert "UnsafeAddress" == answers["rebound"][name]


@pytest.mark.parametrize("host", HOSTS)
def test_the_third_layer_connects_to_no_host_inside(answers: Answers, host: str) -> None:
    """Directly before the connection the address itself is judged, whatever was checked earlier."""
    assert "UnsafeAddress" == answers["hosts"][host]


def test_the_third_layer_believes_no_resolver(answers: Answers) -> None:
    """A resolver that answers with an address inside, for a public name, leads nowhere."""
    inside = {name for name, turns in ZONE.items() if not turns[0][0].startswith(("CNAME", "93.", "2606:2800:"))}
    reached = {name for name in (inside | set(REBINDING)) - PUBLIC_NAMES if answers["answers"][name] != "UnsafeAddress"}

    assert set() == reached
    assert len(inside) >= LEAST_FORMS


def test_public_names_are_reached(answers: Answers) -> None:
    """The guard lets the public web through: by IPv4, by IPv6, by an alias, and on a network with NAT64."""
    wanted = {
        "outlet.example": "93.184.215.14",
        "www.outlet.example": "93.184.215.14",
        "six.outlet.example": "2606:2800:21f:cb07::1",
        "nat64.outlet.example": "93.184.215.14",
        "alias.outlet.example": "93.184.215.14",
    }

    assert wanted == {name: answers["names"][name] for name in PUBLIC_NAMES}


def test_connections_go_to_ports_of_the_web(answers: Answers) -> None:
    """22 and 6379 of a public host are refused; nothing listens on the other four here."""
    refused = {"22": "UnsafeAddress", "6379": "UnsafeAddress"}
    allowed = dict.fromkeys(("80", "443", "8080", "8443"), "ConnectionRefusedError")

    assert {**refused, **allowed} == answers["ports"]


@pytest.mark.long
@pytest.mark.skipif(OFF in os.environ, reason="this is the run with a layer switched off")
@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_is_switched_off_is_missed(layer: str) -> None:
    """Without one layer these tests fail in many places, although the other two still hold."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        str(Path(__file__)),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, OFF: layer}, capture_output=True, text=True, timeout=120, check=False
    )
    found = re.search(r"(\d+) failed", done.stdout)

    assert found is not None, done.stdout[-500:] + done.stderr[-500:]
    assert int(found[1]) >= LEAST_FAILURES


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("http://outlet.example:8000/news", True),
        ("http://www.outlet.example:8000/news", True),
        ("http://outlet.example:8001/news", False),
        ("http://other.example:8000/news", False),
    ],
)
def test_another_port_is_open_where_the_source_names_it(url: str, is_allowed: bool) -> None:
    """On the sites of the URLs in the file, and nowhere else."""
    rights = AddressRights.of(source(feed="http://outlet.example:8000/feed"))

    assert is_allowed == (rights.refusal_of_url(url) is None)
