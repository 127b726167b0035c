"""What has to be ordered or sent, and what is low."""
