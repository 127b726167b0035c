"""How management commands refuse: a sentence on standard error, a JSON object for scripts, exit status 1."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError

from .errors import DomainError


@contextmanager
def told_refusals(command: BaseCommand, *, as_json: bool) -> Iterator[None]:
    """Turn what the block refuses into the command's own error; with `as_json` its output stays valid JSON.

    Raises CommandError in the place of a DomainError.
    """
    try:
        yield
    except DomainError as refusal:
        if as_json:
            answer = {"applied": False, "refusal": {"code": refusal.code, "message": str(refusal)}}
            command.stdout.write(json.dumps(answer, indent=2))
        raise CommandError(str(refusal)) from None
