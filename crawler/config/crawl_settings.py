"""Scrapy's settings of a run, which are copied for each source."""

from __future__ import annotations

from copy import deepcopy
from typing import Self, TypeVar

from scrapy.settings import BaseSettings, Settings, SettingsAttribute
from scrapy.spiderloader import DummySpiderLoader

from crawler.config.data_dir import DataDir

_AnySettings = TypeVar("_AnySettings", bound=BaseSettings)
_UNCHANGING = (str, int, float, type, type(None))


class CrawlSettings(Settings):
    """Settings with a cheap copy.

    Scrapy makes a deep copy for each spider, of 300 values that are nearly all numbers and texts. It is a fifth of what
    a source costs that has nothing new.
    """

    def copy(self) -> Self:
        """Return settings with the same values and priorities; a change of them is none of these."""
        return _copied(self)


def process_settings(place: DataDir) -> Settings:
    """Return Scrapy's settings for a run; the operator's own come in by `crawler/politeness/policy_addon.py`."""
    settings = CrawlSettings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("RASAD_DATA", str(place.data), priority="cmdline")
    settings.set("SPIDER_LOADER_CLASS", DummySpiderLoader, priority="cmdline")  # the sources were read before
    settings.set(
        "LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline"
    )  # crawler/run/logging_setup.py has its own
    return settings


def _copied(settings: _AnySettings) -> _AnySettings:
    made = type(settings).__new__(type(settings))
    made.frozen = settings.frozen
    made.attributes = {
        name: SettingsAttribute(_copied_value(each.value), each.priority) for name, each in settings.attributes.items()
    }
    return made


def _copied_value(value: object) -> object:
    if isinstance(value, BaseSettings):
        return _copied(value)
    return value if isinstance(value, _UNCHANGING) else deepcopy(value)
