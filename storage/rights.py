"""What an outlet reserves of an article, as values and as the JSON of the column `rights`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_TDM, _AGENTS, _SIGNALS = "tdm-reservation", "ai-agents", "content-signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmReservation:
    """A text and data mining reservation (TDMRep): *reserved*, the URL of its policy, and where it was declared.

    *declared_in* is `meta`, `header` or `tdmrep.json`.
    """

    reserved: bool
    declared_in: str
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSignals:
    """What a host's own files declare for one URL: AI agents that robots.txt disallows, its signals, and tdmrep.json.

    *signals* are the names and values of `Content-Signal` lines.
    """

    agents: tuple[str, ...] = ()
    signals: tuple[tuple[str, str], ...] = ()
    tdm: TdmReservation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """All that was declared for one article. *directives* are names (`noai`) with their origin (`header`, `meta`)."""

    directives: tuple[tuple[str, str], ...] = ()
    tdm: TdmReservation | None = None
    agents: tuple[str, ...] = ()
    signals: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """Return the object that the column and exports hold; only what was declared has a key in it."""
        values: dict[str, object] = dict(self.directives)
        if self.tdm is not None:
            policy = {} if self.tdm.policy is None else {"policy": self.tdm.policy}
            values[_TDM] = {"value": int(self.tdm.reserved), "from": self.tdm.declared_in, **policy}
        if self.agents:
            values[_AGENTS] = list(self.agents)
        if self.signals:
            values[_SIGNALS] = dict(self.signals)
        return values


def rights_text(rights: Rights | None) -> str | None:
    """Return *rights* as the store writes them; `None` when nothing was declared."""
    return None if rights is None else json.dumps(rights.as_json(), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=1024)  # an outlet signals the same on all of its pages
def text_rights(text: str | None) -> Rights | None:
    """Return the rights that the store wrote; `None` when nothing was declared."""
    if text is None:
        return None
    values = json.loads(text)
    tdm, agents, signals = values.pop(_TDM, None), values.pop(_AGENTS, ()), values.pop(_SIGNALS, {})
    return Rights(
        directives=tuple(sorted(values.items())),
        tdm=None
        if tdm is None
        else TdmReservation(reserved=bool(tdm["value"]), declared_in=tdm["from"], policy=tdm.get("policy")),
        agents=tuple(agents),
        signals=tuple(sorted(signals.items())),
    )
