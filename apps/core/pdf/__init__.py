"""Documents as PDF, in letters of every language that we write."""
