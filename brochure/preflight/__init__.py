"""What a finished file really holds, read by libraries that had no part in writing it."""
