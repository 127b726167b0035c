"""What can be done with tills and with the sales they report, one module per verb."""
