"""`make setup`: the virtual environment in .venv with exactly the packages that requirements/dev.txt pins.

Runs on the machine's own Python, before anything is installed.
"""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
LOCK = PROJECT / "requirements" / "dev.txt"
INSTALLED = ENVIRONMENT / "installed"
OLDEST = (3, 11)


def main() -> None:
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Bottega needs Python 3.11 or newer, and this is {sys.version.split()[0]}: "
            "`apt-get install python3.11 python3.11-venv`, or make setup PYTHON=/path/to/python3.11"
        )
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if INSTALLED.exists() and INSTALLED.read_text() == wanted:
        return
    began = time.monotonic()
    print("Installing packages into .venv (a minute, more on a slow line) ...", flush=True)
    make_environment()
    install_packages()
    INSTALLED.write_text(wanted)
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)


def make_environment() -> None:
    if (ENVIRONMENT / "bin" / "pip").exists():
        return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], capture_output=True, text=True)
    if made.returncode:
        version = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(
            f"Python can't make a virtual environment here; on Debian, `apt-get install python{version}-venv` "
            f"helps. It said: {(made.stderr or made.stdout).strip()}"
        )


def install_packages() -> None:
    options = ["--require-hashes", "--disable-pip-version-check", "--no-input", "--quiet"]
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", *options, "-r", str(LOCK)]
    if subprocess.run(pip).returncode:
        raise SystemExit("Installing failed for the reason above; run `make setup` again when it is mended.")


if __name__ == "__main__":
    main()
