"""The bank: another company's system that happens to run here. It knows nothing of ours but its clients' addresses."""
