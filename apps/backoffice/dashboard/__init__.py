"""The first screen: work waiting, today's numbers, what just happened."""
