"""Elements that say what they are, and the structure that a reader's software follows."""
