"""What can be done with orders, a module a verb."""
