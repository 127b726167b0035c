"""An address in the environment names a real service; without one, the embedded default serves."""

from pathlib import Path

from config import databases, env, mail
from config.embedded import Cluster


def test_the_embedded_database_is_reached_over_its_socket(tmp_path: Path) -> None:
    cluster = Cluster(folder=tmp_path)

    database = databases.database(environment=env.read({}), cluster=cluster)

    assert database["HOST"] == cluster.host
    assert database["NAME"] == "bottega"


def test_a_named_database_is_used() -> None:
    url = "postgresql://alice:p%40ss@db.example.com:6543/shop?sslmode=require"

    database = databases.database(
        environment=env.read({"DATABASE_URL": url}), cluster=Cluster(folder=Path("/none"))
    )

    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.com", 6543, "shop")
    assert database["PASSWORD"] == "p@ss"
    assert "sslmode=require" in databases.connection_string(database)


def test_the_default_broker_is_the_same_database() -> None:
    database = {"NAME": "bottega", "HOST": "/srv/it's here", "USER": "postgres"}

    url, options = databases.broker(environment=env.read({}), database=database)

    assert url.startswith("pgmq:")
    assert "dbname=bottega" in options["conn_string"]
    assert r"host='/srv/it\'s here'" in options["conn_string"]


def test_the_filesystem_serves_as_broker(tmp_path: Path) -> None:
    environment = env.read({"BROKER_URL": "filesystem://", "BOTTEGA_HOME": str(tmp_path)})

    _url, options = databases.broker(environment=environment, database={})

    assert Path(options["data_folder_in"]).is_dir()
    assert options["data_folder_in"] == options["data_folder_out"]


def test_a_named_broker_and_cache_are_used() -> None:
    environment = env.read(
        {"BROKER_URL": "amqp://queue.example.com//", "CACHE_URL": "redis://cache.example.com/1"}
    )

    assert databases.broker(environment=environment, database={}) == ("amqp://queue.example.com//", {})
    assert databases.cache(environment)["BACKEND"].endswith("RedisCache")


def test_mail_goes_to_a_folder_unless_a_server_is_named(tmp_path: Path) -> None:
    settings = mail.settings_for(env.read({"BOTTEGA_HOME": str(tmp_path)}))

    assert settings["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


def test_a_named_mail_server_is_used() -> None:
    settings = mail.settings_for(env.read({"EMAIL_URL": "smtp+tls://bob:p%40ss@mail.example.com"}))

    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example.com", 587)
    assert settings["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert settings["EMAIL_USE_TLS"]
    assert not settings["EMAIL_USE_SSL"]
