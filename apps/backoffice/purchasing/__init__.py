"""Buying: suppliers and their terms, purchase orders, deliveries, what goods cost."""
