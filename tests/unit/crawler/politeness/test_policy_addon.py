"""No flag lowers the limits that hold for a public host."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.politeness.policy_addon import PolicyAddon


def _settings(folder: Path, **flags: object) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("RASAD_DATA", str(folder), priority="cmdline")
    settings.setdict(flags, priority="cmdline")
    PolicyAddon().update_settings(settings)
    return settings


@pytest.mark.parametrize(
    ("name", "flag", "value"),
    [
        ("ROBOTSTXT_OBEY", "0", True),
        ("REMOTE_CONTROL_ENABLED", "1", False),
        ("TELNETCONSOLE_ENABLED", "1", False),
        ("COOKIES_ENABLED", "1", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", "0", True),
        (
            "TWISTED_DNS_RESOLVER",
            "scrapy.resolver.CachingThreadedResolver",
            "crawler.fetching.resolver.GuardedResolver",
        ),
        ("DOWNLOAD_DELAY_JITTER", "0.5", 0.0),
        ("DOWNLOAD_MAXSIZE", "0", 10 * 1024 * 1024),
        ("DOWNLOAD_TIMEOUT", "600", 30),
        ("REDIRECT_MAX_TIMES", "50", 5),
        ("AUTOTHROTTLE_ENABLED", "0", True),
        ("RETRY_HTTP_CODES", "[429, 503]", [500, 502, 504, 408]),
    ],
)
def test_a_flag_does_not_change_a_fixed_setting(tmp_path: Path, name: str, flag: str, value: object) -> None:
    """The value of `-s NAME=VALUE` is replaced by ours."""
    assert value == _settings(tmp_path, **{name: flag})[name]


def test_a_flag_cannot_borrow_a_name(tmp_path: Path) -> None:
    """Every request says who it comes from, whatever USER_AGENT was asked for."""
    (tmp_path / "rasad.toml").write_text('contact = "desk@example.org"', encoding="utf-8")

    assert _settings(tmp_path, USER_AGENT="Mozilla/5.0")["USER_AGENT"] == "rasad/0.1 (+desk@example.org)"


def test_the_operators_limits_hold(tmp_path: Path) -> None:
    """What `rasad.toml` says of one download is what a crawl keeps."""
    (tmp_path / "rasad.toml").write_text("page_seconds = 2\npage_megabytes = 0.5\n", encoding="utf-8")
    settings = _settings(tmp_path)

    assert (2.0, 512 * 1024) == (settings.getfloat("DOWNLOAD_TIMEOUT"), settings.getint("DOWNLOAD_MAXSIZE"))


def test_no_flag_lets_another_throttle_in(tmp_path: Path) -> None:
    """Scrapy's own AutoThrottle would go below what is due to a host."""
    extensions = _settings(tmp_path, EXTENSIONS='{"scrapy.extensions.throttle.AutoThrottle": 1}').getdict("EXTENSIONS")

    assert (None, 0) == (
        extensions["scrapy.extensions.throttle.AutoThrottle"],
        extensions["crawler.politeness.autothrottle.MinimumAutoThrottle"],
    )


def test_a_flag_may_be_stricter(tmp_path: Path) -> None:
    """A limit smaller than ours is kept."""
    assert _settings(tmp_path, REDIRECT_MAX_TIMES="1").getint("REDIRECT_MAX_TIMES") == 1
