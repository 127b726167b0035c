"""Tills: how they are, and the sales that wait for a person."""
