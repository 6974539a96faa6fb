"""The Scrapy add-on that puts the floor under every crawl, whatever a flag or a source said."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import BaseSettings

from crawler import settings as house
from crawler.config import Config, read_config

_ABOVE_ALL = 1000  # Scrapy's command line has priority 40
_OPERATOR = 25  # above the house's own values (20), below a source's and a flag's, which may be stricter
_FIXED = (
    "ROBOTSTXT_OBEY",
    "TWISTED_DNS_RESOLVER",
    "DOWNLOAD_VERIFY_CERTIFICATES",
    "DOWNLOAD_HANDLERS",
    "REMOTE_CONTROL_ENABLED",
    "TELNETCONSOLE_ENABLED",
    "COOKIES_ENABLED",
    "METAREFRESH_ENABLED",
    "DOWNLOAD_DELAY_JITTER",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "AUTOTHROTTLE_ENABLED",
    "RETRY_HTTP_CODES",
)
_THROTTLES = ("scrapy.extensions.throttle.AutoThrottle", "crawler.politeness.autothrottle.FlooredAutoThrottle")
_CEILINGS = ("DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "REDIRECT_MAX_TIMES")


def user_agent(config: Config) -> str:
    """Return the honest name that every request carries, with the way to reach the operator."""
    product = house.USER_AGENT.partition(" ")[0]
    return f"{product} (+{config.contact or 'loopback only'})"


class PolicyAddon:
    """Fixes what must not be lowered, caps what must not be raised, and applies the operator's settings."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set the fixed values above every priority and bring larger limits down to the house's.

        Raises `ConfigError` when `RASAD_DATA/rasad.toml` cannot be used.
        """
        config = read_config(Path(settings["RASAD_DATA"]) / "rasad.toml")
        settings.set("USER_AGENT", user_agent(config), priority=_ABOVE_ALL)
        settings.set("RASAD_DELAY", config.delay_seconds, priority=_ABOVE_ALL)
        settings.set("DOWNLOAD_TIMEOUT", config.page_seconds, priority=_OPERATOR)
        settings.set("DOWNLOAD_MAXSIZE", int(config.page_megabytes * 1024 * 1024), priority=_OPERATOR)
        for name in _FIXED:
            settings.set(name, getattr(house, name), priority=_ABOVE_ALL)
        for name in _CEILINGS:
            most = getattr(house, name)
            said = settings.getfloat(name)
            if not 0 < said <= most:  # 0 means "no limit" to Scrapy
                settings.set(name, most, priority=_ABOVE_ALL)
        for path, order in house.DOWNLOADER_MIDDLEWARES.items():
            settings["DOWNLOADER_MIDDLEWARES"].set(path, order, priority=_ABOVE_ALL)
        for path in _THROTTLES:
            settings["EXTENSIONS"].set(path, house.EXTENSIONS[path], priority=_ABOVE_ALL)
