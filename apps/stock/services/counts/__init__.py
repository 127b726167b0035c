"""Counts: opened, entered, looked through, posted; one module per act."""
