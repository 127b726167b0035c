"""Counts of what really lies there."""
