"""Catalogue files: uploaded, previewed, applied."""
