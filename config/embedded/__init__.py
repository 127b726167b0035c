"""PostgreSQL that comes with the project: nothing to install, nothing to configure, gone when nobody uses it."""

from .cluster import Cluster
from .postgres import Lease, hold, main_cluster

__all__ = ["Cluster", "Lease", "hold", "main_cluster"]
