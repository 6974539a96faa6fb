"""A run that somebody watches: a dead-man's switch is told of it; alerts are sent, and watches run, at its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import ConfigError, read_config
from crawler.config.secrets_toml import OperatorSecrets, read_secrets
from storage.exit_status import ExitStatus, UserError

logger = logging.getLogger(__name__)

_NO_FAILURES = frozenset({ExitStatus.EXPECTED, ExitStatus.FELL_SHORT, ExitStatus.INTERRUPTED, ExitStatus.LOCKED})
"""Statuses of a run that a dead-man's switch takes for success: rasad itself works."""

_TELLS = frozenset({ExitStatus.EXPECTED, ExitStatus.FELL_SHORT})
"""Statuses after which the watches are run: a run that was stopped should end."""


@contextmanager
def watched_run(data_dir: DataDir) -> Iterator[list[ExitStatus]]:
    """Tell the dead-man's switch of a run, and look at its end; the block puts the exit status into the list.

    Nothing here changes how the run ends: what goes wrong is a line in the log.
    """
    status: list[ExitStatus] = []
    secrets = _secrets(data_dir)
    _ping(secrets, status, is_start=True)
    try:
        yield status
    except UserError as error:
        status.append(error.exit_status)
        raise
    finally:
        try:
            _look(data_dir, secrets)
        except (UserError, OSError) as error:
            _note(str(error))
        if status and status[-1] in _TELLS:
            _run_watches(data_dir)
        _ping(secrets, status)


def _secrets(data_dir: DataDir) -> OperatorSecrets:
    try:
        return read_secrets(data_dir.secrets)
    except (UserError, OSError) as error:
        _note(str(error))
        return OperatorSecrets()


def _ping(secrets: OperatorSecrets, status: list[ExitStatus], *, is_start: bool = False) -> None:
    if secrets.ping is None:
        return
    from crawler.run.alerts.delivery import RunSignal, ping  # noqa: PLC0415  # only where it is used: to start fast

    end = RunSignal.SUCCESS if status and status[-1] in _NO_FAILURES else RunSignal.FAIL
    _note(ping(secrets, RunSignal.START if is_start else end))


def _look(data_dir: DataDir, secrets: OperatorSecrets) -> None:
    try:
        settings = read_config(data_dir.settings).alert
    except ConfigError:
        return  # the run ended with this error, and has named it
    if secrets.webhook is None and settings.mail_to is None and settings.metrics is None:
        return
    from crawler.cli.operators.alerting import look  # noqa: PLC0415  # as above

    for problem in look(data_dir, now=datetime.now(UTC)).problems:
        _note(problem)


def _run_watches(data_dir: DataDir) -> None:
    """Run the watches that tell somebody; a problem is a line in the log, and the next run tries again."""
    if not data_dir.watches.is_dir():
        return
    from crawler.cli.exports.watching import run_sending_watches  # noqa: PLC0415  # only where there are watches

    try:
        for outcome in run_sending_watches(data_dir, lambda line: logger.info("a watch's command: %s", line)):
            if outcome.problem is not None:
                logger.warning("watch %s: not told: %s", outcome.name, outcome.problem)
    except (UserError, OSError) as error:
        logger.warning("watches: not told: %s", error)


def _note(problem: str | None) -> None:
    if problem is not None:
        logger.warning("alert not sent: %s", problem)
