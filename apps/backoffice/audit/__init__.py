"""The audit of counters against their ledgers: what it found, and repairs that somebody stands by."""
