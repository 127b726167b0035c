"""What purchasing does, a module for each kind of act."""
