"""How much memory a web worker holds after all that it has served here."""

from collections.abc import Iterator
from pathlib import Path

from ..figures import Figure, at_most
from ..shop import Shop

MOST = 200


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield the resident size of the largest web worker."""
    for address in ("/", "/all/", "/search/?q=mug", "/basket/") * 10:
        shop.visitor().get(address)
    assert shop.server.process is not None
    largest = max(map(resident, children(shop.server.process.pid)))
    yield at_most("memory", "resident size of the largest web worker", largest, "MiB", MOST)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident(pid: int) -> float:
    """Return how many mebibytes of memory the process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(row for row in status.splitlines() if row.startswith("VmRSS")).split()[1]) / 1024
