"""Picking, shipping and handing over, at one's own locations."""
