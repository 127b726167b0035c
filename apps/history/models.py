"""A retailer's past: files of sales from a former system and what became of each of their rows."""
