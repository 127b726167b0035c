"""The layers of the product, lowest first, as the import contracts in pyproject.toml order them."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def apps_by_height() -> dict[str, int]:
    """Return each app's height; apps of one layer have the same."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract.get("containers") == ["apps"]]
    return {app: height for height, layer in enumerate(reversed(layers)) for app in re.findall(r"\w+", layer)}
