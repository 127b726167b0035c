"""Settings that make no sense are refused with a sentence that says what to set."""

from pathlib import Path

import pytest

from config import env
from config.env import EnvironmentRefused

NONSENSE = [
    (
        "DATABASE_URL",
        "sqlite:///shop.db",
        "must be a postgresql:// or postgres:// address, for example postgresql://",
    ),
    ("DATABASE_URL", "postgresql:///", "for example postgresql://"),
    ("DATABASE_URL", "postgresql://db.example.com/", "names no database"),
    ("DATABASE_URL", "postgresql://db.example.com:many/shop", "its port is no number"),
    ("BROKER_URL", "kafka://queue", "must be a redis://"),
    ("CACHE_URL", "memcached://cache", "must be a redis:// or rediss:// address"),
    ("EMAIL_URL", "mail.example.com", "must be a smtp://"),
    ("SITE_URL", "shop.example.com", "must be a https:// or http:// address"),
    ("SENTRY_DSN", "yes", "must be a https:// or http:// address"),
    ("PORT", "abc", "must be a number from 1 to 65535"),
    ("PORT", "0", "must be a number from 1 to 65535"),
    ("PORT", "70000", "must be a number from 1 to 65535"),
    ("BOTTEGA_BIND", "everywhere", "0.0.0.0 everybody"),
    ("SECRET_KEY", "secret", "at least 32 random characters"),
    ("ALLOWED_HOSTS", "https://shop.example.com", "host names separated by commas"),
    ("ALLOWED_HOSTS", ",", "host names separated by commas"),
    ("LOG_LEVEL", "loud", "must be one of DEBUG, INFO"),
    ("BOTTEGA_DEMO", "maybe", "must be 1 or 0"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), NONSENSE)
def test_nonsense_is_refused(name: str, value: str, sentence: str) -> None:
    with pytest.raises(EnvironmentRefused) as refusal:
        env.read({name: value})

    (said,) = refusal.value.sentences
    assert said.startswith(name)
    assert sentence in said


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(EnvironmentRefused) as refusal:
        env.read({"PORT": "x", "DATABASE_URL": "mysql://db/shop"})

    assert len(refusal.value.sentences) == 2


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")

    with pytest.raises(EnvironmentRefused, match="must be a folder"):
        env.read({"BOTTEGA_HOME": str(tmp_path / "home" / "data")})


def test_nothing_set_means_the_embedded_defaults() -> None:
    environment = env.read({})

    assert environment.home == env.PROJECT / "var"
    assert environment.port == 8000
    assert (environment.database_url, environment.broker_url, environment.cache_url) == (None, None, None)
    assert not environment.demo


def test_an_empty_value_is_as_good_as_none() -> None:
    assert env.read({"DATABASE_URL": " ", "PORT": ""}) == env.read({})


def test_values_are_read() -> None:
    environment = env.read(
        {
            "PORT": "8001",
            "ALLOWED_HOSTS": "shop.example.com, till.example.com",
            "SITE_URL": "https://shop.example.com/",
        }
    )

    assert environment.port == 8001
    assert environment.allowed_hosts == ("shop.example.com", "till.example.com")
    assert environment.site_url == "https://shop.example.com"


def test_production_names_what_is_missing() -> None:
    with pytest.raises(
        EnvironmentRefused, match="DATABASE_URL must be set here, for example DATABASE_URL=postgresql://"
    ):
        env.require(None, name="DATABASE_URL", example="postgresql://db.example.com/bottega")
