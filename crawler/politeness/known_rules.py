"""What a host allowed and reserved when it was asked last, for pages that come from files: nobody is asked."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.politeness.backoff import effective_body
from crawler.politeness.host_state import origin_of
from crawler.politeness.rights_signals import host_signals
from crawler.politeness.robots_txt import RobotsTxt, read_rules
from crawler.politeness.tdmrep import PATH, TdmRule, read_tdmrep
from storage.rights import HostSignals
from storage.store import Store


class KnownRules:
    """The robots.txt and tdmrep.json of hosts as the store has them; a host that was never asked allows everything."""

    def __init__(self, store: Store, *, agent: str) -> None:
        self._store, self._agent = store, agent
        self._robots: dict[str, RobotsTxt | None] = {}
        self._tdm: dict[str, tuple[TdmRule, ...]] = {}

    def allows(self, url: str) -> bool:
        """Whether the host's robots.txt allows us *url*."""
        rules = self._rules(url)
        return rules is None or rules.allows(url, self._agent)

    def signals(self, url: str) -> HostSignals | None:
        """Return what the host's files reserve for *url*; `None` where its robots.txt was never read."""
        rules, origin = self._rules(url), origin_of(url)
        if rules is None:
            return None
        if origin not in self._tdm:
            self._tdm[origin] = read_tdmrep(self._body(origin + PATH) or b"")
        return host_signals(rules, self._tdm[origin], url, self._agent)

    def _rules(self, url: str) -> RobotsTxt | None:
        origin = origin_of(url)
        if origin not in self._robots:
            body = self._body(f"{origin}/robots.txt")
            self._robots[origin] = None if body is None else read_rules(body)
        return self._robots[origin]

    def _body(self, url: str) -> bytes | None:
        file = self._store.hosts.file(url)
        return None if file is None else effective_body(file, now=datetime.now(UTC))
