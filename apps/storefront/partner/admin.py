"""Stock records are made with their product; nobody edits them."""
