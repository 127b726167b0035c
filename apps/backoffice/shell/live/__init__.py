"""Pages that move by themselves: one listener a process, a few streams, polling where there are too many."""
