"""What the platform couldn't settle by itself."""
