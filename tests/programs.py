"""Programs that the tests drive and pip doesn't bring: a browser, and Node for the till's scripts.

`python -m tests.programs` installs what is missing where it may (root on Debian), else says what to type.
"""

import os
import shutil
import subprocess
from pathlib import Path

#: What is looked for, by the name of the Debian package that has it.
NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "nodejs": ("node",),
}


def find(package: str) -> str | None:
    """Return the path of a package's program, if this machine has it; CHROMIUM names another browser."""
    named = os.environ.get(package.upper())
    if named and Path(named).is_file():
        return named
    return next((path for name in NAMES[package] if (path := shutil.which(name))), None)


def require(package: str) -> str:
    """Return the path of a package's program. Ends the program with the command that installs it."""
    path = find(package)
    if path is None:
        raise SystemExit(f"The tests need {package}: apt-get install {package}")
    return path


def install_missing() -> None:
    missing = [package for package in NAMES if find(package) is None]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {' and '.join(missing)} ...", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
        subprocess.run(command, check=False, **quiet)  # type: ignore[call-overload]
    for package in NAMES:
        require(package)


if __name__ == "__main__":
    install_missing()
