"""`python -m tests.javascript`: the tests of the browser's scripts, run by Node's own test runner.

Installs what the tests drive where it is missing and may be installed.
"""

import subprocess
from pathlib import Path

from tests import programs

FOLDER = Path(__file__).resolve().parent / "js"


def main() -> None:
    programs.install_missing()
    files = sorted(str(path) for path in FOLDER.rglob("*.test.*js"))
    if not files:
        return
    command = [programs.require("nodejs"), "--test", "--test-reporter=dot", *files]
    raise SystemExit(subprocess.run(command, cwd=FOLDER.parent.parent, check=False).returncode)


if __name__ == "__main__":
    main()
