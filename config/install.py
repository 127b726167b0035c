"""Make the virtual environment in .venv with exactly the packages that a lock in requirements/ pins.

Runs on the machine's own Python, before anything is installed: `python3 config/install.py demo`, or `dev`,
which holds everything that demo does and more.
"""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
LOCKS = {"demo": ("demo", "dev"), "dev": ("dev",)}  # what is wanted: any of these is enough
OLDEST = (3, 11)


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
    # Python compiles a module when it first needs it, which most never are.
    options = ["--require-hashes", "--no-compile", "--disable-pip-version-check", "--no-input", "-qq"]
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", *options]
    if subprocess.run([*pip, "-r", f"requirements/{lock}.txt"], cwd=PROJECT, check=False).returncode:
        raise SystemExit("Installing failed for the reason above; run the same again when it is mended.")
    (ENVIRONMENT / f"installed-{lock}").write_text(fingerprint(lock))


if __name__ == "__main__":
    main(sys.argv[1])
