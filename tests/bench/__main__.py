"""`make bench`: measures the product beside its floor; prints a table, writes $BOTTEGA_HOME/bench/latest.json."""

import json
import os
import traceback
from collections.abc import Iterator

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

from config import embedded, env

LINE = "{:<28}{:>12} {:<13}{:>10}{:>8}  {:<4} {}"


def main() -> None:
    """Measure what ONLY names, or everything; exit with 1 if a measure couldn't be taken."""
    environment = env.current()
    lease = None if environment.database_url else embedded.hold()
    try:
        import django

        django.setup()
        if not measure_all(chosen()):
            raise SystemExit(1)
    finally:
        if lease:
            from django.db import connections

            connections.close_all()
            lease.release()


def chosen() -> list[str]:
    """Return the measures that ONLY names. Ends the program at a name that there isn't."""
    from .measures import MEASURES

    named = [name.strip() for name in os.environ.get("ONLY", "").split(",") if name.strip()]
    unknown = sorted(set(named) - MEASURES.keys())
    if unknown:
        raise SystemExit(f"ONLY names {', '.join(unknown)}; there are {', '.join(MEASURES)}.")
    return named or list(MEASURES)


def measure_all(names: list[str]) -> bool:
    """Print each figure as it is found and write them all; say whether none is missing."""
    from django.conf import settings

    from tests.serving import WebServer, running

    from . import preparation
    from .shop import Shop

    preparation.prepare()
    preparation.collect_static()
    home = settings.BENCH_HOME
    server = WebServer(home, {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "WARNING"})
    found, failed = [], []
    with running(server):
        shop = Shop(server=server, till_token=preparation.till_token())
        print(LINE.format("", "value", "", "floor", "ratio", "", "goal: what"), flush=True)
        for name in names:
            try:
                found += list(printed(name, shop))
            except Exception:  # noqa: BLE001 - one broken measure shall not cost the others
                failed.append(name)
                traceback.print_exc()
    (home / "latest.json").write_text(json.dumps([figure.as_json() for figure in found], indent=1))
    missed = [figure.name for figure in found if not figure.met]
    print(f"{len(found)} figures, {len(missed)} short of their goal; in {home / 'latest.json'}.")
    if failed:
        print(f"Could not be measured: {', '.join(failed)}.")
    return not failed


def printed(name: str, shop: object) -> Iterator[object]:
    """Yield a measure's figures, each printed."""
    from .measures import MEASURES

    for figure in MEASURES[name](shop):  # type: ignore[arg-type]
        floor = "" if figure.floor is None else f"{figure.floor:g}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:g}"
        goal = f"{figure.goal}: {figure.what}" if figure.goal else figure.what
        met = "ok" if figure.met else "MISS"
        print(LINE.format(figure.name, f"{figure.value:g}", figure.unit, floor, ratio, met, goal), flush=True)
        yield figure


if __name__ == "__main__":
    main()
