"""Making sense of what people type. Pure."""
