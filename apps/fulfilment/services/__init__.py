"""What staff do with a fulfilment, a module a verb."""
