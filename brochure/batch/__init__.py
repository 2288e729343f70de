"""Many editions at once: which there are, what has changed, who prints them, and what became of each."""
