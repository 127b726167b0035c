"""Orders: found, read, cancelled, taken back."""
