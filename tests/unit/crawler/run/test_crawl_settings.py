"""Scrapy's settings of a run: a copy is the same settings, and another's changes are not in it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import get_spider_loader

from crawler.config.crawl_settings import process_settings
from crawler.config.data_dir import DataDir

Values = dict[str, tuple[object, int | None]]


def everything(settings: BaseSettings) -> Values:
    """Return each value with its priority, those of nested settings too."""
    found: Values = {}
    for name, value in settings.items():
        if isinstance(value, BaseSettings):
            found |= {f"{name}/{inner}": each for inner, each in everything(value).items()}
        found[name] = (None if isinstance(value, BaseSettings) else value, settings.getpriority(name))
    return found


def settings_of(folder: Path) -> Settings:
    return process_settings(DataDir(data=folder))


def test_copy_has_what_scrapys_own_deep_copy_has(tmp_path: Path) -> None:
    """Every value and every priority, of more than a hundred settings."""
    settings = settings_of(tmp_path)

    assert len(everything(settings)) > 100
    assert (everything(deepcopy(settings)), type(settings)) == (everything(settings.copy()), type(settings.copy()))


def test_changes_of_a_copy_stay_in_it(tmp_path: Path) -> None:
    """A number, a list and a table of components: what one source changes is not what the next one gets."""
    settings = settings_of(tmp_path)
    before = everything(settings)
    copy = settings.copy()
    copy.set("DOWNLOAD_DELAY", 99, priority="cmdline")
    copy["RETRY_HTTP_CODES"].append(599)
    copy["DOWNLOADER_MIDDLEWARES"].set("some.Middleware", 1, priority="cmdline")
    copy.freeze()

    assert (before, False, True) == (everything(settings), settings.frozen, copy.frozen)
    assert before != everything(copy)


def test_a_run_does_not_read_the_catalogue_again(tmp_path: Path) -> None:
    """Scrapy's spider loader has nothing to load: the sources of a run are known when it starts."""
    assert [] == get_spider_loader(settings_of(tmp_path)).list()
