"""The tags of the design system, by what they show; templatetags/bottega.py gathers them for {% load bottega %}."""
