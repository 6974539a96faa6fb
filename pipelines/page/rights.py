"""What a page and its host say of rights: X-Robots-Tag, meta robots, TDMRep, AI agents, as one record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.page.head import PageHead
from storage.records import Page
from storage.rights import HostSignals, Rights, TdmReservation

OUR_NAME = "rasad"
_KNOWN = re.compile(r"noindex|none|noarchive|nosnippet|noai|noimageai|noimageindex|notranslate|max-snippet:\d{1,6}")
_WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_AGENT = re.compile(r"([a-z0-9_-]+):(.*)", re.DOTALL)
_MOST_POLICY = 2000


def page_rights(page: Page, head: PageHead | None) -> Rights | None:
    """Return everything that was signalled for *page*; null when nothing was. *head* is null for plain text.

    Of directives only those to everybody and to us count. A directive said in both places stands as `header`.
    """
    site = page.site or HostSignals()
    metas = [each for name in ("robots", OUR_NAME) for each in (head.metas.get(name, ()) if head else ())]
    found = dict.fromkeys((each for text in metas for each in _directives(text)), "meta")
    found |= dict.fromkeys((each for text in _said(page, "x-robots-tag") for each in _directives(text)), "header")
    rights = Rights(
        directives=tuple(sorted(found.items())), tdm=_tdm(page, head, site), agents=site.agents, signals=site.signals
    )
    return rights if rights != Rights() else None


def _directives(text: str) -> Iterator[str]:
    """Yield the directives of one header or meta that we know and that are meant for us.

    In a header a name of an agent before a colon holds for what follows it: `googlebot: noindex, noai`.
    """
    is_ours = True
    for each in re.sub(r"\s*:\s*", ":", text.lower()).replace(";", ",").split(","):
        for word in each.split():
            agent = _AGENT.fullmatch(word)
            said = word
            if agent is not None and agent[1] not in _WITH_VALUE:
                is_ours, said = agent[1] in {OUR_NAME, "robots", "*"}, agent[2]
            if is_ours and _KNOWN.fullmatch(said):
                yield "nosnippet" if said == "max-snippet:0" else said


def _tdm(page: Page, head: PageHead | None, site: HostSignals) -> TdmReservation | None:
    """Return the reservation that holds: the page's meta, else its header, else tdmrep.json.

    The order is TDMRep's (Community Group Report of 10 May 2024, "Processing priority"). A value that is neither 0
    nor 1 is an error of the outlet's and is as good as unsaid.
    """
    metas = head.metas if head is not None else {}
    for where, values, policies in (
        ("meta", metas.get("tdm-reservation", ()), metas.get("tdm-policy", ())),
        ("header", _said(page, "tdm-reservation"), _said(page, "tdm-policy")),
    ):
        value = next((each.strip() for each in values), "")
        if value in {"0", "1"}:
            policy = next((each.strip()[:_MOST_POLICY] for each in policies if each.strip()), None)
            return TdmReservation(reserved=value == "1", policy=policy, declared_in=where)
    return site.tdm


def _said(page: Page, name: str) -> Sequence[str]:
    return [value for each, value in page.headers if each == name]
