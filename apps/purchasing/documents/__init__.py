"""Papers of purchasing."""
