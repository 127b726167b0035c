#!/usr/bin/env python
"""Run a management command, with the embedded database behind it unless DATABASE_URL names another."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

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
    with ends_in_words(), nullcontext() if alone else embedded.hold():
        execute_from_command_line(sys.argv)
        sys.stdout.flush()


@contextmanager
def ends_in_words() -> Iterator[None]:
    """End without a traceback where the reason lies outside: Ctrl-C, a reader that has gone, no database."""
    from django.db import OperationalError

    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        raise SystemExit(128 + signal.SIGINT) from None
    except BrokenPipeError:  # `manage.py … | head` has read enough; what is left to print has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(128 + signal.SIGPIPE) from None
    except OperationalError:
        from config import databases

        databases.refuse_unreachable()
        raise


if __name__ == "__main__":
    main()
