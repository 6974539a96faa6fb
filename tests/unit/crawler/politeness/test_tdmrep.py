"""tdmrep.json and the AI groups of robots.txt: what a host's own files say of one URL."""

from __future__ import annotations

import json

from crawler.politeness.rights_signals import AI_AGENTS, host_signals
from crawler.politeness.robots_txt import read_rules
from crawler.politeness.tdmrep import read_tdmrep, reservation_for
from storage.rights import HostSignals, TdmReservation
from tests.support.paths import DOCS
from tests.support.tables import every_row

HOST = "https://outlet.example"
# The second example of the report of 10 May 2024.
RULES = json.dumps([
    {"location": "/directory-a/", "tdm-reservation": 1},
    {"location": "/directory-b/html/", "tdm-reservation": 1, "tdm-policy": "https://provider.com/policies/policy.json"},
    {"location": "/directory-b/images/*.jpg", "tdm-reservation": 0},
]).encode()  # fmt: skip


@every_row(
    ("path", "tdm"),
    [
        ("/directory-a/x", TdmReservation(reserved=True, declared_in="tdmrep.json")),
        (
            "/directory-b/html/x",
            TdmReservation(
                reserved=True, declared_in="tdmrep.json", policy="https://provider.com/policies/policy.json"
            ),
        ),
        ("/directory-b/images/a/b.jpg", TdmReservation(reserved=False, declared_in="tdmrep.json")),
        ("/directory-b/images/a.png", None),
        ("/", None),
    ],
)
def test_a_location_is_matched_as_in_robots_txt(path: str, tdm: TdmReservation | None) -> None:
    """The report's example; what no location matches is unset."""
    assert tdm == reservation_for(read_tdmrep(RULES), HOST + path)


def test_the_first_match_in_sequence_holds() -> None:
    """Unlike in robots.txt the order decides, not the length."""
    rules = read_tdmrep(b'[{"location": "/", "tdm-reservation": 0}, {"location": "/a", "tdm-reservation": 1}]')

    assert TdmReservation(reserved=False, declared_in="tdmrep.json") == reservation_for(rules, HOST + "/a")


@every_row(
    "body",
    [
        b"",
        b"<html>",
        b"{}",
        b"[1, null]",
        b'[{"location": "/"}]',
        b'[{"location": "/", "tdm-reservation": 2}]',
        b'[{"location": "/", "tdm-reservation": true}]',
        b'[{"tdm-reservation": 1}]',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_rule_reserves_nothing(body: bytes) -> None:
    """An error of the host's is as good as unsaid."""
    assert () == read_tdmrep(body)


def test_ai_agents_with_a_group_of_their_own_are_named() -> None:
    """An agent is named where its own group shuts the URL; `*` names none, and we are not shut out."""
    text = b"User-agent: GPTBot\nUser-agent: ccbot\nDisallow: /news/\n\nUser-agent: ClaudeBot\nDisallow: /other/\n"
    rules = read_rules(text + b"User-agent: *\nDisallow: /x\nContent-Signal: ai-train=no\n")

    assert HostSignals(agents=("CCBot", "GPTBot"), signals=(("ai-train", "no"),)) == host_signals(
        rules, (), HOST + "/news/1", "rasad"
    )


def test_every_agent_is_in_the_operators_guide() -> None:
    """docs/operators/politeness-and-rights.md names all of them."""
    guide = (DOCS / "operators/politeness-and-rights.md").read_text(encoding="utf-8")

    assert [] == [each for each in AI_AGENTS if each not in guide]
