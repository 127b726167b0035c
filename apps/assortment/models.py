"""What each channel shows: one row per channel and product, ready to list, filter and search."""
