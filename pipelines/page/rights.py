"""The rights that a page and its host reserve: X-Robots-Tag, meta robots, TDMRep and AI agents, as one record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.page.head import PageHead
from storage.records import Page
from storage.rights import HostSignals, Rights, TdmReservation

OUR_NAME = "rasad"
_KNOWN = re.compile(r"noindex|none|noarchive|nosnippet|noai|noimageai|noimageindex|notranslate|max-snippet:\d{1,6}")
_WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_COLON = re.compile(r"(?<!\s)\s*+:\s*+")
_AGENT = re.compile(r"([a-z0-9_-]+):(.*)", re.DOTALL)
_MOST_POLICY = 2000


def page_rights(page: Page, head: PageHead | None) -> Rights | None:
    """Return all signals for *page*; `None` where there are none. *head* is `None` for plain text.

    Only directives to all robots or to us count. A directive in both places is noted as `header`.
    """
    site = page.site or HostSignals()
    metas = [each for name in ("robots", OUR_NAME) for each in (head.metas.get(name, ()) if head else ())]
    found = dict.fromkeys((each for text in metas for each in _directives(text)), "meta")
    found |= dict.fromkeys(
        (each for text in _header_values(page, "x-robots-tag") for each in _directives(text)), "header"
    )
    rights = Rights(
        directives=tuple(sorted(found.items())), tdm=_tdm(page, head, site), agents=site.agents, signals=site.signals
    )
    return rights if rights != Rights() else None


def _directives(text: str) -> Iterator[str]:
    """Yield the known directives of one header or meta that apply to us.

    In a header the name of an agent before a colon applies to all that follows it: `googlebot: noindex, noai`.
    """
    is_ours = True
    for each in _COLON.sub(":", text.lower()).replace(";", ",").split(","):
        for word in each.split():
            agent = _AGENT.fullmatch(word)
            directive = word
            if agent is not None and agent[1] not in _WITH_VALUE:
                is_ours, directive = agent[1] in {OUR_NAME, "robots", "*"}, agent[2]
            if is_ours and _KNOWN.fullmatch(directive):
                yield "nosnippet" if directive == "max-snippet:0" else directive


def _tdm(page: Page, head: PageHead | None, site: HostSignals) -> TdmReservation | None:
    """Return the reservation that applies: the page's meta, else its header, else tdmrep.json.

    The order is TDMRep's (Community Group Report of 10 May 2024, "Processing priority"). A value that is neither 0
    nor 1 is an error of the outlet and is ignored.
    """
    metas = head.metas if head is not None else {}
    for where, values, policies in (
        ("meta", metas.get("tdm-reservation", ()), metas.get("tdm-policy", ())),
        ("header", _header_values(page, "tdm-reservation"), _header_values(page, "tdm-policy")),
    ):
        value = next((each.strip() for each in values), "")
        if value in {"0", "1"}:
            policy = next((each.strip()[:_MOST_POLICY] for each in policies if each.strip()), None)
            return TdmReservation(reserved=value == "1", policy=policy, declared_in=where)
    return site.tdm


def _header_values(page: Page, name: str) -> Sequence[str]:
    return [value for each, value in page.headers if each == name]
