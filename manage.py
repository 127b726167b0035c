#!/usr/bin/env python
"""Run a management command, with the embedded database behind it unless DATABASE_URL names another."""

import os
import sys

NEEDS_NO_DATABASE = {
    "help",
    "version",
    "--help",
    "--version",
    "-h",
    "makemessages",
    "collectstatic",
    "findstatic",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        raise SystemExit("Django isn't installed here; run `make setup` and use .venv/bin/python.") from None
    from config import embedded, env

    alone = env.current().database_url or len(sys.argv) < 2 or sys.argv[1] in NEEDS_NO_DATABASE
    if alone:
        execute_from_command_line(sys.argv)
    else:
        with embedded.hold():
            execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
