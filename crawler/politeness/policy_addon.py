"""The Scrapy add-on that enforces our limits in every crawl, whatever a flag or a source sets."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import BaseSettings

from crawler import settings as ours
from crawler.config.rasad_toml import Config, read_config

_ABOVE_ALL = 1000  # Scrapy's command line has priority 40
_OPERATOR = 25  # above our settings (20), below those of a source or a flag, which may be stricter
_FIXED = (
    "DOWNLOADER",
    "ROBOTSTXT_OBEY",
    "TWISTED_DNS_RESOLVER",
    "DOWNLOAD_VERIFY_CERTIFICATES",
    "DOWNLOAD_HANDLERS",
    "REMOTE_CONTROL_ENABLED",
    "TELNETCONSOLE_ENABLED",
    "COOKIES_ENABLED",
    "METAREFRESH_ENABLED",
    "HTTPPROXY_ENABLED",
    "DOWNLOAD_DELAY_JITTER",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "AUTOTHROTTLE_ENABLED",
    "RETRY_HTTP_CODES",
)
_THROTTLES = ("scrapy.extensions.throttle.AutoThrottle", "crawler.politeness.autothrottle.MinimumAutoThrottle")
_CEILINGS = ("DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "REDIRECT_MAX_TIMES")


def user_agent(config: Config) -> str:
    """Return the user agent of every request, with the contact of the operator."""
    product = ours.USER_AGENT.partition(" ")[0]
    return f"{product} (+{config.contact or 'loopback only'})"


class PolicyAddon:
    """Fixes the settings that must not change, caps the limits, and applies the operator's settings."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set the fixed values above every priority, and lower larger limits to ours.

        Raises `ConfigError` when `RASAD_DATA/rasad.toml` cannot be used.
        """
        config = read_config(Path(settings["RASAD_DATA"]) / "rasad.toml")
        settings.set("USER_AGENT", user_agent(config), priority=_ABOVE_ALL)
        settings.set("RASAD_DELAY", config.delay_seconds, priority=_ABOVE_ALL)
        settings.set("RASAD_PROXY", config.proxy, priority=_ABOVE_ALL)
        settings.set("DOWNLOAD_TIMEOUT", config.page_seconds, priority=_OPERATOR)
        settings.set("DOWNLOAD_MAXSIZE", int(config.page_megabytes * 1024 * 1024), priority=_OPERATOR)
        for name in _FIXED:
            settings.set(name, getattr(ours, name), priority=_ABOVE_ALL)
        for name in _CEILINGS:
            ceiling = getattr(ours, name)
            value = settings.getfloat(name)
            if not 0 < value <= ceiling:  # 0 means "no limit" to Scrapy
                settings.set(name, ceiling, priority=_ABOVE_ALL)
        for path, order in ours.DOWNLOADER_MIDDLEWARES.items():
            settings["DOWNLOADER_MIDDLEWARES"].set(path, order, priority=_ABOVE_ALL)
        for path in _THROTTLES:
            settings["EXTENSIONS"].set(path, ours.EXTENSIONS[path], priority=_ABOVE_ALL)
