"""Make the virtual environment in .venv with exactly the packages that a lock in requirements/ pins.

Runs on the machine's own Python, before anything is installed: `python3 config/install.py demo`, or `dev`,
which holds everything that demo does and more. pip fetches uv, which fetches the rest in a third of the time;
where uv can't be had or fails, pip fetches everything.
"""

import ast
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
LOCKS = {"demo": ("demo", "dev"), "dev": ("dev",)}  # what is wanted: any of these is enough
OLDEST = (3, 11)
# Python compiles a module when it first needs it, which most never are.
PIP_OPTIONS = ("--require-hashes", "--no-compile", "--disable-pip-version-check", "--no-input", "-qq")
#: What pip is told by its configuration or by PIP_…, and what tells uv the same. The first that is set counts.
SAME_FOR_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "no-index": "UV_NO_INDEX",
    "no-cache-dir": "UV_NO_CACHE",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
SECTIONS = (":env:", "install", "global")  # in the order in which pip listens to them


def main(wanted: str) -> None:
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Bottega needs Python 3.11 or newer, and this is {sys.version.split()[0]}: "
            "`apt-get install python3.11 python3.11-venv`, or make setup PYTHON=/path/to/python3.11"
        )
    if any(is_installed(lock) for lock in LOCKS[wanted]):
        return
    began = time.monotonic()
    print("Installing packages into .venv (a minute, more on a slow line) ...", flush=True)
    make_environment()
    install(wanted)
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)


def is_installed(lock: str) -> bool:
    stamp = ENVIRONMENT / f"installed-{lock}"
    return stamp.exists() and stamp.read_text() == fingerprint(lock)


def fingerprint(lock: str) -> str:
    pinned = (PROJECT / "requirements" / f"{lock}.txt").read_bytes()
    return hashlib.sha256(pinned + sys.version.encode()).hexdigest()


def make_environment() -> None:
    if (ENVIRONMENT / "bin" / "pip").exists():
        return
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        version = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(
            f"Python can't make a virtual environment here; on Debian, `apt-get install python{version}-venv` "
            f"helps. It said: {(made.stderr or made.stdout).strip()}"
        )


def install(lock: str) -> None:
    if not install_with_uv(lock) and pip("install", *PIP_OPTIONS, "-r", f"requirements/{lock}.txt"):
        raise SystemExit("Installing failed for the reason above; run the same again when it is mended.")
    (ENVIRONMENT / f"installed-{lock}").write_text(fingerprint(lock))


def install_with_uv(lock: str) -> bool:
    """Return whether uv could be had and did it; what it says of a failure is pip's to say better."""
    has_uv = pip("install", *PIP_OPTIONS, "-r", "requirements/installer.txt", quiet=True) == 0
    return has_uv and run_uv(lock)


def run_uv(lock: str) -> bool:
    """Return whether uv installed what the lock pins."""
    command = [str(ENVIRONMENT / "bin" / "uv"), "pip", "install", "--quiet", "--require-hashes"]
    command += ["--python", str(PYTHON), "-r", f"requirements/{lock}.txt"]
    silence = subprocess.DEVNULL
    return (
        subprocess.run(command, cwd=PROJECT, env=surroundings_of_uv(), stderr=silence, check=False).returncode
        == 0
    )


def surroundings_of_uv() -> dict[str, str]:
    """Return the environment in which uv looks where pip would: uv doesn't read pip's configuration."""
    listed = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    told = translated(read_configuration(listed.stdout))
    # As pip: the best of all indexes (hashes tell a forgery), and the machine's certificates.
    always = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_SYSTEM_CERTS": "1"}
    return {**always, **told, **os.environ}


def read_configuration(listed: str) -> dict[str, str]:
    """Return pip's options from what `pip config list` says, such as global.index-url='https://…'."""
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.splitlines():
        name, _equals, value = line.partition("=")
        section, _dot, option = name.partition(".")
        if section in found:
            found[section][option.replace("_", "-")] = str(ast.literal_eval(value))
    return {
        option: value for section in reversed(SECTIONS) for option, value in found[section].items() if value
    }


def translated(options: Mapping[str, str]) -> dict[str, str]:
    """Return pip's options as the variables that uv listens to."""
    told: dict[str, str] = {}
    for option, variable in SAME_FOR_UV.items():
        if option in options:
            separator = "," if option == "find-links" else " "
            told.setdefault(variable, separator.join(options[option].split()))
    return told


def pip(*arguments: str, quiet: bool = False) -> int:
    """Run the environment's pip in the project's folder; return its exit status."""
    silence = subprocess.DEVNULL if quiet else None
    command = [str(PYTHON), "-m", "pip", *arguments]
    return subprocess.run(command, cwd=PROJECT, stderr=silence, check=False).returncode


if __name__ == "__main__":
    main(sys.argv[1])
