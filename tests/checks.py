"""`make check`: everything that can be judged without running the product; all of it, then the verdict."""

import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "lint": [PROGRAMS / "ruff", "check", "."],
    "format": [PROGRAMS / "ruff", "format", "--check", "."],
    "types": [PROGRAMS / "mypy"],
    "layers": [PROGRAMS / "lint-imports"],
    "templates": [PROGRAMS / "djlint", "templates", "--lint", "--quiet"],
    "framework": [*MANAGE, "check", "--fail-level=WARNING", "--settings=config.settings.test"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "translations": [*MANAGE, "translations", "check"],
}


def main() -> None:
    failed = [name for name, command in CHECKS.items() if not passes(name, [str(word) for word in command])]
    if failed:
        raise SystemExit(f"Not in order: {', '.join(failed)}.")


def passes(name: str, command: list[str]) -> bool:
    """Run one check and show what it says only if it fails."""
    started = time.monotonic()
    print(f"  {name:<14}", end="", flush=True)
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    print("ok" if run.returncode == 0 else "FAILS", f"({time.monotonic() - started:.1f} s)", flush=True)
    if run.returncode:
        print(run.stdout + run.stderr, flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    main()
