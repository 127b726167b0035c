"""`make check`: everything that can be judged without running the product; all of it, then the verdict.

Given `scripts`, the tests of the browser's scripts run beside it, and what all tests drive is installed meanwhile.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

#: The longest first, so that the others fit in beside it.
CHECKS = {
    "types": [PROGRAMS / "mypy"],
    "templates": [PROGRAMS / "djlint", "templates", "--lint", "--quiet"],
    "layers": [PROGRAMS / "lint-imports"],
    "translations": [*MANAGE, "translations", "check"],
    "framework": [*MANAGE, "check", "--fail-level=WARNING", "--settings=config.settings.test"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "lint": [PROGRAMS / "ruff", "check", "."],
    "format": [PROGRAMS / "ruff", "format", "--check", "."],
}
SCRIPTS = {"scripts": [sys.executable, "-m", "tests.javascript"]}


def main(*, scripts: bool) -> None:
    checks = SCRIPTS | CHECKS if scripts else CHECKS
    with ThreadPoolExecutor(os.cpu_count()) as people:
        verdicts = dict(zip(checks, people.map(passes, checks.items()), strict=True))
    failed = [name for name, is_good in verdicts.items() if not is_good]
    if failed:
        raise SystemExit(f"Not in order: {', '.join(failed)}.")


def passes(check: tuple[str, list[str | Path]]) -> bool:
    """Run one check and show what it says only if it fails."""
    name, command = check
    started = time.monotonic()
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    verdict = "ok" if run.returncode == 0 else "FAILS"
    said = f"  {name:<14}{verdict} ({time.monotonic() - started:.1f} s)\n"
    print(said + (run.stdout + run.stderr if run.returncode else ""), end="", flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    main(scripts="scripts" in sys.argv[1:])
