"""Whether outlets can be reached from here: the robots.txt of a few sources, requested as a crawl requests it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.sources.polite_session import AdhocTask, PoliteClient, run_adhoc_tasks
from spiders.autodiscovery.probe import FailedProbe
from spiders.catalogue.catalogue import Catalogue, source_ids
from storage.database.locks import LockHeld
from storage.source import Source

_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedOutlet:
    """How the robots.txt of a source answered; *problem* is why it did not, `None` where it did."""

    source_id: str
    answer: str
    problem: str | None = None

    @property
    def text(self) -> str:
        """The answer as a line."""
        return f"robots.txt of {self.source_id}: {self.problem or self.answer}"

    @property
    def remedy(self) -> str | None:
        """The way out; `None` where the outlet was reached."""
        if self.problem is None:
            return None
        return "check name server, firewall and certificates of this machine; if only this outlet fails, wait"


def network_checks(data_dir: DataDir) -> list[ReachedOutlet]:
    """Return the answers of up to three sources of the selection, spread over it. Nothing is kept.

    Raises `ConfigError` without a contact. A host that a run has is reached at this moment.
    """
    config = read_config(data_dir.settings)
    chosen = config.crawl.chosen(source_ids(data_dir.sources))
    sample = chosen[:: max(1, -(-len(chosen) // _MOST))][:_MOST]
    sources = list(Catalogue.load(data_dir.sources, only=sample).sources.values())
    try:
        return _answers(data_dir, sources)
    except LockHeld as error:
        return [ReachedOutlet(source_id=", ".join(sample), answer=str(error))]


def _answers(data_dir: DataDir, sources: Sequence[Source]) -> list[ReachedOutlet]:
    found: dict[str, ReachedOutlet] = {}

    def task(source: Source) -> AdhocTask:
        async def work(client: PoliteClient) -> None:
            answer = await client.fetch(urljoin(source.home, "/robots.txt"))
            if isinstance(answer, FailedProbe):
                found[source.id] = ReachedOutlet(source_id=source.id, answer="", problem=answer.reason)
            else:
                found[source.id] = ReachedOutlet(source_id=source.id, answer=f"answered {answer.status}")

        return AdhocTask(source=source, work=work)

    run_adhoc_tasks(data_dir, read_config(data_dir.settings), [task(each) for each in sources], command="doctor")
    silent = ReachedOutlet(source_id="", answer="", problem="interrupted")
    return [found.get(each.id, silent) for each in sources]
