"""The rights that a host's own files declare for one URL: AI agents that are disallowed, signals, reservations."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.politeness.robots_txt import RobotsTxt
from crawler.politeness.tdmrep import TdmRule, reservation_for
from storage.rights import HostSignals

# Product tokens of AI training and answering robots that outlets exclude
# (listed in docs/operators/politeness-and-rights.md).
AI_AGENTS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ChatGPT-User", "Claude-Web",
    "ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "DuckAssistBot", "FacebookBot",
    "Google-CloudVertexBot", "Google-Extended", "GPTBot", "ImagesiftBot", "meta-externalagent", "MistralAI-User",
    "OAI-SearchBot", "omgili", "omgilibot", "PanguBot", "Perplexity-User", "PerplexityBot", "Timpibot", "YouBot",
)  # fmt: skip


def host_signals(rules: RobotsTxt | None, tdm: Sequence[TdmRule], url: str, agent: str) -> HostSignals:
    """Return what robots.txt (`None`: there is none) and tdmrep.json declare for *url*.

    An AI agent is in the result if a group of its own disallows the URL. *agent* is our own token, which selects the
    signals.
    """
    return HostSignals(
        agents=tuple(each for each in AI_AGENTS if rules and rules.names(each) and not rules.allows(url, each)),
        signals=rules.signals(agent) if rules else (),
        tdm=reservation_for(tdm, url),
    )
