"""Figures read across the ledgers; nothing here writes."""
