"""What can be done with payments, a module a verb."""
