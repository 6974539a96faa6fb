"""The host's own text and data mining reservations: `/.well-known/tdmrep.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.politeness.robots_txt import matches
from storage.rights import TdmReservation

PATH = "/.well-known/tdmrep.json"
_MOST_RULES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmRule:
    """One object of the file: a *location* (as in robots.txt), 0 or 1, and perhaps a policy."""

    location: str
    reserved: bool
    policy: str | None = None


def read_tdmrep(body: bytes) -> tuple[TdmRule, ...]:
    """Return the rules of a tdmrep.json in their order; what is no rule is none (TDMRep, 10 May 2024: unset)."""
    try:
        said = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    found = [_rule(each) for each in said[:_MOST_RULES]] if isinstance(said, list) else []
    return tuple(each for each in found if each is not None)


def tdm_of(rules: Sequence[TdmRule], url: str) -> TdmReservation | None:
    """Return what the file says of *url*: the first match in sequence holds; null where none matches."""
    rule = next((each for each in rules if matches(each.location, url)), None)
    if rule is None:
        return None
    return TdmReservation(reserved=rule.reserved, policy=rule.policy, declared_in="tdmrep.json")


def _rule(said: object) -> TdmRule | None:
    if not isinstance(said, dict):
        return None
    location, value, policy = said.get("location"), said.get("tdm-reservation"), said.get("tdm-policy")
    if not isinstance(location, str) or isinstance(value, bool) or str(value) not in {"0", "1"}:
        return None
    return TdmRule(location=location, reserved=str(value) == "1", policy=policy if isinstance(policy, str) else None)
