"""A signing key for installations that were given none: made once, kept in the home folder."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe


def kept_in(home: Path) -> str:
    """Return the key kept in `home`, making one that only its owner can read if there is none."""
    path = home / "secret-key"
    home.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(token_urlsafe(48))
        with suppress(FileExistsError):  # whoever comes first wins, and nobody reads half a key
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()
