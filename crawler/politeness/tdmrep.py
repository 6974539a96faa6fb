"""A host's reservations of text and data mining: `/.well-known/tdmrep.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.politeness.robots_txt import matches
from storage.rights import TdmReservation

PATH = "/.well-known/tdmrep.json"
_MAX_RULES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmRule:
    """One object of the file: a *location* (a pattern as in robots.txt), whether rights are reserved, and a policy."""

    location: str
    reserved: bool
    policy: str | None = None


def read_tdmrep(body: bytes) -> tuple[TdmRule, ...]:
    """Return the rules of a tdmrep.json in their order; anything else is skipped (TDMRep, 10 May 2024: unset)."""
    try:
        entries = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    found = [_rule(each) for each in entries[:_MAX_RULES]] if isinstance(entries, list) else []
    return tuple(each for each in found if each is not None)


def reservation_for(rules: Sequence[TdmRule], url: str) -> TdmReservation | None:
    """Return the reservation for *url*: the first rule that matches applies; `None` where none matches."""
    rule = next((each for each in rules if matches(each.location, url)), None)
    if rule is None:
        return None
    return TdmReservation(reserved=rule.reserved, policy=rule.policy, declared_in="tdmrep.json")


def _rule(entry: object) -> TdmRule | None:
    if not isinstance(entry, dict):
        return None
    location, value, policy = entry.get("location"), entry.get("tdm-reservation"), entry.get("tdm-policy")
    if not isinstance(location, str) or isinstance(value, bool) or str(value) not in {"0", "1"}:
        return None
    return TdmRule(location=location, reserved=str(value) == "1", policy=policy if isinstance(policy, str) else None)
