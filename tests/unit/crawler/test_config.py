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
    ],
)
def test_an_error_names_the_file_and_the_key(tmp_path: Path, text: str, word: str) -> None:
    """An unknown key, a wrong type and a figure below the floor are errors that say where."""
    path = tmp_path / "rasad.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_config(path, environ={})

    assert (True, True) == (str(path) in str(caught.value), word in str(caught.value))
