"""Labels for shelves and goods, as PDF for sheets and rolls."""
