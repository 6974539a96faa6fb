"""What an outlet reserves of an article, as values and as the JSON of the column `rights`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

_TDM, _AGENTS, _SIGNALS = "tdm-reservation", "ai-agents", "content-signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmReservation:
    """A text and data mining reservation (TDMRep): *reserved*, the policy's address, and where it was said.

    *said_in* is `meta`, `header` or `tdmrep.json`.
    """

    reserved: bool
    said_in: str
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSignals:
    """What a host's own files say of one URL: AI agents that robots.txt shuts out, its signals, and tdmrep.json.

    *signals* are the names and values of `Content-Signal` lines.
    """

    agents: tuple[str, ...] = ()
    signals: tuple[tuple[str, str], ...] = ()
    tdm: TdmReservation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """All that was signalled for one article. *directives* are names (`noai`) with where they stood (`header`, `meta`)."""

    directives: tuple[tuple[str, str], ...] = ()
    tdm: TdmReservation | None = None
    agents: tuple[str, ...] = ()
    signals: tuple[tuple[str, str], ...] = ()

    def said(self) -> Mapping[str, object]:
        """Return the object that the column and exports hold; only what was signalled has a name in it."""
        said: dict[str, object] = dict(self.directives)
        if self.tdm is not None:
            policy = {} if self.tdm.policy is None else {"policy": self.tdm.policy}
            said[_TDM] = {"value": int(self.tdm.reserved), "from": self.tdm.said_in, **policy}
        if self.agents:
            said[_AGENTS] = list(self.agents)
        if self.signals:
            said[_SIGNALS] = dict(self.signals)
        return said


def rights_text(rights: Rights | None) -> str | None:
    """Return *rights* as the store writes them; null when nothing was signalled."""
    return None if rights is None else json.dumps(rights.said(), ensure_ascii=False, sort_keys=True)


def text_rights(text: str | None) -> Rights | None:
    """Return the rights that the store wrote."""
    if text is None:
        return None
    said = json.loads(text)
    tdm, agents, signals = said.pop(_TDM, None), said.pop(_AGENTS, ()), said.pop(_SIGNALS, {})
    return Rights(
        directives=tuple(sorted(said.items())),
        tdm=None
        if tdm is None
        else TdmReservation(reserved=bool(tdm["value"]), said_in=tdm["from"], policy=tdm.get("policy")),
        agents=tuple(agents),
        signals=tuple(sorted(signals.items())),
    )
