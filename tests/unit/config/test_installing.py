"""What pip is told of indexes and certificates, uv is told too; where uv can't do it, pip does."""

from collections.abc import Callable

import pytest

from config import install

LISTED = """\
:env:.cert='/etc/ssl/company.pem'
:env:.extra-index-url='https://wheels.example.com/simple'
global.extra-index-url='https://slow.example.com/simple'
global.find-links='/opt/wheels /opt/more'
global.index-url='https://mirror.example.com/simple'
install.trusted-host='mirror.example.com\\nwheels.example.com'
freeze.timeout='3'
"""


def test_what_counts_for_pip_counts_for_uv() -> None:
    assert install.translated(install.read_configuration(LISTED)) == {
        "UV_DEFAULT_INDEX": "https://mirror.example.com/simple",
        "UV_INDEX": "https://wheels.example.com/simple",
        "UV_FIND_LINKS": "/opt/wheels,/opt/more",
        "UV_INSECURE_HOST": "mirror.example.com wheels.example.com",
        "SSL_CERT_FILE": "/etc/ssl/company.pem",
    }


def test_nothing_configured_tells_nothing() -> None:
    assert install.translated(install.read_configuration("")) == {}


def test_what_uv_is_told_directly_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example.com/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example.com/simple")

    assert install.surroundings_of_uv()["UV_DEFAULT_INDEX"] == "https://other.example.com/simple"


@pytest.fixture
def asked_of_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Callable[[int, int], list[str]]:
    """Return what installs with a pip that ends with these statuses, for uv and for the lock, and a uv that fails."""

    def go(for_uv: int, for_lock: int) -> list[str]:
        asked: list[str] = []

        def pip(*arguments: str, quiet: bool = False) -> int:
            asked.append(arguments[-1])
            return for_uv if "installer" in arguments[-1] else for_lock

        monkeypatch.setattr(install, "ENVIRONMENT", tmp_path)
        monkeypatch.setattr(install, "pip", pip)
        monkeypatch.setattr(install, "run_uv", lambda lock: False)
        install.install("demo")
        return asked

    return go


@pytest.mark.parametrize("for_uv", [0, 1])
def test_without_uv_pip_installs_the_lock(asked_of_pip: Callable[[int, int], list[str]], for_uv: int) -> None:
    assert asked_of_pip(for_uv, 0) == ["requirements/installer.txt", "requirements/demo.txt"]
    assert install.is_installed("demo")


def test_what_cannot_be_installed_is_said_and_tried_again_the_next_time(
    asked_of_pip: Callable[[int, int], list[str]],
) -> None:
    with pytest.raises(SystemExit, match="run the same again"):
        asked_of_pip(1, 1)

    assert not install.is_installed("demo")
