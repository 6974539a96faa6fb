"""The operator's settings are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.config.rasad_toml import Config, ConfigError, read_config


def test_without_a_file_the_house_rules_stand(tmp_path: Path) -> None:
    """A missing file is not an error: the defaults apply, and no contact is known."""
    assert Config() == read_config(tmp_path / "rasad.toml", environ={})


def test_the_environment_names_the_contact(tmp_path: Path) -> None:
    """RASAD_CONTACT wins over the file."""
    (tmp_path / "rasad.toml").write_text('contact = "desk@example.org"\n', encoding="utf-8")

    config = read_config(tmp_path / "rasad.toml", environ={"RASAD_CONTACT": "https://example.org/bot"})

    assert config.contact == "https://example.org/bot"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("contract = 'x'", "contract"),
        ("delay_seconds = 0.1", "delay_seconds"),
        ("page_megabytes = 50", "page_megabytes"),
        ("readers = '2'", "readers"),
        ("readers = true", "readers"),
        ("contact = 5", "contact"),
        ("contact = 'nobody'", "contact"),
        ("contact = ", "not valid TOML"),
        ("archive = true", "[archive]"),
        ("[archive]\nenabled = 1", "archive.enabled"),
        ("[archive]\nkeep_days = 0", "archive.keep_days"),
        ("[archive]\nkeep_days = true", "archive.keep_days"),
        ("[archive]\nkeep_weeks = 2", "archive.keep_weeks"),
        ("[retention]\nfetches_days = 'all'", "retention.fetches_days"),
        ("[retention]\narticles_days = 30", "[retention.articles_days]"),
        ("[retention.articles_days]\nnone = -1", "articles_days"),
    ],
)
def test_an_error_names_the_file_and_the_key(tmp_path: Path, text: str, word: str) -> None:
    """An unknown key, a wrong type and a figure below the floor are errors that say where."""
    path = tmp_path / "rasad.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_config(path, environ={})

    assert (True, True) == (str(path) in str(caught.value), word in str(caught.value))


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    """The tables of archive and retention, with a licence as a key."""
    path = tmp_path / "rasad.toml"
    path.write_text(
        "[archive]\nenabled = true\nmax_gigabytes = 2\n[retention]\nfetches_days = 400\n"
        '[retention.articles_days]\nnone = 365\n"read, index" = 730\n',
        encoding="utf-8",
    )

    config = read_config(path, environ={})

    assert (True, 2, 90) == (config.archive.enabled, config.archive.max_gigabytes, config.archive.keep_days)
    assert (400, None) == (config.retention.fetches_days, config.retention.sightings_days)
    assert {"none": 365, "read, index": 730} == config.retention.articles_days


@pytest.mark.parametrize(
    "value",
    ["'proxy.example'", "'https://p.example:1'", "'socks5://p.example'", "'http://u:pw-word@p.example'", "'http://p.example:70000'", "3",
     "'http://p.example/path'", "'http://p.example:3128\\n'", "''", "['http://p.example']"],
)  # fmt: skip
def test_a_wrong_proxy_is_refused_without_being_quoted(tmp_path: Path, value: str) -> None:
    """It may hold a password; the line says where that belongs."""
    path = tmp_path / "rasad.toml"
    path.write_text(f"proxy = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_config(path)

    assert ("pw-word" in str(error.value), "proxy_credentials" in str(error.value)) == (False, True)


def test_a_proxy_has_a_host_and_perhaps_a_port(tmp_path: Path) -> None:
    """Names, addresses of IPv4, and those of IPv6 in brackets."""
    path = tmp_path / "rasad.toml"
    for value in ("http://proxy.example:3128", "http://10.0.0.1", "http://[fd00::1]:8080/"):
        path.write_text(f'proxy = "{value}"\n', encoding="utf-8")
        assert value == read_config(path).proxy
