"""Search or scan anything."""
