"""Languages and what is known of each."""
