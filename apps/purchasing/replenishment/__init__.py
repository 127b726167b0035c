"""What to order, how much, and from where: forecast, policy, proposals. The arithmetic knows no framework."""
