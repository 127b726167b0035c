"""What other companies' systems tell us: kept as it came, handled once."""
