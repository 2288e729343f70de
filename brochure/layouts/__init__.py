"""Templates on their way to documents: Jinja2 with a view of the words, and the elements that come out."""
